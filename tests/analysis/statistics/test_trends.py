from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.schemas import Trend
from analysis.statistics.counting import arrange, tally
from analysis.statistics.trends import TopicTrend, mann_kendall, trends_of
from tests.analysis.statistics.papers import ask, series, sit, thorough


def rising_pairs(values: tuple[int, ...]) -> int:
    return sum((b > a) - (b < a) for a, b in combinations(values, 2))


@thorough
@given(st.lists(st.integers(0, 3), min_size=1, max_size=6).map(tuple))
def test_test_any_short_series_has_the_p_value_of_all_orders(values: tuple[int, ...]) -> None:
    observed = rising_pairs(values)
    orders = [abs(rising_pairs(order)) >= abs(observed) for order in permutations(values)]

    pairs, p_value = mann_kendall(values)
    assert pairs == observed
    assert p_value == pytest.approx(sum(orders) / len(orders))


def test_test_long_series_agrees_with_the_exact_one() -> None:
    values = [place // 4 + (place * 7) % 11 for place in range(40)]
    _, exact = mann_kendall(values)
    _, normal = mann_kendall([*values, values[20]])

    assert exact == pytest.approx(3.0e-05, abs=1e-7)
    assert normal == pytest.approx(exact, abs=3e-5)


def test_test_constant_long_series_has_p_one() -> None:
    assert mann_kendall([1.0] * 50) == (0, 1.0)


def trend_of(*counts: int) -> TopicTrend:
    papers = series(*(["Other"] + ["Limits"] * count for count in counts))
    return trends_of(tally(arrange(papers)))["Limits"]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((0, 1, 1, 2), TopicTrend(Trend.UNCLEAR, None)),  # four points could show nothing
        ((0, 0, 0, 0, 1, 1), TopicTrend(Trend.UNCLEAR, None)),  # two papers
        ((1, 1, 1, 1, 1), TopicTrend(Trend.STABLE, 1.0)),
        ((1, 2, 3, 4, 5), TopicTrend(Trend.INCREASING, 2 / 120)),
        ((5, 4, 3, 2, 1), TopicTrend(Trend.DECREASING, 2 / 120)),
        ((0, 0, 0, 1, 1, 1), TopicTrend(Trend.STABLE, 2 / 20)),
    ],
)
def test_judge_counts_gives_the_trend_and_its_p(
    counts: tuple[int, ...], expected: TopicTrend
) -> None:
    direction, p_value = trend_of(*counts)

    assert direction == expected.direction
    assert p_value == pytest.approx(expected.p_value)


def test_judge_same_point_in_time_averages_its_papers() -> None:
    papers = [
        sit(paper, *([ask(paper, "Limits")] if paper > 4 else [ask(paper, "Series")]), year=2000)
        for paper in range(1, 9)
    ]

    assert set(trends_of(tally(arrange(papers))).values()) == {TopicTrend(Trend.UNCLEAR, None)}


def test_judge_many_topics_asks_more_of_each() -> None:
    # Alone, p = 0.0167 would be a trend; beside 11 steady topics it is what chance brings.
    steady = [f"Topic {number}" for number in range(11)]
    papers = series(*([*steady, *["Limits"] * count] for count in (1, 2, 3, 4, 5)))
    found = trends_of(tally(arrange(papers)))

    assert found["Limits"] == TopicTrend(Trend.STABLE, 2 / 120)
