"""Why each label of a paper was taken or left out, and whose each mark is, in words and places.

For people who look for a mistake: staff beside the page, and whoever works on the parser. The
reasons are told afterwards from what was decided; nothing is decided here.
"""

import itertools
from collections.abc import Iterator, Sequence
from enum import StrEnum

from exams.outline.candidates import Candidate, Heading
from exams.outline.choices import path_of
from exams.outline.labels import Reading, printed_as
from exams.outline.lines import Line
from exams.outline.mark_forms import Mark
from exams.outline.model import Box, Frozen
from exams.outline.parsing import Parsed, parse
from exams.outline.passages import Place
from exams.outline.tree import LabelList, Node, Role
from exams.reading.page import Page


class Kind(StrEnum):
    """What a place on the page was taken for."""

    QUESTION = "question"
    STEM = "stem"  # a question with parts
    OPTION = "option"
    GIVEN = "given"  # data, conditions, lines of code
    INSTRUCTION = "instruction"
    SECTION = "section"
    REFUSED = "refused"  # may be a label, and was left out
    MARK = "mark"
    UNUSED_MARK = "unused mark"
    FURNITURE = "furniture"  # headers, footers, page numbers


class Explained(Frozen):
    """One place: its box, what is printed there, and why it is what it is.

    `path` is that of the question, or of the one that a mark was given to.
    """

    kind: Kind
    box: Box
    printed: str
    path: str | None = None
    marks: float | None = None
    reason: str = ""


_ROLES = {
    Role.OPTIONS: (Kind.OPTION, "its list reads as answers to choose from"),
    Role.GIVEN: (Kind.GIVEN, "its list reads as data, code or a printed answer; nothing is asked"),
    Role.INSTRUCTIONS: (Kind.INSTRUCTION, "its list speaks of the examination, or repeats numbers"),
    Role.SECTIONS: (Kind.SECTION, "it numbers a section: the questions below it count anew"),
}


def explain(pages: Sequence[Page]) -> list[Explained]:
    """What was found on the pages, in the order of pages and of kinds."""
    return reasons_of(parse(pages))


def reasons_of(parsed: Parsed) -> list[Explained]:
    """What was found in a paper that was taken apart, as `explain` gives it."""
    found = itertools.chain(
        _furniture(parsed), _headings(parsed), _labels(parsed), _refused(parsed), _marks(parsed)
    )
    return sorted(found, key=lambda one: one.box.page)


def _furniture(parsed: Parsed) -> Iterator[Explained]:
    kept = {(line.page, line.top) for line in parsed.lines}
    for line in parsed.every:
        if (line.page, line.top) not in kept:
            yield Explained(
                kind=Kind.FURNITURE,
                box=_box(line, 0, len(line.text)),
                printed=line.text,
                reason="stands at the edge of several pages, or is a page number or a rule",
            )


def _headings(parsed: Parsed) -> Iterator[Explained]:
    for heading in parsed.tree.headings:
        line = parsed.lines[heading.line]
        reason = "begins another paper" if heading.new_paper else "heads a section"
        box = _box(line, 0, len(line.text))
        yield Explained(kind=Kind.SECTION, box=box, printed=heading.heading.label, reason=reason)


def _labels(parsed: Parsed) -> Iterator[Explained]:
    """Labels that were taken, as what their list is."""
    for group in _all_lists(parsed):
        for node in group.nodes:
            kind, reason = _role(group, node)
            line = parsed.lines[node.line]
            yield Explained(
                kind=kind,
                box=_box(line, node.label.start, node.label.end),
                printed=node.label.printed,
                path=path_of(node),
                marks=parsed.allotment.of(node),
                reason=reason,
            )


def _all_lists(parsed: Parsed) -> list[LabelList]:
    below = [group for node in parsed.tree.nodes for group in node.lists]
    lists = [*parsed.tree.roots, *below]
    return list({id(group): group for group in lists}.values())


def _role(group: LabelList, node: Node) -> tuple[Kind, str]:
    if group.role is not Role.QUESTIONS:
        return _ROLES[group.role]
    kind = Kind.STEM if node.parts else Kind.QUESTION
    said = [_continuity(group, node)]
    if node.label.mended or node.label.start == node.label.end:
        said.append("the label cannot be read and was put back from the sequence")
    if node.candidate.inline:
        said.append("it stands in the middle of a line")
    return kind, "; ".join(said)


def _continuity(group: LabelList, node: Node) -> str:
    index = group.nodes.index(node)
    above = f" below {path_of(group.parent)}" if group.parent else ""
    if index == 0:
        return f"begins a list of {len(group.nodes)}{above}"
    before = group.nodes[index - 1]
    missing = node.reading.value - before.reading.value - 1
    gap = f", {missing} missing between" if missing > 0 else ""
    return f"counts on from {before.printed}{above}{gap}"


