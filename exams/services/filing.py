"""Filing papers in one go: what their covers propose, with the doubts, and what staff confirm."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import transaction

from exams.enums import PaperStatus
from exams.models import Course, Deed, Page, Paper, Professor, User
from exams.outline.model import CoverFacts
from exams.services.catalogue import (
    add_professor,
    bare_code,
    bare_name,
    calm_title,
    course_slug,
    course_titled,
    names_in,
    title_words,
)
from exams.services.likeness import likeness, same_paper, sitting_of
from exams.services.papers import file_paper
from exams.services.trail import note

YEAR = re.compile(r"(?<!\d)(19[89]\d|20[0-4]\d)(?:(?!\d)|(?=[01]\d[0-3]\d(?!\d)))")
UNSURE = 0.7  # outline confidence below which somebody should look


class Doubt(NamedTuple):
    """Why somebody should look twice, and at which field of the row; "" for the paper itself."""

    field: str
    words: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The professors and courses that there are, by the words that people write for them.

    `alone` holds, by a course's number, the professor of whom all its filed papers are.
    """

    professors: Mapping[str, Professor]
    courses: Mapping[str, Course]
    titles: Mapping[frozenset[str], Course]
    alone: Mapping[int, Professor]

    def professor(self, words: str) -> Professor | None:
        """The professor of that name, titles aside."""
        return self.professors.get(bare_name(words))

    def course(self, words: str, code: str = "") -> Course | None:
        """The course of that title, as lists show it or nearly so, else of that code.

        A code alone is believed where no title is said, or one that shares a word with its own:
        what looks like a code is now and then the number of a regulation or a room.
        """
        titled = self.courses.get(course_slug(words)) if words else None
        coded = self.courses.get(bare_code(code)) if code else None
        said = title_words(words)
        if coded and titled is None and (not said or said & title_words(coded.title)):
            return coded
        return titled or self.titles.get(said)


@dataclass(frozen=True, slots=True)
class Proposal:
    """How a paper may be filed, and why somebody should look twice; `values` fill in the row.

    `names` are those that the cover gives for who set it.
    """

    paper: Paper
    facts: CoverFacts
    values: dict[str, Any]
    names: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    alike: tuple[Paper, ...] = ()
    covers: tuple[Page, ...] = ()  # the pages on which facts were read


@dataclass(slots=True)
class Filed:
    """What became of a table: papers filed, and names that nobody allowed to be added."""

    papers: list[Paper] = field(default_factory=list)
    unknown: dict[int, dict[str, str]] = field(default_factory=dict)


def catalogue() -> Catalogue:
    """What can be matched today, in three queries."""
    courses: dict[str, Course] = {}
    titles: dict[frozenset[str], Course] = {}
    for one in Course.objects.defer("syllabus"):
        words = (one.slug, course_slug(str(one)), bare_code(one.code))
        courses |= {key: one for key in words if key}
        titles[title_words(one.title)] = one
    professors = {one.pk: one for one in Professor.objects.all()}
    filed = Paper.objects.exclude(professor=None).exclude(course=None).order_by()
    pairs = filed.values_list("course_id", "professor_id").distinct()
    of: dict[int, set[int]] = {}
    for course, professor in pairs:
        of.setdefault(course, set()).add(professor)
    alone = {course: professors[min(who)] for course, who in of.items() if len(who) == 1}
    return Catalogue({one.slug: one for one in professors.values()}, courses, titles, alone)


def unfiled() -> Any:
    """Papers that were read and are nobody's, oldest upload first."""
    papers = Paper.objects.filter(status=PaperStatus.READ, professor=None)
    return papers.select_related("course", "meant_for").order_by("created_at", "pk")


def propose(papers: Sequence[Paper], known: Catalogue) -> list[Proposal]:
    """A proposal for each paper; papers that look like another one, filed or not, name it."""
    alike = papers_alike(papers)
    pages: dict[int, dict[int, Page]] = {}
    for page in Page.objects.filter(paper__in=papers).defer("text", "reasons_json"):
        pages.setdefault(page.paper_id, {})[page.number] = page
    return [_proposal(one, known, alike.get(one.pk, ()), pages.get(one.pk, {})) for one in papers]


