"""Layouts of examination boards: margins, boxes, appendices, lettered numbers, "Either", "Or"."""

from dataclasses import replace
from itertools import pairwise

import pytest

from exams.outline import read_outline
from exams.outline.labels import label_at
from exams.outline.model import OutlineQuestion
from exams.reading.page import Cell, Page, Table, TextSource, Word
from tests.exams.outline.sheets import page_of


def asked(*pages: Page) -> list[tuple[str, float | None]]:
    return [(question.number, question.marks) for question in questions(*pages)]


def questions(*pages: Page) -> tuple[OutlineQuestion, ...]:
    return tuple(read_outline(list(pages)).questions)


def with_words(page: Page, *words: Word) -> Page:
    return replace(page, words=(*page.words, *words))


def in_a_table(page: Page, *edges: float) -> Page:
    """The page with a ruled table of one row around its words, its columns between `edges`."""
    columns = enumerate(pairwise(edges))
    return replace(page, tables=(Table(tuple(Cell(0, n, *_sides(x)) for n, x in columns)),))


def _sides(edges: tuple[float, float]) -> tuple[float, float, float, float]:
    return edges[0], 70.0, edges[1], 400.0


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("1(a) Explain heat.", [("1", "x+"), ("a", "(x)")]),
        ("12b) Explain heat.", [("12", "x+"), ("b", "x)")]),
        ("2(x+1) is even", []),
        ("P1: Explain heat.", [("P1", "Px:")]),
        ("B2. Explain heat.", [("B2", "Bx.")]),
        ("0 4 . 1 Explain heat.", [("04.1", "decimal")]),
        ("0 4 Explain heat.", [("04", "0x")]),
        ("0 1 0 0 1", []),
    ],
)
def test_label_at_reads_glued_lettered_and_boxed_numbers(
    text: str, labels: list[tuple[str, str]]
) -> None:
    found, at = [], 0
    while (label := label_at(text, at)) is not None:
        found.append((label.printed, label.wrapper))
        at = label.end + len(text[label.end :]) - len(text[label.end :].lstrip())
    assert [one for one in found if one[1] != "x"] == labels


def test_words_printed_upright_in_the_margin_belong_to_no_line() -> None:
    page = page_of("1 Name a gas. [2]", "", "2 Name a metal. [3]", "", "3 Name a salt. [1]")
    margin = [
        Word(text, 30.0, top, 38.0, bottom, 12.0, "Serif")
        for text, top, bottom in (("WRITE", 76.0, 112.0), ("IN", 114.0, 126.0))
    ]
    assert asked(with_words(page, *margin)) == [("1", 2.0), ("2", 3.0), ("3", 1.0)]
    assert questions(with_words(page, *margin))[0].text == "Name a gas."


def test_sheet_of_formulas_behind_the_end_has_no_questions() -> None:
    paper = [
        page_of("1. Name a gas. [2]", number=1),
        page_of("2. Name a metal. [3]", "", "TOTAL FOR PAPER = 5 MARKS", number=2),
    ]
    formulas = page_of("1. Motion", "speed = way / time", "2. Heat", "Q = m c t", number=3)
    tasks = page_of("3. Explain why ice floats.", "4. Define heat.", number=3)
    assert asked(*paper, formulas) == [("1", 2.0), ("2", 3.0)]
    assert [number for number, _ in asked(*paper, tasks)] == ["1", "2", "3", "4"]


def test_lone_marks_at_the_right_are_no_parts_and_at_the_head_no_page_numbers() -> None:
    page = page_of(
        "1 (a) Name a gas that burns and say where in a house it is used.",
        " " * 84 + "(1)",
        "  (b) Name a metal that floats on water and one that does not float.",
        " " * 84 + "(2)",
        "2 (a) Name a salt that tastes sweet and say why nobody eats it today.",
        " " * 84 + "(3)",
        "  (b) Name an acid.",
        " " * 84 + "(1)",
    )
    raised = replace(page, words=tuple(_raised(word, 40.0) for word in page.words))
    assert asked(raised) == [("1(a)", 1.0), ("1(b)", 2.0), ("2(a)", 3.0), ("2(b)", 1.0)]


def _raised(word: Word, by: float) -> Word:
    return replace(word, top=word.top - by, bottom=word.bottom - by)


def test_lettered_numbers_of_two_letters_are_two_lists() -> None:
    page = page_of(
        "A1. Name a gas. [2]",
        "A2. Name a metal. [2]",
        "B1. Explain why ice floats. [5]",
        "B2. Explain why iron rusts. [5]",
    )
    assert asked(page) == [("A1", 2.0), ("A2", 2.0), ("B1", 5.0), ("B2", 5.0)]


def test_letters_behind_the_word_question_belong_to_its_number() -> None:
    page = page_of(
        "QUESTION A1",
        "Name a gas. [2]",
        "QUESTION A2",
        "Name a metal. [2]",
        "QUESTION B1",
        "Explain why ice floats. [5]",
    )
    assert asked(page) == [("A1", 2.0), ("A2", 2.0), ("B1", 5.0)]


def test_contents_that_name_the_questions_have_none() -> None:
    cover = page_of(
        "Question 1: Gases and vapours [5 points] 2",
        "Question 2: Metals and salts [3 points] 3",
    )
    paper = page_of(
        "Question 1: Gases and vapours [5 points]",
        "Explain why wet wood smokes.",
        "Question 2: Metals and salts [3 points]",
        "Explain why iron rusts.",
        number=2,
    )
    assert asked(cover, paper) == [("1", 5.0), ("2", 3.0)]


