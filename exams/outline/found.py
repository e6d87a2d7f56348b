"""Something that the cover says, with the place where it says so."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from exams.outline.lines import Line
from exams.outline.model import Box

_BULLET = re.compile(r"\s+[•·∙|‖]\s+")


@dataclass(frozen=True, slots=True)
class Found[V]:
    """`value` was read from the characters `start` to `end` of `line`."""

    value: V
    line: Line
    start: int
    end: int

    @property
    def box(self) -> Box:
        """The rectangle of these characters."""
        last = max(self.end - 1, self.start)
        first_word, last_word = self.line.word_at(self.start), self.line.word_at(last)
        words = self.line.words[first_word : last_word + 1]
        return Box(
            page=self.line.page,
            x0=round(self.line.x_at(self.start), 1),
            top=round(min(word.top for word in words), 1),
            x1=round(_right(self.line, last, last_word), 1),
            bottom=round(max(word.bottom for word in words), 1),
        )


def found_match[V](value: V, line: Line, match: re.Match[str], group: int | str = 0) -> Found[V]:
    """A value with the place of what matched in the line's text."""
    return Found(value, line, match.start(group), match.end(group))


def pieces_of(line: Line) -> list[Found[str]]:
    """The line's text in the pieces that wide gaps and bullets part it into."""
    bounds = [*line.segments, len(line.text)]
    pieces: list[Found[str]] = []
    for start, end in pairwise(bounds):
        at = start
        for bullet in _BULLET.finditer(line.text, start, end):
            pieces.append(_piece(line, at, bullet.start()))
            at = bullet.end()
        pieces.append(_piece(line, at, end))
    return [piece for piece in pieces if piece.value]


def overlapping(one: Found[Any], other: Found[Any] | None) -> bool:
    """Whether both were read from characters that they share."""
    if other is None or one.line is not other.line:
        return False
    return one.start < other.end and other.start < one.end


def _piece(line: Line, start: int, end: int) -> Found[str]:
    text = line.text[start:end]
    start += len(text) - len(text.lstrip())
    return Found(text.strip(), line, start, start + len(text.strip()))


def _right(line: Line, last: int, index: int) -> float:
    """Where the character at `last` ends."""
    word = line.words[index]
    share = (last + 1 - line.offsets[index]) / max(len(word.text), 1)
    return word.x0 + (word.x1 - word.x0) * min(share, 1.0)
