"""The page on which staff see what was read of a paper, beside the printed page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from exams.access import access_paper, staff_required
from exams.evidence import FACT_WORDS, evidence_of, fact_of
from exams.models import Page
from exams.outline.disagreements import in_short
from exams.outline.explain import Explained, Kind
from exams.outline.model import Box, CoverFacts, Outline, OutlineQuestion, OutlineStem
from exams.sandbox.reading import Verdict

DOUBTFUL = 0.8  # a question is marked where it is less sure
FACTS = FACT_WORDS | {"duration_minutes": _("Minutes"), "total_marks": _("Marks")}
KINDS = {
    Kind.QUESTION: _("Question"),
    Kind.STEM: _("Question with parts"),
    Kind.OPTION: _("Answer to choose"),
    Kind.GIVEN: _("Data or code"),
    Kind.INSTRUCTION: _("Instruction"),
    Kind.SECTION: _("Section"),
    Kind.REFUSED: _("Refused label"),
    Kind.MARK: _("Marks"),
    Kind.UNUSED_MARK: _("Refused marks"),
    Kind.FURNITURE: _("Header or footer"),
}
LOOKS = {  # the classes of the drawing, and of the list beside it
    Kind.QUESTION: "good",
    Kind.STEM: "accent",
    Kind.SECTION: "accent",
    Kind.MARK: "warn",
    Kind.REFUSED: "bad",
    Kind.UNUSED_MARK: "bad",
}
PAGE_STATES = {
    Verdict.OK: _("Read from its text"),
    Verdict.SCANNED: _("Read from its picture"),
    Verdict.EMPTY: _("No words were found"),
}

type Asked = OutlineQuestion | OutlineStem


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the page, x and y in points from its top left corner, and its line beside it."""

    look: str
    x: float
    y: float
    width: float
    height: float
    title: str
    anchor: str = ""  # of the line in the list that tells about it
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A question of the page as it is listed; `sure` is None for one with parts."""

    anchor: str
    asked: Asked
    sure: float | None
    doubtful: bool
    illegible: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """A place of the page and what was decided about it."""

    anchor: str
    kind: str
    look: str
    one: Explained


@staff_required
@require_safe
def paper_reading(request: HttpRequest, paper_id: int) -> HttpResponse:
    """One page of a paper beside what was read of it; with `why` what was decided about labels."""
    paper = access_paper(paper_id)
    pages = list(paper.pages.defer("text", "reasons_json"))
    outline = paper.outline or Outline()
    shown = chosen_page(pages, request.GET.get("page", ""))
    context: dict[str, Any] = {
        "paper": paper,
        "outline": outline if paper.outline_json else None,
        "disagreements": outline.scorecard.disagreements or in_short(outline.scorecard),
        "facts": facts_of(outline.facts),
        "evidence": evidence_of(outline.facts, pages),
        "illegible": illegible_of(outline),
        "unread": [page for page in pages if page.verdict not in PAGE_STATES],
        "hidden": [page for page in pages if page.hidden_words],
        "doubtful": sum(one.confidence < DOUBTFUL for one in outline.questions),
        "pages": pages,
        "page": shown,
    }
    if shown:
        context |= side_by_side(outline, shown, why="why" in request.GET)
    return render(request, "exams/reading.html", context)


def chosen_page(pages: Sequence[Page], wanted: str) -> Page | None:
    """The page of that number, else the first; None where nothing was read."""
    named = (page for page in pages if str(page.number) == wanted)
    return next(named, pages[0] if pages else None)


def side_by_side(outline: Outline, page: Page, *, why: bool) -> dict[str, Any]:
    """What stands beside a page and on it."""
    lines = lines_of(outline, page.number)
    reasons = reasons_of(page) if why else []
    spots = reason_spots(reasons) if why else question_spots(lines, outline, page.number)
    picture = reverse("staff_picture", args=[page.paper_id, page.number]) if page.picture else ""
    return {
        "why": why,
        "lines": lines,
        "reasons": reasons,
        "spots": spots,
        "picture": picture,
        "state": PAGE_STATES.get(Verdict(page.verdict), _("Could not be read")),
    }


def facts_of(facts: CoverFacts) -> list[tuple[str, str, int | None]]:
    """The facts of the cover in words, with the page on which each is printed."""
    places = {place.fact: place.box.page for place in facts.places}
    found = ((name, getattr(facts, name)) for name in FACTS)
    return [(str(FACTS[name]), in_print(value), places.get(name)) for name, value in found if value]


def in_print(value: object) -> str:
    """A fact as it is shown: whole numbers without a point."""
    return f"{value:g}" if isinstance(value, float) else str(value)


def asked_of(outline: Outline) -> list[Asked]:
    """Questions and those with parts, as they are printed one after the other."""
    asked: list[Asked] = [*outline.stems, *outline.questions]
    return sorted(asked, key=lambda one: (one.page, one.boxes[0].top if one.boxes else 0.0))


def illegible_of(outline: Outline) -> list[tuple[str, int | None]]:
    """The numbers that nobody could read, each with the page where the question stands."""
    pages = {one.number: one.page for one in asked_of(outline)}
    return [(number, pages.get(number)) for number in outline.scorecard.illegible]


def lines_of(outline: Outline, number: int) -> list[Line]:
    """The questions that begin on a page."""
    illegible = set(outline.scorecard.illegible)
    here = [one for one in asked_of(outline) if one.page == number]
    return [line_of(f"line-{n}", one, illegible) for n, one in enumerate(here, 1)]


def line_of(anchor: str, asked: Asked, illegible: set[str]) -> Line:
    """A question as it is listed."""
    sure = asked.confidence if isinstance(asked, OutlineQuestion) else None
    doubtful = sure is not None and sure < DOUBTFUL
    return Line(anchor, asked, sure, doubtful, asked.number in illegible)


def question_spots(lines: Iterable[Line], outline: Outline, number: int) -> list[Spot]:
    """Questions, figures and facts of the cover as they are shaded on their page."""
    spots = [
        spot_of(place, "accent", fact.words)
        for place in outline.facts.places
        if place.box.page == number and (fact := fact_of(place))
    ]
    for line in lines:
        look = "bad" if line.illegible else "warn" if line.doubtful else "good"
        title = gettext("Question {number}").format(number=line.asked.number)
        spots += [
            spot_of(box, look, title, line.anchor) for box in line.asked.boxes if box.page == number
        ]
        figure = gettext("A figure of question {number}").format(number=line.asked.number)
        drawn = [box for box in line.asked.figures if box.page == number]
        spots += [spot_of(box, "accent", figure, line.anchor) for box in drawn]
    return spots


def spot_of(place: Any, look: str, title: str, anchor: str = "", caption: str = "") -> Spot:
    """A box, or the place of a fact, as it is drawn."""
    box: Box = getattr(place, "box", place)
    return Spot(
        look, box.x0, box.top, box.x1 - box.x0, box.bottom - box.top, title, anchor, caption
    )


def reasons_of(page: Page) -> list[Reason]:
    """What was decided about a page, from top to bottom."""
    found = sorted(page.reasons, key=lambda one: (one.box.top, one.box.x0))
    return [
        Reason(f"reason-{n}", str(KINDS[one.kind]), LOOKS.get(one.kind, ""), one)
        for n, one in enumerate(found, 1)
    ]


def reason_spots(reasons: Iterable[Reason]) -> list[Spot]:
    """The same drawn on the page."""
    return [
        spot_of(one.one.box, one.look, f"{one.kind}: {one.one.printed}", one.anchor, caption(one))
        for one in reasons
    ]


def caption(reason: Reason) -> str:
    """What stands above a box: whose it is; nothing where nobody's."""
    return reason.one.path or ""
