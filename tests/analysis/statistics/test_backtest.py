import numpy as np
import pytest

from analysis.statistics import analyse
from analysis.statistics.backtest import rule_scores
from analysis.statistics.trials import (
    Hits,
    brier,
    brier_skill,
    calibration_error,
    hits,
    try_rules,
)
from tests.analysis.statistics.papers import series, sit


def test_hit_ties_gives_the_average_over_their_orders() -> None:
    # One sure place, one shared by two topics of which one is asked (by 3 of 4 questions).
    scores, paper = np.array([5.0, 2.0, 2.0, 0.0]), np.array([1.0, 3.0, 0.0, 0.0])

    assert hits(scores, paper, 4.0, 2) == Hits(precision=0.75, coverage=0.625)


def test_hit_fewer_topics_than_k_judges_those_there_are() -> None:
    assert hits(np.array([1.0, 2.0]), np.array([0.0, 2.0]), 4.0, 10) == Hits(0.5, 0.5)


def test_try_random_rule_reaches_exactly_the_base_rate() -> None:
    past, paper = np.array([[1.0, 1, 1, 1, 0]]), np.array([2.0, 0, 1, 0, 1])
    trial = try_rules(past, paper, 3, complete=False)

    assert trial.hits["random"] == Hits(precision=0.5, coverage=0.5625)
    assert trial.unseen == 0.25
    assert trial.asked.tolist() == [1, 0, 1, 0]


def test_try_with_syllabus_knows_topics_never_asked() -> None:
    past, paper = np.array([[1.0, 0], [1, 0]]), np.array([0.0, 1])
    trial = try_rules(past, paper, 1, complete=True)

    assert trial.hits["plain count"] == Hits(0.0, 0.0)
    assert trial.hits["random"] == Hits(0.5, 0.5)
    assert trial.frequency.tolist() == [1.0, 0.0]
    assert trial.forecast[0] > trial.forecast[1] > 0


def test_score_known_probabilities_gives_known_figures() -> None:
    chance, asked = np.array([0.9, 0.9, 0.1, 0.1]), np.array([1.0, 1, 0, 1])

    assert brier(chance, asked) == pytest.approx(0.21)
    assert brier_skill(chance, asked) == pytest.approx(1 - 0.21 / 0.1875)
    assert calibration_error(chance, asked) == pytest.approx((0.2 + 0.8) / 4)
    assert brier_skill(chance, np.ones(4)) is None


def test_backtest_three_dated_papers_is_none() -> None:
    papers = (*series(["A"], ["A"], ["A"]), sit(9, year=None))

    assert analyse("Ada", papers).backtest is None


def test_backtest_steady_papers_says_that_counting_does_as_well() -> None:
    papers = series(*[["A", "B", f"New {year}"] for year in range(6)])
    tested = analyse("Ada", papers).backtest

    assert tested is not None
    assert (tested.papers_tested, tested.k, tested.beats_count) == (4, 3, False)
    assert tested.unseen_share == pytest.approx(1 / 3)
    assert {score.rule: score.precision for score in tested.scores} == {
        "forecast": pytest.approx(2 / 3),
        "random": pytest.approx((2 / 4 + 2 / 5 + 2 / 6 + 2 / 7) / 4),
        "last year": pytest.approx(2 / 3),
        "plain count": pytest.approx(2 / 3),
    }
    assert tested.base_rate == pytest.approx(0.3797619)
    assert tested.verdict == (
        "Tried on 4 past papers from the papers before each, 67 % of the topics on our list of 3 "
        "were asked (any topics at random: 38 %, last year's topics: 67 %, plain counting: 67 %): "
        "it does not beat plain counting, so read the list as a count."
    )
    assert tested.evidence == tuple(range(7, 19))


def test_backtest_papers_without_any_pattern_says_no_better_than_chance() -> None:
    tested = analyse("Ada", series(["A"], ["B"], ["C"], ["D"], ["E"], ["F"])).backtest

    assert tested is not None
    assert tested.verdict.endswith("no better than chance, so do not rely on the list.")
    assert tested.unseen_share == 1.0


def test_score_overdue_topic_is_never_put_before_a_frequent_one() -> None:
    papers = series(["A", "B"], ["A", "B"], ["A"], ["A"], ["A"], ["C"])
    analysis = analyse("Ada", papers)

    assert [p.topic for p in analysis.predictions] == ["A", "B", "C"]
    chance = {p.topic: p.probability for p in analysis.predictions}
    assert chance["A"] > chance["B"] > chance["C"]


def test_score_rules_over_trials_takes_the_mean() -> None:
    past = np.array([[1.0, 1, 0], [1, 0, 1]])
    trials = [
        try_rules(past, np.array(paper), 1, complete=False) for paper in ([1.0, 0, 0], [0.0, 1, 0])
    ]

    assert rule_scores(trials)["forecast"].precision == 0.5
    assert rule_scores(trials)["plain count"].brier == pytest.approx(
        ((0 + 0.25 + 0.25) + (1 + 0.25 + 0.25)) / 6
    )
