"""Reading a PDF from outside: the file is looked at by children only."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from exams.reading.page import Page
from exams.sandbox import wording
from exams.sandbox.conversation import Conversation
from exams.sandbox.limits import Limits
from exams.sandbox.messages import pages_of
from exams.sandbox.progress import Progress
from exams.sandbox.reading import Reading, Verdict
from exams.sandbox.scan_cache import ScanCache

_USUAL = Limits()
_SIGNATURE = b"%PDF-"
_SIGNATURE_WITHIN = 1024  # bytes; viewers allow other bytes before it


def read_pdf(
    pdf: Path | bytes,
    *,
    limits: Limits = _USUAL,
    scans: ScanCache | None = None,
    span: tuple[int, int] | None = None,
) -> Reading:
    """What can be read of the file `pdf`: verdict, pages and outline. Never raises for bad input.

    The file is parsed in child processes of their own, confined by `limits`. A page that kills
    one is left out, with its verdict, and the next child goes on behind it. Pages that `scans`
    knows cost no OCR; it must belong to the institution whose file this is. With `span` only
    these pages count, the first and the last given by their numbers in the file.
    """
    return read_pages(pdf, limits=limits, scans=scans, span=span)[0]


def read_pages(
    pdf: Path | bytes,
    *,
    limits: Limits = _USUAL,
    scans: ScanCache | None = None,
    span: tuple[int, int] | None = None,
) -> tuple[Reading, list[Page]]:
    """As `read_pdf`, and beside it the pages with the words that the outline was made from."""
    with ExitStack() as stack:
        try:
            opened = pdf.open("rb") if isinstance(pdf, Path) else _stored(pdf)
            file = stack.enter_context(opened)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            return Reading(verdict=Verdict.CORRUPT, detail=wording.unopened(reason)), []
        if refusal := _refusal(file, limits):
            return refusal, []
        progress = _read(file, Progress(limits, scans, span))
        return progress.reading(), pages_of(list(progress.pages.values()))


@contextmanager
def _stored(pdf: bytes) -> Iterator[BinaryIO]:
    """`pdf` as an open file without a name."""
    with tempfile.TemporaryFile() as file:
        file.write(pdf)
        file.flush()
        yield file


def _refusal(file: BinaryIO, limits: Limits) -> Reading | None:
    """What can be said of a file without parsing it."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if size == 0:
        return Reading(verdict=Verdict.EMPTY, detail=wording.empty_file())
    if size > limits.file_bytes:
        detail = wording.too_many_bytes(size, limits.file_bytes)
        return Reading(verdict=Verdict.TOO_LARGE, detail=detail)
    if _SIGNATURE not in file.read(_SIGNATURE_WITHIN):
        return Reading(verdict=Verdict.NOT_PDF, detail=wording.FILE_WORDS[Verdict.NOT_PDF])
    return None


def _read(file: BinaryIO, progress: Progress) -> Progress:
    limits = progress.limits
    deadline = time.monotonic() + limits.file_seconds
    while task := progress.next_task():
        conversation = Conversation(task, file, progress.known())
        seconds = limits.ocr_page_seconds if task.ocr else limits.page_seconds
        for message in conversation.answers(seconds, deadline, limits.message_bytes):
            progress.note(message)
        if time.monotonic() > deadline:
            progress.give_up(Verdict.TIMED_OUT)
            break
        if conversation.verdict or progress.next_task() == task:
            progress.blame(conversation.verdict or Verdict.CRASHED)
    if progress.scans:
        progress.scans.trim()
    return progress
