"""Tables and figures of scans: as they are found where the same page is drawn in lines."""

import numpy as np
import pytest

from exams.reading.page import Area, Page, Table
from exams.reading.pdf import read_pages
from exams.reading.scan_drawings import Drawings, find_drawings
from profiler_site.demo.model import Layout
from profiler_site.demo.papers import print_paper, sample_papers
from tests.corpus.hostile import one_page
from tests.corpus.raw_pdf import line
from tests.corpus.scans import scanned

TEXT = line("1. Explain the circuit below and name its parts.", 72, 760)
CURVE = b"200 500 m 260 620 340 620 400 500 c S\n"
AXES = b"200 500 m 400 500 l S 200 500 m 200 620 l S\n"
WIRES = b"130 566 m 130 480 l 330 480 l 330 566 l S 240 566 m 240 480 l S\n"
RESISTORS = b"".join(
    b"%d 566 m %d 566 l %d 574 l %d 558 l %d 574 l %d 566 l %d 566 l S\n"
    % (x, x + 20, x + 30, x + 45, x + 60, x + 70, x + 100)
    for x in (130, 230)
)
UNDERLINED = TEXT + b"72 757 m 300 757 l S\n" + line("2. Name it.", 72, 742)
SCALE = 150 / 72


def drawings(pdf: bytes, paper: int = 240, noise: float = 8.0) -> tuple[Page, Drawings]:
    """The first page as read from its text layer, and what is found on its picture."""
    page = next(iter(read_pages(pdf)))
    shown = np.asarray(scanned(pdf, paper=paper, noise=noise))
    return page, find_drawings(shown, SCALE, page.words)


def cells(tables: tuple[Table, ...]) -> list[tuple[int, ...]]:
    return [
        (c.row, c.column, *(round(side / 4) for side in (c.x0, c.top, c.x1, c.bottom)))
        for table in tables
        for c in table.cells
    ]


def test_table_of_a_scanned_sample_paper_is_that_of_the_print() -> None:
    sample = next(paper for paper in sample_papers() if paper.layout is Layout.TABLE)
    page, found = drawings(print_paper(sample))

    assert len(page.tables) == 1
    assert [len(table.cells) for table in found.tables] == [len(t.cells) for t in page.tables]
    for scan_cell, cell in zip(found.tables[0].cells, page.tables[0].cells, strict=True):
        assert (scan_cell.row, scan_cell.column) == (cell.row, cell.column)
        sides = [scan_cell.x0, scan_cell.top, scan_cell.x1, scan_cell.bottom]
        assert sides == pytest.approx([cell.x0, cell.top, cell.x1, cell.bottom], abs=2)
    assert found.figures == ()


@pytest.mark.parametrize(
    ("content", "area"),
    [
        (AXES + CURVE + line("Force", 205, 605, size=8), Area(200, 222, 400, 342)),
        (WIRES + RESISTORS, Area(130, 268, 330, 362)),
    ],
    ids=["curve with axes", "circuit"],
)
def test_drawing_on_a_scan_is_one_figure_and_no_table(content: bytes, area: Area) -> None:
    _, found = drawings(one_page(TEXT + content))

    assert found.tables == ()
    (figure,) = found.figures
    sides = [figure.x0, figure.top, figure.x1, figure.bottom]
    assert sides == pytest.approx([area.x0, area.top, area.x1, area.bottom], abs=4)


@pytest.mark.parametrize(
    "content",
    [
        b"".join(b"72 %d m 520 %d l S\n" % (y, y) for y in range(300, 600, 20)),
        b"10 10 575 822 re S\n",
        UNDERLINED,
        b"0 0 40 842 re f\n",
    ],
    ids=["answer lines", "page frame", "underline", "shadow at the edge"],
)
def test_lines_of_a_scan_that_draw_nothing_are_left_out(content: bytes) -> None:
    _, found = drawings(one_page(TEXT + content))

    assert found == Drawings((), ())
