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
# The same function with an address for its answer: asked for each letter, where to make a pointer
# object would take as long as all else.
_address_of_object = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(pdfium.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)


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
    left, right, bottom, top = numbers = tuple(ctypes.c_double() for _ in range(4))
    box = tuple(ctypes.byref(number) for number in numbers)
    origin = box[0], box[2]
    look: Look | None = None
    page_address = ctypes.cast(text_page, ctypes.c_void_p).value
    for index in range(pdfium.FPDFText_CountChars(text_page)):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if code in _GAPS and pdfium.FPDFText_IsGenerated(text_page, index) == 1:
            if look is not None:
                yield Glyph(" ", 0, 0, 0, 0, 0, look)
            continue
        address = _address_of_object(page_address, index) or 0
        look = looks.get(address)
        if look is None:
            look = looks[address] = _read_look(text_page, index, frame)
        pdfium.FPDFText_GetCharBox(text_page, index, *box)
        x0, y0, x1, y1 = frame.box(left.value, bottom.value, right.value, top.value)
        pdfium.FPDFText_GetCharOrigin(text_page, index, *origin)
        baseline = frame.b * left.value + frame.d * bottom.value + frame.f
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
