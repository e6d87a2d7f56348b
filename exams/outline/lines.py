"""From the words of pages to lines of text, in reading order, with the places of their words.

The reader's order decides about columns, geometry about lines: words that share a baseline belong
together, wherever the reader met them. A row of a ruled table becomes a line of its first lines,
because labels and marks often stand in the middle of a tall row.
"""

import itertools
import unicodedata
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from statistics import median

from exams.outline.short_columns import column_edge, split_of
from exams.outline.stamps import stamps_of
from exams.outline.upright import without_upright
from exams.reading.page import Page, Table, TextSource, Word

_SAME_ROW = 0.5  # share of its height that a word has in common with its neighbour in the line
_PADDING = 0.9  # of its height by which OCR draws a box too wide
_LABEL, _TWO = 5, 2  # letters of a label in a cell of its own; labels in one cell
_FEW_LINES = 10  # of a page that need not reach its left edge
_FEWEST_WORDS = 8  # of a column
_MATHEMATICAL = "\U0001d400"  # where the letters of formulas begin in Unicode
_MONO = ("mono", "courier", "consol", "cmtt", "typewriter", "menlo", "sourcecode", "inconsol")
_MONO_LATEX = ("sftt", "ectt", "txtt", "cmsltt", "latinmodern-mono", "lmmono")


@dataclass(frozen=True)
class Line:
    """Words that are read one after the other at one height.

    `left` and `right` are the edges of the column that it stands in; `gap` is the free space
    above it, in heights of a line; `offsets[i]` is where word i starts in `text`.
    """

    page: int
    words: tuple[Word, ...]
    left: float
    right: float
    gap: float = 9.0
    ocr: bool = False
    tabular: bool = False  # from a row of a ruled table with several cells
    text: str = field(init=False)
    offsets: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        offsets, at = [], 0
        for word in self.words:
            offsets.append(at)
            at += len(word.text) + 1
        object.__setattr__(self, "offsets", tuple(offsets))
        object.__setattr__(self, "text", " ".join(word.text for word in self.words))

    @cached_property
    def x0(self) -> float:
        return min(word.x0 for word in self.words)

    @cached_property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @cached_property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @cached_property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @cached_property
    def size(self) -> float:
        return median(word.size for word in self.words)

    @cached_property
    def bold(self) -> bool:
        return sum(word.bold for word in self.words) * 2 > len(self.words)

    @cached_property
    def mono(self) -> bool:
        return sum(_is_mono(word.font) for word in self.words) * 2 > len(self.words)

    def word_at(self, offset: int) -> int:
        """Index of the word that holds the character at `offset`."""
        return max(bisect_right(self.offsets, offset) - 1, 0)

    def x_at(self, offset: int) -> float:
        """Where the character at `offset` starts; within a word by proportion."""
        index = self.word_at(offset)
        word = self.words[index]
        share = (offset - self.offsets[index]) / max(len(word.text), 1)
        return word.x0 + (word.x1 - word.x0) * min(share, 1.0)

    @cached_property
    def segments(self) -> tuple[int, ...]:
        """Offsets at which the line goes on after a wide gap, 0 first."""
        wide = max(1.6 * (self.size or 10.0), 12.0)
        starts = [0]
        for before, after, offset in zip(
            self.words, self.words[1:], self.offsets[1:], strict=False
        ):
            if after.x0 - before.x1 > wide:
                starts.append(offset)
        return tuple(starts)


def lines_of(pages: Sequence[Page]) -> list[Line]:
    """Lines of all pages, in reading order."""
    stamps = stamps_of(pages)
    by_page = [list(_page_lines(page, stamps)) for page in pages]
    lefts = [lines[0].left for lines in by_page if len(lines) >= _FEW_LINES]
    usual = median(lefts) if lefts else 0.0
    return [line for lines in by_page for line in _with_margin(lines, usual)]


def _with_margin(lines: list[Line], usual: float) -> list[Line]:
    """A page with few lines has its left edge where the other pages have theirs.

    Otherwise parts that go on at the head of a page would stand where questions do.
    """
    if lines and len(lines) < _FEW_LINES and lines[0].left > usual > 0:
        return [replace(line, left=usual) if line.left > usual else line for line in lines]
    return lines


