"""Labels against what somebody expects of them, as shares from 0 to 1."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from analysis.agents.extraction_labels import Label, PaperLabels
from analysis.agents.extraction_text import PaperToLabel
from analysis.evaluation.labelled import Expected, LabelledPaper
from analysis.schemas import BloomLevel, DifficultyLevel

ALIKE = 75  # of 100: two beginnings of one question
LEVELS = [level.value for level in BloomLevel]
EFFORTS = [level.value for level in DifficultyLevel]


@dataclass(slots=True)
class Tally:
    """How many were right, of how many that were judged, for each thing that is judged."""

    right: Counter[str] = field(default_factory=Counter)
    judged: Counter[str] = field(default_factory=Counter)

    def note(self, what: str, *, right: bool) -> None:
        self.judged[what] += 1
        self.right[what] += right

    def shares(self) -> dict[str, float]:
        """Return the share that was right of each, in the order in which they were first noted."""
        return {what: round(self.right[what] / count, 4) for what, count in self.judged.items()}


def score_labels(tally: Tally, labelled: LabelledPaper, found: PaperLabels | None) -> None:
    """Note how the labels of one paper agree; a question without a label is wrong."""
    given = {label.position: label for label in found.labels} if found else {}
    headings = labelled.headings or {}
    for position, expected in enumerate(labelled.expected):
        label = given.get(position)
        tally.note("labelled", right=label is not None)
        _score_topic(tally, expected, label, headings)
        if expected.bloom_level:
            distance = _distance(LEVELS, expected.bloom_level, label.bloom_level if label else None)
            tally.note("bloom", right=distance == 0)
            tally.note("bloom ±1", right=distance <= 1)
        if expected.difficulty:
            distance = _distance(EFFORTS, expected.difficulty, label.difficulty if label else None)
            tally.note("difficulty", right=distance == 0)
            tally.note("difficulty ±1", right=distance <= 1)
        if expected.requires_derivation is not None:
            said = label.requires_derivation if label else None
            tally.note("derivation", right=said == expected.requires_derivation)


def _score_topic(
    tally: Tally, expected: Expected, label: Label | None, headings: dict[str, str]
) -> None:
    if expected.topic is None:
        return
    names = (label.topic, label.secondary_topic or "") if label else ("", "")
    first, second = (headings.get(name, name) for name in names)
    tally.note("topic", right=first == expected.topic)
    tally.note("topic, 1st or 2nd", right=expected.topic in {first, second})


def _distance(order: Sequence[str], expected: str, said: str | None) -> int:
    """Return how many levels lie between; as far as can be where nothing was said."""
    return abs(order.index(expected) - order.index(said)) if said else len(order)


def score_structure(
    tally: Tally, labelled: LabelledPaper, paper: PaperToLabel, found: PaperLabels | None
) -> None:
    """Note how the questions of a paper agree with those labelled, before and after repairs."""
    numbers = [question.number for question in paper.questions]
    marks = [question.marks for question in paper.questions]
    pairs = matched(labelled.expected, [question.text for question in paper.questions])
    _score_numbers(tally, "read", labelled.expected, pairs, numbers, marks)
    for repair in found.repairs if found else ():
        numbers[repair.position] = repair.number or numbers[repair.position]
        marks[repair.position] = repair.marks or marks[repair.position]
    _score_numbers(tally, "repaired", labelled.expected, pairs, numbers, marks)
    for place in range(len(labelled.expected)):
        tally.note("recall", right=place in pairs)
    for place in range(len(paper.questions)):
        tally.note("precision", right=place in pairs.values())


def _score_numbers(
    tally: Tally,
    when: str,
    expected: Sequence[Expected],
    pairs: dict[int, int],
    numbers: Sequence[str],
    marks: Sequence[float | None],
) -> None:
    for place, found in pairs.items():
        one = expected[place]
        tally.note(f"number, {when}", right=_bare(one.number) == _bare(numbers[found]))
        tally.note(f"marks, {when}", right=one.marks == marks[found])


def matched(expected: Sequence[Expected], texts: Iterable[str]) -> dict[int, int]:
    """Return which text each expected question is, by its first words; each at most once."""
    left, pairs = dict(enumerate(texts)), {}
    for place, one in enumerate(expected):
        scores = {
            at: fuzz.ratio(_bare(one.text_start), _bare(text)[: len(_bare(one.text_start))])
            for at, text in left.items()
        }
        best = max(scores, key=lambda at: scores[at], default=None)
        if best is not None and scores[best] >= ALIKE:
            pairs[place] = best
            del left[best]
    return pairs


def _bare(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
