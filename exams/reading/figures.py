"""Drawings and pictures among the words of a page: what is drawn close together is one figure."""

import ctypes
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

import pypdfium2.raw as pdfium

from exams.reading.addresses import ADDRESS, NUMBER, by_address
from exams.reading.geometry import Frame
from exams.reading.objects import Drawn
from exams.reading.page import Area, Table, Word
from exams.reading.picture import Grey

# Objects closer than this many points belong to one figure.
_NEAR = 8.0
# Smaller ones are bullets, roots and fraction bars; the area keeps single formulas out.
_NARROWEST, _LOWEST, _LEAST_AREA = 28.0, 18.0, 1200.0
_LEAST_SHAPE = 600.0  # square points of what is no straight line, in a figure that has such
# What covers more of the page is its background, its frame or a scan.
_BACKGROUND = 0.7
# Straight lines longer than these shares of the page part it into header, columns and questions.
_LONG_LEVEL, _LONG_UPRIGHT = 0.6, 0.5
_THIN, _OBLIQUE = 2.5, 1.5  # points
_MOST_SEGMENTS = 12  # of a path that are looked at for what kind it is
_LABEL_WORDS = 12  # in a box of a diagram; a box around text has more
_RUNNING_TEXT, _MOSTLY_DRAWN = 60, 0.3
_FEWEST_LINES, _FEWEST_LABELS = 5, 2
_TILES = 6  # copies of one size on a page
_DARK, _LEAST_DARK = 170, 0.003  # of 255, and the share of a figure that is as dark
_WHITE = 245  # of 255: a fill so light is paper
_fill = by_address(pdfium.FPDFPageObj_GetFillColor, NUMBER, *(5 * [ADDRESS]))
_PICTURES = {pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING}


class Kind(Enum):
    """What a mark on the page is."""

    SHAPE = auto()  # a picture, a curve, a slanted line
    FRAME = auto()  # level and upright lines around an area
    LINE = auto()  # one level or upright line


@dataclass(frozen=True, slots=True)
class Mark:
    """Something drawn on the page, and the room it takes."""

    kind: Kind
    area: Area


def find_figures(
    drawn: Iterable[Drawn],
    frame: Frame,
    words: Sequence[Word],
    tables: Sequence[Table],
    shown: Grey,
) -> tuple[Area, ...]:
    """The figures of a page from top to bottom, their labels inside; `tables` are none of them.

    `shown` is the picture of the page in grey values. Lines alone are no figure: rules, frames
    around text, boxes and lines to answer on.
    """
    marks = [mark for one in drawn if (mark := _mark_of(one, frame))]
    return figures_of(marks, (frame.width, frame.height), words, tables, shown)


def figures_of(
    marks: Sequence[Mark],
    size: tuple[float, float],
    words: Sequence[Word],
    tables: Sequence[Table],
    shown: Grey,
) -> tuple[Area, ...]:
    """The figures that `marks` make on a page of `size` (width, height), as `find_figures`."""
    width, height = size
    scale = shown.shape[1] / max(1.0, width)
    ruled = [table.area for table in tables]
    free = [
        m
        for m in _without_tiles(marks)
        if m.kind is Kind.SHAPE or not any(_lies_in(m.area, r) for r in ruled)
    ]
    found = [_around(group) for group in _grouped(free) if _is_figure(group, width * height, words)]
    whole = _merged([_with_labels(area, words) for area in found if _has_ink(area, shown, scale)])
    return tuple(sorted(whole, key=_place))


def _has_ink(area: Area, shown: Grey, scale: float) -> bool:
    """Whether something darker than a watermark is to be seen in the area."""
    rows = slice(int(area.top * scale), int(area.bottom * scale) + 1)
    columns = slice(int(area.x0 * scale), int(area.x1 * scale) + 1)
    part = shown[rows, columns]
    return part.size > 0 and float((part < _DARK).mean()) >= _LEAST_DARK


def _without_tiles(marks: Sequence[Mark]) -> list[Mark]:
    """Marks without shapes that are strewn over the page in one size, as watermarks are."""
    sizes = Counter(map(_rounded, marks))
    return [m for m in marks if _size(m.area) < _LEAST_SHAPE or sizes[_rounded(m)] < _TILES]


def _rounded(mark: Mark) -> tuple[Kind, int, int]:
    area = mark.area
    return mark.kind, round(area.x1 - area.x0), round(area.bottom - area.top)


def _mark_of(one: Drawn, frame: Frame) -> Mark | None:
    if one.kind != pdfium.FPDF_PAGEOBJ_PATH and one.kind not in _PICTURES:
        return None
    x0, top, x1, bottom = one.box()
    area = Area(max(0, x0), max(0, top), min(frame.width, x1), min(frame.height, bottom))
    width, height = area.x1 - area.x0, area.bottom - area.top
    if min(width, height) < 0 or width * height > _BACKGROUND * frame.width * frame.height:
        return None
    if one.kind in _PICTURES:
        return Mark(Kind.SHAPE, area)
    if not _is_drawn(one):
        return None
    if min(width, height) <= _THIN:
        long = width > _LONG_LEVEL * frame.width or height > _LONG_UPRIGHT * frame.height
        return None if long else Mark(Kind.LINE, area)
    return Mark(Kind.FRAME if _is_straight(one) else Kind.SHAPE, area)


