import io

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from exams.reading.ocr import Line
from exams.reading.page import Page, TextSource
from exams.reading.pdf import MOST_PIXELS, read_layer
from exams.reading.scan import read_scan, skew_of
from exams.sandbox.progress import text_of
from tests.corpus.hostile import image_only_pdf

TEXT = "1. Define a process. [5]\n2. Explain what a page table does. [7]\n3. Name a signal. [3]"


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


def test_scan_askew_and_dark_is_read_and_straightened() -> None:
    page = scan(image_only_pdf(TEXT, turned=-4, paper=150, noise=12))

    assert (page.source, text_of(page)) == (TextSource.OCR, TEXT)
    first = page.words[0]
    assert [first.x0, first.top] == pytest.approx([70, 78], abs=12)
    assert Image.open(io.BytesIO(page.image)).size == (910, 1287)


def test_skew_of_leaning_lines_is_their_angle() -> None:
    assert skew_of([level(3), level(3.2), level(2.9)]) == pytest.approx(3, abs=0.01)


def test_skew_of_level_lines_is_none() -> None:
    assert skew_of([level(0.1)] * 5) == 0


def test_skew_of_one_line_is_not_trusted() -> None:
    assert skew_of([level(5)]) == 0
