from exams.outline import read_outline
from exams.reading.page import TextSource
from tests.exams.outline.sheets import page_of


def test_scorecard_names_numbers_that_only_the_sequence_tells() -> None:
    rows = ("I. Define a stack.", "n. Define a queue.", "III. Define a tree.", "IV. Define a heap.")
    outline = read_outline([page_of(*rows, source=TextSource.OCR)])
    assert [q.number for q in outline.questions] == ["I", "II", "III", "IV"]
    assert outline.scorecard.illegible == ("II",)


def test_scorecard_of_clean_print_names_no_illegible_place() -> None:
    card = read_outline([page_of("1. Define a stack. [2]", "2. Define a queue. [3]")]).scorecard
    assert (card.illegible, card.gaps, card.marks_sum) == ((), (), 5.0)


def test_scorecard_counts_what_has_to_be_answered() -> None:
    rows = ("Total marks: 7", "1. Define a stack. [4]", "OR", "2. Draw a tree. [4]")
    card = read_outline([page_of(*rows, "3. Prove it. [3]")]).scorecard
    assert (card.marks_sum, card.marks_printed) == (7.0, 7.0)


def test_scorecard_leaves_a_bonus_out_where_the_total_does() -> None:
    rows = ("1. Define a stack. [9]", "Bonus question:", "2. Draw a tree. [1]")
    without = read_outline([page_of("Total marks: 9", *rows)]).scorecard
    assert (without.marks_sum, without.marks_printed) == (9.0, 9.0)
    within = read_outline([page_of("Total marks: 10", *rows)]).scorecard
    assert (within.marks_sum, within.marks_printed) == (10.0, 10.0)
