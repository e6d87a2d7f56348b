"""A student who reads German, on a phone."""

from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenAs
from tests.e2e.test_pages import EVERYTHING, violations


def in_german(page: Page) -> None:
    """Ask as a German browser does; the account, which other tests share, keeps no language."""
    page.context.set_extra_http_headers({"Accept-Language": "de-DE,de;q=0.9"})
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "de")


def is_narrow(page: Page) -> bool:
    wide: bool = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return not wide


def test_three_clicks_lead_to_a_printed_question_in_german(open_as: OpenAs) -> None:
    page = open_as("student", size="phone")
    in_german(page)
    page.get_by_role("link", name="Ilse Thornquist", exact=True).click()
    expect(page.get_by_role("heading", name="Zuerst lernen")).to_be_in_viewport()
    assert violations(page, EVERYTHING) == []
    assert is_narrow(page)
    page.locator("ol.first a").first.click()
    page.locator("ol.questions strong a").first.click()  # the third click
    expect(page.get_by_role("img", name="Die gedruckte Aufgabe").first).to_be_visible()
    assert violations(page, EVERYTHING) == []
    assert is_narrow(page)


def test_switch_changes_the_language_and_stays_on_the_page(open_as: OpenAs) -> None:
    page = open_as("student", "questions/?q=x", size="phone")
    page.get_by_role("button", name="Deutsch").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aufgaben")
    assert page.url.endswith("questions/?q=x")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Questions")
