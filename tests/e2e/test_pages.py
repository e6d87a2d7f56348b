"""Every page, in both themes: nothing that a screen reader or a narrow phone stumbles over."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.conftest import OpenAs

READING = (
    "",
    "professors/",
    "professors/{professor}/",
    "professors/{professor}/evidence/topic-0/",
    "professors/{professor}/plan/",
    "questions/",
    "questions/?words=eigenvalue&course={course}",
    "questions/?words=nothing+like+this",
    "questions/{question}/",
    "papers/{paper}/",
    "papers/{paper}/pages/1/",
    "compare/",
)
STAFF = (
    "staff/papers/",
    "staff/papers/upload/",
    "staff/papers/{paper}/file/",
    "staff/analyses/",
    "staff/analyses/{job}/",
    "staff/analyses/{job}/transcript/",
    "staff/drafts/",
    "staff/professors/{professor}/analyse/",
    "staff/professors/{professor}/notice/",
    "staff/release/",
    "staff/objections/",
)
PAGES = [("student", path) for path in READING] + [("staff", path) for path in STAFF]
everywhere = pytest.mark.parametrize(("who", "path"), PAGES)


def violations(page: Page) -> list[Any]:
    """What axe-core finds, in short: rule and elements."""
    found = Axe().run(page).response["violations"]
    return [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found]


@everywhere
def test_page_has_no_violation_in_light_and_dark(who: str, path: str, open_as: OpenAs) -> None:
    page = open_as(who, path)
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page) == []


@everywhere
def test_page_fits_a_narrow_phone(who: str, path: str, open_as: OpenAs) -> None:
    page = open_as(who, path, size="phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@everywhere
def test_page_says_nothing_wrong_to_the_console(who: str, path: str, open_as: OpenAs) -> None:
    said: list[str] = []
    page = open_as(who, path)
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.reload()
    page.wait_for_load_state("networkidle")
    assert said == []
