"""One trial of the rules: they know some papers, and one later paper is held against them.

Papers are rows of a matrix, topics its columns, its entries the expected questions on a topic in a
paper. Rules that rank equals in no order are given the average over all orders, computed and not
sampled: so the random rule is exact.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analysis.statistics.chances import coverage, probabilities

Matrix = npt.NDArray[np.float64]
RULES = ("forecast", "random", "last year", "plain count")
BINS = 10


class Hits(NamedTuple):
    """What one rule's list of k topics reached in one paper, each from 0 to 1."""

    precision: float  # share of the list that was asked
    coverage: float  # share of the paper's questions whose topic was on the list


class Trial(NamedTuple):
    """All rules against one paper. The arrays run over the topics known beforehand."""

    hits: dict[str, Hits]
    unseen: float  # share of the paper's questions on topics never asked before
    asked: Matrix  # 1 where the paper asks the topic, else 0
    forecast: Matrix  # probabilities of the forecast
    frequency: Matrix  # share of the earlier papers that ask the topic: plain count's probability


def try_rules(past: Matrix, paper: Matrix, k: int, *, complete: bool) -> Trial:
    """Try all rules on `paper` (topics), given `past` (papers x topics, in order of time).

    `complete`: topics that were never asked are known too, from a syllabus. `past` must ask at
    least one topic and `paper` have at least one question.
    """
    papers = (past > 0).sum(axis=0)
    known = np.ones(len(paper), dtype=bool) if complete else papers > 0
    count = past.sum(axis=0)
    scores = {
        "forecast": count + 1e-6 * papers,
        "random": np.zeros(len(paper)),
        "last year": past[-1],
        "plain count": count,
    }
    return Trial(
        hits={rule: hits(scores[rule][known], paper[known], paper.sum(), k) for rule in RULES},
        unseen=float(paper[papers == 0].sum() / paper.sum()),
        asked=(paper[known] > 0).astype(float),
        forecast=probabilities(
            papers[known].tolist(),
            len(past),
            complete=complete,
            recurrence=coverage(past[-1][past[-1] > 0].tolist()),
        ),
        frequency=papers[known] / len(past),
    )


def hits(scores: Matrix, paper: Matrix, questions: float, k: int) -> Hits:
    """Precision and coverage of the k highest scores, expected over the orders of equal ones."""
    length = min(k, len(scores))
    last = np.sort(scores)[-length]
    chosen = (scores > last).astype(float)
    equal = scores == last
    chosen[equal] = (length - chosen.sum()) / equal.sum()
    return Hits(
        precision=float((chosen * (paper > 0)).sum() / length),
        coverage=float(min(1.0, (chosen * paper).sum() / questions)),
    )


def brier(chance: Matrix, asked: Matrix) -> float:
    """Mean squared difference of probability and outcome (Brier 1950): 0 is perfect."""
    return float(((chance - asked) ** 2).mean())


def brier_skill(chance: Matrix, asked: Matrix) -> float | None:
    """1 - Brier / Brier of always saying the share that was asked; None where that share is 0 or 1.

    The reference knows the share of the very papers tested, so it is hard to beat.
    """
    rate = float(asked.mean())
    spread = rate * (1 - rate)
    return 1 - brier(chance, asked) / spread if spread > 0 else None


def calibration_error(chance: Matrix, asked: Matrix) -> float:
    """Expected calibration error: mean gap of probability and frequency in ten equal bins."""
    bins = np.minimum((chance * BINS).astype(int), BINS - 1)
    gaps = np.bincount(bins, weights=chance - asked, minlength=BINS)
    return float(np.abs(gaps).sum() / len(asked))


def mean_hits(trials: Sequence[Trial], rule: str) -> Hits:
    """The mean over the trials."""
    reached = np.array([trial.hits[rule] for trial in trials])
    precision, coverage = reached.mean(axis=0).tolist()
    return Hits(precision, coverage)
