"""What the API takes and answers about papers, and the forms that all of the API shares."""

import unicodedata
from datetime import datetime
from typing import Annotated

from ninja import Schema
from pydantic import AfterValidator, Field, StringConstraints

from exams.enums import PaperStatus
from exams.outline.model import BundledPaper, CoverFacts, MarksSource

ALWAYS = (401, 500)  # what any operation may answer


class Problem(Schema):
    """Why an operation did nothing: a code for programs and words for people."""

    error: str = Field(examples=["not_found"])
    detail: str = Field(examples=["No such paper."])


def problems(*statuses: int) -> dict[int, type[Problem]]:
    """The schema of each status with which an operation may fail, beside those of every one."""
    return dict.fromkeys(sorted({*ALWAYS, *statuses}), Problem)


def without_controls(text: str) -> str:
    """Refuse control characters: they are in no name, and PostgreSQL stores no NUL."""
    if any(unicodedata.category(letter) == "Cc" for letter in text):
        raise ValueError("must not contain control characters")
    return text


Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
Year = Annotated[int, Field(ge=1900, le=2100)]
PLAIN = AfterValidator(without_controls)
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=150), PLAIN]
Title = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), PLAIN
]
Code = Annotated[str, StringConstraints(strip_whitespace=True, max_length=40), PLAIN]
Session = Annotated[str, StringConstraints(strip_whitespace=True, max_length=60), PLAIN]
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=100), PLAIN]


class Limits(Schema):
    """Which part of a list is answered."""

    limit: int = Field(50, ge=1, le=200)
    offset: int = Field(0, ge=0, le=1_000_000)


class Listing[T](Schema):
    """A part of a list, and how many items there are in all."""

    items: list[T]
    count: int


class Search(Schema):
    """Words to look for."""

    q: Words = ""


class ProfessorName(Schema):
    """A professor, named."""

    id: int
    name: str


class ProfessorAnswer(ProfessorName):
    """A professor with what there is of them."""

    papers: int
    first_year: int | None
    last_year: int | None


class NewProfessor(Schema):
    """A professor to be added."""

    name: Name = Field(examples=["Prof. Ada Fenwick"])


class CourseAnswer(Schema):
    """A course."""

    id: int
    code: str
    title: str


class NewCourse(Schema):
    """A course to be added."""

    title: Title = Field(examples=["Mechanics"])
    code: Code = Field("", examples=["PH201"])


class SyllabusTopicAnswer(Schema):
    """A topic of a syllabus with what stands under it; what is not printed is null or empty."""

    name: str
    details: list[str]
    hours: float | None
    weight: str = Field(description='As printed, such as "20 %"')


class SyllabusAnswer(Schema):
    """A version of a course's syllabus and the years in which papers were set after it."""

    id: int | None = Field(description="Null where it was only read and not kept")
    name: str
    valid_from: int | None
    valid_until: int | None
    topics: list[SyllabusTopicAnswer]


class NewSyllabus(Schema):
    """A version to be kept; its topics come from the file sent with it, else from the text."""

    name: Annotated[Title, Field(max_length=100)] = Field(examples=["2019 regulation"])
    valid_from: Year | None = None
    valid_until: Year | None = None
    text: str = Field("", max_length=200_000)
    preview: bool = Field(default=False, description="Only read it and answer what would be kept")


class PaperFilter(Schema):
    """Which papers are listed; what is left out does not matter."""

    professor: Id | None = Field(None, description="The professor's id")
    course: Id | None = Field(None, description="The course's id")
    status: PaperStatus | None = None
    year: Year | None = None


class Filing(Schema):
    """Where uploaded papers belong; what is left out is taken from each paper's cover."""

    professor_id: Id | None = None
    course_id: Id | None = None
    year: Year | None = None
    session: Session = ""


class Upload(Schema):
    """What became of one file."""

    file_name: str
    paper_id: int | None = Field(description="The new paper; of a duplicate, the paper it equals")
    error: str | None = Field(description="Why the file was not taken; null where it was")
    detail: str


class Uploads(Schema):
    """What became of each file, in the order in which they came."""

    files: list[Upload]


class PaperBrief(Schema):
    """A paper in a list."""

    id: int
    label: str
    file_name: str
    professor: ProfessorName | None
    course: CourseAnswer | None
    year: int | None
    session: str
    status: PaperStatus
    pages: int
    size: int = Field(description="In bytes")
    first_page: int | None = Field(description="Of the file; null where it holds one paper")
    last_page: int | None
    uploaded_at: datetime


class PrintedQuestion(Schema):
    """A question as it is printed; what is not printed is null."""

    number: str
    section: str | None
    stem: str
    text: str
    marks: float | None
    marks_source: MarksSource | None
    page: int
    choice_group: str | None
    command: str | None
    options: list[str]
    course_outcome: str | None = Field(description="As printed beside it, such as CO1")
    program_outcome: str | None
    bloom_printed: str | None = Field(description="The level of thinking as the paper prints it")
    confidence: float


class PaperAnswer(PaperBrief):
    """A paper with what was read in it; cover and confidence are null until it is read."""

    verdict: str = Field(description="How reading ended, as a code; empty until it was tried")
    verdict_words: str
    cover: CoverFacts | None
    bundle: list[BundledPaper] = Field(
        description="The papers that the file holds, where there are several; see divide"
    )
    confidence: float | None = Field(description="How far the outline can be trusted, 0 to 1")
    questions: list[PrintedQuestion]
