"""The objects that a PDFium page is drawn from, those inside forms among them."""

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from exams.reading.addresses import ADDRESS, NUMBER, address_of, by_address
from exams.reading.geometry import Frame

type Point = tuple[float, float]
type Matrix = tuple[float, float, float, float, float, float]

# More objects are a drawing; looking at all of them would cost too much.
_MOST_OBJECTS, _DEEPEST = 4000, 3


_object = by_address(pdfium.FPDFPage_GetObject, ADDRESS, ADDRESS, NUMBER)
_object_of_form = by_address(pdfium.FPDFFormObj_GetObject, ADDRESS, ADDRESS, ctypes.c_ulong)
_count_of_form = by_address(pdfium.FPDFFormObj_CountObjects, NUMBER, ADDRESS)
_kind = by_address(pdfium.FPDFPageObj_GetType, NUMBER, ADDRESS)
_bounds = by_address(pdfium.FPDFPageObj_GetBounds, NUMBER, *(5 * [ADDRESS]))
_matrix = by_address(pdfium.FPDFPageObj_GetMatrix, NUMBER, ADDRESS, ADDRESS)
_draw_mode = by_address(pdfium.FPDFPath_GetDrawMode, NUMBER, ADDRESS, ADDRESS, ADDRESS)
_count_of_path = by_address(pdfium.FPDFPath_CountSegments, NUMBER, ADDRESS)
_segment = by_address(pdfium.FPDFPath_GetPathSegment, ADDRESS, ADDRESS, NUMBER)
_kind_of_segment = by_address(pdfium.FPDFPathSegment_GetType, NUMBER, ADDRESS)
_point_of_segment = by_address(pdfium.FPDFPathSegment_GetPoint, NUMBER, *(3 * [ADDRESS]))
_closes = by_address(pdfium.FPDFPathSegment_GetClose, NUMBER, ADDRESS)


@dataclass(frozen=True, slots=True)
class Drawn:
    """An object that is drawn: its FPDF_PAGEOBJ kind, and where its form lies on the seen page.

    `address` is where it lies in memory, which tells it from others. `matrices` lead from the form
    or page that holds it, one after the other (see `map_point`).
    """

    kind: int
    address: int
    matrices: list[Matrix]

    def own(self) -> list[Matrix]:
        """The matrices for the object's own points."""
        return [_matrix_of(self.address), *self.matrices]

    def box(self) -> tuple[float, float, float, float]:
        """(x0, top, x1, bottom) around it on the seen page, clipping left aside."""
        sides = (ctypes.c_float * 4)()
        first = ctypes.addressof(sides)
        _bounds(self.address, first, first + 4, first + 8, first + 12)
        left, lower, right, upper = sides
        x0, y0 = map_point(left, lower, self.matrices)
        x1, y1 = map_point(right, upper, self.matrices)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def is_filled_stroked(self) -> tuple[bool, bool]:
        """Whether a path is filled, and whether it is stroked."""
        modes = (ctypes.c_int * 2)()
        first = ctypes.addressof(modes)
        _draw_mode(self.address, first, first + ctypes.sizeof(ctypes.c_int))
        return bool(modes[0]), bool(modes[1])

    def segments(self, most: int) -> Iterator[tuple[int, Point, bool]]:
        """The first segments of a path: kind, end on the seen page, and whether it closes there."""
        matrices = self.own()
        point = (ctypes.c_float * 2)()
        x = ctypes.addressof(point)
        y = x + ctypes.sizeof(ctypes.c_float)
        for index in range(min(_count_of_path(self.address), most)):
            segment = _segment(self.address, index)
            _point_of_segment(segment, x, y)
            end = map_point(point[0], point[1], matrices)
            yield _kind_of_segment(segment), end, bool(_closes(segment))


def walk(page: Any, frame: Frame) -> tuple[list[Drawn], bool]:
    """The objects of a page handle, those inside forms instead of the forms, and if that is all."""
    outer: Matrix = (frame.a, frame.b, frame.c, frame.d, frame.e, frame.f)
    count = pdfium.FPDFPage_CountObjects(page)
    complete = count <= _MOST_OBJECTS
    places, page_address = range(min(count, _MOST_OBJECTS)), address_of(page)
    waiting = [(_object(page_address, index), [outer]) for index in places]
    drawn: list[Drawn] = []
    seen = 0
    while waiting and seen < _MOST_OBJECTS:
        item, matrices = waiting.pop()
        seen += 1
        kind = _kind(item)
        if kind != pdfium.FPDF_PAGEOBJ_FORM:
            drawn.append(Drawn(kind, item, matrices))
            continue
        count = _count_of_form(item)
        complete = complete and count <= _MOST_OBJECTS and len(matrices) <= _DEEPEST
        if len(matrices) <= _DEEPEST:
            inner = [_matrix_of(item), *matrices]
            places = range(min(count, _MOST_OBJECTS))
            waiting += [(_object_of_form(item, i), inner) for i in places]
    return drawn, complete and not waiting


def _matrix_of(address: int) -> Matrix:
    """The matrix of an object, into the space of the form or page that it lies in."""
    matrix = pdfium.FS_MATRIX()
    _matrix(address, ctypes.addressof(matrix))
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def map_point(x: float, y: float, matrices: list[Matrix]) -> Point:
    """A point after all `matrices`."""
    for a, b, c, d, e, f in matrices:
        x, y = a * x + c * y + e, b * x + d * y + f
    return x, y


def picture_share(drawn: Iterable[Drawn], frame: Frame) -> float:
    """The share of the seen page that images cover, up to 1; overlaps count twice."""
    area = 0.0
    for one in drawn:
        if one.kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            placed = one.own()
            (x0, y0), (x1, y1) = map_point(0, 0, placed), map_point(1, 1, placed)
            across = min(max(x0, x1), frame.width) - max(min(x0, x1), 0)
            down = min(max(y0, y1), frame.height) - max(min(y0, y1), 0)
            area += max(0, across) * max(0, down)
    return min(1.0, area / max(1.0, frame.width * frame.height))
