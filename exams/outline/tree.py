"""The tree of labels that the search found, before anybody says which of them are questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from exams.outline.candidates import Candidate, Heading
from exams.outline.labels import Kind, Label, Reading, printed_as, readings_of
from exams.outline.levels import Step


class Role(StrEnum):
    """What the labels of a list stand before."""

    QUESTIONS = "questions"
    OPTIONS = "options"
    GIVEN = "given"  # data, conditions, lines of code
    INSTRUCTIONS = "instructions"
    SECTIONS = "sections"


@dataclass(eq=False, slots=True)
class Node:
    """A label with what belongs to it.

    `line` and `start` are its place, `end` is where its text begins.
    """

    label: Label
    reading: Reading
    candidate: Candidate
    line: int
    start: int
    end: int
    parent: Node | None = None
    lists: list[LabelList] = field(default_factory=list)

    @property
    def printed(self) -> str:
        """The label as it was meant: as printed, or put right where it was misread."""
        if self.reading in self.label.readings and not self.label.mended:
            exact = readings_of(self.label.printed)
            whole = self.reading.kind is Kind.DECIMAL or self.label.lettered
            if self.reading in exact or whole:
                return self.label.printed
        return printed_as(self.reading)

    @property
    def place(self) -> tuple[int, int]:
        return (self.line, self.start)

    @property
    def parts(self) -> list[Node]:
        """Children that are questions themselves."""
        return [n for group in self.lists if group.role is Role.QUESTIONS for n in group.nodes]

    @property
    def leaves(self) -> list[Node]:
        """The questions to answer below this node, itself where it has no parts."""
        parts = self.parts
        return [leaf for part in parts for leaf in part.leaves] if parts else [self]

    def walk(self) -> Iterator[Node]:
        """The node itself and the questions below it, in reading order."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(eq=False, slots=True)
class LabelList:
    """Labels that count on: 1, 2, 3 or a, b, c."""

    nodes: list[Node]
    parent: Node | None
    section: int  # index of the section heading above it, -1 where there is none
    role: Role = Role.QUESTIONS

    @property
    def kind(self) -> Kind:
        return self.nodes[0].reading.kind


@dataclass(slots=True)
class Tree:
    """All lists in reading order, those at the root apart, and the headings of sections."""

    roots: list[LabelList]
    lists: list[LabelList]
    nodes: list[Node]
    headings: list[Heading]


def tree_of(candidates: Sequence[Candidate | Heading], steps: Sequence[Step]) -> Tree:
    """The tree that the steps of the search describe."""
    taken = {step.candidate: step for step in steps}
    tree = Tree([], [], [], [])
    open_lists: list[LabelList] = []
    for index, candidate in enumerate(candidates):
        if isinstance(candidate, Heading):
            tree.headings.append(candidate)
            continue
        step = taken.get(index)
        if step is not None:
            open_lists = _grow(tree, open_lists[: step.depth + 1], candidate, step)
    return tree


def _grow(
    tree: Tree, open_lists: list[LabelList], candidate: Candidate, step: Step
) -> list[LabelList]:
    parent = open_lists[step.depth - 1].nodes[-1] if step.depth else None
    label = candidate.label
    node = Node(label, step.reading, candidate, candidate.line, label.start, label.end, parent)
    tree.nodes.append(node)
    if not step.opens:
        open_lists[step.depth].nodes.append(node)
        return open_lists
    opened = LabelList([node], parent, len(tree.headings) - 1)
    tree.lists.append(opened)
    (parent.lists if parent else tree.roots).append(opened)
    return [*open_lists[: step.depth], opened]
