"""What counts as one asked question, and for how much.

1. The leaves of one top-level question that are on one topic are one question: an essay with parts
   (a) to (c) on one topic asks for it once.
2. Alternatives count by their weight, the share that a student answers: k/n where k of n are to be
   answered. The weights of leaves that make one question add up, to 1 at most.
3. Marks are the printed ones times the weight. Leaves without marks add nothing; a topic none of
   whose leaves has marks has unknown marks (None), never guessed ones.
4. A leaf without a topic counts in mixes and in the shape of the paper, in no topic.
5. A share "of the papers" is of those that have at least one labelled question: a paper that could
   not be read does not say that a topic was left out.
6. Names of topics are the same if they differ in letter case or spaces only; the spelling used most
   is shown.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.statistics.results import Evidence
from analysis.statistics.rows import AskedQuestion, Sitting


@dataclass(frozen=True, slots=True)
class Asked:
    """One topic in one sitting, after the counting rules."""

    questions: int
    expected: float
    marks: float | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Tally:
    """All topics over all sittings: `asked[topic]` has the positions in `sittings` that ask it."""

    sittings: tuple[Sitting, ...]
    asked: Mapping[str, Mapping[int, Asked]]
    labelled: tuple[int, ...]  # positions of the sittings that have labelled questions


def arrange(sittings: Iterable[Sitting]) -> tuple[Sitting, ...]:
    """The sittings in the order of time, unknown years first, their questions in order of id.

    Raises ValueError for a paper or question given twice, and for marks or weights that are none:
    counted twice, each number would be wrong and its evidence ambiguous.
    """
    ordered = tuple(
        _with_questions(sitting, sorted(sitting.questions, key=lambda question: question.id))
        for sitting in sorted(sittings, key=_place_in_time)
    )
    _refuse_twice("paper", (sitting.paper_id for sitting in ordered))
    _refuse_twice("question", (q.id for sitting in ordered for q in sitting.questions))
    for sitting in ordered:
        _check_figures(sitting)
    return ordered


def _place_in_time(sitting: Sitting) -> tuple[float, int, str, int]:
    year = -math.inf if sitting.year is None else sitting.year
    return (year, sitting.order, sitting.label, sitting.paper_id)


def _with_questions(sitting: Sitting, questions: list[AskedQuestion]) -> Sitting:
    return Sitting(
        paper_id=sitting.paper_id,
        label=sitting.label,
        year=sitting.year,
        questions=tuple(questions),
        total_marks=sitting.total_marks,
        duration_minutes=sitting.duration_minutes,
        order=sitting.order,
    )


def _refuse_twice(kind: str, ids: Iterable[int]) -> None:
    twice = sorted(number for number, count in Counter(ids).items() if count > 1)
    if twice:
        raise ValueError(f"The {kind} with id {twice[0]} was given twice; give each {kind} once.")


def _check_figures(sitting: Sitting) -> None:
    for question in sitting.questions:
        where = f"Question {question.number} (id {question.id}) of {sitting.label}"
        if not 0 <= question.weight <= 1:
            raise ValueError(f"{where} has weight {question.weight}; a weight is from 0 to 1.")
        if question.marks is not None and not 0 <= question.marks < math.inf:
            raise ValueError(f"{where} has {question.marks} marks; give a number from 0, or None.")


def tally(sittings: Sequence[Sitting]) -> Tally:
    """Count the topics of arranged sittings (see `arrange`) by the rules above."""
    spelling = _spellings(sittings)
    asked: dict[str, dict[int, Asked]] = defaultdict(dict)
    for position, sitting in enumerate(sittings):
        for key, leaves in _by_topic(sitting).items():
            asked[spelling[key]][position] = count_leaves(leaves)
    labelled = sorted({position for cells in asked.values() for position in cells})
    return Tally(tuple(sittings), dict(sorted(asked.items())), tuple(labelled))


def topic_key(name: str) -> str:
    """What makes two names of a topic the same: words, without regard to letter case."""
    return " ".join(name.split()).casefold()


def _spellings(sittings: Sequence[Sitting]) -> dict[str, str]:
    """For each key the spelling used most, the first by alphabet among equals."""
    used = Counter(" ".join(q.topic.split()) for sitting in sittings for q in sitting.questions)
    by_use = sorted(used, key=lambda name: (used[name], [-ord(letter) for letter in name]))
    return {topic_key(name): name for name in by_use if name}


def _by_topic(sitting: Sitting) -> dict[str, list[AskedQuestion]]:
    groups: dict[str, list[AskedQuestion]] = defaultdict(list)
    for question in sitting.questions:
        if key := topic_key(question.topic):
            groups[key].append(question)
    return groups


def count_leaves(leaves: Sequence[AskedQuestion]) -> Asked:
    """Leaves of one sitting as questions, expected questions and marks (rules 1 to 3)."""
    weights: dict[tuple[str | None, str], list[float]] = defaultdict(list)
    for leaf in leaves:
        weights[leaf.section, leaf.stem].append(leaf.weight)
    return Asked(
        questions=len(weights),
        expected=math.fsum(min(1.0, math.fsum(of_stem)) for of_stem in weights.values()),
        marks=expected_marks(leaves),
        evidence=tuple(sorted(leaf.id for leaf in leaves)),
    )


def expected_marks(leaves: Iterable[AskedQuestion]) -> float | None:
    """Printed marks, each by the share that a student answers; None where none are printed."""
    printed = [leaf.marks * leaf.weight for leaf in leaves if leaf.marks is not None]
    return math.fsum(printed) if printed else None
