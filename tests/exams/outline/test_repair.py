"""Labels that OCR lost, put back where the rest of the paper says that they were there."""

from exams.outline import read_outline
from exams.outline.model import Outline
from exams.reading.page import TextSource
from tests.exams.outline.sheets import page_of

_ROWS = (
    "1. Define a stack and a queue. (5)",
    "2. Prove the law of distribution without",
    "   the use of any table. (6)",
    "   Translate these into formulas. (4)",
    "   a. There is a tree in the garden.",
    "   b. Not every tree has leaves.",
)


def _marks(outline: Outline) -> list[tuple[str, float | None]]:
    return [(question.number, question.marks) for question in outline.questions]


def test_read_outline_of_two_marks_above_parts_on_a_scan_gives_the_parts_a_question() -> None:
    outline = read_outline([page_of(*_ROWS, source=TextSource.OCR)])
    assert _marks(outline) == [("1", 5.0), ("2", 6.0), ("3(a)", None), ("3(b)", None)]
    assert [(stem.number, stem.marks) for stem in outline.stems] == [("3", 4.0)]
    assert outline.scorecard.illegible == ("3",)


def test_read_outline_of_two_marks_above_parts_in_print_keeps_the_question_whole() -> None:
    assert [number for number, _ in _marks(read_outline([page_of(*_ROWS)]))] == [
        "1",
        "2(a)",
        "2(b)",
    ]


def test_read_outline_of_a_part_below_or_on_a_scan_puts_the_part_above_back() -> None:
    page = page_of(
        *("1. A. Define a stack. [5]", "", "          OR", "   B. Define a queue. [5]"),
        *("2. Explain sorting at length. [5]", "", "          OR", "   B. Explain hashing. [5]"),
        *("3. A. Draw a heap. [5]", "", "          OR", "   B. Draw a tree. [5]"),
        source=TextSource.OCR,
    )
    outline = read_outline([page])
    assert [(q.number, q.choice_group) for q in outline.questions[2:4]] == [
        ("2(A)", "2(A)-or-2(B)"),
        ("2(B)", "2(A)-or-2(B)"),
    ]
    assert outline.questions[2].text == "Explain sorting at length."
    assert outline.scorecard.marks_sum == 15.0
