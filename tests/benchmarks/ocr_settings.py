"""OCR by settings, and how worn scans are read.

    ocr_settings.py CORPUS [--setting DPI:SIDE[:NAME=VALUE,...] ...] [--worn]

CORPUS holds `gold/*.json`, each with `pdf` (a path relative to CORPUS) and `questions` with `page`
and `text_start`, and the papers of our own labels. Their scanned pages are read with each setting,
in a process of its own:

* words: share of gold leaves whose first letters OCR finds
* leaves, right: of the outline, by place, as in `label_scores`, over gold and our own labels
* CPU-s: of reading one scanned page; MB: the most memory that the process took

NAME is one of RapidOCR's settings, such as Det.unclip_ratio. With `--worn` generated scans are
turned, darkened and made noisy instead; recall is the share of their words that is found.
"""

import argparse
import json
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
import pypdfium2

from exams.outline import read_outline
from exams.reading import ocr, scan
from exams.reading.page import Page
from exams.reading.pdf import MOST_PIXELS, read_layer
from tests.benchmarks.label_scores import Tally, tally_of
from tests.benchmarks.labelled_papers import LabelledPaper, gold_labels, own_labels
from tests.corpus.hostile import image_only_pdf

SETTINGS = (
    *("100:1180", "110:1280", "120:1400", "130:1500", "140:1620", "150:1280", "150:1740"),
    *("160:1860", "180:2100", "200:2340", "300:3510"),
    "110:1280:Rec.rec_batch_num=6",
    "110:1280:Global.use_cls=true",
    "110:1280:Det.unclip_ratio=1.4",
    "110:1280:Det.unclip_ratio=1.8",
    "110:1280:Det.box_thresh=0.4",
    "110:1280:Det.box_thresh=0.6",
)
LARGEST = 10_000_000  # pixels: an A4 page at 300 dpi, more than the product allows
WIDTH = 44
TEXT = "\n".join(
    f"{n}. Explain how the scheduler {verb} a process of class {n}. [{n + 2}]"
    for n, verb in enumerate(("starts", "stops", "delays", "wakes", "moves", "ends") * 3, 1)
)
# Degrees, lightness of the paper (of 255), and the standard deviation of grey noise.
WEAR: tuple[tuple[float, int, float], ...] = (
    (0, 255, 0),
    (2, 255, 0),
    (5, 255, 0),
    (-5, 255, 0),
    (0, 150, 0),
    (0, 90, 0),
    (0, 255, 25),
    (0, 255, 50),
    (5, 120, 25),
)


def main() -> None:
    """Print a line for each setting, or for each kind of wear."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--setting", nargs="*", default=SETTINGS, help="such as 110:1280")
    parser.add_argument("--worn", action="store_true", help="read generated, worn scans")
    options = parser.parse_args()
    lines = _worn() if options.worn else _settings(options.corpus, options.setting)
    for line in lines:
        sys.stdout.write(line)
        sys.stdout.flush()


def _settings(corpus: Path, chosen: list[str]) -> Iterator[str]:
    yield f"{'setting':{WIDTH}s}  words  leaves  right  CPU-s    MB\n"
    for setting in chosen:
        with ProcessPoolExecutor(1, get_context("spawn")) as process:
            yield process.submit(_row, corpus, setting).result()


def _row(corpus: Path, setting: str) -> str:
    """The line of the table for one setting."""
    dpi, side, *more = setting.split(":", 2)
    _set(float(dpi), int(side), more[0] if more else "")
    found = wanted = count = 0
    seconds, tally = 0.0, Tally()
    for paper in [*own_labels(), *gold_labels(corpus)]:
        if paper.kind == "born-digital":
            continue
        pages, spent, scans = _read(corpus, paper)
        seconds, count = seconds + spent, count + len(scans)
        tally = tally.plus(tally_of(read_outline(pages), paper))
        hits = list(_starts_found(corpus / "gold" / f"{paper.name}.json", scans))
        found, wanted = found + sum(hits), wanted + len(hits)
    recall, *_, right = tally.shares()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{setting:{WIDTH}s} {found / max(1, wanted):6.3f} {recall or 0:7.3f} {right or 0:6.3f} "
        f"{seconds / max(1, count):6.2f} {memory:5.0f}\n"
    )


def _set(dpi: Any, side: int, more: str) -> None:
    vars(scan).update(DPI=dpi)
    settings: dict[str, Any] = ocr._SETTINGS
    settings["Det.limit_side_len"] = side
    settings["Global.max_side_len"] = max(2000, side)
    for pair in filter(None, more.split(",")):
        name, _, value = pair.partition("=")
        settings[name] = json.loads(value)
    ocr.read_lines(np.full((64, 64, 3), 255, np.uint8))  # loads the models


def _read(corpus: Path, paper: LabelledPaper) -> tuple[list[Page], float, list[Page]]:
    """The pages of a paper, the CPU seconds for those that are scans, and these."""
    document = pypdfium2.PdfDocument(corpus / paper.path)
    first, last = paper.pages or (1, len(document))
    pages, scans, seconds = [], [], 0.0
    for number in range(first, last + 1):
        layer = read_layer(document, number)
        page = layer.page
        if not layer.usable:
            page, spent = _timed(document, page)
            scans.append(page)
            seconds += spent
        pages.append(page)
    return pages, seconds, scans


def _starts_found(gold: Path, scans: list[Page]) -> Iterator[bool]:
    """For each leaf of a gold file on these pages whether its first letters were read."""
    if not gold.exists():
        return
    for page in scans:
        text = _bare(" ".join(word.text for word in page.words))
        for one in json.loads(gold.read_text())["questions"]:
            if one["page"] == page.number:
                yield _bare(one["text_start"]) in text


def _worn() -> Iterator[str]:
    yield f"{'turned':>7s} {'paper':>6s} {'noise':>6s} {'recall':>7s} {'CPU-s':>6s}\n"
    known = Counter(TEXT.split())
    for turned, paper, noise in WEAR:
        document = pypdfium2.PdfDocument(image_only_pdf(TEXT, turned, paper, noise))
        page, spent = _timed(document, read_layer(document, 1).page, MOST_PIXELS)
        hits = (known & Counter(word.text for word in page.words)).total()
        recall = hits / known.total()
        yield f"{turned:7.0f} {paper:6d} {noise:6.0f} {recall:7.3f} {spent:6.2f}\n"


def _timed(document: Any, page: Page, pixels: int = LARGEST) -> tuple[Page, float]:
    start = time.process_time()
    read = scan.read_scan(document, page, pixels)
    return read, time.process_time() - start


def _bare(text: str) -> str:
    """Letters and digits alone, in small letters."""
    return re.sub(r"[\W_]+", "", text).lower()


if __name__ == "__main__":
    main()
