"""What is drawn on a scan beside its letters: ruling lines, and the strokes of figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from exams.reading.figures import Kind, Mark, figures_of, touch, union
from exams.reading.page import Area, Table, Word
from exams.reading.picture import Grey
from exams.reading.rules import Rule
from exams.reading.tables import find_tables

# Ink is darker than the paper around it by so many shades of 255, within so many points, and by so
# much more than the grain of a photograph, above which so much of its paper does not rise.
_DARKER, _AROUND, _GRAIN, _PAPER = 18, 20, 3.0, 0.85
# Shorter strokes are parts of letters; rows are lower than columns are wide. In points.
_LEVEL_RULE, _UPRIGHT_RULE = 24.0, 15.0
_GAP = 2.0  # points that a worn line may lack
_SLENDER = 6  # a rule is longer than it is thick by this factor, leaning ones too
# A stroke of a figure reaches further than letters that OCR left over, and is no solid patch.
_STROKE_WIDTH, _STROKE_HEIGHT, _SOLID = 24.0, 16.0, 0.7
_DOT = 3.0  # points: smaller ones are dust
_NEAR, _NEAR_LARGE = 6.0, 14.0  # points from a figure within which strokes belong to it
_THIN = 3.0  # points
# So much of a line around a cell is drawn, of so many of them; a line may bend by some points.
_DRAWN, _CLOSED, _ASIDE, _FEWEST_CELLS = 0.75, 0.9, 3.0, 4
_EDGE = 4.0  # points: what touches the edge of the sheet is its shadow
# Points below a word in which its underline lies, and by which lines miss where they should end.
_BELOW, _ENDS = 4.0, 6.0
_MARGIN = 1.5  # points around a word's box in which its ink lies
_STRAIGHT = 0.9  # share of a frame's ink that lies on level and upright lines
_MOST_MARKS = 400  # a page with more strokes is noise


@dataclass(frozen=True, slots=True)
class Drawings:
    """The tables and figures of a scan, in points."""

    tables: tuple[Table, ...]
    figures: tuple[Area, ...]


def find_drawings(shown: Grey, scale: float, words: Sequence[Word]) -> Drawings:
    """Tables and figures of a straightened scan by the rules that hold for printed pages.

    `shown` is its picture in grey values at `scale` pixels per point, `words` what OCR found.
    """
    ink = _ink_of(shown, scale)
    lines = {level: _lines(ink, scale, level=level) for level in (True, False)}
    found = (rule for level in lines for rule in _rules(lines[level], scale, level=level))
    rules = _cut_to_size([rule for rule in found if not _is_lettering(rule, words)])
    tables = tuple(one for one in find_tables(rules, words) if _is_table(one, rules))
    strokes = list(_strokes(without_words(ink, words, scale), lines[True] | lines[False], scale))
    marks = [mark for mark in strokes if _is_large(mark.area)]
    if len(marks) > _MOST_MARKS:
        return Drawings(tables, ())
    height, width = shown.shape
    figures = figures_of(marks, (width / scale, height / scale), words, tables, shown)
    free = [mark.area for mark in strokes if not any(_holds(t.area, mark.area) for t in tables)]
    return Drawings(tables, _grown(figures, free))


def _ink_of(shown: Grey, scale: float) -> Grey:
    """255 where the picture is darker than its surroundings and than its grain, else 0."""
    around = int(_AROUND * scale) | 1
    darker = cv2.blur(shown, (around, around)).astype(np.int16) - shown
    grain = float(np.quantile(darker[::3, ::3], _PAPER))
    return np.asarray((darker > max(_DARKER, _GRAIN * grain)) * 255, dtype=np.uint8)


def signs_of(shown: Grey, scale: float) -> Grey:
    """255 where the picture has ink that lies on no long line, else 0."""
    ink = _ink_of(shown, scale)
    lines = _lines(ink, scale, level=True) | _lines(ink, scale, level=False)
    return np.where(lines > 0, np.uint8(0), ink)


def _lines(ink: Grey, scale: float, *, level: bool) -> Grey:
    """The ink that lies on long level or upright strokes."""
    gap = 1 + round(_GAP * scale)
    long = round((_LEVEL_RULE if level else _UPRIGHT_RULE) * scale)
    whole = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, _bar(gap, level=level))
    return np.asarray(cv2.morphologyEx(whole, cv2.MORPH_OPEN, _bar(long, level=level)), np.uint8)


def _bar(length: int, *, level: bool) -> Any:
    return np.ones((1, length) if level else (length, 1), np.uint8)


def _rules(lines: Grey, scale: float, *, level: bool) -> Iterator[Rule]:
    """Lines as rules; pieces that a slight lean has set off by a pixel are one."""
    joined = cv2.dilate(lines, np.ones((3, 3), np.uint8))
    _, _, boxes, middles = cv2.connectedComponentsWithStats(joined)
    for (x, y, width, height, _), (along, down) in zip(boxes[1:], middles[1:], strict=True):
        long, thick = (width, height) if level else (height, width)
        if long >= _SLENDER * thick:
            start = x if level else y
            yield Rule(
                level=level,
                at=float(down if level else along) / scale,
                start=(int(start) + 1) / scale,
                end=(int(start + long) - 1) / scale,
            )


def _cut_to_size(rules: Sequence[Rule]) -> list[Rule]:
    """Rules that end at the one across them where they stop shortly before or behind it."""
    cut = []
    for rule in rules:
        across = [
            other.at
            for other in rules
            if other.level is not rule.level and other.start - _ENDS <= rule.at <= other.end + _ENDS
        ]
        start = min(across, key=lambda at: abs(at - rule.start), default=rule.start)
        end = min(across, key=lambda at: abs(at - rule.end), default=rule.end)
        start = start if abs(start - rule.start) <= _ENDS else rule.start
        end = end if abs(end - rule.end) <= _ENDS else rule.end
        cut.append(Rule(level=rule.level, at=rule.at, start=start, end=end))
    return cut


def _is_lettering(rule: Rule, words: Sequence[Word]) -> bool:
    """Whether a line is an underline or part of thick letters: it reaches no further than they."""
    if rule.level:
        over = [w for w in words if w.top <= rule.at <= w.bottom + _BELOW and _meets(rule, w)]
        spans = [(word.x0, word.x1) for word in over]
    else:
        over = [w for w in words if w.x0 <= rule.at <= w.x1 and rule.start < w.bottom]
        spans = [(word.top, word.bottom) for word in over if word.top < rule.end]
    if not spans:
        return False
    start, end = min(first for first, _ in spans), max(last for _, last in spans)
    return start - _ENDS <= rule.start and rule.end <= end + _ENDS


def _meets(rule: Rule, word: Word) -> bool:
    return word.x0 < rule.end and rule.start < word.x1


def without_words(ink: Grey, words: Sequence[Word], scale: float, margin: float = _MARGIN) -> Grey:
    """The ink outside the boxes of words, and outside a margin (in points) around them."""
    rest = ink.copy()
    for word in words:
        left, top = int((word.x0 - margin) * scale), int((word.top - margin) * scale)
        right, bottom = int((word.x1 + margin) * scale), int((word.bottom + margin) * scale)
        rest[max(0, top) : bottom + 1, max(0, left) : right + 1] = 0
    return rest


def _is_table(table: Table, rules: Sequence[Rule]) -> bool:
    """Whether lines run around the cells, and not as in a circuit here and there.

    The outer upright ones may lack.
    """
    if len(table.cells) < _FEWEST_CELLS:
        return False
    area = table.area
    sides = [
        _drawn_share(rules, level=level, at=at, start=start, end=end)
        for cell in table.cells
        for level, at, start, end in (
            (True, cell.top, cell.x0, cell.x1),
            (True, cell.bottom, cell.x0, cell.x1),
            (False, cell.x0, cell.top, cell.bottom),
            (False, cell.x1, cell.top, cell.bottom),
        )
        if level or at not in (area.x0, area.x1)
    ]
    return sum(share >= _DRAWN for share in sides) >= _CLOSED * len(sides)


def _drawn_share(
    rules: Sequence[Rule], *, level: bool, at: float, start: float, end: float
) -> float:
    """How much of a line from `start` to `end` is drawn, as a share of it."""
    drawn = sum(
        max(0.0, min(rule.end, end) - max(rule.start, start))
        for rule in rules
        if rule.level is level and abs(rule.at - at) <= _ASIDE
    )
    return drawn / max(1.0, end - start)


def _strokes(ink: Grey, lines: Grey, scale: float) -> Iterator[Mark]:
    """What is drawn, each connected stroke a mark; dots, patches and shadows left out."""
    count, names, boxes, _ = cv2.connectedComponentsWithStats(ink)
    ruled = np.bincount(np.asarray(names[lines > 0], np.int64), minlength=count)
    height, width = ink.shape
    edge = _EDGE * scale
    for name, (x, y, across, down, size) in enumerate(boxes[1:].tolist(), 1):
        shadow = min(x, y, width - x - across, height - y - down) < edge
        if shadow or max(across, down) < _DOT * scale:
            continue
        area = Area(x / scale, y / scale, (x + across) / scale, (y + down) / scale)
        kind = _kind(area, ruled[name] / size)
        if kind is not Kind.SHAPE or size < _SOLID * across * down:
            yield Mark(kind, area)


def _is_large(area: Area) -> bool:
    """Whether a stroke reaches further than a letter."""
    return area.x1 - area.x0 >= _STROKE_WIDTH or area.bottom - area.top >= _STROKE_HEIGHT


def _kind(area: Area, straight: float) -> Kind:
    if straight < _STRAIGHT:
        return Kind.SHAPE
    thin = min(area.x1 - area.x0, area.bottom - area.top) <= _THIN
    return Kind.LINE if thin else Kind.FRAME


def _grown(figures: Sequence[Area], strokes: Sequence[Area]) -> tuple[Area, ...]:
    """Figures with the wires, arrow heads and letters that stand close; what meets is one."""
    grown: list[Area] = []
    for area in figures:
        whole, left = area, list(strokes)
        while near := [one for one in left if _is_near(whole, one)]:
            left = [one for one in left if one not in near]
            whole = union([whole, *near])
        met = [one for one in grown if touch(one, whole, 0.0)]
        grown = [*(one for one in grown if one not in met), union([whole, *met])]
    return tuple(sorted(grown, key=lambda area: (area.top, area.x0)))


def _holds(area: Area, one: Area) -> bool:
    x, y = (one.x0 + one.x1) / 2, (one.top + one.bottom) / 2
    return area.x0 <= x <= area.x1 and area.top <= y <= area.bottom


def _is_near(area: Area, one: Area) -> bool:
    return touch(area, one, _NEAR_LARGE if _is_large(one) else _NEAR)
