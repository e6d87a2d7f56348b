"""What does not agree is said with the numbers and pages, so that the print can be looked up."""

from exams.outline import read_outline
from exams.reading.page import TextSource
from tests.exams.outline.sheets import page_of

_GAP = ("1. Define these.", "   a) a stack [3]", "   c) a queue [3]")


def test_sum_that_differs_is_said_with_each_question_and_its_rule() -> None:
    page = page_of(
        *("Maximum Marks: 60", "1. Answer any one of the following.", "   A) Define a stack. [6]"),
        *("   B) Define a tree. [6]", "2. Draw a heap. [12]", "3. Say why."),
    )
    (said,) = read_outline([page]).scorecard.disagreements
    assert said == (
        "The cover says 60 marks, what is to be answered carries 18: 1 = 6 (any 1 of 2), 2 = 12, "
        "3 = no marks."
    )


def test_number_left_out_is_not_printed_or_not_found() -> None:
    rest = page_of("   d) a tree [3]", "2. Draw it. [3]", number=2)
    card = read_outline([page_of(*_GAP), rest]).scorecard
    assert card.disagreements == ("1(b) is not printed: 1(c) on page 1 follows 1(a) on page 1.",)
    scan = read_outline([page_of(*_GAP, source=TextSource.OCR)]).scorecard
    assert scan.disagreements == (
        "1(b) is not found, it may be lost in the scan: 1(c) on page 1 follows 1(a) on page 1.",
    )


def test_parts_that_begin_late_and_numbers_used_twice_are_named() -> None:
    first = page_of("1. Define.", "   b) a stack [3]", "   c) a queue [3]", "2. Say why.")
    again = page_of("   a) Draw a heap. [3]", "   b) Draw a tree. [3]", number=2)
    more = page_of("   a) Turn it. [3]", "   b) Sort it. [3]", number=3)
    said = read_outline([first, again, more]).scorecard.disagreements
    assert said == (
        "1(a) is not printed: the parts of 1 begin with 1(b) on page 1.",
        "2(a) is there 2 times: on page 2 and 3.",
        "2(b) is there 2 times: on page 2 and 3.",
    )


def test_paper_that_agrees_has_nothing_to_say() -> None:
    page = page_of("Maximum Marks: 15", "1. Define a stack. [10]", "2. Draw a tree. [5]")
    assert read_outline([page]).scorecard.disagreements == ()
