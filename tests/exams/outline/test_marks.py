import pytest

from exams.outline import read_outline
from exams.outline.lines import lines_of
from exams.outline.mark_forms import Print, number, parse
from exams.outline.marks import marks_of
from exams.reading.page import Page, TextSource
from tests.exams.outline.sheets import page_of


@pytest.mark.parametrize(
    ("inner", "total"),
    [
        ("5", 5.0),
        ("08", 8.0),
        ("O8", 8.0),
        ("5 marks", 5.0),
        ("1 Mark", 1.0),
        ("30pts", 30.0),
        ("2 Punkte", 2.0),
        ("10p", 10.0),
        ("2.5 points", 2.5),
        ("7½", 7.5),
        ("Marks: 15", 15.0),
        ("15 marks; guideline: 400 words", 15.0),
        ("8+4 = 12 marks", 12.0),
        ("4+4", 8.0),
        ("15 x 2 = 30", 30.0),
        ("16 points - 2/2/2/10", 16.0),
        ("5 points ⋆", 5.0),
        ("2 x 5: 10 marks", 10.0),
        ("3*5 -15", 15.0),
    ],
)
def test_parse_reads_marks(inner: str, total: float) -> None:
    mark = parse(inner)
    assert mark is not None
    assert mark.total == total


def test_parse_keeps_splits_and_products() -> None:
    split, product, each = parse("16 points-2/2/2/10"), parse("4 x 5 = 20"), parse("2 marks each")
    assert split is not None
    assert split.parts == (2.0, 2.0, 2.0, 10.0)
    assert product is not None
    assert (product.count, product.each) == (4.0, 5.0)
    assert each is not None
    assert (each.total, each.each) == (None, 2.0)


@pytest.mark.parametrize("inner", ["CLO-3", "i", "see page 4", "2014", "0", "3 x 4 = 13", "x + y"])
def test_parse_refuses_other_brackets(inner: str) -> None:
    assert parse(inner) is None


def test_number_reads_commas_and_halves() -> None:
    assert [number("2,5"), number("2½"), number("½"), number("10")] == [2.5, 2.5, 0.5, 10.0]


def found(*rows: str) -> list[tuple[float | None, Print]]:
    return [(mark.total, mark.printed) for mark in marks_of(lines_of([page_of(*rows)]))]


def test_marks_of_takes_bracketed_numbers_at_the_end_of_lines() -> None:
    rows = ("1. Define the rank. [5]", "2. Use A[3] and prove it. [7]")
    assert found(*rows) == [(5.0, Print.SQUARE), (7.0, Print.SQUARE)]


def test_marks_of_closes_a_bracket_on_the_next_line() -> None:
    assert found("1. What is the space taken by each type? (5", "marks)") == [(5.0, Print.UNIT)]


def test_marks_of_leaves_equation_numbers() -> None:
    assert found("x = 2y (1)", "y = 3z (2)", "z = 4x (3)") == []


def test_marks_of_leaves_sentences_that_speak_of_marks() -> None:
    assert found("Each question in this part carries 5 marks.") == []


def test_marks_of_finds_a_column_of_bare_numbers() -> None:
    rows = ("1. Define the rank.", "2. Define the trace.", "3. Define the norm.")
    page = page_of(*rows, right=("4", "6", "5"))
    marks = marks_of(lines_of([page]))
    assert [(m.line, m.total, m.printed) for m in marks] == [
        (0, 4.0, Print.COLUMN),
        (1, 6.0, Print.COLUMN),
        (2, 5.0, Print.COLUMN),
    ]


def test_marks_of_an_empty_page_are_none() -> None:
    assert marks_of(lines_of([Page(1, 595.0, 842.0, ())])) == []


@pytest.mark.parametrize("row", ["2) (73)8 + (5)8 = ?", "5) (3.78)"])
def test_marks_of_numerals_in_brackets_are_none(row: str) -> None:
    assert marks_of(lines_of([page_of("1) Add. (4)", row)]))[1:] == []


def test_marks_of_a_word_parted_at_the_end_of_a_line_reads_on() -> None:
    marks = marks_of(lines_of([page_of("1. Give reasons! (2 Punk-", "   te)")]))
    assert [(mark.total, mark.printed, mark.tail) for mark in marks] == [(2.0, Print.UNIT, 3)]


def test_marks_of_mathematical_letters_are_read_as_letters() -> None:
    marks = marks_of(
        lines_of(
            [page_of("1. Evaluate it. [4 \U0001d440\U0001d44e\U0001d45f\U0001d458\U0001d460]")]
        )
    )
    assert [mark.total for mark in marks] == [4.0]


def test_marks_of_a_sum_beyond_any_question_are_none() -> None:
    assert marks_of(lines_of([page_of("by T(s)=25/(152+6+25)")])) == []


def test_formula_in_brackets_is_no_mark() -> None:
    page = page_of("1. Convert (3 + 5) * 106 + 7 to postfix. (5 marks)", "2. Why? (2 marks)")
    assert [question.marks for question in read_outline([page]).questions] == [5.0, 2.0]


def test_mark_whose_bracket_the_scan_lost_is_read() -> None:
    rows = ("1. 2 [ points Explain what a stack is.", "2. [3 points Explain what a queue is.")
    page = page_of(*rows, "3. 4 points] Explain it.", source=TextSource.OCR)
    assert [question.marks for question in read_outline([page]).questions] == [2.0, 3.0, 4.0]