def test_either_and_or_before_numbers_make_a_choice() -> None:
    page = page_of(
        "Either 1(a) Explain how the poet speaks of the sea. [25]",
        "",
        "Or 1(b) Explain how the poet speaks of his mother. [25]",
        "",
        "Either 2(a) Explain why the captain stays on board. [25]",
        "",
        "Or 2(b) Explain why the cook leaves the ship. [25]",
    )
    assert asked(page) == [("1(a)", 25.0), ("1(b)", 25.0), ("2(a)", 25.0), ("2(b)", 25.0)]
    assert [question.choice_group for question in questions(page)] == [
        "1(a)-or-1(b)",
        "1(a)-or-1(b)",
        "2(a)-or-2(b)",
        "2(a)-or-2(b)",
    ]


def test_rule_of_the_cover_for_a_section_holds_in_it() -> None:
    page = page_of(
        "Max. Marks: 14",
        "Answer all questions from Part A, answer any TWO questions from Part B",
        "PART A",
        "1. Name a gas. [4]",
        "PART B",
        "2. Explain why ice floats. [5]",
        "3. Explain why iron rusts. [5]",
        "4. Explain why wood burns. [5]",
    )
    card = read_outline([page]).scorecard
    assert (card.marks_sum, card.marks_printed) == (14.0, 14.0)


def test_marks_with_a_letter_in_their_column_are_marks() -> None:
    page = page_of(
        "Q. Questions",
        "1. Name a gas that burns.",
        "2. Name a metal that floats.",
        "3. Name a salt that is sweet.",
        right=("Marks", "7M", "7M", "14M"),
    )
    assert asked(page) == [("1", 7.0), ("2", 7.0), ("3", 14.0)]


def test_numbers_beside_every_fifth_line_are_no_marks() -> None:
    page = page_of(
        "1. Read the poem and say what the poet fears.",
        *("   the sea is deep and the night is long" for _ in range(3)),
        "2. Say why.",
        right=("", "5", "10", "15"),
    )
    assert asked(page) == [("1", None), ("2", None)]


def test_marks_in_the_margin_belong_to_the_label_behind_them() -> None:
    page = page_of(
        "[0.75p] 1. Explain why ice floats.",
        "[2p]    2. Explain why iron rusts.",
        "[0.5p]  3. Name a gas.",
    )
    assert asked(page) == [("1", 0.75), ("2", 2.0), ("3", 0.5)]


def test_numbers_of_a_printed_solution_are_no_questions() -> None:
    page = page_of(
        "1. Explain why ice floats. [2]",
        "2. Explain why iron rusts. [3]",
        "Solución",
        "  a) Water and air make rust.",
        "  b) Salt makes it faster.",
        "3. Name a gas. [1]",
    )
    assert asked(page) == [("1", 2.0), ("2", 3.0), ("3", 1.0)]


def test_points_of_a_game_are_no_marks_where_marks_have_brackets() -> None:
    rows = [f"{n}. Name gas number {n} of the list. [4]" for n in range(1, 6)]
    page = page_of(*rows, "6. A game has these rules:", "   • a win: 12 points", "   Play it. [15]")
    assert asked(page)[-1] == ("6", 15.0)


def test_bare_capitals_below_a_marked_question_are_options() -> None:
    page = page_of(
        "1 One of these gases burns in air [1]",
        "   A    neon",
        "   B    argon",
        "   C    methane",
        "2 Name a metal. [2]",
    )
    assert asked(page) == [("1", 1.0), ("2", 2.0)]


def test_rows_in_one_row_of_cells_are_read_across() -> None:
    page = page_of(
        "a)   Name a gas.",
        "b)   Name a metal.",
        "c)   Name a salt.",
        right=("[2]", "[3]", "[4]"),
    )
    assert asked(in_a_table(page, 60.0, 90.0, 500.0, 560.0)) == [("a", 2.0), ("b", 3.0), ("c", 4.0)]


def test_boxes_around_digits_belong_to_the_line_of_their_text() -> None:
    page = page_of("0 4 Name a gas. [2]", "", "0 5 Name a metal. [3]")
    cells = tuple(
        Cell(0, column, 68.0 + 10.0 * column, top, 78.0 + 10.0 * column, top + 16.0)
        for column in range(2)
        for top in (78.0,)
    )
    assert asked(replace(page, tables=(Table(cells),))) == [("04", 2.0), ("05", 3.0)]


def test_levels_that_ocr_misread_leave_the_question() -> None:
    rows = ("1. Explain why ice floats", "2. Explain why iron rusts", "3. Name a gas")
    page = page_of("Questions", *rows, right=("CO", "COl", "C02", "CO1"), source=TextSource.OCR)
    assert [question.course_outcome for question in questions(page)] == ["COl", "C02", "CO1"]


def test_figures_in_metres_are_no_marks() -> None:
    page = page_of(
        "1. A wave has a height of h (0.15 m)",
        "   (a) Find its speed. [2]",
        "   (b) Find its length. [3]",
    )
    assert [(stem.number, stem.marks) for stem in read_outline([page]).stems] == [("1", None)]
