"""Pages without a usable text layer: straightened, lit evenly, and read by OCR."""

import dataclasses
from typing import Any

import numpy as np

from exams.reading.columns import order_words
from exams.reading.geometry import frame_of
from exams.reading.ocr import read_picture
from exams.reading.page import Page, TextSource
from exams.reading.picture import draw, scale_of

_DPI = 150
_MOST_PIXELS = 6_000_000


def read_scan(document: Any, page: Page) -> Page:
    """`page` of an open PDFium document with the words that OCR finds in its picture."""
    sheet = document[page.number - 1]
    try:
        scale = scale_of(frame_of(sheet.raw), _DPI, _MOST_PIXELS)
        image = np.asarray(draw(sheet, scale))
    finally:
        sheet.close()
    words = order_words(read_picture(image, scale))
    source = TextSource.OCR if words else TextSource.NOTHING
    return dataclasses.replace(page, words=tuple(words), source=source)
