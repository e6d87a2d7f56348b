"""Less white in a picture of print: no margins, no empty space or dotted lines for answers."""

import numpy as np
import numpy.typing as npt
from PIL import Image

from reports.crops.cuts import Cut

DARK = 150  # grey values below it are ink; watermarks and the edges of letters are lighter
RULE = 0.8  # of the rows: a column with ink in so many, is a rule
EDGE = 2.0  # points of white left around the ink
GAP = 9.0  # points of white left between two lines
DOT = 1.6  # points: what is no longer and no higher is a dot of a line for an answer

type Mask = npt.NDArray[np.bool_]


def without_blanks(whole: Cut) -> Image.Image | None:
    """A cut brought down to its print; None where it has none.

    Rows are taken out and moved together, nothing is drawn anew.
    """
    grey = np.asarray(whole.picture)
    ink = grey < DARK
    left, top, right, bottom = whole.boxed
    rules = ink.mean(axis=0) > RULE
    rows = _printed_rows(ink & ~rules, DOT * whole.scale)
    _drop_neighbours(rows, top, bottom)
    if not rows.any():
        return None
    rules[max(0, left) : right] = False  # those of a table
    columns = np.flatnonzero((ink & ~rules)[rows].any(axis=0))
    edge = round(EDGE * whole.scale)
    kept = _kept(rows, edge, round(GAP * whole.scale))
    return Image.fromarray(grey[kept, max(0, columns[0] - edge) : columns[-1] + 1 + edge])


def _printed_rows(ink: Mask, dot: float) -> Mask:
    """The rows that have ink, but for lines of dots alone."""
    rows = ink.any(axis=1)
    for first, end in spans_of(rows):
        if end - first <= dot and _longest_run(ink[first:end].any(axis=0)) <= dot:
            rows[first:end] = False
    return rows


def _drop_neighbours(rows: Mask, top: int, bottom: int) -> None:
    """Take out lines of which more than half is above or below what was boxed."""
    for first, end in spans_of(rows):
        if not top < (first + end) / 2 < bottom:
            rows[first:end] = False


def _kept(rows: Mask, edge: int, gap: int) -> Mask:
    """The rows to keep: those printed, some white around them all, and a gap between lines."""
    kept = rows.copy()
    printed = np.flatnonzero(rows)
    first, last = printed[0], printed[-1]
    kept[max(0, first - edge) : first] = True
    kept[last + 1 : last + 1 + edge] = True
    for start, end in spans_of(~rows):
        if first < start and end <= last:
            kept[start : min(end, start + gap)] = True
    return kept


def spans_of(mask: Mask) -> list[tuple[int, int]]:
    """The runs of true values as (first, end).

    >>> spans_of(np.array([True, True, False, True]))
    [(0, 2), (3, 4)]
    """
    steps = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False])).astype(np.int8)))
    return [(int(first), int(end)) for first, end in zip(steps[::2], steps[1::2], strict=True)]


def _longest_run(mask: Mask) -> int:
    return max((end - first for first, end in spans_of(mask)), default=0)
