from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.statistics.chances import chances, probabilities
from tests.analysis.statistics.papers import thorough


def intervals_that_hold(papers: int, *, complete: bool) -> list[bool]:
    """Whether each interval has the truth, over courses that differ in mean and spread."""
    random = np.random.default_rng(20)
    inside = []
    for _ in range(150):
        mean, precision = random.uniform(0.15, 0.85), random.choice([1.0, 2.0, 4.0, 8.0])
        truth = random.beta(mean * precision, (1 - mean) * precision, 25)
        counts = random.binomial(papers, truth)
        known = counts >= (0 if complete else 1)
        found = chances(counts[known].tolist(), papers, complete=complete)
        inside += [c.low <= p <= c.high for c, p in zip(found, truth[known], strict=True)]
    return inside


@pytest.mark.parametrize("papers", [3, 8, 20])
def test_estimate_known_process_covers_nine_tenths(papers: int) -> None:
    assert 0.88 <= np.mean(intervals_that_hold(papers, complete=True)) <= 0.92


def test_estimate_known_process_without_syllabus_covers_nine_tenths() -> None:
    inside = [held for n in (3, 8, 20) for held in intervals_that_hold(n, complete=False)]

    assert 0.88 <= np.mean(inside) <= 0.92


@thorough
@given(st.data())
def test_estimate_any_counts_keeps_order_and_range(data: st.DataObject) -> None:
    papers = data.draw(st.integers(1, 40))
    counts = data.draw(st.lists(st.integers(0, papers), min_size=1, max_size=12))
    found = chances(counts, papers, complete=True)

    assert all(0 <= c.low <= c.probability <= c.high <= 1 for c in found)
    assert [c.probability for c in found] == pytest.approx(
        probabilities(counts, papers, complete=True).tolist()
    )
    ordered = [c.probability for _, c in sorted(zip(counts, found, strict=True))]
    assert all(b >= a - 1e-12 for a, b in pairwise(ordered))


def test_estimate_two_of_two_papers_stays_below_certainty() -> None:
    often, once = chances([2, 1, 1, 1, 1, 1], 2, complete=False)[:2]

    assert once.probability < often.probability < 0.95
    assert often.high - often.low > 0.4


def test_estimate_many_papers_comes_to_the_frequency() -> None:
    (rare, half) = chances([10, 50], 100, complete=False)

    assert rare.probability == pytest.approx(0.1, abs=0.02)
    assert half.probability == pytest.approx(0.5, abs=0.02)
    assert half.high - half.low < 0.18


@pytest.mark.parametrize(("counts", "complete"), [([0], False), ([4], True), ([-1], True)])
def test_estimate_impossible_counts_is_refused(counts: list[int], *, complete: bool) -> None:
    with pytest.raises(ValueError, match=r"Counts of topics must be from [01] to 3 papers\."):
        chances(counts, 3, complete=complete)