def _page_lines(page: Page, stamps: Container[str]) -> Iterator[Line]:
    words = [_plain(w) for w in page.words if w.text not in stamps and w.text.strip()]
    words = without_upright(words)
    if not words:
        return
    tall = 4 * median(word.bottom - word.top for word in words)
    words = [word for word in words if word.bottom - word.top <= tall or len(word.text) > 1]
    for block, left in _with_edges(words, page):
        right = max(word.x1 for word in block)
        rows = _with_tables(block, page.tables)
        previous: list[Word] | None = None
        for row, tabular in rows:
            gap = 9.0 if previous is None else _gap(previous, row)
            yield Line(
                page=page.number,
                words=tuple(row),
                left=left,
                right=right,
                gap=gap,
                ocr=page.source is TextSource.OCR,
                tabular=tabular,
            )
            previous = row


def _with_edges(words: list[Word], page: Page) -> Iterator[tuple[list[Word], float]]:
    """The columns of a page with their left edges."""
    blocks = _blocks(words)
    plain = len(blocks) == 1 and page.source is not TextSource.OCR and not page.tables
    split = split_of(words) if plain else None
    if split is not None:
        blocks = [block for block in (split.left, split.right, split.below) if block]
    for index, block in enumerate(blocks):
        left = min(word.x0 for word in block)
        if index and left > max(word.x1 for word in blocks[index - 1]) - 2:
            yield block, column_edge(blocks[index - 1], block, page.width)
        else:
            yield block, left


def _plain(word: Word) -> Word:
    """The word in plain letters: formula editors print "Marks" in mathematical italics."""
    if max(word.text) < _MATHEMATICAL:
        return word
    return replace(word, text=unicodedata.normalize("NFKC", word.text))


def _gap(above: Iterable[Word], below: Iterable[Word]) -> float:
    """Free space between two rows in heights of the lower one."""
    bottom = median(word.bottom for word in above)
    heights = [word.bottom - word.top for word in below]
    return (median(word.top for word in below) - bottom) / max(median(heights), 1.0)


def _blocks(words: list[Word]) -> list[list[Word]]:
    """Columns: the reader's order leaps up and to the right where one ends.

    Below a right column the text may go on over the whole width. Leaps that don't lead into a
    free column (cells, figures) are undone.
    """
    height = median(word.bottom - word.top for word in words)
    blocks: list[list[Word]] = [[words[0]]]
    deepest, turn = words[0].bottom, 0.0
    for word in words[1:]:
        if word.bottom < deepest - 8 * height and word.x0 > (middle := _middle(blocks[-1])):
            blocks.append([])
            deepest, turn = word.bottom, middle
        elif turn and word.x0 < turn and word.top > deepest - height:
            blocks.append([])
            turn = 0.0
        blocks[-1].append(word)
        deepest = max(deepest, word.bottom)
    return blocks if _are_columns(blocks) else [words]


def _middle(words: Sequence[Word]) -> float:
    return (min(word.x0 for word in words) + max(word.x1 for word in words)) / 2


def _are_columns(blocks: Sequence[Sequence[Word]]) -> bool:
    """Whether every block holds some lines and no block reaches into the one after it."""
    for one, other in itertools.pairwise(blocks):
        edge = min(word.x0 for word in other)
        top, bottom = min(word.top for word in other), max(word.bottom for word in other)
        beside = [word for word in one if top < word.bottom and word.top < bottom]
        crossing = sum(word.x1 > edge + 2 for word in beside)
        # What goes on below both columns has nothing beside it and may be a short footer.
        scarce = bool(beside) and len(other) < _FEWEST_WORDS
        if scarce or crossing > 0.03 * len(one):
            return False
    return True


def _rows(words: Iterable[Word]) -> list[list[Word]]:
    """Words that share a height, each row from left to right.

    Words are compared with their neighbours in the row and not with the whole of it, so that
    the lines of a tilted sheet stay apart.
    """
    rows: list[list[Word]] = []
    for run in sorted(_runs(words), key=lambda run: (run[0].top + run[0].bottom) / 2):
        best = max(rows[-8:], key=lambda row: _shared(row, run), default=None)
        if best is not None and _shared(best, run) > _SAME_ROW:
            best.extend(run)
            best.sort(key=lambda w: w.x0)
        else:
            rows.append(run)
    return sorted(rows, key=lambda row: median((w.top + w.bottom) / 2 for w in row))


