"""Whose the marks are: each printed mark is given to a question, a part of one, or a section.

A mark belongs to the label before it; then what several marks say together is settled: a split of
the stem's marks over its parts, one mark after the last part for all of them, a section's scheme.
"""

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from exams.outline.mark_forms import Mark, Print
from exams.outline.model import MarksSource
from exams.outline.parts import Part
from exams.outline.passages import Place
from exams.outline.tree import Node

_CLOSE = 0.01


@dataclass(slots=True)
class Award:
    """The marks of one question and where they were printed."""

    marks: float
    source: MarksSource


@dataclass(slots=True)
class Allotment:
    """Awards by question, and the printed totals of sections."""

    awards: dict[Node, Award] = field(default_factory=dict)
    sections: dict[int, float] = field(default_factory=dict)  # index of the part
    used: list[Mark] = field(default_factory=list)

    def of(self, node: Node) -> float | None:
        """The marks of a question, None where none are printed."""
        award = self.awards.get(node)
        return award.marks if award else None

    def award(self, node: Node, marks: float, source: MarksSource) -> None:
        """Give marks to a question that has none yet."""
        self.awards.setdefault(node, Award(marks, source))


def allot(parts: Sequence[Part], marks: Sequence[Mark], answers: Sequence[Place]) -> Allotment:
    """Give every mark its owner. Those before the first question and in answers are left out."""
    allotment = Allotment()
    told = _announced(parts, marks)
    owned, schemes = _owners(parts, [mark for mark in marks if mark not in told], answers)
    for node, found in owned.items():
        allotment.used.extend(found)
        _settle(allotment, node, found, owned)
    for part in parts:
        for node in part.nodes:
            _bottom_up(node, _settle_parts(allotment))
    for index, found in schemes.items():
        allotment.used.extend(found)
        _apply_schemes(allotment, index, parts[index], found)
    for mark, nodes in told.items():
        allotment.used.append(mark)
        for node in nodes:
            if mark.each is not None and not has_marks(allotment, node):
                allotment.award(node, mark.each, MarksSource.SECTION)
    return allotment


def _announced(parts: Sequence[Part], marks: Sequence[Mark]) -> dict[Mark, list[Node]]:
    """Schemes in instructions with the questions that they speak of.

    They follow up to the next such instruction and are as many as it says.
    """
    telling = [mark for mark in marks if mark.announces]
    ends = [mark.line for mark in telling[1:]]
    found = {}
    for mark, end in itertools.zip_longest(telling, ends):
        for part in parts:
            nodes = [n for n in part.nodes if n.line > mark.line and (not end or n.line < end)]
            if len(nodes) == mark.count and part.place[0] <= mark.line:
                found[mark] = nodes
    return found


def _owners(
    parts: Sequence[Part], marks: Sequence[Mark], answers: Sequence[Place]
) -> tuple[dict[Node, list[Mark]], dict[int, list[Mark]]]:
    """Marks by the question whose label stands before them, and by section."""
    starts: list[tuple[Place, int, Node | None]] = [(place, -1, None) for place in answers]
    for index, part in enumerate(parts):
        starts.append((part.place, index, None))
        starts.extend((node.place, index, node) for node in part.walk())
    starts.sort(key=lambda start: (start[0], start[2] is not None))
    owned: dict[Node, list[Mark]] = {}
    schemes: dict[int, list[Mark]] = {}
    behind = {place: place for place, _, node in starts if node is not None}
    at = -1
    for mark in marks:
        # Marks in the margin are followed by the label that they belong to.
        until = behind.get((mark.line, mark.end + 1), (mark.line, mark.start))
        while at + 1 < len(starts) and starts[at + 1][0] <= until:
            at += 1
        if at < 0:
            continue
        _, part_index, node = starts[at]
        if node is not None:
            owned.setdefault(node, []).append(mark)
        elif part_index >= 0 and parts[part_index].label is not None:
            schemes.setdefault(part_index, []).append(mark)
    return owned, schemes


def _source(mark: Mark) -> MarksSource:
    return MarksSource.COLUMN if mark.printed is Print.COLUMN else MarksSource.PRINTED


