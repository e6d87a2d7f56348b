"""Words to reading order: two columns of running text one after the other, else line by line."""

import statistics
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from exams.reading.lines import group_lines
from exams.reading.page import Word

# A gap wider than this many letter heights splits a line into pieces.
_PIECE_GAP = 1.2
# Where a gutter may lie, as a share of the width of the text.
_GUTTERS = [0.35 + 0.01 * step for step in range(31)]
# Columns of running text have at least so many pieces of line, mostly as wide as this share of
# the column, and fill the way to the next one: marks at the right margin, options and names set
# beside their values are narrower.
_FEWEST, _FILLED, _FULL = 7, 0.65, 0.85
# Columns less full are known by their baselines: tables keep theirs level, columns do not; and by
# their lines of letters, not scattered parts of formulas.
_MANY, _LEVEL, _SELDOM, _MOSTLY, _LETTERS = 12, 0.6, 0.7, 0.35, 10


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words of one line without a wide gap between them."""

    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)


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
            column = group_lines(word for piece in side for word in piece.words)
            ordered += [word for line in column for word in line]
    return ordered


def _pieces(line: list[Word]) -> list[_Piece]:
    pieces: list[list[Word]] = [[line[0]]]
    for word in line[1:]:
        last = pieces[-1][-1]
        gap = word.x0 - max(other.x1 for other in pieces[-1])
        if gap > _PIECE_GAP * min(word.bottom - word.top, last.bottom - last.top):
            pieces.append([word])
        else:
            pieces[-1].append(word)
    return [_Piece(tuple(piece)) for piece in pieces]


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
    candidates = [
        (start, end, gutter)
        for gutter in (left + share * (right - left) for share in _GUTTERS)
        for start, end in _free_runs(lines, gutter)
        if _is_two_columns(lines[start:end], gutter)
    ]
    if not candidates:
        return None
    longest = max(end - start for start, end, _ in candidates)
    best = [c for c in candidates if c[1] - c[0] == longest]
    return best[len(best) // 2]


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
    lettered = min(_usual_letters(band, gutter, left=is_left) for is_left in (True, False))
    return fewest >= _MANY and lettered >= _LETTERS and level <= _MOSTLY


def _usual_width(pieces: list[_Piece]) -> float:
    """What two thirds of the pieces do not exceed: last lines of paragraphs are short."""
    return statistics.quantiles((piece.x1 - piece.x0 for piece in pieces), n=3)[1]


def _usual_letters(band: list[list[_Piece]], gutter: float, *, left: bool) -> float:
    """The median number of characters on one side of a line, lines empty there left out."""
    counts = (
        sum(len(word.text) for p in line if (p.x0 < gutter) is left for word in p.words)
        for line in band
    )
    return statistics.median([count for count in counts if count] or [0])


def _level_share(left: list[_Piece], right: list[_Piece]) -> float:
    """The share of left pieces that stand level with a right one."""
    bottoms = [piece.words[0].bottom for piece in right]
    level = sum(any(abs(p.words[0].bottom - b) <= _LEVEL for b in bottoms) for p in left)
    return level / len(left)
