"""How likely is a topic in the next paper: empirical Bayes over all topics of the papers.

Each topic has its own chance of being in a paper, drawn from a beta distribution with mean m and
precision M that all topics share; n papers then show it a beta-binomial number of times. m and M
are not known either: they are weighed on a grid by how well they explain all topics together
(m uniform, M by its power -3/2, the usual diffuse prior), and every result is averaged over that grid. So with few papers each
topic stays close to the base rate, and the intervals carry the doubt about the base rate too.
Where nobody says which topics there are (no syllabus), only topics that were asked at least once
are known, and the likelihood is that of counts truncated at zero.

Robbins (1956); Gelman et al., Bayesian Data Analysis, chapter 5.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import betainc, betaln

Numbers = npt.NDArray[np.float64]

MEANS = (np.arange(40) + 0.5) / 40
PRECISIONS = np.geomspace(0.3, 100.0, 20)
# Points of the grid that are this much less likely than the best one change no shown digit.
NEGLIGIBLE = 1e-3
INTERVAL = 0.90
# Denser towards 0 and 1, where the chances of rare and of certain topics crowd.
CHANCES = np.sin(np.linspace(0.0, np.pi / 2, 161)) ** 2

_ALPHA = np.outer(MEANS, PRECISIONS).ravel()
_BETA = np.outer(1 - MEANS, PRECISIONS).ravel()
_LOG_NORM = betaln(_ALPHA, _BETA)
_LOG_PRIOR = -0.5 * np.log(_ALPHA + _BETA)


class Chance(NamedTuple):
    """The chance of a topic to be in the next paper, with its 90 % credible interval."""

    probability: float
    low: float
    high: float


def chances(counts: Sequence[int], papers: int, *, complete: bool) -> tuple[Chance, ...]:
    """The chance of each topic, given in how many of `papers` it was asked.

    `complete`: the topics include those that could be asked and never were. Otherwise each count
    must be at least 1. Raises ValueError for counts outside of that.
    """
    distinct, places, weights, alpha, beta = _posterior(counts, papers, complete=complete)
    low, high = _interval(distinct, papers, weights, alpha, beta)
    middle = _means(distinct, papers, weights, alpha, beta)
    found = [
        Chance(p, min(p, a), max(p, b))
        for p, a, b in zip(middle.tolist(), low.tolist(), high.tolist(), strict=True)
    ]
    return tuple(found[place] for place in places)


def probabilities(counts: Sequence[int], papers: int, *, complete: bool) -> Numbers:
    """As `chances`, without the intervals: quick enough to be repeated in a backtest."""
    distinct, places, weights, alpha, beta = _posterior(counts, papers, complete=complete)
    return np.asarray(_means(distinct, papers, weights, alpha, beta)[places], dtype=float)


class _Posterior(NamedTuple):
    distinct: Numbers  # the different counts
    places: npt.NDArray[np.intp]  # where each topic's count is among them
    weights: Numbers  # of the points of the grid, adding up to 1
    alpha: Numbers
    beta: Numbers


def _posterior(counts: Sequence[int], papers: int, *, complete: bool) -> _Posterior:
    fewest = 0 if complete else 1
    if any(not fewest <= count <= papers for count in counts):
        raise ValueError(f"Counts of topics must be from {fewest} to {papers} papers.")
    distinct, places, often = np.unique(
        np.asarray(counts, dtype=float), return_inverse=True, return_counts=True
    )
    fit = betaln(_ALPHA[:, None] + distinct, _BETA[:, None] + papers - distinct)
    fit -= _LOG_NORM[:, None]
    if not complete:
        fit -= _log_chance_to_be_seen(papers)[:, None]
    likelihood = fit @ often.astype(float) + _LOG_PRIOR
    weights = np.exp(likelihood - likelihood.max())
    kept = weights > NEGLIGIBLE
    return _Posterior(
        distinct, places, weights[kept] / weights[kept].sum(), _ALPHA[kept], _BETA[kept]
    )


def _log_chance_to_be_seen(papers: int) -> Numbers:
    never = np.exp(betaln(_ALPHA, _BETA + papers) - _LOG_NORM)
    return np.asarray(np.log(np.maximum(1 - never, 1e-12)), dtype=float)


def _means(
    distinct: Numbers, papers: int, weights: Numbers, alpha: Numbers, beta: Numbers
) -> Numbers:
    return np.asarray(weights @ ((alpha[:, None] + distinct) / (alpha + beta + papers)[:, None]))


def _interval(
    distinct: Numbers, papers: int, weights: Numbers, alpha: Numbers, beta: Numbers
) -> tuple[Numbers, Numbers]:
    """The quantiles between which nine tenths of the posterior of each distinct count lie."""
    low, high = np.empty(len(distinct)), np.empty(len(distinct))
    for place, count in enumerate(distinct):
        below = weights @ betainc(alpha[:, None] + count, beta[:, None] + papers - count, CHANCES)
        low[place], high[place] = np.interp(
            [(1 - INTERVAL) / 2, (1 + INTERVAL) / 2], below, CHANCES
        )
    return low, high
