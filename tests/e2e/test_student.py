"""A student, two days before the exam."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenAs


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_three_clicks_lead_from_home_to_a_printed_question(
    size: str, open_as: OpenAs, *, scripts: bool
) -> None:
    page = open_as("student", size=size, scripts=scripts, dark=size == "phone")
    page.get_by_role("link", name="Ilse Thornquist").click()
    expect(page.get_by_role("heading", name="What to study first")).to_be_in_viewport()
    first = page.locator("ol.first a").first
    topic = first.inner_text()
    first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(topic)
    page.locator("ol.questions strong a").first.click()
    printed = page.get_by_role("img", name="The printed question").first
    expect(printed).to_be_visible()


def test_report_and_table_can_be_downloaded(open_as: OpenAs, tmp_path: Path) -> None:
    page = open_as("student", "professors/{professor}/")
    with page.expect_download() as report:
        page.get_by_role("link", name="Download the report").click()
    assert Path(report.value.path()).read_bytes().startswith(b"%PDF-")
    page.get_by_role("link", name="Questions", exact=True).first.click()
    page.get_by_label("Words in the question").fill("matrix")
    page.get_by_role("button", name="Find").click()
    with page.expect_download() as table:
        page.get_by_role("link", name="CSV").click()
    with Path(table.value.path()).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert {row["Professor"] for row in rows} == {"Ilse Thornquist"}


def test_filters_stay_in_the_address(open_as: OpenAs) -> None:
    page = open_as("student", "questions/")
    page.get_by_text("Filters").click()
    page.get_by_label("Marks from").fill("5")
    page.get_by_role("button", name="Find").click()
    assert "least_marks=5" in page.url
    found = page.locator("#found").inner_text()
    page.goto(page.url)
    expect(page.locator("#found")).to_have_text(found)
    expect(page.get_by_label("Marks from")).to_have_value("5")


def test_keyboard_reaches_the_content_first(open_as: OpenAs) -> None:
    page = open_as("student", "professors/{professor}/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_student_is_offered_nothing_of_the_staff(open_as: OpenAs) -> None:
    page = open_as("student", "professors/{professor}/")
    for name in ("Papers", "Analyses", "Admin", "Analyse again"):
        expect(page.get_by_role("link", name=name, exact=True)).to_have_count(0)
