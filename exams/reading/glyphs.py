"""Characters of a page with their places and looks, as PDFium knows them."""

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from exams.reading.addresses import ADDRESS, NUMBER, address_of, by_address
from exams.reading.geometry import Frame
from exams.reading.spelling import spell

_LINE_ENDS = {0x0A, 0x0D}  # PDFium puts them in; as a code of the page they are letters
_ITALIC_FLAG = 1 << 6  # bits of a font descriptor's /Flags (PDF 32000-1, table 123)
_FORCE_BOLD_FLAG = 1 << 18
_BOLD_WEIGHT = 600
_BOLD_NAME = re.compile(r"bold|black|heavy|demi|cmbx|cmssbx|sfbx|-bd", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"ital|oblique|slanted|cmti|cmmi|cmsl|sfti", re.IGNORECASE)
_SUBSET_PREFIX = re.compile(r"^[A-Z]{6}\+")


_PLACE = (ADDRESS, NUMBER)
_unicode = by_address(pdfium.FPDFText_GetUnicode, ctypes.c_uint, *_PLACE)
_object = by_address(pdfium.FPDFText_GetTextObject, ADDRESS, *_PLACE)
_box = by_address(pdfium.FPDFText_GetCharBox, NUMBER, *_PLACE, *(4 * [ADDRESS]))
_origin = by_address(pdfium.FPDFText_GetCharOrigin, NUMBER, *_PLACE, ADDRESS, ADDRESS)
_matrix = by_address(pdfium.FPDFText_GetMatrix, NUMBER, *_PLACE, ADDRESS)
_size = by_address(pdfium.FPDFText_GetFontSize, ctypes.c_double, *_PLACE)
_font = by_address(pdfium.FPDFTextObj_GetFont, ADDRESS, ADDRESS)
_fill = by_address(pdfium.FPDFPageObj_GetFillColor, NUMBER, ADDRESS, *(4 * [ADDRESS]))
_mode = by_address(pdfium.FPDFTextObj_GetTextRenderMode, NUMBER, ADDRESS)
_SHADES = (ctypes.c_uint * 4)()  # red, green, blue, alpha: made once, since pages are read singly
_SHADE_PLACES = tuple(
    ctypes.addressof(_SHADES) + ctypes.sizeof(ctypes.c_uint) * n for n in range(4)
)
_ROW, _NUMBER_BYTES = 6, 8  # of the places of letters: four sides, and the origin


@dataclass(frozen=True, slots=True)
class Look:
    """What the characters of one text object have in common.

    `angle` is the writing direction in degrees clockwise on the page as it is seen, 0 for
    ordinary lines. `address` is where the PDFium text object lies in memory, 0 for none.
    """

    size: float
    font: str
    bold: bool
    italic: bool
    angle: float
    address: int
    colour: int = 0  # 0xRRGGBB


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
    page = address_of(text_page)
    texts = _texts(text_page, page)
    looks = _looks(text_page, page, frame, texts)
    places = np.zeros((len(texts), _ROW))
    first, step = places.ctypes.data, _NUMBER_BYTES
    for index, look in enumerate(looks):
        if look:
            at = first + _ROW * step * index
            _box(page, index, at, at + step, at + 2 * step, at + 3 * step)
            _origin(page, index, at + 4 * step, at + 5 * step)
    left, right, bottom, top, x, y = places.T
    boxes = frame.boxes(left, bottom, right, top)
    baselines = frame.b * x + frame.d * y + frame.f
    sides = (side.tolist() for side in (*boxes, baselines))
    for text, look, x0, y0, x1, y1, baseline in zip(texts, looks, *sides, strict=True):
        yield Glyph(text, x0, y0, x1, y1, baseline, look) if look else None


def _texts(text_page: Any, page: int) -> list[str]:
    """What each character says, a space for each kind of gap."""
    codes = [_unicode(page, index) for index in range(pdfium.FPDFText_CountChars(text_page))]
    texts = [spell(code) for code in codes]
    for index, code in enumerate(codes):
        if code in _LINE_ENDS and pdfium.FPDFText_IsGenerated(text_page, index) == 1:
            texts[index] = " "
    return texts


def _looks(text_page: Any, page: int, frame: Frame, texts: Sequence[str]) -> list[Look | None]:
    """The look of each character, None for gaps; those of an object and of a font are read once."""
    known: dict[int, Look] = {}
    fonts: dict[int, _Font] = {}
    looks: list[Look | None] = []
    for index, text in enumerate(texts):
        if text == " ":
            looks.append(None)
            continue
        address = _object(page, index) or 0
        look = known.get(address)
        if look is None:
            font = _font(address) or 0
            if font not in fonts:
                fonts[font] = _read_font(text_page, index)
            look = known[address] = _read_look(page, index, address, fonts[font], frame)
        looks.append(look)
    return looks


def _read_look(page: int, index: int, address: int, font: "_Font", frame: Frame) -> Look:
    matrix = pdfium.FS_MATRIX()
    _matrix(page, index, ctypes.addressof(matrix))
    scale = math.hypot(matrix.c, matrix.d) or 1.0
    stroked = address and _mode(address) == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
    return Look(
        size=round(abs(_size(page, index)) * scale, 2),
        font=font.name,
        bold=font.bold or bool(stroked),
        italic=font.italic,
        angle=frame.angle(matrix.a, matrix.b),
        address=address,
        colour=_colour(address) if address else 0,
    )


def _colour(address: int) -> int:
    """The colour that a text object is filled with as 0xRRGGBB; black where it is not known."""
    if not _fill(address, *_SHADE_PLACES):
        return 0
    return _SHADES[0] << 16 | _SHADES[1] << 8 | _SHADES[2]


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
