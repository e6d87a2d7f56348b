"""Sections of the paper with the questions under them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from exams.outline.labels import Kind
from exams.outline.lines import Line
from exams.outline.passages import Passages, Place, end_after, sorted_places
from exams.outline.restarts import opened_by
from exams.outline.tree import LabelList, Node, Role, Tree
from exams.outline.wording import begins_answer

_LONGEST_TITLE = 90  # characters
_LARGER = 1.1


@dataclass(eq=False, slots=True)
class Part:
    """A section: `label` is None for what stands outside of any. `text` runs up to question one."""

    label: str | None
    place: Place
    text_from: Place
    text: str = ""
    groups: list[LabelList] = field(default_factory=list)

    @property
    def nodes(self) -> list[Node]:
        """Its top-level questions."""
        return [node for group in self.groups for node in group.nodes]

    @property
    def leaves(self) -> list[Node]:
        return [leaf for node in self.nodes for leaf in node.leaves]

    def walk(self) -> Iterator[Node]:
        """All its questions with their parts, in reading order."""
        for node in self.nodes:
            yield from node.walk()


def parts_of(tree: Tree, lines: Sequence[Line]) -> list[Part]:
    """The sections in reading order, empty ones included; never none at all."""
    parts = [Part(None, (0, 0), (0, 0)), *_headed(tree, lines)]
    roots: list[LabelList] = []
    for index, group in enumerate(tree.roots):
        if group.role is not Role.QUESTIONS:
            continue
        after = tree.roots[index + 1] if index + 1 < len(tree.roots) else None
        if _are_headings(group, after, lines):
            group.role = Role.SECTIONS
            for node in group.nodes:
                parts.append(_from_node(node, lines))
                roots.extend(g for g in node.lists if g.role is Role.QUESTIONS)
        else:
            roots.append(group)
    parts.sort(key=lambda part: part.place)
    for group in roots:
        _give_to_its_part(group, parts, lines)
    _read_texts(parts, lines)
    return parts


def _headed(tree: Tree, lines: Sequence[Line]) -> Iterator[Part]:
    """The sections that have headings of their own."""
    paper = ""
    for heading in tree.headings:
        if heading.new_paper:
            paper = ""
        label = paper + heading.heading.label
        if heading.new_paper:
            paper = f"{label}, "
        offset = len(lines[heading.line].text) - len(heading.heading.rest)
        yield Part(label, (heading.line, 0), (heading.line, offset))


def _give_to_its_part(group: LabelList, parts: list[Part], lines: Sequence[Line]) -> None:
    """The list goes to the section it stands in, or to one that it opens."""
    place = group.nodes[0].place
    at = max(i for i, part in enumerate(parts) if part.place <= place)
    owner = parts[at]
    opened = opened_by(owner.groups, group, lines) if owner.groups else None
    if opened is not None:
        label, start, text_from = opened
        owner = Part(label, start, text_from)
        parts.insert(at + 1, owner)
    owner.groups.append(group)


def _from_node(node: Node, lines: Sequence[Line]) -> Part:
    title = lines[node.line].text[node.end :].strip()
    label = f"{node.label.printed} {title}".strip()
    for group in node.lists:
        for child in group.nodes:
            child.parent = None
    return Part(label, node.place, (node.line + 1, 0))


def _are_headings(group: LabelList, after: LabelList | None, lines: Sequence[Line]) -> bool:
    """Whether the list's labels number sections: what stands below them says "Question 1"."""
    if any(node.label.worded for node in group.nodes):
        return False
    if 2 * sum(not node.lists for node in group.nodes) > len(group.nodes):
        return False  # most would be without a question
    below = [child for node in group.nodes for child in node.lists]
    worded = [c for c in below if c.nodes[0].label.worded and c.kind is not Kind.DECIMAL]
    if worded and 2 * len(worded) >= len(below):
        return True
    follows_worded = after is not None and after.nodes[0].label.worded
    restarting = [c for c in below if c.kind is Kind.DIGIT and c.role is Role.QUESTIONS]
    if not (follows_worded or len(restarting) * 2 >= len(group.nodes)):
        return False
    return all(_is_title(node, lines) for node in group.nodes)


def _is_title(node: Node, lines: Sequence[Line]) -> bool:
    line = lines[node.line]
    usual = median(other.size for other in lines)
    return len(line.text) <= _LONGEST_TITLE and line.size > _LARGER * usual


def answers_of(parts: Sequence[Part], lines: Sequence[Line]) -> list[Place]:
    """Places where printed solutions begin."""
    first = min((node.line for part in parts for node in part.nodes), default=len(lines))
    return [
        (i, 0)
        for i in range(first + 1, len(lines))
        if begins_answer(lines[i].text, mono=lines[i].mono)
    ]


def _read_texts(parts: Sequence[Part], lines: Sequence[Line]) -> None:
    """What a section says before its first question."""
    passages = Passages(lines)
    starts = [part.place for part in parts]
    starts += [node.place for part in parts for node in part.nodes]
    places, end = sorted_places(starts), (len(lines), 0)
    for part in parts:
        if part.label is not None:
            part.text = passages.text(part.text_from, end_after(part.text_from, places, end))
