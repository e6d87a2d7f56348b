"""From rows to what the API answers about them."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from exams.api.schemas import (
    CourseAnswer,
    Limits,
    Listing,
    PaperAnswer,
    PaperBrief,
    PrintedQuestion,
    ProfessorAnswer,
    ProfessorName,
    SyllabusAnswer,
    SyllabusTopicAnswer,
)
from exams.enums import PaperStatus
from exams.models import Course, Paper, Professor, Syllabus
from exams.outline.model import Outline
from exams.sandbox.reading import Verdict
from exams.selectors.catalogue import ProfessorRow
from exams.syllabus import read_tree

# Reading says itself what went wrong; of what went well it says nothing.
GOOD_NEWS = {
    Verdict.OK.value: "Read from the text of the file.",
    Verdict.SCANNED.value: "Scanned pages, read by text recognition.",
}


def listing[Row, Answer](
    rows: QuerySet[Any, Row], limits: Limits, answer: Callable[[Row], Answer]
) -> Listing[Answer]:
    """The part of `rows` within `limits`, and their number; two queries."""
    part = rows[limits.offset : limits.offset + limits.limit]
    return Listing(items=[answer(row) for row in part], count=rows.count())


def name_professor(professor: Professor) -> ProfessorName:
    """A professor as other answers name them."""
    return ProfessorName(id=professor.pk, name=professor.name)


def answer_professor(row: ProfessorRow) -> ProfessorAnswer:
    """A professor of `exams.selectors.catalogue.professors_named`."""
    return ProfessorAnswer(
        id=row["pk"],
        name=row["name"],
        papers=row["paper_count"],
        first_year=row["first_year"],
        last_year=row["last_year"],
    )


def answer_course(course: Course) -> CourseAnswer:
    """A course."""
    return CourseAnswer(id=course.pk, code=course.code, title=course.title)


def answer_syllabus(version: Syllabus) -> SyllabusAnswer:
    """A version of a syllabus, kept or only read."""
    return SyllabusAnswer(
        id=version.pk,
        name=version.name,
        valid_from=version.valid_from,
        valid_until=version.valid_until,
        topics=[
            SyllabusTopicAnswer(
                name=one.name, details=list(one.details), hours=one.hours, weight=one.weight
            )
            for one in read_tree(version.text)
        ],
    )


def brief_paper(paper: Paper) -> PaperBrief:
    """A paper with its professor and course, which should have been selected with it."""
    return PaperBrief(
        id=paper.pk,
        label=paper.label,
        file_name=paper.file_name,
        professor=name_professor(paper.professor) if paper.professor else None,
        course=answer_course(paper.course) if paper.course else None,
        year=paper.year,
        session=paper.session,
        status=PaperStatus(paper.status),
        pages=paper.page_count,
        size=paper.size,
        first_page=paper.first_page,
        last_page=paper.last_page,
        uploaded_at=paper.created_at,
    )


def answer_paper(paper: Paper) -> PaperAnswer:
    """A paper with its verdict in words, its cover and its questions."""
    outline = paper.outline
    return PaperAnswer(
        **brief_paper(paper).model_dump(),
        verdict=paper.verdict,
        verdict_words=verdict_words(paper),
        cover=outline.facts if outline else None,
        bundle=list(paper.bundle),
        confidence=outline.confidence if outline else None,
        questions=printed_questions(outline) if outline else [],
    )


def verdict_words(paper: Paper) -> str:
    """What staff read about how a paper was read, or about where it is on its way."""
    settled = paper.status not in {PaperStatus.RECEIVED, PaperStatus.READING}
    told = paper.detail or GOOD_NEWS.get(paper.verdict, "")
    return told if settled and told else f"{PaperStatus(paper.status).label}."


def printed_questions(outline: Outline) -> list[PrintedQuestion]:
    """The questions of a paper in printed order."""
    names = PrintedQuestion.model_fields.keys()
    return [
        PrintedQuestion.model_validate(question.model_dump(include=set(names)))
        for question in outline.questions
    ]