def _is_drawn(path: Drawn) -> bool:
    """Whether a path leaves ink: stroked, or filled with another colour than white."""
    filled, stroked = path.is_filled_stroked()
    if stroked or not filled:
        return stroked
    shades = (ctypes.c_uint * 4)()
    first, step = ctypes.addressof(shades), ctypes.sizeof(ctypes.c_uint)
    known = _fill(path.address, *range(first, first + 4 * step, step))
    red, green, blue, alpha = shades
    return not known or (alpha > 0 and min(red, green, blue) < _WHITE)


def _is_straight(path: Drawn) -> bool:
    """Whether a path runs level and upright only, as far as it is looked at."""
    last: tuple[float, float] | None = None
    for kind, point, _ in path.segments(_MOST_SEGMENTS):
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            return False
        if kind == pdfium.FPDF_SEGMENT_LINETO and last:
            aside = min(abs(point[0] - last[0]), abs(point[1] - last[1]))
            if aside > _OBLIQUE:
                return False
        last = point
    return True


def _grouped(marks: Sequence[Mark]) -> list[list[Mark]]:
    """Marks whose groups lie near each other as one group."""
    groups: list[tuple[Area, list[Mark]]] = []
    for mark in marks:
        area, members = mark.area, [mark]
        while near := [group for group in groups if touch(group[0], area, _NEAR)]:
            groups = [group for group in groups if not touch(group[0], area, _NEAR)]
            members = [one for group in near for one in group[1]] + members
            area = union([area, *(group[0] for group in near)])
        groups.append((area, members))
    return [members for _, members in groups]


def _is_figure(group: Sequence[Mark], page_area: float, words: Sequence[Word]) -> bool:
    area = _around(group)
    width, height = area.x1 - area.x0, area.bottom - area.top
    if width < _NARROWEST or height < _LOWEST or width * height < _LEAST_AREA:
        return False
    if width * height > _BACKGROUND * page_area:
        return False
    inside = sum(_holds(area, word) for word in words)
    shapes = [mark.area for mark in group if mark.kind is Kind.SHAPE]
    if shapes and _size(union(shapes)) >= _LEAST_SHAPE:
        drawn = _size(union(shapes)) >= _MOSTLY_DRAWN * width * height
        return drawn or inside <= _RUNNING_TEXT
    return _is_diagram(group, words) or _is_plot(group, inside)


def _is_diagram(group: Sequence[Mark], words: Sequence[Word]) -> bool:
    """Whether there are boxes with a label each."""
    frames = [mark.area for mark in group if mark.kind is Kind.FRAME]
    counts = [sum(_holds(area, word) for word in words) for area in frames]
    return sum(0 < count <= _LABEL_WORDS for count in counts) > 1


def _is_plot(group: Sequence[Mark], labels: int) -> bool:
    """Whether lines run both ways and have labels, without being a table."""
    lines = [mark.area for mark in group if mark.kind is Kind.LINE]
    level = sum(area.x1 - area.x0 > area.bottom - area.top for area in lines)
    crossing = 0 < level < len(lines)
    return crossing and len(group) >= _FEWEST_LINES and _FEWEST_LABELS <= labels <= _RUNNING_TEXT


def _with_labels(area: Area, words: Sequence[Word]) -> Area:
    """The area with the words that stand in it, to their ends."""
    labels = [Area(w.x0, w.top, w.x1, w.bottom) for w in words if _holds(area, w)]
    return union([area, *labels])


def _merged(areas: Iterable[Area]) -> list[Area]:
    merged: list[Area] = []
    for area in areas:
        whole = area
        while met := [other for other in merged if touch(other, whole, 0)]:
            merged = [other for other in merged if other not in met]
            whole = union([whole, *met])
        merged.append(whole)
    return merged


def touch(one: Area, other: Area, near: float) -> bool:
    """Whether two areas come within `near` points of each other."""
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across >= -near and down >= -near


def _lies_in(inner: Area, outer: Area) -> bool:
    return (
        inner.x0 >= outer.x0 - _NEAR
        and inner.top >= outer.top - _NEAR
        and inner.x1 <= outer.x1 + _NEAR
        and inner.bottom <= outer.bottom + _NEAR
    )


def _holds(area: Area, word: Word) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return area.x0 <= x <= area.x1 and area.top <= y <= area.bottom


def _around(group: Iterable[Mark]) -> Area:
    return union([mark.area for mark in group])


def union(areas: Sequence[Area]) -> Area:
    """The rectangle around `areas`, at least one."""
    return Area(
        x0=min(area.x0 for area in areas),
        top=min(area.top for area in areas),
        x1=max(area.x1 for area in areas),
        bottom=max(area.bottom for area in areas),
    )


def _size(area: Area) -> float:
    return (area.x1 - area.x0) * (area.bottom - area.top)


def _place(area: Area) -> tuple[float, float]:
    return area.top, area.x0
