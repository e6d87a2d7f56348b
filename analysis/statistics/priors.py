"""What other papers say of the same topics: how far to believe them is learnt, not set.

Related papers (an earlier era, colleagues' papers of the course) add to a topic's beta prior the
times they asked it and the times they did not, both multiplied by a discount d (a power prior:
Ibrahim and Chen 2000). d is 0, a tenth, three tenths or 1, and each is weighed by how well the
papers at hand follow from it: papers that treat the topics alike lend nearly all they know, others
lend nothing. Papers of other courses share no topics; they only say which base rates and precisions
occur at all, see `grid_prior`.
"""

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import betaln, logsumexp

from analysis.statistics.chances import (
    ALPHA,
    BETA,
    LOG_NORM,
    LOG_PRIOR,
    MIDDLES,
    Chance,
    Numbers,
    mass_between,
    quantiles,
    recurrence_prior,
    truncation,
)

DISCOUNTS = (0.0, 0.1, 0.3, 1.0)
MOST_GROUPS = 2
# The diffuse prior keeps this part of the weight, whatever other courses show.
DIFFUSE = 0.25


class Related(NamedTuple):
    """In how many of `papers` related papers each topic was asked, in the order of the topics."""

    counts: tuple[int, ...]
    papers: int


class Borrowed(NamedTuple):
    """The chances of all topics, and how far each group of related papers was believed (0 to 1)."""

    chances: tuple[Chance, ...]
    belief: tuple[float, ...]


class _Point(NamedTuple):
    """One choice of discounts: what it adds to the beta prior of each distinct topic."""

    discounts: tuple[float, ...]
    asked: Numbers
    left_out: Numbers
    log_weights: Numbers  # over the grid


def grid_prior(elsewhere: Sequence[tuple[Sequence[int], int]]) -> Numbers:
    """Log prior over the grid: a mixture of what each other course shows and the diffuse one.

    Each course gives the counts of its topics, all at least 1, and its number of papers.
    """
    shown = [_course_posterior(counts, papers) for counts, papers in elsewhere if counts and papers]
    diffuse = LOG_PRIOR - logsumexp(LOG_PRIOR)
    if not shown:
        return np.asarray(diffuse, dtype=float)
    share = np.log((1 - DIFFUSE) / len(shown))
    parts = [diffuse + np.log(DIFFUSE), *(posterior + share for posterior in shown)]
    return np.asarray(logsumexp(np.stack(parts), axis=0), dtype=float)


def _course_posterior(counts: Sequence[int], papers: int) -> Numbers:
    values, often = np.unique(np.asarray(counts, dtype=float), return_counts=True)
    log_weights = LOG_PRIOR + _fit(values, papers) @ often - often.sum() * truncation(papers)
    return np.asarray(log_weights - logsumexp(log_weights), dtype=float)


def _fit(asked: Numbers, papers: float) -> Numbers:
    joint = betaln(ALPHA[:, None] + asked, BETA[:, None] + papers - asked)
    return np.asarray(joint - LOG_NORM[:, None], dtype=float)


def borrow(
    counts: Sequence[int],
    papers: int,
    related: Sequence[Related],
    *,
    complete: bool,
    prior: Numbers | None = None,
    recurrence: float | None = None,
) -> Borrowed:
    """The chances of topics asked in `counts` of `papers`, with what related papers lend.

    At most two groups of related papers are heard, the first ones. `prior` is a `grid_prior`;
    `complete` and `recurrence` as for `chances`. Raises ValueError for lists of unlike length.
    """
    groups = related[:MOST_GROUPS]
    if any(len(group.counts) != len(counts) for group in groups):
        raise ValueError("Related papers must count the same topics, in the same order.")
    table = np.array([counts, *(group.counts for group in groups)], dtype=float)
    distinct, places, often = np.unique(table, axis=1, return_inverse=True, return_counts=True)
    start = LOG_PRIOR if prior is None else prior
    if recurrence is not None and papers == 1 and not complete:
        start = start + recurrence_prior(recurrence)
    points = [
        _point(discounts, distinct, papers, groups, often, start, complete=complete)
        for discounts in product(DISCOUNTS, repeat=len(groups))
    ]
    top = max(float(point.log_weights.max()) for point in points)
    for point in points:
        point.log_weights[:] -= top
    found = [_chance(at, distinct[0, at], papers, points) for at in range(distinct.shape[1])]
    weights = np.array([np.exp(point.log_weights).sum() for point in points])
    belief = weights @ np.array([point.discounts for point in points]) / weights.sum()
    flat = np.asarray(places).ravel()
    return Borrowed(tuple(found[place] for place in flat), tuple(np.atleast_1d(belief).tolist()))


def _point(
    discounts: tuple[float, ...],
    distinct: Numbers,
    papers: int,
    groups: Sequence[Related],
    often: npt.NDArray[np.intp],
    start: Numbers,
    *,
    complete: bool,
) -> _Point:
    asked = np.zeros(distinct.shape[1])
    left_out = np.zeros(distinct.shape[1])
    for row, (discount, group) in enumerate(zip(discounts, groups, strict=True), start=1):
        asked = asked + discount * distinct[row]
        left_out = left_out + discount * (group.papers - distinct[row])
    alpha, beta = ALPHA[:, None] + asked, BETA[:, None] + left_out
    own = distinct[0]
    norm = betaln(alpha, beta)
    fit = betaln(alpha + own, beta + papers - own) - norm
    if not complete:
        # A topic that no related paper has is known only because it was asked.
        new = distinct[1:].sum(axis=0) == 0
        never = np.exp(betaln(alpha, beta + papers) - norm)
        fit = fit - new * np.log(np.maximum(1 - never, 1e-12))
    return _Point(discounts, asked, left_out, np.asarray(start + fit @ often, dtype=float))


def _chance(at: int, own: float, papers: int, points: Sequence[_Point]) -> Chance:
    """Mean and interval of one topic's posterior, mixed over grid and discounts."""
    middle, mass = 0.0, np.zeros(len(MIDDLES))
    for point in points:
        asked, left_out = point.asked[at] + own, point.left_out[at] + papers - own
        weights = np.exp(point.log_weights)
        middle += float(weights @ ((ALPHA + asked) / (ALPHA + BETA + asked + left_out)))
        evidence = betaln(ALPHA + asked, BETA + left_out) - LOG_NORM
        part = mass_between(point.log_weights - evidence, asked, left_out)
        mass += part * (weights.sum() / part.sum())
    middle /= sum(float(np.exp(point.log_weights).sum()) for point in points)
    low, high = quantiles(mass)
    return Chance(middle, min(middle, low), max(middle, high))
