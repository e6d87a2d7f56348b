import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.schemas import BloomLevel
from analysis.statistics.outcomes import (
    LEVELS,
    UNKNOWN,
    LevelledQuestion,
    OutcomeCell,
    outcome_sheet,
    outcomes_printed,
)

APPLY, CREATE = BloomLevel.APPLY, BloomLevel.CREATE


def test_sheet_has_marks_with_and_without_choice_and_says_what_is_unknown() -> None:
    sheet = outcome_sheet(
        [
            LevelledQuestion(1, ("CO2",), APPLY, level_printed=True, marks=10, weight=0.5),
            LevelledQuestion(2, ("CO10",), APPLY, level_printed=False, marks=6),
            LevelledQuestion(3, ("CO2", "CO10"), CREATE, level_printed=True, marks=5),
            LevelledQuestion(4, (), CREATE, level_printed=False, marks=None),
        ]
    )
    assert sheet.outcomes == ("CO2", "CO10", UNKNOWN)
    assert sheet.cell("CO2", APPLY) == OutcomeCell(10, 5, 0, 0, (1,))
    assert sheet.cell("CO10", CREATE) == OutcomeCell(2.5, 2.5, 0, 0, (3,))
    assert sheet.cell(UNKNOWN, CREATE) == OutcomeCell(0, 0, 1, 1, (4,))
    assert sheet.cell(UNKNOWN, APPLY) == OutcomeCell()
    assert sheet.total("CO2") == OutcomeCell(12.5, 7.5, 0, 0, (1, 3))
    assert sheet.total(level=CREATE) == OutcomeCell(5, 5, 1, 1, (3, 4))
    assert sheet.total() == OutcomeCell(21, 16, 1, 2, (1, 2, 3, 4))


QUESTIONS = st.builds(
    LevelledQuestion,
    id=st.integers(1, 50),
    outcomes=st.lists(st.sampled_from(["CO1", "CO2", "CO3"]), unique=True).map(tuple),
    level=st.sampled_from(LEVELS),
    level_printed=st.booleans(),
    marks=st.none() | st.integers(0, 40).map(float),
    weight=st.sampled_from([1.0, 0.5, 2 / 3]),
)


@given(st.lists(QUESTIONS, unique_by=lambda one: one.id))
def test_sums_of_a_sheet_are_those_of_its_questions(questions: list[LevelledQuestion]) -> None:
    sheet = outcome_sheet(questions)
    everything = sheet.total()
    assert everything.offered == pytest.approx(sum(one.marks or 0 for one in questions))
    assert everything.answered == pytest.approx(
        sum((one.marks or 0) * one.weight for one in questions)
    )
    assert everything.without_marks == sum(one.marks is None for one in questions)
    assert everything.questions == tuple(sorted(one.id for one in questions))
    rows = sum((sheet.total(one) for one in sheet.outcomes), OutcomeCell())
    assert rows.offered == pytest.approx(everything.offered)


@pytest.mark.parametrize(
    ("printed", "outcomes"),
    [
        ("CO1", ("CO1",)),
        ("co-1, CO 2, CO1", ("CO1", "CO2")),
        ("CO's 3", ("CO3",)),
        ("CLO-6", ("CLO6",)),
        ("CO1.2", ("CO1.2",)),
        ("Understand", ()),
        (None, ()),
    ],
)
def test_outcomes_are_read_in_one_spelling(printed: str | None, outcomes: tuple[str, ...]) -> None:
    assert outcomes_printed(printed) == outcomes