def _proposal(
    paper: Paper, known: Catalogue, alike: tuple[Paper, ...], pages: Mapping[int, Page]
) -> Proposal:
    outline = paper.outline
    facts = outline.facts if outline else CoverFacts()
    names = names_in(facts.professor or "")
    professor = next(filter(None, map(known.professor, names)), None) or paper.meant_for
    course = paper.course or known.course(facts.subject or "", facts.course_code or "")
    named = None if paper.span else year_named(paper.file_name)
    values = {
        "professor": professor.name if professor else names[0] if names else "",
        "course": str(course) if course else calm_title(facts.subject or ""),
        "year": paper.year or named,
        "session": paper.session,
    }
    numbers = sorted({place.box.page for place in facts.places} & pages.keys())
    covers = tuple(pages[number] for number in numbers) or tuple(list(pages.values())[:1])
    doubts = tuple(_doubts(paper, facts, values, outline.confidence if outline else 0.0))
    return Proposal(paper, facts, values, names, doubts, alike, covers)


def year_named(file_name: str) -> int | None:
    """The year in a file's name, such as 2022 in "2022-08-18_exam.pdf"; None for none or several.

    Only years in which somebody now at work may have set a paper, so that a course number is none.
    """
    found = {int(one) for one in YEAR.findall(file_name)}
    return found.pop() if len(found) == 1 else None


def _doubts(
    paper: Paper, facts: CoverFacts, values: Mapping[str, Any], sure: float
) -> Iterable[Doubt]:
    named, meant = facts.professor, paper.meant_for
    if named and meant and meant.slug not in map(bare_name, names_in(named)):
        yield Doubt("professor", f"The cover names {named}, the upload {meant}.")
    if not values["year"]:
        yield Doubt("year", "No year was found.")
    elif paper.year and facts.year and paper.year != facts.year:
        yield Doubt("year", f"The cover says {facts.year}.")
    elif not paper.year:
        yield Doubt("year", "The year is that of the file’s name.")
    elif not paper.span and year_named(paper.file_name) not in {None, paper.year}:
        yield Doubt("year", f"The file’s name says {year_named(paper.file_name)}.")
    if not values["course"]:
        yield Doubt("course", "No course was found.")
    if sure < UNSURE:
        yield Doubt("", "Some of it may have been read wrongly.")


def papers_alike(papers: Sequence[Paper]) -> dict[int, tuple[Paper, ...]]:
    """For each paper those of the institution that share most of its words, most alike first."""
    others = Paper.objects.filter(status=PaperStatus.READ).exclude(sketch=[])
    kept = [
        (pk, numbers, sitting_of(year, session))
        for pk, numbers, year, session in others.values_list("pk", "sketch", "year", "session")
    ]
    found: dict[int, list[tuple[float, int]]] = {}
    for paper in papers:
        own = sitting_of(paper.year, paper.session)
        shares = (
            (share, pk)
            for pk, numbers, sitting in kept
            if pk != paper.pk and same_paper(share := likeness(paper.sketch, numbers), own, sitting)
        )
        found[paper.pk] = sorted(shares, reverse=True)
    wanted = {pk for pairs in found.values() for _, pk in pairs}
    rows = Paper.objects.defer("outline_json", "sketch").in_bulk(wanted)
    return {paper: tuple(rows[pk] for _, pk in pairs) for paper, pairs in found.items()}


@transaction.atomic
def file_table(
    rows: Mapping[int, Mapping[str, Any]],
    *,
    add_professors: bool,
    add_courses: bool,
    by: User | None = None,
) -> Filed:
    """File each paper by its row; one that names somebody unknown waits unless they may be added.

    `rows` maps a paper's number to professor and course in words, year and session.
    """
    known, filed = catalogue(), Filed()
    papers = Paper.objects.select_for_update().filter(professor=None, status=PaperStatus.READ)
    coded = [(paper, _code(paper, rows[paper.pk])) for paper in papers.filter(pk__in=rows)]
    for paper, code in sorted(coded, key=lambda pair: not pair[1]):  # courses are made with codes
        row = rows[paper.pk]
        professor, course = known.professor(row["professor"]), known.course(row["course"], code)
        missing = {} if professor or add_professors else {"professor": row["professor"]}
        missing |= {} if course or add_courses else {"course": row["course"]}
        if missing:
            filed.unknown[paper.pk] = missing
            continue
        file_paper(
            paper,
            professor=professor or add_professor(row["professor"]),
            course=course or course_titled(row["course"], code),
            year=row["year"],
            session=row["session"],
        )
        about = f"{paper.label}, {paper.file_name}"
        note(Deed.FILED, about, by, "filed", professor=str(paper.professor))
        filed.papers.append(paper)
    return filed


def _code(paper: Paper, row: Mapping[str, Any]) -> str:
    """The code on the paper's cover, if the course that it is filed under is the one there."""
    facts = paper.outline.facts if paper.outline else CoverFacts()
    same = title_words(row["course"]) == title_words(facts.subject or "")
    return facts.course_code or "" if same else ""
