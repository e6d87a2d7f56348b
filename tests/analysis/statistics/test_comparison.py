import pytest

from analysis.statistics.comparison import Comparison, Row, compare
from tests.analysis.statistics.papers import series


def row(found: Comparison, name: str) -> Row:
    return next(one for one in found.rows if one.name == name)


def test_topics_are_compared_by_the_papers_that_ask_them() -> None:
    left = series(*[["Sets", "Maps"]] * 8)
    right = series(*[["Sets", "Rings"]] * 8)
    found = compare(left, right)
    maps = row(found, "Maps")

    assert (found.left_papers, found.right_papers, found.shared_topics) == (8, 8, 1)
    assert (maps.left.papers, maps.left.value, maps.right.papers, maps.right.value) == (8, 1, 0, 0)
    assert maps.clear
    assert maps.p_value == pytest.approx(2 / 12870)
    assert maps.left.evidence == tuple(range(2, 17, 2))
    assert not row(found, "Sets").clear


def test_papers_against_themselves_show_no_difference() -> None:
    papers = series(["Sets", "Maps"], ["Sets"], ["Rings", "Sets"])
    found = compare(papers, papers)

    assert not any(one.clear for one in found.rows)
    assert all(one.left == one.right for one in found.rows)


def test_one_paper_is_too_few_for_a_test() -> None:
    found = compare(series(["Sets"]), series(["Maps"], ["Maps"]))

    assert {one.p_value for one in found.rows} == {None}


def test_shape_is_compared_by_means() -> None:
    found = compare(series(*[["a"] * 4] * 6, marks=5.0), series(*[["a"] * 6] * 6, marks=5.0))
    questions = row(found, "Questions")

    assert (questions.left.value, questions.right.value, questions.clear) == (4.0, 6.0, True)
    assert (row(found, "Marks").left.value, row(found, "Marks").right.value) == (20.0, 30.0)
    assert questions.unit == "questions"


def test_nothing_beside_nothing_has_no_rows() -> None:
    assert compare([], []).rows == ()
