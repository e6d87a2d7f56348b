"""Ruling lines of a page: the level and upright strokes among its PDFium path objects."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2.raw as pdfium

from exams.reading.objects import Drawn, Point

_NEW_STROKES = {pdfium.FPDF_SEGMENT_MOVETO, pdfium.FPDF_SEGMENT_BEZIERTO}
_STRAIGHT = 0.8  # a stroke may lean by so many points, and a filled bar be so much thicker
_BAR = 2.5
_SHORTEST = 6.0
_CORNERS = 3  # of the least shape that can be filled
# A drawing of so many strokes is no table, and looking at all of them would cost too much.
_MOST_SEGMENTS = 200


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: at `at` (y of a level one, x of an upright one), from `start` to `end`."""

    level: bool
    at: float
    start: float
    end: float


def read_rules(drawn: Iterable[Drawn]) -> list[Rule]:
    """The ruling lines among the objects of a page, in points of the seen page."""
    rules: list[Rule] = []
    for one in drawn:
        if one.kind == pdfium.FPDF_PAGEOBJ_PATH:
            rules += _rules_of_path(one)
    return rules


def _rules_of_path(path: Drawn) -> Iterator[Rule]:
    filled, stroked = path.is_filled_stroked()
    if not filled and not stroked:
        return
    for points in _subpaths(path):
        bar = _bar(points) if filled else None
        if bar:
            yield bar
        elif stroked:
            pairs = pairwise(points)
            yield from (rule for start, end in pairs if (rule := _straight(start, end)))


def _subpaths(path: Drawn) -> Iterator[list[Point]]:
    points: list[Point] = []
    for kind, point, closes in path.segments(_MOST_SEGMENTS):
        if kind in _NEW_STROKES:
            yield points
            points = []
        points.append(point)
        if closes:
            points.append(points[0])
    yield points


def _bar(points: list[Point]) -> Rule | None:
    """A filled shape so thin that it is seen as a line."""
    if len(points) < _CORNERS:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    start, end = (min(xs), min(ys)), (max(xs), max(ys))
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    if end[1] - start[1] <= _BAR:
        return _straight((start[0], middle[1]), (end[0], middle[1]))
    if end[0] - start[0] <= _BAR:
        return _straight((middle[0], start[1]), (middle[0], end[1]))
    return None


def _straight(start: Point, end: Point) -> Rule | None:
    (x0, y0), (x1, y1) = start, end
    if abs(y1 - y0) <= _STRAIGHT and abs(x1 - x0) >= _SHORTEST:
        return Rule(level=True, at=(y0 + y1) / 2, start=min(x0, x1), end=max(x0, x1))
    if abs(x1 - x0) <= _STRAIGHT and abs(y1 - y0) >= _SHORTEST:
        return Rule(level=False, at=(x0 + x1) / 2, start=min(y0, y1), end=max(y0, y1))
    return None