def _runs(words: Iterable[Word]) -> list[list[Word]]:
    """Words that belong together before any comparison of heights.

    Those of one line of OCR share the edges of its box, in whatever order they come; others were
    met one after the other, from left to right at one height.
    """
    runs: list[list[Word]] = []
    boxes: dict[tuple[float, float], list[Word]] = {}
    last: Word | None = None
    for word in words:
        if not word.font:  # only OCR knows none
            boxes.setdefault((word.top, word.bottom), []).append(word)
        elif last and word.x0 > last.x0 and _overlap(last, word) > _SAME_ROW:
            runs[-1].append(word)
        else:
            runs.append([word])
        last = word if word.font else last
    return runs + [sorted(box, key=lambda w: w.x0) for box in boxes.values()]


def _shared(row: Sequence[Word], run: Sequence[Word]) -> float:
    """How far the run's nearest end stands at the height of its neighbour in the row."""
    first, last = run[0], run[-1]
    slack = 1.0 if first.font else _PADDING * (first.bottom - first.top)
    if any(word.x0 < last.x1 - slack and word.x1 > first.x0 + slack for word in row):
        return 0.0  # one above the other, however close the lines
    before = [word for word in row if word.x0 <= first.x0]
    if before:
        return _overlap(before[-1], first)
    return _overlap(row[0], last)


def _overlap(one: Word, other: Word) -> float:
    """Shared height as a share of the lower word's."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared / max(min(one.bottom - one.top, other.bottom - other.top), 0.1)


def _with_tables(words: list[Word], tables: Sequence[Table]) -> list[tuple[list[Word], bool]]:
    """Rows of the block; those of ruled tables put together cell by cell."""
    placed: list[tuple[float, list[Word], bool]] = []
    rest = words
    for table in tables:
        inside, rest = _split_by_table(rest, table)
        placed.extend(inside)
    placed.extend((min(w.top for w in row), row, False) for row in _rows(rest))
    placed.sort(key=lambda entry: entry[0])
    return [(row, tabular) for _, row, tabular in placed]


def _split_by_table(
    words: list[Word], table: Table
) -> tuple[list[tuple[float, list[Word], bool]], list[Word]]:
    """The table's lines with their heights, and the words outside of it."""
    cells: dict[tuple[int, int], list[Word]] = {}
    rest = []
    by_place = sorted(table.cells, key=lambda cell: (cell.row, cell.column))
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        for cell in by_place:
            if cell.x0 <= x <= cell.x1 and cell.top <= y <= cell.bottom:
                cells.setdefault((cell.row, cell.column), []).append(word)
                break
        else:
            rest.append(word)
    if len({row for row, _ in cells}) == 1 and all(map(_is_sign, cells.values())):
        return [], words  # boxes around the digits of a number, with text beside them
    lines: list[tuple[float, list[Word], bool]] = []
    for row in sorted({row for row, _ in cells}):
        columns = [_rows(cells[key]) for key in sorted(cells) if key[0] == row]
        if _holds_rows(columns):
            inside = [word for key in cells if key[0] == row for word in cells[key]]
            lines.extend((min(w.top for w in one), one, True) for one in _rows(inside))
            continue
        top = min(word.top for column in columns for word in column[0])
        first = [word for column in columns for word in column[0]]
        lines.append((top, first, len(columns) > 1))
        later = [line for column in columns for line in column[1:]]
        lines.extend((top + 1e-3 * n, line, False) for n, line in enumerate(later, 1))
    return lines, rest


def _is_sign(words: Sequence[Word]) -> bool:
    return len(words) == 1 and len(words[0].text) == 1


def _holds_rows(columns: Sequence[Sequence[Sequence[Word]]]) -> bool:
    """Whether a row of cells holds rows of its own without lines between them.

    Then each label in its first column has words beside it in another one.
    """
    labels, others = columns[0], [line for column in columns[1:] for line in column]
    short = all(sum(len(word.text) for word in line) <= _LABEL for line in labels)
    if len(labels) < _TWO or not (others and short):
        return False
    return all(any(_overlap(one[0], other[0]) > _SAME_ROW for other in others) for one in labels)


@lru_cache(maxsize=256)
def _is_mono(font: str) -> bool:
    folded = font.lower()
    return any(mark in folded for mark in _MONO + _MONO_LATEX)