def _refused(parsed: Parsed) -> Iterator[Explained]:
    """Candidates that the search left out."""
    taken = {step.candidate for step in parsed.steps}
    nodes = sorted(parsed.tree.nodes, key=lambda node: node.place)
    for index, candidate in enumerate(parsed.candidates):
        if isinstance(candidate, Heading) or index in taken:
            continue
        label = candidate.label
        place = (candidate.line, label.start)
        before = [node for node in nodes if node.place < place]
        yield Explained(
            kind=Kind.REFUSED,
            box=_box(parsed.lines[candidate.line], label.start, label.end),
            printed=label.printed,
            reason=_refusal(candidate, before[-1] if before else None),
        )


def _refusal(candidate: Candidate, before: Node | None) -> str:
    """Why a candidate was left out: its looks first, then the sequence."""
    looks = _looks(candidate)
    said = _sequence(candidate, before)
    return f"{looks}; {said}" if looks else said


def _looks(candidate: Candidate) -> str:
    """What speaks against it as a label, by itself."""
    if candidate.evidence >= 0:
        return ""
    if candidate.inline:
        return "stands in the middle of a text"
    if candidate.label.garbled:
        return "says nothing that counts"
    if candidate.label.bare:
        return "has no punctuation and no space of its own"
    return "looks little like a label where it stands"


def _sequence(candidate: Candidate, before: Node | None) -> str:
    """What the open lists say to it; `before` is the last label that was taken."""
    readings = candidate.label.readings
    for node in _with_ancestors(before):
        for reading in readings:
            if reading.kind is node.reading.kind:
                return _beside(reading, node)
    if any(reading.value == 1 for reading in readings):
        return "would begin a list, but nothing counts on from it that fits better"
    said = " or ".join(dict.fromkeys(printed_as(reading) for reading in readings))
    return f"{said or candidate.label.printed} continues no open list and begins none"


def _beside(reading: Reading, node: Node) -> str:
    step = reading.value - node.reading.value
    if step == 1:
        return f"would follow {path_of(node)}, but the paper as a whole fits better without it"
    if step <= 0:
        return f"{path_of(node)} has been reached before, and no new list fits"
    return f"leaps from {path_of(node)} over {step - 1}"


def _with_ancestors(node: Node | None) -> Iterator[Node]:
    while node is not None:
        yield node
        node = node.parent


def _marks(parsed: Parsed) -> Iterator[Explained]:
    """Printed marks, and whose they are."""
    used = set(parsed.allotment.used)
    starts = _starts(parsed)
    for mark in parsed.marks:
        line = parsed.lines[mark.line]
        before = [(place, node) for place, node in starts if place <= (mark.line, mark.start)]
        owner = before[-1][1] if before else None
        given = mark in used
        yield Explained(
            kind=Kind.MARK if given else Kind.UNUSED_MARK,
            box=_box(line, mark.start, mark.end),
            printed=line.text[mark.start : mark.end],
            path=path_of(owner) if given and owner else None,
            marks=mark.total,
            reason=_use(parsed, mark, owner) if given else "stands behind no question's label",
        )


def _starts(parsed: Parsed) -> list[tuple[Place, Node | None]]:
    starts: list[tuple[Place, Node | None]] = []
    for part in parsed.parts:
        starts.append((part.place, None))
        starts.extend((node.place, node) for node in part.walk())
    return sorted(starts, key=lambda start: (start[0], start[1] is not None))


def _use(parsed: Parsed, mark: Mark, owner: Node | None) -> str:
    """What became of a mark that was used."""
    if owner is None:
        return "tells the marks of the section's questions"
    own = parsed.allotment.of(owner)
    if own is not None and mark.total is not None and own == mark.total:
        return f"given to {path_of(owner)}"
    for node in _with_ancestors(owner):
        if node is not owner and parsed.allotment.of(node) == mark.total:
            return f"stands behind {path_of(owner)} and was given to {path_of(node)} as a whole"
    shared = [path_of(part) for part in owner.parts if parsed.allotment.of(part) is not None]
    if shared:
        return f"shared out to {', '.join(shared)}"
    return f"read with the other marks of {path_of(owner)}"


def _box(line: Line, start: int, end: int) -> Box:
    """Where the characters from `start` up to `end` stand."""
    end = max(start + len(line.text[start:end].rstrip()), start + 1)
    words = line.words[line.word_at(start) : line.word_at(end - 1) + 1]
    left = line.x_at(start)
    return Box(
        page=line.page,
        x0=round(left, 1),
        top=round(min(word.top for word in words), 1),
        x1=round(max(line.x_at(end), left + 1), 1),
        bottom=round(max(word.bottom for word in words), 1),
    )
