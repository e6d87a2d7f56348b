"""Characters of a page with their places and looks, as PDFium knows them."""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from exams.reading.geometry import Frame
from exams.reading.spelling import spell

_LINE_ENDS = {0x0A, 0x0D}  # PDFium puts them in; as a code of the page they are letters
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
    """One character; `text` is more than one letter for a ligature."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    look: Look


def read_glyphs(text_page: Any, frame: Frame) -> Iterator[Glyph | None]:
    """The characters of a PDFium text page in its own order, None for the gaps between words.

    `frame` turns PDF coordinates into those of the page as it is seen, in points.
    """
    page = _address(text_page)
    count = pdfium.FPDFText_CountChars(text_page)
    known = _Looks(text_page, frame)
    texts: list[str] = []
    looks: list[Look | None] = []
    places = np.zeros((count, 6))
    for index, at in enumerate(range(places.ctypes.data, places.ctypes.data + 48 * count, 48)):
        code = _unicode(page, index)
        ends = code in _LINE_ENDS and pdfium.FPDFText_IsGenerated(text_page, index) == 1
        texts.append(" " if ends else spell(code))
        if texts[-1] == " ":
            looks.append(None)
            continue
        looks.append(known.of(index, _address_of_object(page, index) or 0))
        _char_box(page, index, at, at + 8, at + 16, at + 24)
        _char_origin(page, index, at + 32, at + 40)
    left, right, bottom, top, x, y = places.T
    boxes = frame.boxes(left, bottom, right, top)
    baselines = frame.b * x + frame.d * y + frame.f
    sides = (side.tolist() for side in (*boxes, baselines))
    for text, look, x0, y0, x1, y1, baseline in zip(texts, looks, *sides, strict=True):
        yield Glyph(text, x0, y0, x1, y1, baseline, look) if look else None


class _Looks:
    """The looks of a text page, each read once: they belong to its objects and their fonts."""

    def __init__(self, text_page: Any, frame: Frame) -> None:
        self._text_page, self._frame = text_page, frame
        self._by_object: dict[int, Look] = {}
        self._by_font: dict[int, _Font] = {}

    def of(self, index: int, address: int) -> Look:
        """The look of the letter at `index`, whose text object lies at `address`."""
        look = self._by_object.get(address)
        if look is None:
            look = self._by_object[address] = self._read(index, address)
        return look

    def _read(self, index: int, address: int) -> Look:
        text_object = pdfium.FPDFText_GetTextObject(self._text_page, index)
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self._text_page, index, matrix)
        font = self._font(index, _address(pdfium.FPDFTextObj_GetFont(text_object)))
        mode = pdfium.FPDFTextObj_GetTextRenderMode(text_object) if text_object else 0
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        return Look(
            size=round(abs(pdfium.FPDFText_GetFontSize(self._text_page, index)) * scale, 2),
            font=font.name,
            bold=font.bold or mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE,
            italic=font.italic,
            angle=self._frame.angle(matrix.a, matrix.b),
            address=address,
            handle=text_object,
        )

    def _font(self, index: int, address: int) -> "_Font":
        font = self._by_font.get(address)
        if font is None:
            font = self._by_font[address] = _read_font(self._text_page, index)
        return font


@dataclass(frozen=True, slots=True)
class _Font:
    name: str
    bold: bool
    italic: bool


def _read_font(text_page: Any, index: int) -> _Font:
    bits = ctypes.c_int()
    buffer = ctypes.create_string_buffer(128)
    length = pdfium.FPDFText_GetFontInfo(text_page, index, buffer, 128, ctypes.byref(bits))
    name = buffer.value.decode("utf-8", "replace") if length <= len(buffer) else ""
    name, flags = _SUBSET_PREFIX.sub("", name), bits.value
    heavy = pdfium.FPDFText_GetFontWeight(text_page, index) >= _BOLD_WEIGHT
    return _Font(
        name=name,
        bold=heavy or bool(flags & _FORCE_BOLD_FLAG or _BOLD_NAME.search(name)),
        italic=bool(flags & _ITALIC_FLAG or _ITALIC_NAME.search(name)),
    )


def _address(handle: Any) -> int:
    """Where what a handle of PDFium stands for lies in memory; 0 for none."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0
