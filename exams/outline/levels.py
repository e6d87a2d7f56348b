"""A list of labels that is open during the search, and the steps of an outline."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from exams.outline.candidates import Candidate
from exams.outline.labels import Kind, Reading


@dataclass(frozen=True, slots=True)
class Step:
    """A label taken: which candidate, in which meaning, how deep, and whether it opens a list."""

    candidate: int
    reading: Reading
    depth: int
    opens: bool


@dataclass(frozen=True)
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
    single: bool  # has one label so far
    inline: bool
    chained: bool
    line: int

    @classmethod
    def opened(cls, candidate: Candidate, reading: Reading) -> Level:
        """A list that begins with the candidate."""
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
            single=True,
            inline=candidate.inline,
            chained=candidate.chained,
            line=candidate.line,
        )

    @cached_property
    def extended(self) -> Level:
        """The list that this label continues, whichever it is."""
        return replace(self, single=False)

    @cached_property
    def worded(self) -> bool:
        return self.wrapper.startswith("word")

    @cached_property
    def key(self) -> tuple[object, ...]:
        """What the future of a search can depend on."""
        return (self.kind, self.wrapper, self.value, self.prefix, round(self.x), self.single)
