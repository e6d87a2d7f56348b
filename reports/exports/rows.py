"""One printed question as every download tells it, with a picture of its place on the page."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from analysis.models import Question
from reports.crops.cuts import Pages, cut, pages_of

NO_PICTURE = b""


@dataclass(frozen=True, slots=True)
class ExportRow:
    """A question in words and numbers; what is not printed is None.

    `key` names the question for as long as its paper is kept, over all analyses: whoever takes
    questions in again knows by it which are the same. `picture` is a JPEG, or empty.
    """

    key: str
    professor: str
    course: str
    paper: str
    year: int | None
    session: str
    number: str
    section: str
    page: int
    stem: str
    text: str
    marks: float | None
    topic: str
    second_topic: str
    difficulty: str
    bloom: str
    derivation: bool
    address: str
    picture: bytes = NO_PICTURE


def place_of(row: ExportRow) -> str:
    """Where a question is printed, in words."""
    words = _("{course}, {paper}, question {number}, page {page}")
    return words.format(course=row.course, paper=row.paper, number=row.number, page=row.page)


def export_rows(
    questions: Iterable[Question], address: Callable[[Question], str], *, pictures: bool = False
) -> list[ExportRow]:
    """Rows of `questions`, which come with paper, professor, course and topics.

    `address` gives the full address of a question's page. Pictures take a while: one is cut out of
    the stored page for each question.
    """
    chosen = list(questions)
    pages = pages_of({one.paper_id for one in chosen}) if pictures else {}
    return [
        _row(key, one, address(one), _picture(one, pages))
        for key, one in zip(_keys(chosen), chosen, strict=True)
    ]


def _keys(questions: list[Question]) -> list[str]:
    """A key for each: paper, page and number stay the same when a paper is read again.

    Of questions with the same, the later ones are numbered by their place in the paper, so that a
    key is the same whichever questions are chosen and however they are sorted.
    """
    extractions = {one.extraction_id for one in questions}
    rows = Question.objects.filter(extraction__in=extractions).order_by("position", "part", "pk")
    taken: Counter[tuple[int, int, str]] = Counter()
    place = {}
    for pk, extraction, page, number in rows.values_list("pk", "extraction_id", "page", "number"):
        taken[extraction, page, number] += 1
        place[pk] = taken[extraction, page, number]
    keys = {one.pk: f"{one.paper.sha256[:16]}-{one.page}-{one.number}" for one in questions}
    return [
        keys[one.pk] if place[one.pk] == 1 else f"{keys[one.pk]}-{place[one.pk]}"
        for one in questions
    ]


def _row(key: str, question: Question, address: str, picture: bytes) -> ExportRow:
    paper = question.paper
    return ExportRow(
        key=key,
        professor=paper.professor.name if paper.professor else "",
        course=str(paper.course or ""),
        paper=paper.label,
        year=paper.year,
        session=paper.session,
        number=question.number,
        section=question.section,
        page=question.page,
        stem=question.stem,
        text=question.text,
        marks=None if question.marks is None else float(question.marks),
        topic=question.topic.name if question.topic else "",
        second_topic=question.secondary_topic.name if question.secondary_topic else "",
        difficulty=question.get_difficulty_display(),
        bloom=question.get_bloom_display(),
        derivation=question.requires_derivation,
        address=address,
        picture=picture,
    )


def _picture(question: Question, pages: Pages) -> bytes:
    """The question's place on its page as a JPEG; empty where there is none."""
    page = pages.get((question.paper_id, question.page))
    found = cut(page, question.boxes) if page else None
    return found.as_jpeg() if found else NO_PICTURE
