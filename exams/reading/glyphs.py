"""Characters of a page with their places and looks, as PDFium knows them."""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from exams.reading.geometry import Frame
from exams.reading.spelling import spell

_GAPS = {0x0A, 0x0D, 0x20}  # what PDFium puts in where it sees a gap
_ITALIC_FLAG = 1 << 6  # bits of a font descriptor's /Flags (PDF 32000-1, table 123)
_FORCE_BOLD_FLAG = 1 << 18
_BOLD_WEIGHT = 600
_BOLD_NAME = re.compile(r"bold|black|heavy|demi|cmbx|cmssbx|sfbx|-bd", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"ital|oblique|slanted|cmti|cmmi|cmsl|sfti", re.IGNORECASE)
_SUBSET_PREFIX = re.compile(r"^[A-Z]{6}\+")


def _by_address(function: Any, *signature: Any) -> Any:
    """A function of PDFium that takes and gives addresses as plain numbers.

    For what is asked for each letter, where pointer objects would take as long as all else.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(*signature)(address)


_PLACE = (ctypes.c_void_p, ctypes.c_int)
_POINTERS = (ctypes.c_void_p,) * 4
_unicode = _by_address(pdfium.FPDFText_GetUnicode, ctypes.c_uint, *_PLACE)
_address_of_object = _by_address(pdfium.FPDFText_GetTextObject, ctypes.c_void_p, *_PLACE)
_char_box = _by_address(pdfium.FPDFText_GetCharBox, ctypes.c_int, *_PLACE, *_POINTERS)
_char_origin = _by_address(pdfium.FPDFText_GetCharOrigin, ctypes.c_int, *_PLACE, *_POINTERS[:2])


@dataclass(frozen=True, slots=True)
class Look:
    """What the characters of one text object have in common.

    `angle` is the writing direction in degrees clockwise on the page as it is seen, 0 for
    ordinary lines. `handle` is the PDFium text object, `address` where it lies in memory, which
    tells it from others.
    """

    size: float
    font: str
    bold: bool
    italic: bool
    angle: float
    address: int
    handle: Any


@dataclass(slots=True)
class Glyph:
    """One character; `text` is more than one letter for a ligature and a space for a gap."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    look: Look


def read_glyphs(text_page: Any, frame: Frame) -> Iterator[Glyph]:
    """The characters of a PDFium text page in its own order, gaps between words among them.

    `frame` turns PDF coordinates into those of the page as it is seen, in points.
    """
    looks: dict[int, Look] = {}
    numbers = (ctypes.c_double * 4)()
    box = [ctypes.addressof(numbers) + 8 * place for place in range(4)]
    look: Look | None = None
    page_address = ctypes.cast(text_page, ctypes.c_void_p).value
    for index in range(pdfium.FPDFText_CountChars(text_page)):
        code = _unicode(page_address, index)
        if code in _GAPS and pdfium.FPDFText_IsGenerated(text_page, index) == 1:
            if look is not None:
                yield Glyph(" ", 0, 0, 0, 0, 0, look)
            continue
        address = _address_of_object(page_address, index) or 0
        look = looks.get(address)
        if look is None:
            look = looks[address] = _read_look(text_page, index, frame)
        _char_box(page_address, index, *box)
        left, right, bottom, top = numbers
        x0, y0, x1, y1 = frame.box(left, bottom, right, top)
        _char_origin(page_address, index, box[0], box[1])
        baseline = frame.b * numbers[0] + frame.d * numbers[1] + frame.f
        yield Glyph(spell(code), x0, y0, x1, y1, baseline, look)


def _read_look(text_page: Any, index: int, frame: Frame) -> Look:
    text_object = pdfium.FPDFText_GetTextObject(text_page, index)
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page, index, matrix)
    name, flags = _read_font(text_page, index)
    weight = pdfium.FPDFText_GetFontWeight(text_page, index)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(text_object) if text_object else 0
    bold = weight >= _BOLD_WEIGHT or bool(flags & _FORCE_BOLD_FLAG or _BOLD_NAME.search(name))
    scale = math.hypot(matrix.c, matrix.d) or 1.0
    return Look(
        size=round(abs(pdfium.FPDFText_GetFontSize(text_page, index)) * scale, 2),
        font=name,
        bold=bold or mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE,
        italic=bool(flags & _ITALIC_FLAG or _ITALIC_NAME.search(name)),
        angle=frame.angle(matrix.a, matrix.b),
        address=ctypes.cast(text_object, ctypes.c_void_p).value or 0,
        handle=text_object,
    )


def _read_font(text_page: Any, index: int) -> tuple[str, int]:
    flags = ctypes.c_int()
    buffer = ctypes.create_string_buffer(128)
    length = pdfium.FPDFText_GetFontInfo(text_page, index, buffer, 128, ctypes.byref(flags))
    name = buffer.value.decode("utf-8", "replace") if length <= len(buffer) else ""
    return _SUBSET_PREFIX.sub("", name), flags.value
