"""Where a series of papers changes: a permutation test over all figures and places at once.

For a place between two papers and a figure, the statistic is the share of the figure's spread that
lies between the two sides (PERMANOVA's R², Anderson 2001). The null hypothesis is that the order of
the papers says nothing; so the papers are put into other orders, and the largest standardised
statistic over all places and figures is compared with the largest ones of those orders (Westfall
and Young 1993): one p-value for everything that was tried. After a change, each side is tested.
"""

from collections.abc import Sequence
from itertools import permutations
from math import factorial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analysis.statistics.features import Figure, Matrix

# A little under 5 %, since the p-values of drawn orders are themselves drawn.
LEVEL = 0.04
ORDERS = 999
# A side of one paper is an outlier, not an era.
FEWEST_A_SIDE = 2
# With 7 papers even a clean break of one figure has p = 2 * 3! 4! / 7! = 0.057.
FEWEST_PAPERS = 8
# Older papers are left out: who writes an exam today is not told by the papers before these.
MOST_PAPERS = 40


class Shift(NamedTuple):
    """A change before the sitting at `place`; `figures` has the p-value of each that changed."""

    place: int
    p_value: float
    figures: dict[str, float]


def find_shifts(figures: Sequence[Figure], may_split: Sequence[bool]) -> tuple[Shift, ...]:
    """All changes, first to last; `may_split[i]`: a later time begins with sitting i.

    Each figure has one row per sitting, in the order of time. With fewer than 8 sittings none.
    """
    size = len(may_split)
    return tuple(_search(figures, may_split, 0, size)) if figures else ()


def _search(
    figures: Sequence[Figure], may_split: Sequence[bool], start: int, end: int
) -> list[Shift]:
    places = [
        place for place in range(start + FEWEST_A_SIDE, end - FEWEST_A_SIDE + 1) if may_split[place]
    ]
    if end - start < FEWEST_PAPERS or not places:
        return []
    rows = [Figure(one.name, one.family, one.rows[start:end]) for one in figures]
    varying = [figure for figure in rows if np.ptp(figure.rows, axis=0).any()]
    found = _strongest(varying, [place - start for place in places]) if varying else None
    if found is None:
        return []
    shift = Shift(found.place + start, found.p_value, found.figures)
    return [
        *_search(figures, may_split, start, shift.place),
        shift,
        *_search(figures, may_split, shift.place, end),
    ]


def _strongest(figures: Sequence[Figure], places: Sequence[int]) -> Shift | None:
    orders = _orders(len(figures[0].rows))
    # figures x orders x places; the first order is the one that happened.
    scores = np.stack([_standard(_between(figure.rows, orders, places)) for figure in figures])
    largest = scores.max(axis=(0, 2))
    at_place = scores[:, 0, :].max(axis=0)
    place = int(at_place.argmax())
    p_value = _share_as_large(largest, at_place[place])
    if p_value > LEVEL:
        return None
    changed = {
        figure.name: p
        for figure, score in zip(figures, scores[:, 0, place].tolist(), strict=True)
        if (p := _share_as_large(largest, score)) <= LEVEL
    }
    return Shift(places[place], p_value, changed)


def _share_as_large(largest: Matrix, score: float) -> float:
    return float((largest >= score - 1e-9).mean())


def _orders(size: int) -> npt.NDArray[np.intp]:
    """The order that happened, then all others of few papers, else 999 drawn ones."""
    if factorial(size) <= ORDERS:
        return np.array(list(permutations(range(size))), dtype=np.intp)
    random = np.random.default_rng(size)
    drawn = np.tile(np.arange(size), (ORDERS, 1))
    return np.vstack([np.arange(size), random.permuted(drawn, axis=1)])


def _between(rows: Matrix, orders: npt.NDArray[np.intp], places: Sequence[int]) -> Matrix:
    """R² of each order (rows) and place (columns): the spread between the sides over all of it."""
    centred = rows - rows.mean(axis=0)
    total = float((centred**2).sum())
    sums = np.cumsum(centred[orders], axis=1)[:, np.array(places) - 1, :]
    first = np.array(places, dtype=float)
    # The sides' sums are opposite: sum²/n1 + sum²/n2.
    factor = 1 / first + 1 / (len(rows) - first)
    return np.asarray((sums**2).sum(axis=2) * factor / total, dtype=float)


def _standard(scores: Matrix) -> Matrix:
    """Scores of all figures on one scale: by mean and spread over all orders and places."""
    spread = float(scores.std())
    return np.asarray((scores - scores.mean()) / spread if spread else scores * 0, dtype=float)
