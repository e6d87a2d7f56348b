"""One paper's outline, put together from lines, labels, marks, choices and cover."""

from collections.abc import Mapping, Sequence

from exams.outline.allotment import Allotment
from exams.outline.choices import or_lines, path_of
from exams.outline.confidence import paper_confidence, with_confidence
from exams.outline.figures import place_figures
from exams.outline.lines import Line
from exams.outline.model import Box, Choice, Outline, OutlineQuestion, OutlineStem, Section
from exams.outline.outcomes import Kind, Outcome, outcomes_of
from exams.outline.parsing import Parsed, parse
from exams.outline.parts import Part, answers_of
from exams.outline.passages import Passages, Place, end_after, sorted_places
from exams.outline.tree import Node, Role
from exams.outline.wording import command_of
from exams.reading.page import Page


def read_outline(pages: Sequence[Page]) -> Outline:
    """The outline of one paper: cover facts, sections, questions with marks and choice rules.

    Takes the pages in order, of any layout and language; never fails, an empty paper has an
    outline without questions. What is not printed is None.
    """
    return outline_of(parse(pages))


def outline_of(parsed: Parsed) -> Outline:
    """The outline of a paper that was taken apart."""
    writer = _Writer(parsed.parts, parsed.lines, parsed.allotment, parsed.choices)
    writer.place_figures(parsed.pages)
    writer.place_outcomes(parsed.outcomes)
    questions = with_confidence(parsed, writer.questions())
    return Outline(
        facts=parsed.facts,
        sections=tuple(writer.sections()),
        questions=questions,
        stems=tuple(writer.stems()),
        choices=tuple(parsed.ordered_choices),
        scorecard=parsed.card,
        papers=parsed.papers,
        bundle=parsed.bundle,
        confidence=paper_confidence(parsed.card, questions, len(parsed.pages)),
    )


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
        self.figures: dict[Node, tuple[Box, ...]] = {}
        self.said: dict[Node, dict[str, str]] = {}

    def place_figures(self, pages: Sequence[Page]) -> None:
        """Find out whose the figures of the pages are."""
        nodes = [node for part in self.parts for node in part.walk()]
        self.figures = place_figures(pages, self.lines, nodes, self.places)

    def place_outcomes(self, outcomes: Sequence[Outcome]) -> None:
        """Find out about which questions the course outcomes and levels beside them speak."""
        self.said = outcomes_of([node for part in self.parts for node in part.walk()], outcomes)

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
                figures=self.figures.get(node, ()),
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
            figures=self.figures.get(leaf, ()),
            stem_figures=tuple(b for n in ancestors[::-1] for b in self.figures.get(n, ())),
            choice_group=choice.group if choice else None,
            command=command_of(text),
            course_outcome=self.said.get(leaf, {}).get(Kind.COURSE_OUTCOME),
            program_outcome=self.said.get(leaf, {}).get(Kind.PROGRAM_OUTCOME),
            bloom_printed=self.said.get(leaf, {}).get(Kind.BLOOM),
            options=self._options(leaf),
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
