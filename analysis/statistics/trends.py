"""Is a topic asked more, or less, over the years? Mann and Kendall's test, exact for few papers.

The values are the questions on the topic per point in time; papers that stand at the same time are
averaged, papers without a year are left out. The test counts the pairs of points that rise against
those that fall; the null distribution is that of all orders of the same values (Mann 1945; Kendall,
Rank Correlation Methods, 1948), so it assumes nothing about how questions are spread.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from analysis.schemas import Trend
from analysis.statistics.counting import Asked, Tally
from analysis.statistics.discovery import largest_believed

# With 4 points even a perfect rise has p = 2/4! = 0.083: no test could tell at 0.05.
FEWEST_POINTS = 5
# A topic asked in one or two papers has no course over the years.
FEWEST_PAPERS = 3
# Above this the normal approximation of S is good to the second decimal of p.
MOST_EXACT_POINTS = 40


class TopicTrend(NamedTuple):
    """A direction and the two-sided p-value behind it; None where nothing could be tested."""

    direction: Trend
    p_value: float | None


def trends_of(tally: Tally) -> dict[str, TopicTrend]:
    """The trend of each topic.

    UNCLEAR with fewer than 5 points in time or for a topic of fewer than 3 papers; else INCREASING
    or DECREASING if the test's p-value is below 0.05 and stands after Benjamini and Hochberg's
    correction for all topics tested (1995); else STABLE: no change that these papers could show.
    """
    times = _times(tally)
    if len(times) < FEWEST_POINTS:
        return dict.fromkeys(tally.asked, TopicTrend(Trend.UNCLEAR, None))
    series = {topic: _averages(asked, times) for topic, asked in tally.asked.items()}
    tested = {
        topic: mann_kendall(series[topic])
        for topic, asked in tally.asked.items()
        if len(asked) >= FEWEST_PAPERS
    }
    limit = largest_believed(p for _, p in tested.values())
    return {
        topic: _judge(*tested[topic], limit) if topic in tested else TopicTrend(Trend.UNCLEAR, None)
        for topic in tally.asked
    }


def _times(tally: Tally) -> list[list[int]]:
    """Positions of the labelled sittings of a known year, by their point in time."""
    points: dict[tuple[int, int], list[int]] = defaultdict(list)
    for position in tally.labelled:
        sitting = tally.sittings[position]
        if sitting.year is not None:
            points[sitting.year, sitting.order].append(position)
    return [points[time] for time in sorted(points)]


def _averages(asked: Mapping[int, Asked], times: Sequence[Sequence[int]]) -> list[float]:
    return [
        sum(asked[position].questions for position in papers if position in asked) / len(papers)
        for papers in times
    ]


def _judge(pairs: int, p_value: float, limit: float) -> TopicTrend:
    if p_value > limit:
        return TopicTrend(Trend.STABLE, p_value)
    return TopicTrend(Trend.INCREASING if pairs > 0 else Trend.DECREASING, p_value)


def mann_kendall(values: Sequence[float]) -> tuple[int, float]:
    """Rising pairs minus falling pairs of a series, and the two-sided p-value of that."""
    series = np.asarray(values, dtype=float)
    pairs = int(np.triu(np.sign(series[None, :] - series[:, None])).sum())
    ties = list(Counter(values).values())
    if len(values) <= MOST_EXACT_POINTS:
        return pairs, _exact_p(pairs, ties)
    return pairs, _normal_p(pairs, ties)


def _exact_p(pairs: int, ties: Sequence[int]) -> float:
    """P(|S| >= |pairs|) over all orders of values that repeat `ties` times.

    The number of orders with d falling pairs is the coefficient of q^d in the Gaussian multinomial
    coefficient; it is built up one group of equal values after another.
    """
    falling = [1]
    placed = 0
    for group in ties:
        for size in range(1, group + 1):
            # Times [placed + size]_q / [size]_q: the Gaussian binomial, one factor at a time.
            falling = _divided(_multiplied(falling, placed + size), size)
        placed += group
    untied = len(falling) - 1
    extreme = sum(n for d, n in enumerate(falling) if abs(untied - 2 * d) >= abs(pairs))
    return extreme / sum(falling)


def _multiplied(polynomial: list[int], size: int) -> list[int]:
    """The polynomial times [size]_q without its denominator: times (1 - q^size)."""
    product = polynomial + [0] * size
    for power, factor in enumerate(polynomial):
        product[power + size] -= factor
    return product


def _divided(polynomial: list[int], size: int) -> list[int]:
    """The polynomial by (1 - q^size), which divides it."""
    quotient = list(polynomial)
    for power in range(size, len(quotient)):
        quotient[power] += quotient[power - size]
    return quotient[: len(quotient) - size]


def _normal_p(pairs: int, ties: Sequence[int]) -> float:
    """The normal approximation with corrections for ties and continuity (Kendall 1948)."""
    sizes = np.array([*ties], dtype=float)
    total = sizes.sum()
    variance = (
        total * (total - 1) * (2 * total + 5) - (sizes * (sizes - 1) * (2 * sizes + 5)).sum()
    ) / 18
    if variance == 0:
        return 1.0
    score = max(0, abs(pairs) - 1) / math.sqrt(variance)
    return math.erfc(score / math.sqrt(2))
