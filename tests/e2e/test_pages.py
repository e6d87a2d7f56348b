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
    "professors/{professor}/practice/7/",
    "questions/reported/",
    "questions/",
    "questions/?words=eigenvalue&course={course}",
    "questions/?words=nothing+like+this",
    "questions/?like={question}",
    "questions/{question}/",
    "papers/{paper}/",
    "papers/{paper}/pages/1/",
    "compare/",
)
STAFF = (
    "staff/papers/",
    "staff/papers/upload/",
    "staff/papers/{paper}/file/",
    "staff/papers/{paper}/reading/",
    "staff/papers/{paper}/reading/?page=2&why",
    "staff/analyses/",
    "staff/analyses/{job}/",
    "staff/analyses/{job}/transcript/",
    "staff/drafts/",
    "staff/papers/filing/",
    "staff/",
    "staff/analyses/new/",
    "staff/outcomes/",
    "staff/outcomes/papers/{paper}/",
    "staff/outcomes/courses/{course}/{year}/",
    "staff/courses/",
    "staff/courses/{course}/",
    "staff/review/",
    "staff/review/questions/{question}/",
    "staff/review/questions/{question}/split/",
    "staff/audit/",
    "staff/looks/",
    "staff/members/",
    "admin/",
    "admin/exams/course/{course}/change/",
    "admin/exams/syllabus/add/",
    "admin/exams/paper/",
    "staff/professors/{professor}/analyse/",
    "staff/professors/{professor}/notice/",
    "staff/release/",
    "staff/objections/",
)
PAGES = [("student", path) for path in READING] + [("staff", path) for path in STAFF]


# What a theme can change; the rest is the same in both.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"], "resultTypes": ["violations"]}
FADE = 300  # milliseconds that Django's admin takes to change its colours
EVERYTHING = {"resultTypes": ["violations"]}


def violations(page: Page, options: dict[str, Any] = EVERYTHING) -> list[Any]:
    """What axe-core finds, in short: rule and elements."""
    found = Axe().run(page, options=options).response["violations"]
    return [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found]


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_page_stumbles_nobody(who: str, path: str, open_as: OpenAs) -> None:
    """No violation in light and dark, no word to the console, no wider than a narrow phone."""
    page = open_as(who, path)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.reload()
    light = violations(page)
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(FADE)
    dark = violations(page, COLOURS)
    page.set_viewport_size({"width": 320, "height": 700})
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert (light, dark, said, wide) == ([], [], [], 320)
