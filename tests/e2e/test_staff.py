"""A member of the staff with papers to file, and a lecturer who reads what is said about hers."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenAs

expect.set_options(timeout=20_000)  # of a machine that does other work as well


def test_paper_goes_from_upload_to_an_analysis(open_as: OpenAs, tmp_path: Path) -> None:
    page = open_as("staff", "staff/")
    page.get_by_role("link", name="File papers").click()
    page.get_by_label("Professor of").first.fill("Ilse Thornquist")
    page.get_by_role("button", name="File all ticked papers").first.click()
    expect(page.get_by_text("1 paper filed.")).to_be_visible()
    page.get_by_role("link", name="Upload papers").click()
    broken = tmp_path / "letter.pdf"
    broken.write_bytes(b"no PDF")
    page.get_by_label("PDF files").set_input_files(broken)
    expect(page.get_by_text("1 (0.0 MB): letter.pdf")).to_be_visible()
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("alert")).to_contain_text("letter.pdf: not a PDF.")
    page.get_by_role("link", name="Analyses").click()
    page.get_by_role("link", name="Start an analysis").click()
    page.get_by_role("link", name="Ilse Thornquist").click()
    expect(page.get_by_role("checkbox")).to_have_count(6)
    expect(page.get_by_text("it costs nothing")).to_be_visible()
    page.get_by_role("button", name="Start the analysis").click()
    expect(page.get_by_text("Waiting for a worker").first).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Cancelled").first).to_be_visible()


def test_question_is_reviewed_by_keys_alone(open_as: OpenAs) -> None:
    page = open_as("staff", "staff/review/questions/{question}/")
    before = page.get_by_label("Marks").input_value()
    page.keyboard.press("m")
    page.keyboard.press("Control+a")
    page.keyboard.type("17")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    expect(page.get_by_role("status").first).to_contain_text("changed")
    page.keyboard.press("z")
    expect(page.get_by_label("Marks")).to_have_value(before)
    number = page.get_by_label("Number").input_value()
    page.keyboard.press("s")
    expect(page.get_by_role("heading", level=1)).to_contain_text("in two")
    page.get_by_label("Text of the question").last.fill("And draw it.")
    page.get_by_label("Text of the question").last.press("Escape")
    page.keyboard.press("s")
    expect(page.get_by_text(f"{number} is two questions now.")).to_be_visible()
    page.keyboard.press("z")
    expect(page.get_by_text("Taken back")).to_be_visible()
    page.keyboard.press("w")
    expect(page.get_by_text("are one question now.")).to_be_visible()
    page.keyboard.press("z")
    expect(page.get_by_label("Number")).to_have_value(number)


def test_profile_is_withdrawn_and_published_again(open_as: OpenAs) -> None:
    page = open_as("staff", "staff/release/")
    page.get_by_text("Withdraw…").click()
    page.get_by_label("Why it is withdrawn").fill("A paper is missing.")
    page.get_by_role("button", name="Withdraw from students").click()
    student = open_as("student", "professors/")
    expect(student.get_by_role("link", name="Ilse Thornquist")).to_have_count(0)
    page.get_by_role("button", name="Publish").first.click()
    student.reload()
    expect(student.get_by_role("link", name="Ilse Thornquist")).to_be_visible()


def test_lecturer_objects_opts_out_and_comes_back(
    open_as: OpenAs, guest: Callable[[str], Page]
) -> None:
    staff = open_as("staff", "staff/professors/{professor}/notice/")
    lecturer = guest(staff.get_by_label("Send this address").input_value())
    expect(lecturer.get_by_role("heading", level=1)).to_contain_text("about your papers")
    form = lecturer.locator("form", has=lecturer.get_by_role("button", name="Send the objection"))
    form.get_by_role("textbox").fill("The paper of 2019 is a resit.")
    lecturer.get_by_role("button", name="Send the objection").click()
    expect(lecturer.get_by_text("The paper of 2019 is a resit.")).to_be_visible()
    waits = open_as("staff", "staff/")
    waits.get_by_role("link", name="messages of professors").click()
    expect(waits.get_by_text("The paper of 2019 is a resit.")).to_be_visible()
    waits.get_by_role("textbox").first.fill("We will file it as one.")
    waits.get_by_role("button").filter(has_text="phold").first.click()
    lecturer.reload()
    expect(lecturer.get_by_text("We will file it as one.")).to_be_visible()
    lecturer.get_by_role("button", name="Show nothing of my papers").click()
    student = open_as("student", "professors/")
    expect(student.get_by_text("Ilse Thornquist")).to_have_count(0)
    lecturer.get_by_role("button", name="Show my papers again").click()
    student.reload()
    expect(student.get_by_role("link", name="Ilse Thornquist")).to_be_visible()
