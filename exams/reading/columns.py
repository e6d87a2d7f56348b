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
# A column has at least so many pieces of line, mostly as wide as this share of the column: marks
# at the right margin, options set in two columns and tables are narrower. Its usual piece has
# several words.
_FEWEST, _FILLED, _WORDS = 6, 0.6, 3


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
    return all(_is_column(side) for side in (left, right))


def _is_column(pieces: list[_Piece]) -> bool:
    if len(pieces) < _FEWEST:
        return False
    width = max(p.x1 for p in pieces) - min(p.x0 for p in pieces)
    words = statistics.median(len(p.words) for p in pieces)
    return words >= _WORDS and statistics.median(p.x1 - p.x0 for p in pieces) >= _FILLED * width
