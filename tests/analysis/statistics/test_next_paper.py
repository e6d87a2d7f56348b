import pytest

from analysis.statistics.next_paper import expect, next_paper
from analysis.statistics.outlook import describe_shape
from tests.analysis.statistics.papers import ask, series, sit


@pytest.mark.parametrize(
    ("values", "expected"),
    [([4.0, 6.0, 6.0], 6.0), ([4.0, 4.0, 6.0, 6.0], 6.0), ([1.0, 2.0, 4.0], 2.0), ([7.0], 7.0)],
)
def test_expected_value_is_the_usual_or_the_middle(values: list[float], expected: float) -> None:
    assert expect(values) == expected


def test_shape_is_forecast_with_its_own_test() -> None:
    papers = series(["a", "b"], ["a", "b"], ["a", "b"], ["a", "b", "c"], ["a", "b"])
    questions, parts = next_paper(papers)

    assert questions.model_dump(exclude={"evidence"}) == {
        "name": "questions",
        "expected": 2.0,
        "low": 2.0,
        "high": 3.0,
        "held": 4,
        "of_papers": 5,
        "right": 2,
        "tested": 3,
    }
    assert questions.evidence == tuple(range(1, 12))
    assert parts.name == "parts"
    assert describe_shape(questions) == (
        "Expect 2 questions: 4 of 5 papers had that, all of them 2 to 3. Naming it beforehand was "
        "right for 2 of 3."
    )


def test_shape_of_papers_without_marks_names_none() -> None:
    assert [one.name for one in next_paper([sit(1, ask(1))])] == ["questions", "parts"]


def test_shape_of_no_papers_is_none() -> None:
    assert next_paper([sit(1)]) == ()
