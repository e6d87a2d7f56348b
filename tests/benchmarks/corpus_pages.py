"""Pages of corpus papers as the product reads them, kept in a folder between runs.

Reading and OCR of a whole corpus takes an hour of CPU, an outline some milliseconds: who works on
outlines reads the pages once. A kept file is the JSON of `list[Page]`, without pictures.
"""

import dataclasses
from pathlib import Path

import pypdfium2
from pydantic import TypeAdapter

from exams.reading.page import Page
from exams.reading.pdf import read_layer
from exams.reading.scan import read_scan
from exams.sandbox.limits import Limits
from tests.benchmarks.labelled_papers import LabelledPaper

_PAGES = TypeAdapter(list[Page])


def labelled_pages(corpus: Path, paper: LabelledPaper, kept: Path | None) -> list[Page]:
    """The pages of a labelled paper: all of its file, or those of it in a compilation."""
    pages = pages_of(corpus, paper.path, kept)
    if paper.pages is None:
        return pages
    first, last = paper.pages
    return [page for page in pages if first <= page.number <= last]


def pages_of(corpus: Path, path: str, kept: Path | None) -> list[Page]:
    """All pages of the paper at `path` below `corpus`; kept in `kept` where it is given."""
    file = kept / (path.replace("/", "__") + ".json") if kept else None
    if file and file.exists():
        return _PAGES.validate_json(file.read_bytes())
    pages = _read(corpus / path)
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_PAGES.dump_json(pages))
    return pages


def _read(pdf: Path) -> list[Page]:
    document = pypdfium2.PdfDocument(pdf.read_bytes())
    pixels = Limits().pixels
    pages = []
    for number in range(1, len(document) + 1):
        layer = read_layer(document, number, pixels)
        page = layer.page if layer.usable else read_scan(document, layer.page, pixels)
        pages.append(dataclasses.replace(page, image=b""))
    return pages
