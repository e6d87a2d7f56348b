"""Words to reading order: columns of running text one after the other, else line by line."""

import statistics
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from exams.reading.lines import group_lines
from exams.reading.page import Word

# A gap wider than this many letter heights splits a line into pieces.
_PIECE_GAP = 1.2
# Where a gutter may lie, as a share of the width of the text: the outer ones only where the wider
# side falls into two columns itself.
_GUTTERS = [0.35 + 0.01 * step for step in range(31)]
_OUTER_GUTTERS = [0.28 + 0.01 * step for step in (*range(7), *range(38, 45))]
# Columns of running text have at least so many pieces of line, mostly as wide as this share of
# the column, and fill the way to the next one: marks at the right margin, options and names set
# beside their values are narrower.
_FEWEST, _FILLED, _FULL = 7, 0.65, 0.85
# Columns less full are known by their baselines: tables keep theirs level, columns do not; and by
# their lines of letters, not scattered parts of formulas.
_MANY, _LEVEL, _SELDOM, _MOSTLY, _LETTERS = 12, 0.6, 0.7, 0.35, 10
# Ragged columns on the same baselines have much to say on both sides, few left edges, and lines
# with nothing beside them, unlike lists of names and values.
_WORDY, _INDENT, _ALIKE, _ALIGNED, _ALONE = 14, 3.0, 3, 0.7, 3


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words of one line without a wide gap between them."""

    words: tuple[Word, ...]
    x0: float
    x1: float


def order_words(words: Iterable[Word]) -> list[Word]:
    """The words of a page in reading order."""
    lines = [_pieces(line) for line in group_lines(words)]
    ordered: list[Word] = []
    for band, gutter in _bands(lines):
        if gutter is None:
            ordered += [word for line in band for piece in line for word in piece.words]
            continue
        for left in (True, False):
            side = [p for line in band for p in line if (p.x0 < gutter) is left]
            ordered += order_words(word for piece in side for word in piece.words)
    return ordered


def _pieces(line: list[Word]) -> list[_Piece]:
    pieces: list[list[Word]] = [[line[0]]]
    end = line[0].x1
    for word in line[1:]:
        last = pieces[-1][-1]
        gap, end = word.x0 - end, max(end, word.x1)
        if gap > _PIECE_GAP * min(word.bottom - word.top, last.bottom - last.top):
            pieces.append([word])
        else:
            pieces[-1].append(word)
    return [_Piece(tuple(p), p[0].x0, max(word.x1 for word in p)) for p in pieces]


def _bands(lines: list[list[_Piece]]) -> Iterator[tuple[list[list[_Piece]], float | None]]:
    """Runs of lines with the gutter that splits them; None where there is one column."""
    found = _widest_band(lines)
    if found is None:
        yield lines, None
        return
    start, end, gutter = found
    if start:
        yield from _bands(lines[:start])
    yield lines[start:end], gutter
    if end < len(lines):
        yield from _bands(lines[end:])


def _widest_band(lines: list[list[_Piece]]) -> tuple[int, int, float] | None:
    pieces = [piece for line in lines for piece in line]
    if len(pieces) < 2 * _FEWEST:
        return None
    left, right = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    inner = _candidates(lines, [left + share * (right - left) for share in _GUTTERS])
    outer = [left + share * (right - left) for share in _OUTER_GUTTERS]
    candidates = inner or [found for found in _candidates(lines, outer) if _is_third(lines, found)]
    if not candidates:
        return None
    longest = max(end - start for start, end, _ in candidates)
    best = [c for c in candidates if c[1] - c[0] == longest]
    return best[len(best) // 2]


def _is_third(lines: list[list[_Piece]], found: tuple[int, int, float]) -> bool:
    """Whether the wider side of a band has two columns along most of its lines."""
    start, end, gutter = found
    band = lines[start:end]
    left_side = [[piece for piece in line if piece.x0 < gutter] for line in band]
    right_side = [[piece for piece in line if piece.x0 >= gutter] for line in band]
    wider = max(left_side, right_side, key=_width)
    pieces = [piece for line in wider for piece in line]
    left, right = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    again = _candidates(wider, [left + share * (right - left) for share in _GUTTERS])
    return any(2 * (last - first) > len(band) for first, last, _ in again)


def _width(lines: list[list[_Piece]]) -> float:
    pieces = [piece for line in lines for piece in line]
    return max(p.x1 for p in pieces) - min(p.x0 for p in pieces)


def _candidates(
    lines: list[list[_Piece]], gutters: Iterable[float]
) -> list[tuple[int, int, float]]:
    return [
        (start, end, gutter)
        for gutter in gutters
        for start, end in _free_runs(lines, gutter)
        if _is_two_columns(lines[start:end], gutter)
    ]


def _free_runs(lines: list[list[_Piece]], gutter: float) -> Iterator[tuple[int, int]]:
    start = 0
    for index, line in enumerate(lines):
        if any(piece.x0 < gutter < piece.x1 for piece in line):
            yield start, index
            start = index + 1
    yield start, len(lines)


def _is_two_columns(band: list[list[_Piece]], gutter: float) -> bool:
    left = [piece for line in band for piece in line if piece.x1 <= gutter]
    right = [piece for line in band for piece in line if piece.x0 >= gutter]
    fewest = min(len(left), len(right))
    if fewest < _FEWEST:
        return False
    start, middle = min(p.x0 for p in left), min(p.x0 for p in right)
    width = max(p.x1 for p in right) - middle
    fill = _usual_width(left) / (middle - start)
    level = _level_share(left, right)
    if _usual_width(right) >= _FILLED * width and fill >= _FILLED:
        return fill >= _FULL or level <= _SELDOM
    sides = [_side(band, gutter, left=is_left) for is_left in (True, False)]
    lettered = min(map(_usual_letters, sides))
    if fewest >= _MANY and lettered >= _LETTERS and level <= _MOSTLY:
        return True
    ragged = all(len(side) >= _MANY and _is_aligned(side) for side in sides)
    return ragged and lettered >= _WORDY and (1 - level) * len(left) >= _ALONE


def _usual_width(pieces: list[_Piece]) -> float:
    """What two thirds of the pieces do not exceed: last lines of paragraphs are short."""
    return statistics.quantiles((piece.x1 - piece.x0 for piece in pieces), n=3)[1]


def _side(band: list[list[_Piece]], gutter: float, *, left: bool) -> list[list[_Piece]]:
    """The lines on one side of the gutter, those empty there left out."""
    lines = ([piece for piece in line if (piece.x0 < gutter) is left] for line in band)
    return [line for line in lines if line]


def _usual_letters(side: list[list[_Piece]]) -> float:
    """The median number of characters of a line."""
    counts = [sum(len(word.text) for piece in line for word in piece.words) for line in side]
    return statistics.median(counts or [0])


def _is_aligned(side: list[list[_Piece]]) -> bool:
    """Whether most lines begin where some others do."""
    starts = Counter(round(line[0].x0 / _INDENT) for line in side)
    return sum(n for n in starts.values() if n >= _ALIKE) >= _ALIGNED * len(side)


def _level_share(left: list[_Piece], right: list[_Piece]) -> float:
    """The share of left pieces that stand level with a right one."""
    bottoms = [piece.words[0].bottom for piece in right]
    level = sum(any(abs(p.words[0].bottom - b) <= _LEVEL for b in bottoms) for p in left)
    return level / len(left)
