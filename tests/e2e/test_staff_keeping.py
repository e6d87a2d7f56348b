"""Staff and owners who keep things: topics, release, outcomes, members, and the trail of it."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenAs

expect.set_options(timeout=20_000)  # of a machine that does other work as well


def test_two_topics_are_merged_and_parted_without_scripts(open_as: OpenAs) -> None:
    page = open_as("staff", "staff/courses/", scripts=False)
    page.locator("tbody a").first.click()
    names = page.locator("tbody label").all_inner_texts()
    page.get_by_role("button", name="Rename or merge").click()
    expect(page.get_by_text("Nothing was changed: Tick the topics first.")).to_be_visible()
    for name in names[:2]:
        page.get_by_label(name, exact=True).check()
    page.get_by_label("Count them as").fill("First things")
    page.get_by_role("button", name="Rename or merge").click()
    expect(page.get_by_text("Now counted as “First things”.")).to_be_visible()
    expect(page.locator("tbody label")).to_have_count(len(names) - 1)
    page.get_by_role("button", name=re.compile("Undo")).click()
    expect(page.get_by_text("On their own again")).to_be_visible()
    assert page.locator("tbody label").all_inner_texts() == names
    page.get_by_role("button", name=f"{names[0]} one down").click()
    assert page.locator("tbody label").all_inner_texts()[:2] == [names[1], names[0]]
    page.get_by_role("button", name=f"{names[0]} one up").click()


def test_paper_is_withheld_for_a_reason_and_released(open_as: OpenAs) -> None:
    page = open_as("staff", "staff/release/")
    paper = page.get_by_role("row", name="2022 Winter")  # of the profile
    paper.get_by_role("checkbox").check()
    page.get_by_role("button", name="Withhold").click()
    expect(page.get_by_text("Say why it is kept back.")).to_be_visible()
    paper.get_by_role("checkbox").check()
    page.get_by_label("Reason").fill("Set again next term.")
    page.get_by_role("button", name="Withhold").click()
    expect(paper.get_by_text("Set again next term.")).to_be_visible()
    expect(page.get_by_text("Held back")).to_be_visible()
    paper.get_by_role("checkbox").check()
    page.get_by_role("button", name="Release", exact=True).click()
    expect(paper.get_by_text("Shown")).to_be_visible()
    trail = open_as("staff", "staff/audit/?deed=withdrew")
    expect(trail.get_by_text("Withheld: Set again next term.")).to_be_visible()


def test_outcome_sheet_of_a_year_is_downloaded(open_as: OpenAs) -> None:
    page = open_as("staff", "staff/outcomes/")
    page.locator(".lines a").first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").click()
    assert download.value.suggested_filename.endswith(".xlsx")


def test_invited_person_joins_and_a_colour_too_weak_is_refused(
    open_as: OpenAs, guest: Callable[[str], Page]
) -> None:
    page = open_as("staff", "staff/members/")
    page.get_by_label("Whom it is meant for").fill("Noor")
    page.get_by_label("As", exact=True).select_option("staff")
    page.get_by_role("button", name="Make a link").click()
    newcomer = guest(page.locator("input[readonly]").input_value())
    newcomer.get_by_label("Name").fill("Noor")
    newcomer.get_by_label("E-mail").fill("noor@example.org")
    newcomer.get_by_label("Password").fill("norvale-12345")
    newcomer.get_by_role("main").get_by_role("button").click()
    newcomer.get_by_role("link", name="What waits").click()
    expect(newcomer.get_by_role("heading", level=1)).to_contain_text("What waits")
    looks = open_as("staff", "staff/looks/")
    looks.get_by_label("Colour on light pages").fill("#ffee00")
    looks.get_by_role("button", name="Save").click()
    expect(looks.get_by_text("#ffee00 is too weak for text")).to_be_visible()
