"""Generated pages as a PDF file, so that a few of them go through the whole reader."""

from collections.abc import Sequence

from exams.reading.page import Page, Table
from tests.corpus.raw_pdf import CATALOG, Objects, line, page, write

_SIZE, _ASCENT = 9.0, 9.0  # points
# Letters as wide as those of the printer, 5 points: with Helvetica's own widths the words would
# stand apart as they do in no print.
_WIDTHS = b" ".join([b"555.6"] * 224)
_FONT = (
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding "
    b"/FirstChar 32 /LastChar 255 /Widths [%s] >>" % _WIDTHS
)


def pdf_of(pages: Sequence[Page]) -> bytes:
    """The words at their places in Helvetica, and the rules of tables.

    Words that Windows-1252 cannot hold raise UnicodeEncodeError.
    """
    first = 6
    numbers = [first + 2 * index for index in range(len(pages))]
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects: Objects = {
        1: CATALOG,
        2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        5: _FONT,
    }
    for number, one in zip(numbers, pages, strict=True):
        objects[number] = page(number + 1)
        objects[number + 1] = _content(one)
    return write(objects)


def _content(one: Page) -> bytes:
    words = b"".join(
        line(word.text, word.x0, one.height - word.top - _ASCENT, _SIZE) for word in one.words
    )
    return words + b"".join(_rules(table, one.height) for table in one.tables)


def _rules(table: Table, height: float) -> bytes:
    boxes = (
        (cell.x0, height - cell.bottom, cell.x1 - cell.x0, cell.bottom - cell.top)
        for cell in table.cells
    )
    return b"".join(b"%g %g %g %g re S\n" % box for box in boxes)
