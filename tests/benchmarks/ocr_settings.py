"""OCR by settings, and how worn scans are read: word recall and CPU seconds a page.

    ocr_settings.py CORPUS [--setting DPI:SIDE ...] [--worn]

CORPUS holds `gold/*.json`, each with `pdf` (a path relative to CORPUS) and `questions` with `page`
and `text_start`. Recall is the share of leaves on pages without a usable text layer whose
first words OCR finds. With `--worn` generated scans are turned, darkened and made noisy instead;
their words are known, and recall is the share of them that is found.
"""

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import pypdfium2

from exams.reading import ocr, scan
from exams.reading.page import Page
from exams.reading.pdf import MOST_PIXELS, read_layer
from exams.reading.picture import DPI
from tests.corpus.hostile import image_only_pdf

SETTINGS = ("110:1280", "130:1500", "150:1280", "180:2000")
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
    yield f"{'dpi':>4s} {'side':>5s} {'recall':>7s} {'CPU-s a page':>13s}\n"
    usual = DPI, ocr._SETTINGS["Det.limit_side_len"]
    for setting in chosen:
        dpi, side = map(int, setting.split(":"))
        _set(dpi, side)
        found, wanted, seconds, count = _read_gold(corpus)
        yield f"{dpi:4d} {side:5d} {found / max(1, wanted):7.3f} {seconds / max(1, count):13.2f}\n"
    _set(*usual)


def _set(dpi: Any, side: Any) -> None:
    vars(scan).update(DPI=dpi)
    ocr._SETTINGS["Det.limit_side_len"] = side
    ocr._engine.cache_clear()


def _read_gold(corpus: Path) -> tuple[int, int, float, int]:
    """Leaves found, leaves looked for, CPU seconds, and pages read."""
    found = wanted = count = 0
    seconds = 0.0
    for file in sorted((corpus / "gold").glob("*.json")):
        gold = json.loads(file.read_text())
        document = pypdfium2.PdfDocument(corpus / gold["pdf"])
        for number in range(1, len(document) + 1):
            layer = read_layer(document, number)
            starts = [
                _bare(one["text_start"]) for one in gold["questions"] if one["page"] == number
            ]
            if layer.usable or not starts:
                continue
            page, spent = _timed(document, layer.page)
            text = _bare(" ".join(word.text for word in page.words))
            found += sum(start in text for start in starts)
            wanted, count, seconds = wanted + len(starts), count + 1, seconds + spent
    return found, wanted, seconds, count


def _worn() -> Iterator[str]:
    yield f"{'turned':>7s} {'paper':>6s} {'noise':>6s} {'recall':>7s} {'CPU-s':>6s}\n"
    known = Counter(TEXT.split())
    for turned, paper, noise in WEAR:
        document = pypdfium2.PdfDocument(image_only_pdf(TEXT, turned, paper, noise))
        page, spent = _timed(document, read_layer(document, 1).page)
        hits = (known & Counter(word.text for word in page.words)).total()
        recall = hits / known.total()
        yield f"{turned:7.0f} {paper:6d} {noise:6.0f} {recall:7.3f} {spent:6.2f}\n"


def _timed(document: Any, page: Page) -> tuple[Page, float]:
    start = time.process_time()
    read = scan.read_scan(document, page, MOST_PIXELS)
    return read, time.process_time() - start


def _bare(text: str) -> str:
    """Letters and digits alone, in small letters."""
    return re.sub(r"[\W_]+", "", text).lower()


if __name__ == "__main__":
    main()
