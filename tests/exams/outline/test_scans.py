"""What scans do to a paper: lost labels and marks cut off, pages copied twice, foreign figures."""

import pytest

from exams.outline import read_outline
from exams.outline.model import Outline
from exams.reading.page import TextSource
from tests.exams.outline.sheets import page_of

_LONG = (*(" ".join(f"word{line}of{n}" for n in range(8)) for line in range(7)),)


def _scan(*rows: str) -> Outline:
    return read_outline([page_of(*rows, source=TextSource.OCR)])


def _marks(outline: Outline) -> list[tuple[str, float | None]]:
    return [(question.number, question.marks) for question in outline.questions]


def test_scan_without_a_label_puts_the_part_back_at_the_indent_of_its_siblings() -> None:
    outline = _scan(
        "1. Classify these sentences. [4]",
        "   a. All birds can fly in the morning and",
        "      come home at night.",
        "      Some fish are able to swim backwards and",
        "      sleep by day.",
        "   c. No tree has leaves.",
    )
    assert [q.number for q in outline.questions] == ["1(a)", "1(b)", "1(c)"]
    assert outline.questions[1].text == "Some fish are able to swim backwards and sleep by day."
    assert outline.scorecard.illegible == ("1(b)",)


def test_scan_without_a_first_label_puts_it_back_where_text_is_indented() -> None:
    outline = _scan(
        "1. Consider the game of two players. [6]",
        "      Is there a saddle point?",
        "   II. Calculate the value.",
        "   III. Draw the matrix.",
        "2. Define a tree. [4]",
    )
    assert [q.number for q in outline.questions] == ["1(I)", "1(II)", "1(III)", "2"]


def test_scan_with_a_struck_first_label_reads_its_remains_as_the_label() -> None:
    outline = _scan(
        *("1. a) Define a stack. [5]", "   b) Define a queue. [5]"),
        *("2. 0) Define a tree. [5]", "   b) Define a heap. [5]"),
    )
    assert _marks(outline)[2:] == [("2(a)", 5.0), ("2(b)", 5.0)]
    assert outline.questions[2].text == "Define a tree."


def test_scan_with_marks_below_a_marked_question_puts_the_next_one_back() -> None:
    outline = _scan(
        *("Q1. Consider the game. [7]", "     I. Find the point.", "    II. Calculate it."),
        *("    Discuss the dilemma of the two", "    prisoners at length. [7]"),
        *("Q3. Define a tree that is balanced [7]", "    and say how high it is."),
        *("Q4. Define a heap that is full [7]", "    and say how high it is."),
    )
    assert [q.number for q in outline.questions] == ["1(I)", "1(II)", "2", "3", "4"]
    assert outline.scorecard.marks_sum == 28.0


@pytest.mark.parametrize("cut", ["[15 m", "[15 mar", "[15 marks"])
def test_marks_cut_off_at_the_edge_of_a_copy_are_read(cut: str) -> None:
    outline = _scan("1. Define a stack. [15 marks]", f"2. Define a queue. {cut}")
    assert _marks(outline) == [("1", 15.0), ("2", 15.0)]


def test_row_of_a_matrix_in_brackets_is_no_mark() -> None:
    outline = _scan(
        *("1. Find the eigenvalues of A and decide,", "   where A = [41]", "   and B = 0. [10]"),
        *("2. Define a tree. [10]", "3. Define a heap. [10]"),
    )
    assert _marks(outline) == [("1", 10.0), ("2", 10.0), ("3", 10.0)]


def test_unit_of_a_figure_at_the_head_of_a_line_is_no_label() -> None:
    outline = _scan(
        *("1. a) Derive the law. [5]", "   b) A coil carries a current of 0.5"),
        *("A. Calculate the field at its centre. [5]", "2. Define it. [5]"),
    )
    assert _marks(outline) == [("1(a)", 5.0), ("1(b)", 5.0), ("2", 5.0)]


def test_number_that_says_something_else_is_not_taken_for_the_next_one() -> None:
    rows = ("1) Define a stack. [5]", "2) Define a queue. [5]", "9) Define a tree. [5]")
    assert [q.number for q in _scan(*rows).questions] == ["1", "2"]
    letters = (
        "1. Answer all.",
        "   A) Define it. [6]",
        "   B) Draw it. [6]",
        "   D) Prove it. [6]",
    )
    printed = read_outline([page_of(*letters)])
    assert [q.number for q in printed.questions] == ["1(A)", "1(B)", "1(D)"]


def test_page_that_was_scanned_twice_is_left_out_once() -> None:
    pages = [
        page_of("1. Define a stack. [5]"),
        *(page_of("2. Draw", *_LONG, number=n) for n in (2, 3)),
    ]
    outline = read_outline(pages)
    assert [q.number for q in outline.questions] == ["1", "2"]
    assert outline.scorecard.repeated_pages == (3,)
