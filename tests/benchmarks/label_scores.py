"""Outlines against labels, by number, page and place; no text is compared.

A leaf is found where a question starts on its page at its height: within 30 points with the same
number, or within 12 with another. Micro averages over leaves:

* recall, precision: leaves found, questions that are leaves
* number, marks, no marks, choice: right among the leaves found (marks where they are printed, no
  marks where they are not, choice where there are alternatives)
* parents: questions with parts whose printed mark was given to them
* right: questions with number and marks right, as twice their number over leaves and questions
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from exams.outline.model import Outline, OutlineQuestion
from tests.benchmarks.labelled_papers import LabelledLeaf, LabelledPaper

_SAME_NUMBER, _OTHER_NUMBER = 30.0, 12.0  # points
_HALF_LINE = 5.0
COLUMNS = ("recall", "precision", "number", "marks", "no marks", "choice", "parents", "right")


@dataclass
class Tally:
    """Counts of right and all, over one or several papers."""

    leaves: int = 0
    questions: int = 0
    found: int = 0
    numbers: int = 0
    marks: int = 0
    marks_of: int = 0
    unmarked: int = 0
    unmarked_of: int = 0
    choices: int = 0
    choices_of: int = 0
    parents: int = 0
    parents_of: int = 0
    right: int = 0

    def plus(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Tally)))

    def shares(self) -> tuple[float | None, ...]:
        """The figures of COLUMNS; None where there was nothing to find."""
        pairs = (
            (self.found, self.leaves),
            (self.found, self.questions),
            (self.numbers, self.found),
            (self.marks, self.marks_of),
            (self.unmarked, self.unmarked_of),
            (self.choices, self.choices_of),
            (self.parents, self.parents_of),
            (2 * self.right, self.leaves + self.questions),
        )
        return tuple(got / of if of else None for got, of in pairs)


Pairs = dict[int, int]  # index of a question -> index of its leaf


def pairs_of(outline: Outline, paper: LabelledPaper) -> Pairs:
    """Which question is which leaf; each at most once, the nearest first."""
    options = []
    for q, question in enumerate(outline.questions):
        for n, leaf in enumerate(paper.leaves):
            away = _distance(question, leaf)
            if away is not None:
                options.append((question.number != leaf.number, away, abs(q - n), q, n))
    pairs: Pairs = {}
    taken: set[int] = set()
    for *_, q, n in sorted(options):
        if q not in pairs and n not in taken:
            pairs[q] = n
            taken.add(n)
    return pairs


def _distance(question: OutlineQuestion, leaf: LabelledLeaf) -> float | None:
    """Points between the two; None where they cannot be the same."""
    same = question.number == leaf.number
    if question.page != leaf.page:
        return None
    if leaf.top is None or not question.boxes:
        return 0.0 if same else None
    away = abs(question.boxes[0].top + _HALF_LINE - leaf.top)
    return away if away <= (_SAME_NUMBER if same else _OTHER_NUMBER) else None


def right_questions(outline: Outline, paper: LabelledPaper) -> list[bool]:
    """For each question whether it is a leaf with this number and these marks."""
    pairs = pairs_of(outline, paper)
    return [
        q in pairs and _is_right(question, paper.leaves[pairs[q]])
        for q, question in enumerate(outline.questions)
    ]


def _is_right(question: OutlineQuestion, leaf: LabelledLeaf) -> bool:
    return question.number == leaf.number and (leaf.marks_unsure or question.marks == leaf.marks)


def tally_of(outline: Outline, paper: LabelledPaper) -> Tally:
    """The counts of one paper."""
    pairs = pairs_of(outline, paper)
    tally = Tally(len(paper.leaves), len(outline.questions), len(pairs))
    for q, n in pairs.items():
        question, leaf = outline.questions[q], paper.leaves[n]
        same = question.marks == leaf.marks
        tally.numbers += question.number == leaf.number
        tally.right += _is_right(question, leaf)
        if leaf.marks_unsure:
            continue
        printed = leaf.marks is not None
        tally.marks += same and printed
        tally.marks_of += printed
        tally.unmarked += same and not printed
        tally.unmarked_of += not printed
    stems = {stem.number: stem.marks for stem in outline.stems}
    tally.parents = sum(stems.get(number) == marks for number, marks in paper.parents)
    tally.parents_of = len(paper.parents)
    tally.choices, tally.choices_of = _choices(outline.questions, paper.leaves, pairs)
    return tally


def _choices(
    questions: Sequence[OutlineQuestion], leaves: Sequence[LabelledLeaf], pairs: Pairs
) -> tuple[int, int]:
    """Leaves whose alternatives are the labelled ones, of all that have some on either side."""
    said = {n: questions[q].choice_group for q, n in pairs.items()}
    meant = {n: leaves[n].group for n in said}
    right = of = 0
    for n, group in said.items():
        if group is None and meant[n] is None:
            continue
        of += 1
        right += _alike(said, n) == _alike(meant, n)
    return right, of


def _alike(groups: dict[int, str | None], n: int) -> set[int]:
    own = groups[n]
    return {other for other, group in groups.items() if own is not None and group == own}


def table_of(tallies: Iterable[tuple[str, Tally]]) -> list[str]:
    """A line for each name, and one for all."""
    rows = list(tallies)
    whole = Tally()
    for _, tally in rows:
        whole = whole.plus(tally)
    head = f"  {'':32s} leaves " + " ".join(f"{name:>9s}" for name in COLUMNS)
    return [head, *(_row(name, tally) for name, tally in [*rows, ("all", whole)])]


def _row(name: str, tally: Tally) -> str:
    shares = (f"{share:9.3f}" if share is not None else f"{'-':>9s}" for share in tally.shares())
    return f"  {name:32s} {tally.leaves:6d} " + " ".join(shares)
