import io

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from exams.outline import read_outline
from exams.reading.ocr import Line
from exams.reading.page import Page, TextSource
from exams.reading.pdf import MOST_PIXELS, read_layer
from exams.reading.scan import read_scan, skew_of
from exams.sandbox.progress import text_of
from tests.corpus.hostile import one_page, picture_pdf
from tests.corpus.raw_pdf import line
from tests.corpus.scans import scanned

LINES = ("1. Define a process. [5]", "2. Explain the curve. [7]", "3. Fill in the table. [3]")
TEXT = "\n".join((*LINES, "Time Load", "seven nine"))
WORDS = zip(LINES, (760, 720, 520), strict=True)
CURVE = b"200 560 m 260 700 340 700 400 560 c S 200 560 m 400 560 l S 200 560 m 200 690 l S\n"
TABLE = b"".join(b"150 %d m 350 %d l S\n" % (y, y) for y in (380, 430, 480)) + b"".join(
    b"%d 380 m %d 480 l S\n" % (x, x) for x in (150, 250, 350)
)
CELLS = ((("Time", 180, 450), ("Load", 280, 450)), (("seven", 180, 400), ("nine", 280, 400)))
PRINTED = (
    b"1.5 w "
    + b"".join(line(text, 72, y, 14) for text, y in WORDS)
    + CURVE
    + TABLE
    + b"".join(line(text, x, y, 14) for row in CELLS for text, x, y in row)
)


def scan(pdf: bytes) -> Page:
    document = pypdfium2.PdfDocument(pdf)
    layer = read_layer(document, 1)
    page = read_scan(document, layer.page, MOST_PIXELS)
    document.close()
    assert not layer.usable
    return page


def level(angle: float) -> Line:
    x, y = 100 * np.cos(np.radians(angle)), 100 * np.sin(np.radians(angle))
    corners = np.array([[0, 0], [x, y], [x, y + 9], [0, 9]], dtype=np.float32)
    return Line(corners, "words", 0.9)


def test_scan_askew_and_dark_is_straightened_and_its_drawings_belong_to_questions() -> None:
    picture = scanned(one_page(PRINTED), turned=-4, paper=150, noise=12)
    page = scan(picture_pdf(picture))

    assert (page.source, text_of(page)) == (TextSource.OCR, TEXT)
    first = page.words[0]
    assert [first.x0, first.top] == pytest.approx([72, 70], abs=12)
    assert Image.open(io.BytesIO(page.image)).size == (910, 1287)
    assert [(cell.row, cell.column) for cell in page.tables[0].cells] == [
        (0, 0), (0, 1), (1, 0), (1, 1),
    ]  # fmt: skip
    drawn = [
        (one.number, [round(side, -1) for one in one.figures for side in (one.top, one.bottom)])
        for one in read_outline([page]).questions
    ]
    assert drawn == [("1", []), ("2", [150, 280]), ("3", [360, 460])]


def test_skew_of_leaning_lines_is_their_angle() -> None:
    assert skew_of([level(3), level(3.2), level(2.9)]) == pytest.approx(3, abs=0.01)


def test_skew_of_level_lines_is_none() -> None:
    assert skew_of([level(0.1)] * 5) == 0


def test_skew_of_one_line_is_not_trusted() -> None:
    assert skew_of([level(5)]) == 0
