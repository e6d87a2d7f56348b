"""How likely is a topic in the next paper: empirical Bayes over all topics of the papers.

Each topic has its own chance of being in a paper, drawn from a beta distribution with mean m and
precision M that all topics share; n papers then show it a beta-binomial number of times. m and M
are not known either: they are weighed on a grid by how well they explain all topics together (m
uniform, M by its power -3/2, the usual diffuse prior), and every result is averaged over that grid.
So with few papers each topic stays close to the base rate, and the intervals carry the doubt about
the base rate too. Where nobody says which topics there are (no syllabus), only topics that were
asked at least once are known, and the likelihood is that of counts truncated at zero.

One paper alone then says nothing about the base rate by its counts of papers. What it does say: how
many of its questions share their topic with another one. Good and Turing's coverage, 1 - (topics
asked once) / questions, is what a further question drawn alike would find known; whoever sets a
paper spreads it over the topics, so the share of topics that come again lies between that and 1. It
is taken as even on a logarithmic scale between the two (see `recurrence_prior`).

Robbins (1956); Good (1953); Gelman et al., Bayesian Data Analysis, chapter 5.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import betainc, betaln, xlog1py, xlogy

Numbers = npt.NDArray[np.float64]

MEANS = (np.arange(40) + 0.5) / 40
PRECISIONS = np.geomspace(0.3, 100.0, 20)
INTERVAL = 0.90
BINS = 10
# M's prior has the power -3/2; its grid is even in log M, which adds 1.
PRIOR_POWER = -0.5
# Denser towards 0 and 1, where the chances of rare and of certain topics crowd.
EDGES = np.sin(np.linspace(0.0, np.pi / 2, 401)) ** 2
MIDDLES = (EDGES[1:] + EDGES[:-1]) / 2

ALPHA = np.outer(MEANS, PRECISIONS).ravel()
BETA = np.outer(1 - MEANS, PRECISIONS).ravel()
LOG_NORM = betaln(ALPHA, BETA)
LOG_PRIOR = PRIOR_POWER * np.log(ALPHA + BETA)


class Chance(NamedTuple):
    """The chance of a topic to be in the next paper, with its 90 % credible interval."""

    probability: float
    low: float
    high: float


def chances(
    counts: Sequence[int], papers: int, *, complete: bool, recurrence: float | None = None
) -> tuple[Chance, ...]:
    """The chance of each topic, given in how many of `papers` it was asked.

    `complete`: the topics include those that could be asked and never were. Otherwise each count
    must be at least 1. `recurrence` is the `coverage` of a single paper, heard where that is all
    there is. Raises ValueError for counts outside of that.
    """
    distinct, places, often = _distinct(counts, papers, complete=complete)
    fit = _fit(distinct, papers)
    log_weights = _log_weights(fit, often, papers, complete=complete, recurrence=recurrence)
    middle = _means(distinct, papers, log_weights)
    found = []
    for place, count in enumerate(distinct.tolist()):
        low, high = _interval(count, papers, log_weights - fit[:, place])
        probability = float(middle[place])
        found.append(Chance(probability, min(probability, low), max(probability, high)))
    return tuple(found[place] for place in places)


def probabilities(
    counts: Sequence[int], papers: int, *, complete: bool, recurrence: float | None = None
) -> Numbers:
    """As `chances`, without the intervals: quick enough to be repeated in a backtest."""
    distinct, places, often = _distinct(counts, papers, complete=complete)
    fit = _fit(distinct, papers)
    log_weights = _log_weights(fit, often, papers, complete=complete, recurrence=recurrence)
    return np.asarray(_means(distinct, papers, log_weights)[places], dtype=float)


class _Distinct(NamedTuple):
    counts: Numbers
    places: npt.NDArray[np.intp]  # where each topic's count is among them
    often: Numbers  # topics that have each


def _distinct(counts: Sequence[int], papers: int, *, complete: bool) -> _Distinct:
    fewest = 0 if complete else 1
    if any(not fewest <= count <= papers for count in counts):
        raise ValueError(f"Counts of topics must be from {fewest} to {papers} papers.")
    values, places, often = np.unique(
        np.asarray(counts, dtype=float), return_inverse=True, return_counts=True
    )
    return _Distinct(values, places, often.astype(float))


def _fit(distinct: Numbers, papers: int) -> Numbers:
    """Log-likelihood of each distinct count (columns) at each point of the grid (rows)."""
    joint = betaln(ALPHA[:, None] + distinct, BETA[:, None] + papers - distinct)
    return np.asarray(joint - LOG_NORM[:, None], dtype=float)


def coverage(questions: Sequence[float]) -> float:
    """Good and Turing's coverage of one paper, given the questions on each of its topics.

    One question is added that would be known and one that would not, so that a short paper is
    neither sure of everything nor of nothing.
    """
    total = sum(questions)
    once = sum(number <= 1 for number in questions)
    return (max(0.0, total - once) + 1) / (total + 2)


def recurrence_prior(known: float) -> Numbers:
    """Log weight of each point of the grid by the share of topics that come again there.

    That share is (mM + 1) / (M + 1). Its density is brought to 1/share between `known` and 1 and to
    0 below, by tenths, whatever the grid's own density is.
    """
    share = (ALPHA + 1) / (ALPHA + BETA + 1)
    edges = np.geomspace(min(known, 0.95), 1.0, BINS + 1)
    bins = np.digitize(share, edges) - 1
    inside = (bins >= 0) & (bins < BINS)
    held = np.bincount(bins[inside], weights=np.exp(LOG_PRIOR[inside]), minlength=BINS)
    weights = np.full(len(share), -np.inf)
    weights[inside] = -np.log(held[bins[inside]])
    return weights


def truncation(papers: int) -> Numbers:
    """Log of the chance that a topic is asked in any of `papers`, at each point of the grid."""
    never = np.exp(betaln(ALPHA, BETA + papers) - LOG_NORM)
    return np.asarray(np.log(np.maximum(1 - never, 1e-12)), dtype=float)


def _log_weights(
    fit: Numbers, often: Numbers, papers: int, *, complete: bool, recurrence: float | None = None
) -> Numbers:
    """Log of the posterior weight of each point of the grid; the largest is 0."""
    weights = fit @ often + LOG_PRIOR
    if not complete:
        weights -= often.sum() * truncation(papers)
        if recurrence is not None and papers == 1:
            weights += recurrence_prior(recurrence)
    return np.asarray(weights - weights.max(), dtype=float)


def _means(distinct: Numbers, papers: int, log_weights: Numbers) -> Numbers:
    weights = np.exp(log_weights)
    means = (ALPHA[:, None] + distinct) / (ALPHA + BETA + papers)[:, None]
    return np.asarray(weights @ means / weights.sum(), dtype=float)


def _interval(count: float, papers: int, log_weights: Numbers) -> tuple[float, float]:
    """The quantiles between which nine tenths of a topic's posterior lie.

    The posterior of a chance is the prior's mass between two edges, mixed over the grid, times the
    likelihood of the count. `log_weights` are over that likelihood's own mean at each point.
    """
    return quantiles(mass_between(log_weights, count, papers - count))


def mass_between(log_weights: Numbers, asked: float, left_out: float) -> Numbers:
    """A posterior's mass between the edges, unscaled: prior mixture times binomial likelihood."""
    prior = np.exp(log_weights - log_weights.max()) @ _prior_masses()
    likelihood = xlogy(asked, MIDDLES) + xlog1py(left_out, -MIDDLES)
    return np.asarray(prior * np.exp(likelihood - likelihood.max()), dtype=float)


def quantiles(mass: Numbers) -> tuple[float, float]:
    """The edges between which the middle nine tenths of a mass lie."""
    below = np.concatenate([[0.0], np.cumsum(mass)]) / mass.sum()
    low, high = np.interp([(1 - INTERVAL) / 2, (1 + INTERVAL) / 2], below, EDGES).tolist()
    return low, high


@cache
def _prior_masses() -> Numbers:
    """Mass of each beta distribution of the grid (rows) between the edges (columns)."""
    return np.asarray(np.diff(betainc(ALPHA[:, None], BETA[:, None], EDGES), axis=1), dtype=float)
