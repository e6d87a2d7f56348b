"""What the child tells its parent, a JSON line each.

The parent trusts no more than these shapes: a child that a hostile file has taken over can say
wrong things about that file, and nothing else.
"""

import base64
from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from exams.outline.explain import Explained
from exams.outline.model import Outline
from exams.reading.page import Area, Cell, Page, Table, TextSource, Word
from exams.sandbox.reading import Verdict

type Numbers = tuple[float, float, float, float]
type WordRow = tuple[str, float, float, float, float, float, str, bool, bool, int]
type CellRow = tuple[int, int, float, float, float, float]


class Message(BaseModel):
    """A line from the child."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Task(BaseModel):
    """What a child is asked for: which pages, how, and within which limits (see Limits)."""

    model_config = ConfigDict(frozen=True)

    pages: tuple[int, ...] | None = None  # None: all of them within `span`
    span: tuple[int, int] | None = None  # first and last page to read; None: the whole file
    ocr: bool = False
    outline: bool = True
    pixels: int
    page_inches: float
    most_pages: int
    memory_mb: int
    cpu_seconds: int


class Opened(Message):
    """The file could be opened."""

    kind: Literal["opened"] = "opened"
    page_count: int = Field(ge=0)


class Refused(Message):
    """The file could not be opened."""

    kind: Literal["refused"] = "refused"
    verdict: Verdict


class PageRead(Message):
    """A page, its words and cells as plain rows; `needs_ocr` where the text layer is no use.

    `scan_key` names what is to be recognised, see `exams.reading.scan_key`.
    """

    kind: Literal["page"] = "page"
    number: int
    width: float
    height: float
    source: TextSource
    words: tuple[WordRow, ...] = ()
    tables: tuple[tuple[CellRow, ...], ...] = ()
    figures: tuple[Numbers, ...] = ()
    hidden_words: int = 0
    image: str = ""
    needs_ocr: bool = False
    scan_key: str = Field("", pattern="^([0-9a-f]{64})?$")

    @classmethod
    def of(cls, page: Page, *, needs_ocr: bool, scan_key: str = "") -> "PageRead":
        """The message that carries `page`."""
        return cls(
            number=page.number,
            width=page.width,
            height=page.height,
            source=page.source,
            words=tuple(_word_row(word) for word in page.words),
            tables=tuple(_cell_rows(table) for table in page.tables),
            figures=tuple(_area_row(area) for area in page.figures),
            hidden_words=page.hidden_words,
            image=base64.b64encode(page.image).decode(),
            needs_ocr=needs_ocr,
            scan_key=scan_key,
        )

    def page(self) -> Page:
        """The page that the message carries."""
        return Page(
            number=self.number,
            width=self.width,
            height=self.height,
            source=self.source,
            words=tuple(Word(*row) for row in self.words),
            tables=tuple(Table(tuple(Cell(*row) for row in rows)) for rows in self.tables),
            figures=tuple(Area(*row) for row in self.figures),
            hidden_words=self.hidden_words,
            image=base64.b64decode(self.image),
        )


class PageFailed(Message):
    """A page that could not be read, while the child lives on."""

    kind: Literal["page_failed"] = "page_failed"
    number: int
    verdict: Verdict


class Outlined(Message):
    """The outline of the whole paper, None where making it failed, and why it is as it is."""

    kind: Literal["outlined"] = "outlined"
    outline: Outline | None
    reasons: tuple[Explained, ...] = ()


type AnyMessage = Annotated[
    Opened | Refused | PageRead | PageFailed | Outlined, Field(discriminator="kind")
]
MESSAGES: TypeAdapter[AnyMessage] = TypeAdapter(AnyMessage)


def wanted_pages(count: int, span: tuple[int, int] | None) -> range:
    """The numbers of the pages to read of a file with `count`: those within `span`."""
    first, last = span or (1, count)
    return range(max(first, 1), min(last, count) + 1)


def pages_of(messages: Sequence[PageRead]) -> list[Page]:
    """The pages that `messages` carry, by their numbers."""
    return sorted((message.page() for message in messages), key=lambda page: page.number)


def _word_row(word: Word) -> WordRow:
    places = (round(word.x0, 2), round(word.top, 2), round(word.x1, 2), round(word.bottom, 2))
    return word.text, *places, word.size, word.font, word.bold, word.italic, word.colour


def _area_row(area: Area) -> Numbers:
    return round(area.x0, 2), round(area.top, 2), round(area.x1, 2), round(area.bottom, 2)


def _cell_rows(table: Table) -> tuple[CellRow, ...]:
    return tuple(
        (c.row, c.column, round(c.x0, 2), round(c.top, 2), round(c.x1, 2), round(c.bottom, 2))
        for c in table.cells
    )
