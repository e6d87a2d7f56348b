"""Where a cover says what was read: windows into the pictures of its pages, drawn as SVG."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from exams.models import Page
from exams.outline.model import CoverFacts, FactPlace

MARGIN = 8.0  # points of paper left around the printed facts
APART = 90.0  # points between two facts from which each gets a window of its own
HEAD = 0.3  # of a page, shown where course or year were not found
FACT_WORDS = {
    "institution": _("Institution"),
    "course_code": _("Code"),
    "subject": _("Course"),
    "professor": _("Professor"),
    "year": _("Year"),
    "session": _("Session"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A printed fact of a cover, its box in points from the top left of the page."""

    words: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """A window into the picture of a page, and the printed facts in it."""

    page: Page
    picture: str
    view_box: str
    facts: tuple[Fact, ...]


def evidence_of(facts: CoverFacts, covers: Iterable[Page]) -> tuple[Evidence, ...]:
    """Where all facts of a paper are printed, a window for each page; none without a picture."""
    windows = []
    for page in covers:
        places = [place for place in facts.places if place.box.page == page.number]
        if page.picture and places:
            windows.append(window(page, places))
    return tuple(windows)


def cover_evidence(facts: CoverFacts, covers: Sequence[Page]) -> tuple[Evidence, ...]:
    """Where it stands what a paper is filed by; the page's head where course or year do not."""
    windows = []
    if covers and covers[0].picture and not (facts.subject and facts.year):
        places = [place for place in facts.places if place.box.page == covers[0].number]
        windows = [window(covers[0], [p for p in places if p.fact in FACT_WORDS], HEAD)]
        covers = covers[1:]
    for page in covers:
        on = [p for p in facts.places if p.box.page == page.number and p.fact in FACT_WORDS]
        near: list[list[FactPlace]] = []
        for place in sorted(on, key=lambda place: place.box.top):
            if near and place.box.top - max(one.box.bottom for one in near[-1]) < APART:
                near[-1].append(place)
            else:
                near.append([place])
        windows += [window(page, places) for places in near if page.picture]
    return tuple(windows)


def window(page: Page, places: Sequence[FactPlace], head: float = 0.0) -> Evidence:
    """The part of a page, over its whole width, in which these facts stand.

    With `head` it begins at the top and has at least that share of the page.
    """
    boxes = [place.box for place in places]
    top = 0.0 if head else max(0.0, min(box.top for box in boxes) - MARGIN)
    lowest = max([head * page.height, *(box.bottom + MARGIN for box in boxes)])
    bottom = min(page.height, lowest)
    view_box = f"0 {top:.1f} {page.width:.1f} {max(1.0, bottom - top):.1f}"
    picture = reverse("staff_picture", args=[page.paper_id, page.number])
    return Evidence(page, picture, view_box, tuple(fact_of(place) for place in places))


def fact_of(place: FactPlace) -> Fact:
    """A fact as it is shaded on its page."""
    box = place.box
    words = str(FACT_WORDS.get(place.fact) or place.fact.replace("_", " "))
    return Fact(words, box.x0, box.top, box.x1 - box.x0, box.bottom - box.top)
