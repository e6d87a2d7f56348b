"""The questions of papers with their course outcomes, as a sheet of marks."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, QuerySet

from analysis.labels.printed import printed_level
from analysis.models import Question
from analysis.schemas import BloomLevel
from analysis.statistics.outcomes import (
    LevelledQuestion,
    OutcomeSheet,
    outcome_sheet,
    outcomes_printed,
)
from exams.models import Course, Paper
from exams.outline.model import OutlineQuestion
from reports.search.words import readable_questions

EMPTY = OutlineQuestion(number="", path=(), text="", page=1)  # for one that staff added


@dataclass(frozen=True, slots=True)
class SetQuestion:
    """A question with the outcomes that its paper prints beside it."""

    question: Question
    outcomes: tuple[str, ...]
    program_outcomes: tuple[str, ...]
    level_printed: bool

    @property
    def levelled(self) -> LevelledQuestion:
        """The same as the statistics see it."""
        marks = self.question.marks
        return LevelledQuestion(
            id=self.question.pk,
            outcomes=self.outcomes,
            level=BloomLevel(self.question.bloom),
            level_printed=self.level_printed,
            marks=None if marks is None else float(marks),
            weight=self.question.weight,
        )


def papers_with_outcomes() -> QuerySet[Paper]:
    """Papers that staff may read and that were analysed, the latest first."""
    analysed = readable_questions(staff=True).order_by().values("paper")
    papers = Paper.objects.filter(pk__in=analysed, course__isnull=False)
    order = ("course__code", "course__title", F("year").desc(nulls_last=True), "session", "pk")
    return papers.select_related("course", "professor").order_by(*order)


def set_questions(papers: Iterable[Paper]) -> list[SetQuestion]:
    """The questions of papers as they were extracted last, in printed order."""
    by_id = {paper.pk: paper for paper in papers}
    outlines = {pk: paper.outline for pk, paper in by_id.items()}
    rows = readable_questions(staff=True).filter(paper__in=by_id)
    rows = rows.select_related("topic", "secondary_topic")
    found = []
    for row in rows.order_by("paper__year", "paper__session", "paper", "position", "part"):
        row.paper = by_id[row.paper_id]
        outline = outlines[row.paper_id]
        printed = outline.questions if outline else ()
        found.append(_set(row, printed[row.position] if row.position < len(printed) else EMPTY))
    return found


def _set(row: Question, printed: OutlineQuestion) -> SetQuestion:
    return SetQuestion(
        question=row,
        outcomes=outcomes_printed(printed.course_outcome),
        program_outcomes=outcomes_printed(printed.program_outcome),
        level_printed=printed_level(printed.bloom_printed) == row.bloom,
    )


def sheet_of(questions: Iterable[SetQuestion]) -> OutcomeSheet:
    """Their marks by outcome and level."""
    return outcome_sheet(one.levelled for one in questions)


def papers_of_year(course: Course, year: int) -> list[Paper]:
    """The analysed papers of a course in one year."""
    return list(papers_with_outcomes().filter(course=course, year=year))
