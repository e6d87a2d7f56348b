from itertools import pairwise

import pytest

from exams.outline import read_outline
from exams.outline.lines import lines_of
from exams.outline.outcomes import Kind, Outcome, take_outcomes
from exams.reading.page import Page
from tests.exams.outline.sheets import page_of

ROWS = (
    "Answer all questions.",
    "1. State the law of Hooke and its limits                    CO1   L1     2",
    "2. Derive the period of a simple pendulum                   CO1   L3     8",
    "3. Explain why the pressure of CO2 rises in a closed room   CO2   L2     5",
    "4. Apply the first law to a gas                             CO3   L3     5",
)


def taken(*rows: str) -> tuple[list[str], list[Outcome]]:
    lines, outcomes = take_outcomes(lines_of([spaced(*rows)]))
    return [line.text for line in lines], outcomes


def spaced(*rows: str) -> Page:
    """A page on which every column of text stands where it stands in `rows`."""
    page = page_of(*rows)
    words = list(page.words)
    at = 0
    for index, row in enumerate(rows):
        starts = [i for i, (a, b) in enumerate(pairwise(" " + row)) if a == " " and b != " "]
        for start in starts:
            word = words[at]
            x0 = 70.0 + 5.0 * start
            words[at] = type(word)(
                word.text,
                x0,
                80.0 + 16.0 * index,
                x0 + 5.0 * len(word.text),
                91.0 + 16.0 * index,
                10.0,
                "Serif",
            )
            at += 1
    return Page(1, 595.0, 842.0, tuple(words))


def test_take_outcomes_takes_columns_and_leaves_the_words() -> None:
    assert taken(*ROWS) == (
        [
            "Answer all questions.",
            "1. State the law of Hooke and its limits 2",
            "2. Derive the period of a simple pendulum 8",
            "3. Explain why the pressure of CO2 rises in a closed room 5",
            "4. Apply the first law to a gas 5",
        ],
        [
            Outcome(Kind.COURSE_OUTCOME, "CO1", 1),
            Outcome(Kind.BLOOM, "L1", 1),
            Outcome(Kind.COURSE_OUTCOME, "CO1", 2),
            Outcome(Kind.BLOOM, "L3", 2),
            Outcome(Kind.COURSE_OUTCOME, "CO2", 3),
            Outcome(Kind.BLOOM, "L2", 3),
            Outcome(Kind.COURSE_OUTCOME, "CO3", 4),
            Outcome(Kind.BLOOM, "L3", 4),
        ],
    )


@pytest.mark.parametrize(
    ("row", "left", "said"),
    [
        ("1. Find the flux. Understand/CO2", "1. Find the flux.", ["CO2", "Understand"]),
        ("1. Find the flux. [12 marks]{CO-1}", "1. Find the flux. [12 marks]", ["CO-1"]),
        ("Question 5: [CLO-6] [Marks: 15]", "Question 5: [Marks: 15]", ["CLO-6"]),
        ("1. Find the flux. R/CO1", "1. Find the flux.", ["CO1", "R"]),
        ("1. Give the mass of a mole of CO2", "1. Give the mass of a mole of CO2", []),
        (
            "1. Which verbs ask a reader to understand",
            "1. Which verbs ask a reader to understand",
            [],
        ),
        ("1. Draw the levels K1 and L2", "1. Draw the levels K1 and L2", []),
    ],
)
def test_take_outcomes_in_one_line_needs_a_sure_print(row: str, left: str, said: list[str]) -> None:
    lines, outcomes = taken(row)
    assert (lines, [outcome.text for outcome in outcomes]) == ([left], said)


def test_take_outcomes_below_headings_needs_no_third() -> None:
    lines, outcomes = taken(
        "Q. No.   Question                       Marks   CO    BL",
        "1.       Find the flux of the field     5       CO1   L2",
        "2.       Find the curl of the field     5       CO2   L3",
    )
    assert lines == [
        "Q. No. Question Marks",
        "1. Find the flux of the field 5",
        "2. Find the curl of the field 5",
    ]
    assert [(o.text, o.line) for o in outcomes] == [("CO1", 1), ("L2", 1), ("CO2", 2), ("L3", 2)]


def test_read_outline_keeps_outcomes_as_fields_of_questions() -> None:
    outline = read_outline([spaced(*ROWS)])
    assert [
        (one.number, one.text, one.course_outcome, one.bloom_printed, one.marks)
        for one in outline.questions
    ] == [
        ("1", "State the law of Hooke and its limits", "CO1", "L1", 2.0),
        ("2", "Derive the period of a simple pendulum", "CO1", "L3", 8.0),
        ("3", "Explain why the pressure of CO2 rises in a closed room", "CO2", "L2", 5.0),
        ("4", "Apply the first law to a gas", "CO3", "L3", 5.0),
    ]


def test_read_outline_gives_a_stems_outcome_to_its_parts() -> None:
    outline = read_outline(
        [
            page_of(
                "Question 1: [CLO-2] Consider a rooted tree.",
                "  (a) Name its leaves. [CLO-3]",
                "  (b) Find its height.",
                "Question 2: Draw a cycle.",
            )
        ]
    )
    assert [(one.number, one.course_outcome) for one in outline.questions] == [
        ("1(a)", "CLO-3"),
        ("1(b)", "CLO-2"),
        ("2", None),
    ]
