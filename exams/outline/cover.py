"""What a paper says about itself: institution, course, examiner, year, session, time, marks.

Labelled fields count first, then the look and the place of what stands in the head. Every fact
keeps the place where it was read, so that people can check it.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from exams.outline.course_code import code_of, without_code
from exams.outline.cover_amounts import duration_of, total_of
from exams.outline.cover_dates import session_of, year_of
from exams.outline.cover_fields import Field, cover_rows, fields_of, valued
from exams.outline.cover_institution import institution_of
from exams.outline.cover_people import professor_of
from exams.outline.found import Found
from exams.outline.lines import Line
from exams.outline.model import CoverFacts, FactPlace
from exams.outline.titles import cleaned, is_subject, title_of

_COVER_LINES, _COVER_PAGES = 150, 5


def cover_facts(lines: Sequence[Line], first_question: int) -> CoverFacts:
    """Facts from the lines of the cover, of which `first_question` stand before question one.

    What is not printed is None; `places` holds a box for every fact that is.
    """
    before = lines[: max(first_question, 1)]
    start = before[0].page if before else 1
    cover = [line for line in before if line.page < start + _COVER_PAGES][:_COVER_LINES]
    rows = cover_rows(cover)
    fields = fields_of(rows)
    institution = institution_of(rows)
    title = title_of(rows, institution)
    session = session_of(rows)
    code = code_of(fields, rows)
    found: dict[str, Found[Any] | None] = {
        "institution": institution,
        "course_code": code,
        "subject": _subject(fields, title, code.value if code else None),
        "professor": professor_of(fields, rows, title),
        "year": year_of(rows, session),
        "session": session,
        "duration_minutes": duration_of(fields, rows),
        "total_marks": total_of(fields, rows),
    }
    known = {name: fact for name, fact in found.items() if fact is not None}
    places = tuple(FactPlace(fact=name, box=fact.box) for name, fact in known.items())
    return CoverFacts(places=places, **{name: fact.value for name, fact in known.items()})


def _subject(
    fields: Sequence[Field], title: Found[str] | None, code: str | None
) -> Found[str] | None:
    """The named subject, before a named course, before the title; always without the code."""
    named = [f for f in valued(fields, "subject") if is_subject(f.value.value)]
    named.sort(key=lambda field: field.label == "course")
    for place in [*(field.value for field in named), *([title] if title else [])]:
        bare = without_code(place.value, code)
        if sum(letter.isalpha() for letter in bare) > 1:
            return _at(place, bare if place is title else cleaned(bare) or bare)
    return None


def _at(place: Found[str], bare: str) -> Found[str]:
    """The bare title, with the place of its own words where they stand together."""
    at = place.line.text.find(bare, place.start)
    if at < 0:
        return replace(place, value=bare)
    return Found(bare, place.line, at, at + len(bare))
