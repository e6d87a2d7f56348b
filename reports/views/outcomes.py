"""The staff's pages about course outcomes: marks by outcome and level, with their questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from analysis.enums import LEVEL_NAMES
from analysis.schemas import BloomLevel
from analysis.statistics.outcomes import LEVELS, UNKNOWN, OutcomeCell, OutcomeSheet
from exams.access import access_course, staff_required
from exams.models import Paper
from reports.exports.files import SPREADSHEET
from reports.exports.outcomes import (
    cell_marks,
    outcome_name,
    write_outcomes_csv,
    write_outcomes_xlsx,
)
from reports.outcomes import (
    SetQuestion,
    papers_of_year,
    papers_with_outcomes,
    set_questions,
    sheet_of,
)

WRITERS = {
    "csv": ("text/csv; charset=utf-8", write_outcomes_csv),
    "xlsx": (SPREADSHEET, write_outcomes_xlsx),
}
UNKNOWN_KEY, ALL_KEY = "unknown", ""  # of outcomes, as they stand in an address


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell of the table: its marks with and without choice, and the address of its questions."""

    printed: float | str | None
    answered: float | str | None
    cell: OutcomeCell
    address: str


@staff_required
@require_safe
def outcomes(request: HttpRequest) -> HttpResponse:
    """Courses with their years and papers."""
    papers = papers_with_outcomes().defer("outline_json")
    courses = [
        (course, [(year, list(some)) for year, some in groupby(of_course, lambda one: one.year)])
        for course, of_course in groupby(papers, lambda one: one.course)
    ]
    return render(request, "reports/outcomes.html", {"courses": courses})


@staff_required
@require_safe
def paper_outcomes(request: HttpRequest, paper_id: int) -> HttpResponse:
    """The sheet of one paper."""
    paper = _paper(paper_id)
    return _sheet(request, paper.label, [paper], reverse("paper_outcomes", args=[paper.pk]))


@staff_required
@require_safe
def year_outcomes(request: HttpRequest, course_id: int, year: int) -> HttpResponse:
    """The sheet of a course's papers of one year."""
    return _sheet(
        request,
        str(year),
        _papers(course_id, year),
        reverse("year_outcomes", args=[course_id, year]),
    )


@staff_required
@require_safe
def paper_outcomes_file(request: HttpRequest, paper_id: int, suffix: str) -> HttpResponse:
    """The sheet of one paper as a file."""
    paper = _paper(paper_id)
    return _file(suffix, [paper], paper.label)


@staff_required
@require_safe
def year_outcomes_file(
    request: HttpRequest, course_id: int, year: int, suffix: str
) -> HttpResponse:
    """The sheet of a year as a file."""
    return _file(suffix, _papers(course_id, year), str(year))


def _paper(paper_id: int) -> Paper:
    paper = papers_with_outcomes().filter(pk=paper_id).first()
    if paper is None:
        raise Http404
    return paper


def _papers(course_id: int, year: int) -> list[Paper]:
    papers = papers_of_year(access_course(course_id), year)
    if not papers:
        raise Http404
    return papers


def _sheet(request: HttpRequest, title: str, papers: Sequence[Paper], address: str) -> HttpResponse:
    questions = set_questions(papers)
    sheet = sheet_of(questions)
    context = {
        "title": title,
        "course": papers[0].course,
        "papers": papers,
        "address": address,
        "levels": [(level, LEVEL_NAMES[level]) for level in LEVELS],
        "rows": _rows(sheet, address),
        "whole": sheet.total(),
        "none_printed": sheet.outcomes in {(), (UNKNOWN,)},
        "unknown": sheet.total(UNKNOWN),
        **_chosen(request, questions),
    }
    return render(request, "reports/outcome_sheet.html", context)


def _rows(sheet: OutcomeSheet, address: str) -> list[tuple[str, list[ShownCell]]]:
    """The table: a row for each outcome, a column for each level, and one of both for all."""
    rows = []
    for outcome in (*sheet.outcomes, None):
        name = _("All") if outcome is None else outcome_name(outcome)
        key = ALL_KEY if outcome is None else outcome or UNKNOWN_KEY
        cells = [
            _shown(sheet.total(outcome, level), address, key, level) for level in (*LEVELS, None)
        ]
        rows.append((name, cells))
    return rows


def _shown(cell: OutcomeCell, address: str, key: str, level: BloomLevel | None) -> ShownCell:
    chosen = {"outcome": key, "level": level or ALL_KEY}
    asked = urlencode({name: value for name, value in chosen.items() if value} or {"all": "1"})
    return ShownCell(
        printed=cell_marks(cell, answered=False),
        answered=cell_marks(cell, answered=True),
        cell=cell,
        address=f"{address}?{asked}#questions" if cell.questions else "",
    )


def _chosen(request: HttpRequest, questions: Sequence[SetQuestion]) -> dict[str, Any]:
    """The questions of the cell that the address names, if it names one."""
    outcome, level = request.GET.get("outcome", ""), request.GET.get("level", "")
    if not (outcome or level or "all" in request.GET):
        return {"chosen": None}
    wanted = UNKNOWN if outcome == UNKNOWN_KEY else outcome
    found = [
        one.question
        for one in questions
        if (not outcome or wanted in (one.outcomes or (UNKNOWN,)))
        and level in {"", one.question.bloom}
    ]
    names = [outcome_name(wanted) if outcome else "", str(LEVEL_NAMES.get(level, ""))]
    return {"chosen": found, "chosen_name": ", ".join(filter(None, names))}


def _file(suffix: str, papers: Sequence[Paper], title: str) -> HttpResponse:
    if suffix not in WRITERS:
        raise Http404
    content_type, write = WRITERS[suffix]
    questions = set_questions(papers)
    content = write(sheet_of(questions), questions)
    response = HttpResponse(content, content_type=content_type)
    name = slugify(f"{papers[0].course} {title} outcomes")
    response["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
    response["Cache-Control"] = "private, no-store"
    return response
