from exams.outline.annotate import annotated
from exams.outline.explain import Explained, Kind, explain
from exams.reading.page import Page
from tests.exams.outline.sheets import page_of

PAPER = page_of(
    "1. A force acts on a body of mass 3 kg. [5]",
    "   7. is a number that leads nowhere",
    "2. Which of these is a unit? [1]",
    "   (a) metre   (b) mass   (c) length   (d) time",
    "3. Read the graph.",
    "   (a) Name its axes. [2]",
    "   (b) Give its slope. [3]",
    "",
    "                                      - 1 -",
)


def told(found: list[Explained], *kinds: Kind) -> list[tuple[str, str | None, str]]:
    return [(one.printed, one.path, one.reason) for one in found if one.kind in kinds]


def test_explain_says_what_each_label_counts_on_from() -> None:
    found = explain([PAPER])
    assert told(found, Kind.QUESTION, Kind.STEM) == [
        ("1", "1", "begins a list of 3"),
        ("2", "2", "counts on from 1"),
        ("3", "3", "counts on from 2"),
        ("a", "3(a)", "begins a list of 2 below 3"),
        ("b", "3(b)", "counts on from a below 3"),
    ]


def test_explain_says_why_a_label_is_left_out_or_is_an_option() -> None:
    found = explain([PAPER])
    assert told(found, Kind.REFUSED) == [("7", None, "leaps from 1 over 5")]
    options = told(found, Kind.OPTION)
    assert [(printed, path) for printed, path, _ in options] == [
        (letter, f"2({letter})") for letter in "abcd"
    ]
    assert {reason for *_, reason in options} == {"its list reads as answers to choose from"}


def test_explain_says_whose_each_mark_is() -> None:
    cover = page_of("Total: 10 marks", "1. Define a stack. [4]", "2. Draw it. (3+3)")
    parts = page_of("3. Name:", "   (a) a tree", "   (b) a graph [2]", number=2)
    found = [
        (one.kind, one.printed, one.reason)
        for one in explain([cover, parts])
        if one.kind in {Kind.MARK, Kind.UNUSED_MARK}
    ]
    assert found == [
        (Kind.UNUSED_MARK, "10 marks", "stands behind no question's label"),
        (Kind.MARK, "[4]", "given to 1"),
        (Kind.MARK, "(3+3)", "given to 2"),
        (Kind.MARK, "[2]", "stands behind 3(b) and was given to 3 as a whole"),
    ]


def test_annotated_draws_boxes_in_the_colour_of_their_kind() -> None:
    picture = annotated(PAPER, explain([PAPER]))
    assert picture.size == (909, 1286)
    label = (round(70 * 110 / 72) - 2, round((80 + 5) * 110 / 72))
    assert picture.getpixel(label) == (0x0A, 0x7A, 0x3D)


def test_explain_of_an_empty_page_finds_nothing() -> None:
    assert explain([Page(1, 595.0, 842.0, ())]) == []
