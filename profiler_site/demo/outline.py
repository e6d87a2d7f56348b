"""What reading a printed sample paper should find, in the form in which readings are scored."""

from typing import TypedDict

from profiler_site.demo.layouts.markup import plain
from profiler_site.demo.model import Layout, SamplePaper, leaves

PRINTS_SUMS = {Layout.POINTS, Layout.DECIMAL}  # layouts with marks beside a question with parts
START = 60  # characters of a question that are compared


class ExpectedQuestion(TypedDict):
    """A leaf as printed."""

    number: str
    marks: int | None
    choice_group: str | None
    text_start: str


class ExpectedStem(TypedDict):
    """A question with parts whose sum of marks is printed."""

    number: str
    marks: int


class ExpectedOutline(TypedDict):
    """The labels of one paper."""

    total_marks: int
    year: int
    subject: str
    professor: str
    questions: list[ExpectedQuestion]
    parents: list[ExpectedStem]


def sample_outline(paper: SamplePaper) -> ExpectedOutline:
    """The cover facts, leaves and stems of a paper; pages are left to the printer."""
    stems = [question for question in paper.questions if question.parts]
    return ExpectedOutline(
        total_marks=paper.total_marks,
        year=paper.year,
        subject=paper.course_title,
        professor=paper.professor,
        questions=[
            ExpectedQuestion(
                number=leaf.number,
                marks=leaf.question.marks,
                choice_group=leaf.choice,
                text_start=plain(leaf.question.text)[:START],
            )
            for leaf in leaves(paper)
        ],
        parents=[
            ExpectedStem(number=stem.number, marks=stem.full_marks)
            for stem in stems
            if paper.layout in PRINTS_SUMS
        ],
    )
