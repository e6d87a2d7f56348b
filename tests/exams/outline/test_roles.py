"""What labels stand before: questions, options, lines of a listing, drawings."""

from dataclasses import replace

import pytest

from exams.outline import read_outline
from exams.reading.page import Page
from tests.exams.outline.sheets import page_of


def numbers(page: Page) -> list[str]:
    return [question.number for question in read_outline([page]).questions]


def sized(page: Page, texts: set[str], size: float) -> Page:
    """The page with these words in print of another size."""
    words = (replace(w, size=size) if w.text in texts else w for w in page.words)
    return replace(page, words=tuple(words))


def test_answers_that_a_heading_and_the_question_announce_are_options() -> None:
    page = page_of(
        "1. Multiple Choice Questions",
        "   1.1 Which of these definitions is right? One or more may be correct.",
        "       a) A stack hands out what was put in last.",
        "       b) A queue hands out what was put in last.",
        "       c) A heap hands out what was put in last.",
        "   1.2 Which of these statements is right? One or more may be correct.",
        "       a) A tree with n nodes has n - 1 edges in all cases.",
        "       b) A graph with n nodes has n - 1 edges in all cases.",
        "2. Prove that a tree has a leaf.",
    )
    assert numbers(page) == ["1.1", "1.2", "2"]
    assert len(read_outline([page]).questions[0].options) == 3


@pytest.mark.parametrize("pair", [("True", "False"), ("Vrai", "Faux"), ("Richtig", "Falsch")])
def test_true_and_false_are_options(pair: tuple[str, str]) -> None:
    page = page_of(
        "1. Every tree has a leaf. [2]", f"   a. {pair[0]}", f"   b. {pair[1]}", "2. Prove it. [3]"
    )
    assert numbers(page) == ["1", "2"]


def test_numbers_of_lines_in_small_print_are_no_questions() -> None:
    page = page_of(
        "1. What does this print? [5]",
        "   4 print(a)",
        "   5",
        "   6 print(b)",
        "   7 print(c)",
        "2. Why? [2]",
    )
    assert numbers(sized(page, {"4", "5", "6", "7"}, 5.0)) == ["1", "2"]


def test_lines_of_a_long_listing_are_no_questions() -> None:
    code = (
        "var app = start",
        "",
        "var pages = [",
        "{ title: 'A day' },",
        "]",
        "",
        "app.run(pages)",
    )
    listing = [f"   {number} {line}" for number, line in enumerate((*code, "", "app.stop()"), 1)]
    assert numbers(page_of("1. What does this print? [5]", *listing, "2. Why? [2]")) == ["1", "2"]


def test_letters_in_a_drawing_are_no_questions() -> None:
    rows = ("A is the composite", "B is the component", "C uses A", "1. Draw the classes. [5]")
    page = page_of(*rows, "2. Name two advantages of inheritance that you know. [2]")
    drawn = {word for row in rows[:3] for word in row.split()}
    assert numbers(sized(page, drawn, 6.0)) == ["1", "2"]


def test_large_bare_numbers_head_questions() -> None:
    page = page_of(
        *("Exam in data structures", "", "Write legibly.", ""),
        *("1", "", "Consider the stack above, which holds three numbers in all.", ""),
        *("2", "", "Consider the queue above, which holds three numbers in all.", ""),
        *("3", "", "Consider the heaps above, which hold seven numbers in all."),
    )
    assert numbers(sized(page, {"1", "2", "3"}, 14.0)) == ["1", "2", "3"]


def test_list_that_begins_anew_opens_a_section_with_its_own_word() -> None:
    page = page_of(
        "Exercise 1. Define a stack. [2]",
        "Exercise 2. Define a queue. [2]",
        "Problem 1. Prove that a tree has a leaf. [6]",
        "Problem 2. Prove that a graph has no root. [6]",
    )
    outline = read_outline([page])
    found = [(question.section, question.number) for question in outline.questions]
    assert found == [(None, "1"), (None, "2"), ("Problem", "1"), ("Problem", "2")]
    assert outline.scorecard.repeats == ()


def test_list_that_begins_anew_below_a_heading_opens_that_section() -> None:
    rows = ("1. Define a stack. [2]", "2. Define a queue. [2]", "Long answers", "1. Prove it. [6]")
    page = sized(page_of(*rows, "2. Draw a tree. [6]"), {"Long", "answers"}, 14.0)
    found = [(question.section, question.number) for question in read_outline([page]).questions]
    assert found == [(None, "1"), (None, "2"), ("Long answers", "1"), ("Long answers", "2")]


def test_decimals_below_a_heading_with_their_number_are_its_parts() -> None:
    page = page_of(
        *("1 Interfaces (8P)", "Q 1.1: (4P) What does a request say?"),
        *("Q 1.2: (4P) What does an answer say?", "2 Styles (9P)", "In which colour is it shown?"),
        *("3 Cookies (3P)", "Where are they kept?"),
    )
    heads = {"1", "2", "3", "Interfaces", "Styles", "Cookies", "(8P)", "(9P)", "(3P)"}
    outline = read_outline([sized(page, heads, 15.0)])
    found = [(question.number, question.marks) for question in outline.questions]
    assert found == [("1.1", 4.0), ("1.2", 4.0), ("2", 9.0), ("3", 3.0)]


def test_larger_letters_between_numbers_that_go_on_are_headings() -> None:
    page = page_of(
        *("A. Signatures", "Let p be a prime.", "1. Prove it.", "2. Prove that it ends."),
        *("B. Elliptic curves", "Let E be a curve.", "3. Show its order.", "4. Show a point."),
    )
    heads = {"A.", "B.", "Signatures", "Elliptic", "curves"}
    assert numbers(sized(page, heads, 12.0)) == ["1", "2", "3", "4"]
