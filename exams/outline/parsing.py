"""Everything found on the way to an outline, kept together for who writes or explains it."""

from collections.abc import Sequence
from dataclasses import dataclass

from exams.outline.allotment import Allotment, allot
from exams.outline.bonus import bonus_marks
from exams.outline.bundles import bundled_papers, starting_pages
from exams.outline.candidates import Candidate, Heading, candidates_of
from exams.outline.choices import choices_of
from exams.outline.copies import copied_pages
from exams.outline.cover import cover_facts
from exams.outline.disagreements import disagreements
from exams.outline.endings import pages_behind_the_end
from exams.outline.furniture import without_furniture
from exams.outline.levels import Step
from exams.outline.lines import Line, lines_of
from exams.outline.mark_forms import Mark
from exams.outline.marks import marks_of
from exams.outline.model import BundledPaper, Choice, CoverFacts, Scorecard
from exams.outline.outcomes import Outcome, take_outcomes
from exams.outline.parts import Part, answers_of, parts_of
from exams.outline.repair import restore_lost_labels
from exams.outline.roles import assign_roles
from exams.outline.schemes import apply_schemes
from exams.outline.scorecard import scorecard_of
from exams.outline.search import best_outline
from exams.outline.tree import Node, Tree, tree_of
from exams.reading.page import Page

_COVER_WHOLE = 10_000


@dataclass(frozen=True, slots=True)
class Parsed:
    """One paper taken apart. `every` has all lines, `lines` those that are no furniture.

    `steps` are the labels that the search took; places in `tree` index `lines`.
    """

    pages: Sequence[Page]
    every: list[Line]
    lines: list[Line]
    marks: list[Mark]
    candidates: list[Candidate | Heading]
    steps: list[Step]
    tree: Tree
    parts: list[Part]
    allotment: Allotment
    choices: dict[Node, Choice]
    outcomes: list[Outcome]
    ordered_choices: list[Choice]
    facts: CoverFacts
    papers: int
    bundle: tuple[BundledPaper, ...]
    card: Scorecard

    @property
    def leaves(self) -> list[Node]:
        """The questions to answer, in reading order."""
        return [leaf for part in self.parts for leaf in part.leaves]


def parse(pages: Sequence[Page]) -> Parsed:
    """Take a paper apart; never fails."""
    every = lines_of(pages)
    copies = copied_pages(every)
    every = [line for line in every if line.page not in copies]
    starts = starting_pages(every)
    behind = pages_behind_the_end(every, starts)
    kept = without_furniture(every, pages)
    lines, outcomes = take_outcomes([line for line in kept if line.page not in behind])
    marks = marks_of(lines)
    candidates = candidates_of(lines, marks, starts)
    steps = best_outline(candidates)
    tree = tree_of(candidates, steps)
    marks = _beside_labels(marks, tree)
    restore_lost_labels(tree, lines, marks)
    assign_roles(tree, lines, marks)
    parts = parts_of(tree, lines)
    allotment = allot(parts, marks, answers_of(parts, lines))
    choices, ordered = choices_of(parts, lines)
    first = min((node.line for part in parts for node in part.nodes), default=len(lines))
    facts = cover_facts(_cover_lines(every, lines, first), _COVER_WHOLE)
    bundle = bundled_papers(every, starts)
    papers = len(bundle) or 1
    printed = facts.total_marks if papers == 1 else None
    apply_schemes(allotment, parts, choices, lines, printed)
    bonus = bonus_marks(parts, allotment, lines)
    card = scorecard_of(parts, allotment, choices, printed, pages, bonus)
    said = disagreements(parts, allotment, choices, lines, card)
    card = card.model_copy(update={"repeated_pages": tuple(copies), "disagreements": said})
    return Parsed(
        pages=pages,
        every=every,
        lines=lines,
        marks=marks,
        candidates=candidates,
        steps=steps,
        tree=tree,
        parts=parts,
        allotment=allotment,
        choices=choices,
        outcomes=outcomes,
        ordered_choices=ordered,
        facts=facts,
        papers=papers,
        bundle=bundle,
        card=card,
    )


def _beside_labels(marks: Sequence[Mark], tree: Tree) -> list[Mark]:
    """Marks that are no labels: "(1)" before a part is read as both."""
    labels: dict[int, list[Node]] = {}
    for node in tree.nodes:
        labels.setdefault(node.line, []).append(node)
    return [
        mark
        for mark in marks
        if not any(
            mark.start < node.label.end and node.label.start < mark.end
            for node in labels.get(mark.line, ())
        )
    ]


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
