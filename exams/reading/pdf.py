"""The pages of a PDF as positioned words. Runs only in the sandbox: PDFs are hostile until read."""

from collections.abc import Iterator
from typing import Any

import pypdfium2

from exams.reading.columns import order_words
from exams.reading.geometry import frame_of
from exams.reading.glyphs import Look, read_glyphs
from exams.reading.page import Page, TextSource, Word
from exams.reading.rules import read_rules
from exams.reading.tables import find_tables
from exams.reading.words import group_words

# Writing directions that are read: level, and straight up or down the margin.
_LEVEL, _UPRIGHT = 0.0, (90.0, -90.0)


def read_pages(pdf: bytes) -> Iterator[Page]:
    """The pages of `pdf` in order, words from the text layer in reading order.

    Raises pypdfium2.PdfiumError where the file or one of its pages cannot be opened.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        for index in range(len(document)):
            yield read_page(document, index + 1)
    finally:
        document.close()


def read_page(document: Any, number: int) -> Page:
    """Page `number` (from 1) of an open PDFium document."""
    page = document[number - 1]
    text_page = page.get_textpage()
    try:
        frame = frame_of(page.raw)
        found = group_words(read_glyphs(text_page.raw, frame))
        words = _in_order(found)
        return Page(
            number=number,
            width=round(frame.width, 2),
            height=round(frame.height, 2),
            words=tuple(words),
            tables=find_tables(read_rules(page.raw, frame), words),
            source=TextSource.LAYER if words else TextSource.NOTHING,
        )
    finally:
        text_page.close()
        page.close()


def _in_order(found: list[tuple[Word, Look]]) -> list[Word]:
    """Level words in reading order, then those along the margins; no slanted watermarks."""
    level = [word for word, look in found if look.angle == _LEVEL]
    margin = [word for word, look in found if look.angle in _UPRIGHT]
    return order_words(level) + margin
