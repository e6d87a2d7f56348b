"""A last column of few lines, which a reader of pages cannot tell from notes at the right.

The column beside it can: many lines that all end before one upright strip, most of them full.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from exams.reading.page import Word

_STRIP = [0.42 + 0.01 * step for step in range(17)]  # of the width of the text
_FEWEST_LINES = 10  # of the full column
_FULL = 0.75  # of its column that the longest third of its lines reaches
_WIDEST_SPACE = 4.0  # heights of a line between two lines of a column
_STARTS = 0.12  # of the column's width from the strip to its first letter, with an indent
_SPACE = 0.6  # of the letters' height between two words
_LETTERS = 12  # of most lines
_LONG = 0.6  # of its width that the longest line fills


@dataclass(frozen=True, slots=True)
class Split:
    """Words above and in the left column, those of the right one, and those below both."""

    left: list[Word]
    right: list[Word]
    below: list[Word]


def split_of(words: Sequence[Word]) -> Split | None:
    """The columns of a page whose right one holds only a few lines; None where there are none.

    Words keep their order.
    """
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    spans = list(_spans(words))
    end = max(word.bottom for word in words)
    best: tuple[float, float, float, float] | None = None
    for share in _STRIP:
        x = left + share * (right - left)
        top, bottom = _freest(spans, end, x)
        if best is None or bottom - top > best[0]:
            best = (bottom - top, x, top, bottom)
    return _split(words, *best[1:]) if best else None


def _spans(words: Sequence[Word]) -> Iterator[tuple[float, float, float, float]]:
    """What words cover, and the spaces between those that stand close: left, right, top, bottom."""
    last = words[0]
    for word in words:
        near = 0 <= word.x0 - last.x1 < _SPACE * (word.bottom - word.top)
        start = last.x1 if near and abs(word.top - last.top) < _SPACE * last.size else word.x0
        yield start, word.x1, word.top, word.bottom
        last = word


def _freest(
    spans: Sequence[tuple[float, float, float, float]], end: float, x: float
) -> tuple[float, float]:
    """The longest stretch of the page without a word across `x`."""
    edges = sorted((top, bottom) for left, right, top, bottom in spans if left < x < right)
    ends = [(0.0, 0.0), *edges, (end + 1.0, end + 1.0)]
    stretches = [(one[1], other[0]) for one, other in itertools.pairwise(ends)]
    return max(stretches, key=lambda stretch: stretch[1] - stretch[0])


def _split(words: Sequence[Word], x: float, top: float, bottom: float) -> Split | None:
    right = _together(w for w in words if w.x0 >= x and top <= w.top and w.bottom <= bottom)
    if not right:
        return None
    start = right[0].top - 2.0
    beside = _together(w for w in words if w.x1 <= x and start <= w.top and w.bottom <= bottom)
    if not (_is_full(beside, x) and _is_column(right, beside)):
        return None
    kept = {id(word) for word in right}
    rest = [word for word in words if id(word) not in kept]
    return Split(
        left=[word for word in rest if word.top < bottom],
        right=[word for word in words if id(word) in kept],
        below=[word for word in rest if word.top >= bottom],
    )


def column_edge(beside: Sequence[Word], right: Sequence[Word], page_width: float) -> float:
    """Where a right column begins: both are as wide, and the page has two equal margins.

    The few lines of a column that holds only the end of a question may all be indented.
    """
    left, end = min(word.x0 for word in beside), max(word.x1 for word in beside)
    begins = page_width - left - (end - left)
    return min(max(begins, end), *(word.x0 for word in right))


def _together(words: Iterable[Word]) -> list[Word]:
    """Words by height up to the first wide space, below which a footer may stand."""
    found: list[Word] = []
    for word in sorted(words, key=lambda word: word.top):
        height = word.bottom - word.top
        if found and word.top - found[-1].top > _WIDEST_SPACE * height:
            break
        found.append(word)
    return found


def _is_full(column: Sequence[Word], x: float) -> bool:
    """Whether most lines reach as far as the column goes, close before the strip."""
    ends: dict[int, float] = {}
    for word in column:
        height = max(word.bottom - word.top, 1.0)
        line = round(word.bottom / height)
        ends[line] = max(ends.get(line, 0.0), word.x1)
    if len(ends) < _FEWEST_LINES:
        return False
    left, right = min(word.x0 for word in column), max(ends.values())
    reached = quantiles(ends.values(), n=3)[1]
    return reached - left >= _FULL * (right - left) and right - left > 0.8 * (x - left)


def _is_column(right: Sequence[Word], beside: Sequence[Word]) -> bool:
    """Whether the words begin where a column would and follow each other line by line."""
    edge = min(word.x0 for word in right)
    end = max(word.x1 for word in beside)
    width = end - min(word.x0 for word in beside)
    if (
        edge - end < _SPACE * (right[0].bottom - right[0].top)
        or edge - end > 2 * _STARTS * width + 24.0
    ):
        return False
    tops: dict[int, list[Word]] = {}
    for word in right:
        tops.setdefault(round(word.top), []).append(word)
    longest = max(line[-1].x1 for line in tops.values()) - edge
    letters = median(sum(len(word.text) for word in line) for line in tops.values())
    first = min(word.x0 for word in tops[min(tops)])
    return letters >= _LETTERS and longest > _LONG * width and first - edge < 2 * _STARTS * width
