"""The process that reads a hostile file: confined first, then page by page, an answer a line."""

import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

import pypdfium2
import pypdfium2.raw as pdfium

from exams.outline.assembly import outline_of
from exams.outline.explain import reasons_of
from exams.outline.parsing import parse
from exams.reading.geometry import POINTS_PER_INCH
from exams.reading.page import Page
from exams.reading.pdf import read_layer
from exams.sandbox.limits import allow_cpu_seconds, confine
from exams.sandbox.messages import (
    MESSAGES,
    AnyMessage,
    Opened,
    Outlined,
    PageFailed,
    PageRead,
    Refused,
    Task,
    pages_of,
    wanted_pages,
)
from exams.sandbox.reading import Verdict

_logger = logging.getLogger(__name__)
_MOST_REASONS = 5000  # more labels than any paper has; they are kept with its pages
_PASSWORD_ERRORS = {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}


type ReadPage = Callable[[Any, int, int], tuple[Page, str]]


def main() -> None:
    """Read text layers, see `answer`."""
    answer(_read_layer)


def answer(read: ReadPage) -> None:
    """Do the task of the first argument on the file at standard input, pages by `read`.

    `read` gets an open document, the number of a page and the most pixels of its picture; it gives
    the page and, where it needs OCR, the key of its scan.

    The second argument numbers an open file with the messages of pages that are known already.
    """
    task = Task.model_validate_json(sys.argv[1])
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not get between the answers
    confine(task.memory_mb)
    allow_cpu_seconds(task.cpu_seconds)
    with os.fdopen(int(sys.argv[2]), "rb") as known:
        for message in read_file(sys.stdin.buffer.read(), task, _known_pages(known), read):
            answers.write(message.model_dump_json().encode() + b"\n")
            answers.flush()


def read_file(
    pdf: bytes, task: Task, known: list[PageRead], read_page: ReadPage
) -> Iterator[AnyMessage]:
    """The answers to `task`: whether the file opens, its pages, at last the outline."""
    try:
        document = pypdfium2.PdfDocument(pdf)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        protected = error.err_code in _PASSWORD_ERRORS
        yield Refused(verdict=Verdict.ENCRYPTED if protected else Verdict.CORRUPT)
        return
    yield Opened(page_count=count)
    if count > task.most_pages:
        return
    read = list(known)
    for number in wanted_pages(count, task.span) if task.pages is None else task.pages:
        allow_cpu_seconds(task.cpu_seconds)
        message = _read_page(document, number, task, read_page)
        if isinstance(message, PageRead):
            read.append(message)
        yield message
    if not any(message.needs_ocr for message in read):
        allow_cpu_seconds(task.cpu_seconds)
        yield _outlined(pages_of(read))


def _read_layer(document: Any, number: int, pixels: int) -> tuple[Page, str]:
    layer = read_layer(document, number, pixels)
    return layer.page, layer.scan_key


def _read_page(document: Any, number: int, task: Task, read: ReadPage) -> PageRead | PageFailed:
    try:
        width, height = document.get_page_size(number - 1)
        if max(width, height) > task.page_inches * POINTS_PER_INCH:
            return PageFailed(number=number, verdict=Verdict.TOO_LARGE)
        page, key = read(document, number, task.pixels)
        return PageRead.of(page, needs_ocr=bool(key), scan_key=key)
    except pypdfium2.PdfiumError:
        return PageFailed(number=number, verdict=Verdict.CORRUPT)
    except MemoryError:
        return PageFailed(number=number, verdict=Verdict.OUT_OF_MEMORY)
    except Exception:
        _logger.exception("page %d could not be read", number)
        return PageFailed(number=number, verdict=Verdict.CRASHED)


def _outlined(pages: list[Page]) -> Outlined:
    try:
        parsed = parse(pages)
        reasons = tuple(reasons_of(parsed)[:_MOST_REASONS])
        return Outlined(outline=outline_of(parsed), reasons=reasons)
    except Exception:
        _logger.exception("the outline of %d pages failed", len(pages))
        return Outlined(outline=None)


def _known_pages(lines: BinaryIO | Iterable[bytes]) -> list[PageRead]:
    messages = (MESSAGES.validate_json(line) for line in lines)
    return [message for message in messages if isinstance(message, PageRead)]
