"""Stretches of the paper between two places, as text and as boxes."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from exams.outline.lines import Line
from exams.outline.model import Box

Place = tuple[int, int]  # index of a line, offset in its text


@dataclass(slots=True)
class Passages:
    """The lines of a paper with the spans in them that are no text: marks, alternatives' "OR"."""

    lines: Sequence[Line]
    cut: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def cut_out(self, line: int, start: int, end: int) -> None:
        """Leave the span out of every text."""
        self.cut.setdefault(line, []).append((start, end))

    def pieces(self, start: Place, end: Place) -> list[tuple[int, str]]:
        """What stands from `start` up to `end`, line by line with its index."""
        found = []
        for index in range(start[0], min(end[0] + 1, len(self.lines))):
            text = self.lines[index].text
            first = start[1] if index == start[0] else 0
            last = end[1] if index == end[0] else len(text)
            piece = self._without_cuts(index, first, last)
            if piece:
                found.append((index, piece))
        return found

    def _without_cuts(self, index: int, first: int, last: int) -> str:
        text, kept, at = self.lines[index].text, [], first
        if index not in self.cut:
            return " ".join(text[first:last].split())
        for start, end in sorted(self.cut[index]):
            if end <= first or start >= last:
                continue
            kept.append(text[at : max(start, at)])
            at = max(at, end)
        kept.append(text[at : max(last, at)])
        return " ".join(" ".join(kept).split())

    def text(self, start: Place, end: Place) -> str:
        """Running text; code keeps its lines, words parted at a line's end are joined."""
        text = ""
        mono_before = False
        for index, piece in self.pieces(start, end):
            mono = self.lines[index].mono
            if not text:
                text = piece
            elif mono and mono_before:
                text += "\n" + piece
            elif text.endswith("-") and text[-2:-1].isalpha() and piece[:1].islower():
                text = text[:-1] + piece
            else:
                text += ("\n" if mono != mono_before else " ") + piece
            mono_before = mono
        return text

    def boxes(self, start: Place, end: Place) -> tuple[Box, ...]:
        """One rectangle for each page or column that the passage covers."""
        groups: list[list[Line]] = []
        for index, _ in self.pieces(start, end):
            line = self.lines[index]
            last = groups[-1][-1] if groups else None
            if last and last.page == line.page and line.top > last.top - 2 * line.size:
                groups[-1].append(line)
            else:
                groups.append([line])
        return tuple(_around(group) for group in groups)


def _around(lines: Sequence[Line]) -> Box:
    return Box(
        page=lines[0].page,
        x0=round(min(line.x0 for line in lines), 1),
        top=round(min(line.top for line in lines), 1),
        x1=round(max(line.x1 for line in lines), 1),
        bottom=round(max(line.bottom for line in lines), 1),
    )


def end_after(start: Place, places: Sequence[Place], end: Place) -> Place:
    """The first of the sorted places after `start`, or `end`."""
    index = bisect_left(places, (start[0], start[1] + 1))
    return places[index] if index < len(places) else end


def sorted_places(places: Iterable[Place]) -> list[Place]:
    """Places in reading order."""
    return sorted(places)
