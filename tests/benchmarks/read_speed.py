"""What reading text pages costs, stage by stage, against PDFium that only gives their text.

    read_speed.py CORPUS [--every N]

CORPUS holds `manifest.csv` (with `path`). Every Nth paper is read in this process, the pages that
need OCR left out. CPU time of this process is measured; other load on the machine raises all of
it, so that the ratios say more than the milliseconds.
"""

import argparse
import csv
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import pypdfium2

from exams.outline import read_outline
from exams.reading.columns import order_words
from exams.reading.figures import find_figures
from exams.reading.geometry import frame_of
from exams.reading.glyphs import read_glyphs
from exams.reading.ink import boxes_beside, seen_runs
from exams.reading.objects import walk
from exams.reading.page import Page
from exams.reading.pdf import MOST_PIXELS, read_layer
from exams.reading.picture import DPI, draw_dots, encode, grey_of, scale_of
from exams.reading.rules import read_rules
from exams.reading.tables import find_tables
from exams.reading.words import group_words
from exams.sandbox.messages import MESSAGES, PageRead


class Clock:
    """CPU seconds by stage, in the order in which the stages came first."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    def __call__[T](self, stage: str, work: Callable[[], T]) -> T:
        start = time.process_time()
        result = work()
        self.spent[stage] = self.spent.get(stage, 0.0) + time.process_time() - start
        return result


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--every", type=int, default=4, help="read each so-manieth paper (4)")
    options = parser.parse_args()
    rows = list(csv.DictReader((options.corpus / "manifest.csv").open()))
    clock, count = Clock(), 0
    for row in rows[:: options.every]:
        pages = list(_pages((options.corpus / row["path"]).read_bytes(), clock))
        clock("from child to parent", partial(_carried, pages))
        clock("outline", partial(read_outline, pages))
        count += len(pages)
    sys.stdout.writelines(_table(clock.spent, count))


def _pages(pdf: bytes, clock: Clock) -> Iterator[Page]:
    """The text pages of a file; each is read once whole and once by stages."""
    document = pypdfium2.PdfDocument(pdf)
    for number in range(1, len(document) + 1):
        start = time.process_time()
        layer = read_layer(document, number)
        whole = time.process_time() - start
        if layer.usable and layer.page.words:
            clock.spent["page, whole"] = clock.spent.get("page, whole", 0.0) + whole
            _time_stages(document, number, clock)
            yield layer.page


def _time_stages(document: Any, number: int, clock: Clock) -> None:
    """The stages of `exams.reading.pdf.read_layer`, as it calls them."""
    clock("bare PDFium: open and text", lambda: _bare(document, number))
    sheet = document[number - 1]
    frame = frame_of(sheet.raw)
    scale = scale_of(frame, DPI, MOST_PIXELS)
    text_page = sheet.get_textpage()
    runs = clock("letters to words", lambda: group_words(read_glyphs(text_page.raw, frame)))
    image = clock("drawing", lambda: draw_dots(sheet, scale))
    shown = clock("grey values", lambda: grey_of(image))
    drawn, complete = clock("objects", lambda: walk(sheet.raw, frame))
    others = boxes_beside(sheet.raw, runs, drawn) if complete else None
    seen = clock("hidden-text check", lambda: seen_runs(sheet, runs, shown, scale, others))
    text_page.close()
    words = clock("reading order", lambda: order_words([run.word for run in seen]))
    tables = clock("tables", lambda: find_tables(read_rules(drawn), words))
    clock("figures", lambda: find_figures(drawn, frame, words, tables, shown))
    clock("picture as a file", lambda: encode(image, shown))
    sheet.close()


def _carried(pages: list[Page]) -> list[Page]:
    """The pages as the parent gets them from the process that reads."""
    lines = [PageRead.of(page, needs_ocr=False).model_dump_json() for page in pages]
    read = [MESSAGES.validate_json(line) for line in lines]
    return [message.page() for message in read if isinstance(message, PageRead)]


def _bare(document: Any, number: int) -> str:
    sheet = document[number - 1]
    text_page = sheet.get_textpage()
    text: str = text_page.get_text_bounded()
    text_page.close()
    sheet.close()
    return text


def _table(spent: dict[str, float], count: int) -> Iterator[str]:
    bare = spent["bare PDFium: open and text"]
    yield f"{count} text pages\n{'stage':28s} {'ms a page':>10s} {'x bare':>8s}\n"
    for stage, seconds in spent.items():
        yield f"{stage:28s} {1000 * seconds / count:10.2f} {seconds / bare:8.1f}\n"
    whole = spent["page, whole"]
    yield f"\npages a CPU-second: {count / whole:.1f} read, "
    yield f"{count / (whole + spent['outline']):.1f} with the outline\n"


if __name__ == "__main__":
    main()
