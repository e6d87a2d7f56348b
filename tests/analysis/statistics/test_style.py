import pytest

from analysis.statistics.outlook import describe_style
from analysis.statistics.rows import Sitting
from analysis.statistics.style import style_marks
from tests.analysis.statistics.papers import ask, sit


def papers(count: int, first: int, **fields: object) -> list[Sitting]:
    return [
        sit(
            first + n,
            *(ask(100 * (first + n) + q, "Sets", text="a b c", **fields) for q in range(4)),
        )
        for n in range(count)
    ]


def test_habit_that_others_lack_stands_out() -> None:
    own = papers(6, 1, command="prove", requires_derivation=True, marks=5.0)
    others = papers(8, 50, command="find", marks=5.0)
    found = style_marks(own, others)

    assert [mark.name for mark in found if mark.stands_out] == ["Derivations and proofs", "“prove”"]
    assert describe_style(found[0]) == (
        "Derivations and proofs: 100 % of the questions, against 0 % of the questions in 8 other "
        f"papers of the institution (p = {found[0].p_value:.2g})."
    )
    assert len(found[0].evidence) == 24


def test_habit_of_everybody_does_not_stand_out() -> None:
    found = style_marks(papers(6, 1, marks=5.0), papers(8, 50, marks=5.0))

    assert not any(mark.stands_out for mark in found)
    assert found[0].name == "Marks per question"
    assert (found[0].own, found[0].others, found[0].p_value) == (5.0, 5.0, 1.0)


@pytest.mark.parametrize(("own", "others"), [(2, 8), (6, 4), (6, 0)])
def test_few_papers_are_compared_with_nothing(own: int, others: int) -> None:
    found = style_marks(papers(own, 1, command="prove"), papers(others, 50, command="find"))

    assert {(mark.others, mark.p_value, mark.other_papers) for mark in found} == {(None, None, 0)}
    assert "“prove”: 100 % of the questions." in map(describe_style, found)


def test_no_questions_have_no_style() -> None:
    assert style_marks([sit(1)], papers(8, 50)) == ()
