"""A sample paper before it is printed: cover facts and a tree of questions."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Layout(StrEnum):
    """How a paper is set; each has its module in `profiler_site.demo.layouts`."""

    SECTIONS = "sections"  # cover page, sections, marks as [10] at the right edge
    POINTS = "points"  # "Problem 1 (15 points)" with parts (a), (b)
    DECIMAL = "decimal"  # 1.1, 1.2 with a column of marks
    TABLE = "table"  # ruled table with OR rows, columns for marks, outcome and Bloom level
    COLUMNS = "columns"  # two columns, multiple choice first


@dataclass(frozen=True, slots=True)
class SampleQuestion:
    """A question or a part of one; `number` is its own label ("a"), not the path to it.

    `choice` names the group of alternatives it belongs to, `outcome` and `bloom` are what the
    table layout prints in its last two columns.
    """

    number: str
    text: str = ""
    marks: int | None = None
    topic: str = ""
    choice: str | None = None
    options: tuple[str, ...] = ()
    outcome: str = ""
    bloom: str = ""
    parts: tuple["SampleQuestion", ...] = ()

    @property
    def full_marks(self) -> int:
        """Its own marks, or the sum over its parts."""
        return sum(part.full_marks for part in self.parts) if self.parts else self.marks or 0


@dataclass(frozen=True, slots=True)
class SampleSection:
    """Questions under one heading; `answer` of them are to be answered, all where it is None."""

    label: str
    title: str
    instruction: str
    questions: tuple[SampleQuestion, ...]
    answer: int | None = None

    @property
    def full_marks(self) -> int:
        """What a student can reach here, with the rules of choice applied."""
        if self.answer is not None:
            return self.answer * self.questions[0].full_marks
        one_of_each = {question.choice or question.number: question for question in self.questions}
        return sum(question.full_marks for question in one_of_each.values())


@dataclass(frozen=True, slots=True)
class SampleCourse:
    """A course with its professor and the topics of its syllabus: title and contents."""

    professor: str
    code: str
    title: str
    department: str
    topics: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SamplePaper:
    """One sitting of a course, as it is printed."""

    university: str
    department: str
    professor: str
    course_code: str
    course_title: str
    year: int
    session: str
    kind: str
    date: str
    duration_minutes: int
    total_marks: int
    layout: Layout
    file_name: str
    instructions: tuple[str, ...]
    sections: tuple[SampleSection, ...]
    scanned: bool = False

    @property
    def questions(self) -> tuple[SampleQuestion, ...]:
        """The top-level questions of all sections, in printed order."""
        return tuple(question for section in self.sections for question in section.questions)

    @property
    def duration(self) -> str:
        """The duration in words: "3 hours", "90 minutes"."""
        hours, minutes = divmod(self.duration_minutes, 60)
        if minutes or not hours:
            return f"{self.duration_minutes} minutes"
        return f"{hours} hour" if hours == 1 else f"{hours} hours"


@dataclass(frozen=True, slots=True)
class SampleLeaf:
    """What a student is asked to answer: a question without parts, under its whole path."""

    path: tuple[str, ...]
    question: SampleQuestion
    choice: str | None

    @property
    def number(self) -> str:
        """The path as one would write it: "3(b)(ii)", and "1.2" where the parts are decimal."""
        first, *parts = self.path
        if parts and all(part.isdigit() for part in parts):
            return ".".join(self.path)
        return first + "".join(f"({part})" for part in parts)


def leaves(paper: SamplePaper) -> tuple[SampleLeaf, ...]:
    """Every leaf of the paper, in printed order; a part shares the choice of its question."""
    return tuple(
        leaf for question in paper.questions for leaf in _below(question, (), question.choice)
    )


def _below(
    question: SampleQuestion, above: tuple[str, ...], choice: str | None
) -> Iterator[SampleLeaf]:
    path = (*above, question.number)
    if not question.parts:
        yield SampleLeaf(path, question, choice)
    for part in question.parts:
        yield from _below(part, path, choice)
