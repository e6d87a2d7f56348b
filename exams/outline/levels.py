"""A list of labels that is open during the search, and the steps of an outline."""

from __future__ import annotations

from dataclasses import dataclass

from exams.outline.candidates import Candidate
from exams.outline.labels import Kind, Reading


@dataclass(frozen=True, slots=True)
class Step:
    """A label taken: which candidate, in which meaning, how deep, and whether it opens a list."""

    candidate: int
    reading: Reading
    depth: int
    opens: bool


@dataclass(frozen=True, slots=True)
class Level:
    """An open list: its style, and where its last label stood."""

    kind: Kind
    wrapper: str
    value: int
    prefix: tuple[int, ...]
    x: float
    x_end: float
    page: int
    size: float
    bold: bool
    count: int
    inline: bool
    chained: bool
    line: int

    @classmethod
    def opened(cls, candidate: Candidate, reading: Reading, count: int = 1) -> Level:
        label = candidate.label
        return cls(
            kind=reading.kind,
            wrapper=label.wrapper,
            value=reading.value,
            prefix=label.prefix,
            x=candidate.x,
            x_end=candidate.x_end,
            page=candidate.page,
            size=candidate.size,
            bold=candidate.bold,
            count=count,
            inline=candidate.inline,
            chained=candidate.chained,
            line=candidate.line,
        )

    def extended(self, candidate: Candidate, reading: Reading) -> Level:
        """The list after one more label."""
        return Level.opened(candidate, reading, self.count + 1)

    @property
    def worded(self) -> bool:
        return self.wrapper.startswith("word")

    @property
    def key(self) -> tuple[object, ...]:
        """What the future of a search can depend on."""
        single = self.count == 1
        return (self.kind, self.wrapper, self.value, self.prefix, round(self.x), single)
