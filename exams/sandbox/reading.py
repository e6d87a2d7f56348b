"""What comes out of the sandbox: a verdict for the file and for each page, never an exception."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from exams.outline.explain import Explained
from exams.outline.model import Outline


class Verdict(StrEnum):
    """How reading a file or a page ended."""

    OK = "ok"
    SCANNED = "scanned"  # read, by OCR
    EMPTY = "empty"  # nothing to read
    NOT_PDF = "not_pdf"
    ENCRYPTED = "encrypted"
    CORRUPT = "corrupt"
    TOO_LARGE = "too_large"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    CRASHED = "crashed"

    @property
    def readable(self) -> bool:
        """Whether there is something to go on with."""
        return self in {Verdict.OK, Verdict.SCANNED}


class PageReading(BaseModel):
    """One page: its size in points, its text in reading order, its picture, and what was decided.

    `reasons` say of each place that may be a label or a mark what it was taken for, and why.
    """

    model_config = ConfigDict(frozen=True)

    number: int
    width: float
    height: float
    verdict: Verdict
    text: str = ""
    hidden_words: int = 0
    image: bytes = b""  # PNG or WebP at 110 dpi; empty where the page could not be drawn
    reasons: tuple[Explained, ...] = ()


class Reading(BaseModel):
    """One file: the verdict with words for staff, its pages and its outline."""

    model_config = ConfigDict(frozen=True)

    verdict: Verdict
    detail: str = ""  # what was wrong, where, and what to do; empty when all is well
    page_count: int = 0
    pages: tuple[PageReading, ...] = ()
    outline: Outline | None = None
