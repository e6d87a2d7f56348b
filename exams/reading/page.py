"""A page as reading leaves it: words with their places and looks, ruled tables, and figures.

Lengths are PDF points, the origin is the top left corner of the page as it is seen (rotation and
crop box applied); pages count from 1.
"""

from dataclasses import dataclass
from enum import StrEnum


class TextSource(StrEnum):
    """What the words of a page were read from."""

    LAYER = "layer"  # the PDF's text layer
    OCR = "ocr"  # the picture of the page
    NOTHING = "nothing"  # no words, or none that can be read


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without a gap."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float = 0.0  # font size in points; for OCR the height of the letters
    font: str = ""
    bold: bool = False
    italic: bool = False
    colour: int = 0  # that its letters are filled with, 0xRRGGBB; black for OCR


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of the page."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a ruled table."""

    row: int
    column: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is drawn with lines."""

    cells: tuple[Cell, ...]

    @property
    def area(self) -> Area:
        """The rectangle around all cells."""
        return Area(
            x0=min(cell.x0 for cell in self.cells),
            top=min(cell.top for cell in self.cells),
            x1=max(cell.x1 for cell in self.cells),
            bottom=max(cell.bottom for cell in self.cells),
        )


@dataclass(frozen=True, slots=True)
class Page:
    """One page; words are in reading order (columns, then lines, then from left to right)."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    source: TextSource = TextSource.LAYER
    tables: tuple[Table, ...] = ()
    hidden_words: int = 0
    image: bytes = b""  # PNG or WebP at 110 dpi; empty where the page could not be drawn
    figures: tuple[Area, ...] = ()  # drawings and pictures that stand among the words
