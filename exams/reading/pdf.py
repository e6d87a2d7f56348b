"""The pages of a PDF as positioned words. Runs only in the sandbox: PDFs are hostile until read."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2

from exams.reading.columns import order_words
from exams.reading.figures import find_figures
from exams.reading.geometry import frame_of
from exams.reading.glyphs import read_glyphs
from exams.reading.ink import boxes_beside, seen_runs
from exams.reading.objects import picture_share, walk
from exams.reading.page import Page, TextSource, Word
from exams.reading.picture import DPI, draw_dots, encode, grey_of, scale_of
from exams.reading.quality import is_usable
from exams.reading.rules import read_rules
from exams.reading.scan_key import scan_key
from exams.reading.tables import find_tables
from exams.reading.words import Run, group_words

MOST_PIXELS = 4_000_000
# Writing directions that are read: level, and straight up or down the margin.
_LARGE, _PALEST = 30.0, (0xB0, 0xF8)  # points; the darkest shade of pale letters, and white
_LEVEL, _UPRIGHT = 0.0, (90.0, -90.0)
# By how many degrees a page is turned on which most words run in another direction.
_TURNS, _MOSTLY = {90.0: 270, -90.0: 90, 180.0: 180, -180.0: 180}, 0.6


@dataclass(frozen=True, slots=True)
class LayerReading:
    """A page as its text layer has it.

    `scan_key` names the scan where the layer is not good enough to go without OCR, else it is
    empty.
    """

    page: Page
    scan_key: str = ""

    @property
    def usable(self) -> bool:
        """Whether the text layer can stand for the page."""
        return not self.scan_key


def read_pages(pdf: bytes, most_pixels: int = MOST_PIXELS) -> Iterator[Page]:
    """The pages of `pdf` in order, words from the text layer in reading order.

    Raises pypdfium2.PdfiumError where the file or one of its pages cannot be opened.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        for index in range(len(document)):
            yield read_layer(document, index + 1, most_pixels).page
    finally:
        document.close()


def read_layer(document: Any, number: int, most_pixels: int = MOST_PIXELS) -> LayerReading:
    """What can be seen of the text layer of page `number` (from 1) of an open PDFium document."""
    sheet = document[number - 1]
    try:
        text_page, runs = _read_upright(sheet)
        frame = frame_of(sheet.raw)
        scale = scale_of(frame, DPI, most_pixels)
        image = draw_dots(sheet, scale)
        shown = grey_of(image)
        drawn, complete = walk(sheet.raw, frame)
        others = boxes_beside(sheet.raw, runs, drawn) if complete else None
        seen = seen_runs(sheet, runs, shown, scale, others) if runs else []
        text_page.close()  # not before: the letters' objects live as long
        words = _in_order(seen)
        tables = find_tables(read_rules(drawn), words)
        page = Page(
            number=number,
            width=round(frame.width, 2),
            height=round(frame.height, 2),
            words=tuple(words),
            tables=tables,
            source=TextSource.LAYER if words else TextSource.NOTHING,
            hidden_words=len(runs) - len(seen),
            image=encode(image, shown),
            figures=find_figures(drawn, frame, words, tables, shown),
        )
        if is_usable(page, shown, picture_share(drawn, frame)):
            return LayerReading(page)
        return LayerReading(page, scan_key(image.convert("RGB").tobytes(), shown, page))
    finally:
        sheet.close()


def _read_upright(sheet: Any) -> tuple[Any, list[Run]]:
    """The open text page and its words, the sheet turned so that most of them are level."""
    text_page, runs = _read_runs(sheet)
    angles = Counter(run.look.angle for run in runs)
    angle, count = angles.most_common(1)[0] if angles else (_LEVEL, 0)
    if angle in _TURNS and count > _MOSTLY * len(runs):
        text_page.close()
        sheet.set_rotation((sheet.get_rotation() + _TURNS[angle]) % 360)
        text_page, runs = _read_runs(sheet)
    return text_page, [run for run in runs if _is_read(run)]


def _read_runs(sheet: Any) -> tuple[Any, list[Run]]:
    text_page = sheet.get_textpage()
    return text_page, group_words(read_glyphs(text_page.raw, frame_of(sheet.raw)))


def _is_read(run: Run) -> bool:
    """Whether a word is written level or upright, and not as large and pale as watermarks are."""
    look = run.look
    watermark = look.size >= _LARGE and _is_pale(look.colour)
    return not watermark and (look.angle == _LEVEL or look.angle in _UPRIGHT)


def _is_pale(colour: int) -> bool:
    """Whether a colour is light and yet not white, which is for letters on dark ground."""
    shades = colour.to_bytes(3)
    return min(shades) >= _PALEST[0] and min(shades) < _PALEST[1]


def _in_order(runs: Sequence[Run]) -> list[Word]:
    """Level words in reading order, then those along the margins."""
    level = [run.word for run in runs if run.look.angle == _LEVEL]
    return order_words(level) + [run.word for run in runs if run.look.angle != _LEVEL]
