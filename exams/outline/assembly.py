"""One paper's outline, put together from lines, labels, marks, choices and cover."""

from collections.abc import Mapping, Sequence

from exams.outline.allotment import Allotment, allot
from exams.outline.candidates import candidates_of
from exams.outline.choices import choices_of, or_lines, path_of
from exams.outline.confidence import confidence_of, paper_confidence
from exams.outline.cover import cover_facts
from exams.outline.furniture import without_furniture
from exams.outline.lines import Line, lines_of
from exams.outline.marks import marks_of
from exams.outline.model import Choice, Outline, OutlineQuestion, OutlineStem, Section
from exams.outline.parts import Part, answers_of, parts_of
from exams.outline.passages import Passages, Place, end_after, sorted_places
from exams.outline.repair import restore_lost_labels
from exams.outline.roles import assign_roles
from exams.outline.scorecard import scorecard_of
from exams.outline.search import best_outline
from exams.outline.tree import Node, Role, tree_of
from exams.outline.wording import command_of
from exams.reading.page import Page


def read_outline(pages: Sequence[Page]) -> Outline:
    """The outline of one paper: cover facts, sections, questions with marks and choice rules.

    Takes the pages in order, of any layout and language; never fails, an empty paper has an
    outline without questions. What is not printed is None.
    """
    every = lines_of(pages)
    lines = without_furniture(every, pages)
    marks = marks_of(lines)
    candidates = candidates_of(lines)
    tree = tree_of(candidates, best_outline(candidates))
    restore_lost_labels(tree, lines, marks)
    assign_roles(tree, lines, marks)
    parts = parts_of(tree, lines)
    allotment = allot(parts, marks, answers_of(parts, lines))
    choices, ordered = choices_of(parts, lines)
    first = min((node.line for part in parts for node in part.nodes), default=len(lines))
    facts = cover_facts(_cover_lines(every, lines, first), _COVER_WHOLE)
    papers = 1 + sum(heading.new_paper for heading in tree.headings)
    printed = facts.total_marks if papers == 1 else None
    card = scorecard_of(parts, allotment, choices, printed, pages)
    writer = _Writer(parts, lines, allotment, choices)
    questions = tuple(writer.questions())
    return Outline(
        facts=facts,
        sections=tuple(writer.sections()),
        questions=questions,
        stems=tuple(writer.stems()),
        choices=tuple(ordered),
        scorecard=card,
        papers=papers,
        confidence=paper_confidence(card, questions),
    )


_COVER_WHOLE = 10_000


def _cover_lines(every: Sequence[Line], lines: Sequence[Line], first: int) -> list[Line]:
    """Lines before the first question, the header of page one included."""
    if first >= len(lines):
        return list(every)
    start = lines[first]
    return [
        line
        for line in every
        if (line.page, line.top) < (start.page, start.top) or (line.page == 1 and first == 0)
    ]


class _Writer:
    """Turns the tree into the values that leave this package."""

    def __init__(
        self,
        parts: Sequence[Part],
        lines: Sequence[Line],
        allotment: Allotment,
        choices: Mapping[Node, Choice],
    ) -> None:
        self.parts, self.lines = parts, lines
        self.allotment, self.choices = allotment, choices
        self.passages = Passages(lines)
        for mark in allotment.used:
            self.passages.cut_out(mark.line, mark.start, mark.end)
            if mark.tail:
                self.passages.cut_out(mark.line + 1, 0, mark.tail)
        alternatives = or_lines(lines)
        places = [node.place for part in parts for node in part.walk()]
        places += [part.place for part in parts if part.label is not None] + alternatives
        places += answers_of(parts, lines)
        self.places, self.end = sorted_places(places), (len(lines), 0)

    def sections(self) -> list[Section]:
        """Sections that hold questions."""
        return [
            Section(
                label=part.label,
                instruction=part.text[:500],
                marks=self.allotment.sections.get(index),
            )
            for index, part in enumerate(self.parts)
            if part.label is not None and part.nodes
        ]

    def questions(self) -> list[OutlineQuestion]:
        """The leaves, in reading order."""
        return [self._question(part, leaf) for part in self.parts for leaf in part.leaves]

    def stems(self) -> list[OutlineStem]:
        """Questions with parts, in reading order."""
        return [
            OutlineStem(
                number=path_of(node),
                section=part.label,
                text=self._text(node),
                marks=self.allotment.of(node),
                page=self.lines[node.line].page,
                boxes=self.passages.boxes(node.place, self._end(node)),
            )
            for part in self.parts
            for node in part.walk()
            if node.parts
        ]

    def _question(self, part: Part, leaf: Node) -> OutlineQuestion:
        award = self.allotment.awards.get(leaf)
        ancestors = _ancestors(leaf)
        choice = next((self.choices[n] for n in [leaf, *ancestors] if n in self.choices), None)
        text = self._text(leaf)
        return OutlineQuestion(
            number=path_of(leaf),
            path=tuple(node.printed for node in [*ancestors[::-1], leaf]),
            section=part.label,
            text=text,
            stem="\n".join(filter(None, (self._text(node) for node in ancestors[::-1]))),
            marks=award.marks if award else None,
            marks_source=award.source if award else None,
            page=self.lines[leaf.line].page,
            boxes=self.passages.boxes(leaf.place, self._end(leaf)),
            choice_group=choice.group if choice else None,
            command=command_of(text),
            options=self._options(leaf),
            confidence=confidence_of(leaf, text, self.lines[leaf.line]),
        )

    def _options(self, leaf: Node) -> tuple[str, ...]:
        options = [n for group in leaf.lists if group.role is Role.OPTIONS for n in group.nodes]
        places = sorted_places([*self.places, *(node.place for node in options)])
        return tuple(
            self.passages.text((node.line, node.end), end_after(node.place, places, self.end))
            for node in options
        )

    def _text(self, node: Node) -> str:
        return self.passages.text((node.line, node.end), self._text_end(node)).lstrip(" .:-–—")

    def _text_end(self, node: Node) -> Place:
        """Options are kept apart from the text before them."""
        end = self._end(node)
        options = [g.nodes[0].place for g in node.lists if g.role is Role.OPTIONS]
        return min([end, *options])

    def _end(self, node: Node) -> Place:
        return end_after(node.place, self.places, self.end)


def _ancestors(node: Node) -> list[Node]:
    """Stems above the node, the nearest first."""
    found = []
    above = node.parent
    while above is not None:
        found.append(above)
        above = above.parent
    return found