def _settle(
    allotment: Allotment, node: Node, marks: list[Mark], owned: Mapping[Node, list[Mark]]
) -> None:
    """What the marks found behind one label say."""
    sums = [mark for mark in marks if mark.is_sum and node.parent is not None]
    own = [mark for mark in marks if mark not in sums]
    if sums and sums[-1].total is not None:
        top = node.parent
        while top is not None and top.parent is not None:
            top = top.parent
        if top is not None:
            allotment.award(top, sums[-1].total, MarksSource.PRINTED)
    splits = [mark for mark in own if mark.parts or mark.each is not None]
    for mark in splits:
        stem = _stem_split(node, mark, owned)
        if _share(allotment, stem or node, mark):
            return
    values = [mark.total for mark in own if mark.total is not None]
    if values:
        allotment.award(node, _one_value(node, own, values), _source(own[0]))


def _stem_split(node: Node, mark: Mark, owned: Mapping[Node, list[Mark]]) -> Node | None:
    """The stem whose split is printed in the line of its first part or behind its last one."""
    stem = node.parent
    if stem is None or (mark.count is None and not mark.parts):
        return None
    parts = stem.parts
    at_ends = node is parts[-1] or (node is parts[0] and node.line == stem.line)
    if not at_ends or node.parts or _shares(mark, len(parts)) is None:
        return None
    return None if any(part in owned for part in parts if part is not node) else stem


def _one_value(node: Node, marks: Sequence[Mark], values: Sequence[float]) -> float:
    """One figure of several: a total that the others add up to, the heading's, or their sum."""
    if len(values) == 1:
        return values[0]
    for value in values if len({mark.printed is Print.COLUMN for mark in marks}) == 1 else ():
        if abs(sum(values) - 2 * value) < _CLOSE:
            return value
    for mark in marks:
        others = [other.total for other in marks if other is not mark]
        if mark.total is not None and mark.parts and set(others) <= set(mark.parts):
            return mark.total  # "… [4]? … [4]? [4+4 = 8 marks]"
    first = marks[0]
    heading = first.line == node.line
    if heading and values[0] >= max(values[1:]):
        return values[0]
    spoken = all(mark.printed is Print.UNIT for mark in marks)
    return sum(values) if spoken and not heading and not node.lists else values[0]


def _share(allotment: Allotment, node: Node, mark: Mark) -> bool:
    """Split a stem's marks over its parts or leaves; False where the split does not fit."""
    for below in (node.parts, node.leaves):
        if not below or below == [node]:
            continue
        shares = _shares(mark, len(below))
        if shares is None:
            continue
        if mark.total is not None:
            allotment.award(node, mark.total, MarksSource.PRINTED)
        for part, share in zip(below, shares, strict=True):
            allotment.award(part, share, MarksSource.SPLIT)
        return True
    return False


def _shares(mark: Mark, count: int) -> tuple[float, ...] | None:
    if mark.parts:
        return mark.parts if len(mark.parts) == count else None
    if mark.each is None:
        return None
    if mark.count is None or mark.count == count:
        return (mark.each,) * count
    if mark.each == count:
        return (mark.count,) * count
    return None


def _bottom_up(node: Node, settle: Callable[[Node], None]) -> None:
    for part in node.parts:
        _bottom_up(part, settle)
    settle(node)


def _settle_parts(allotment: Allotment) -> Callable[[Node], None]:
    """Marks printed once, after the last part, belong to all parts: they move to the stem."""

    def settle(node: Node) -> None:
        parts = node.parts
        if len(parts) < 2 or node in allotment.awards:
            return
        *earlier, last = parts
        if any(has_marks(allotment, part) for part in earlier) or last.parts:
            return
        award = allotment.awards.pop(last, None)
        if award:
            allotment.awards[node] = award

    return settle


def has_marks(allotment: Allotment, node: Node) -> bool:
    """Whether the question or one of its parts has marks."""
    return any(part in allotment.awards for part in node.walk())


def _apply_schemes(allotment: Allotment, index: int, part: Part, marks: Iterable[Mark]) -> None:
    """Marks of a section's questions: "15 x 2 = 30", "each question carries 4 marks"."""
    for mark in marks:
        if mark.total is not None and not mark.parts:
            allotment.sections.setdefault(index, mark.total)
        if mark.each is None:
            continue
        each = mark.each
        units = part.nodes
        if mark.count is not None:
            if len(part.leaves) in {mark.count, mark.each} and len(part.nodes) != mark.count:
                units = part.leaves
            if mark.each == len(units) and mark.count != len(units):
                each = mark.count
        for node in units:
            if node not in allotment.awards and not has_marks(allotment, node):
                allotment.award(node, each, MarksSource.SECTION)
