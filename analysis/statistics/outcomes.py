"""Marks by course outcome and level of thinking: the sheet that accreditation asks for.

A question that names several outcomes gives each an equal share of its marks, so that the sheet
adds up to the paper. What is not printed is unknown and has its own row, or its own count: a
question without an outcome, and one without marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce

from analysis.schemas import BloomLevel

LEVELS = tuple(BloomLevel)
UNKNOWN = ""  # the outcome of questions that print none
_OUTCOME = re.compile(r"(CL?O|LO|PS?O|PLO)\W*S?\W*(\d{1,2}(?:\.\d)?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LevelledQuestion:
    """A question with what it is set for; `weight` is the share that is answered, 1 or k/n."""

    id: int
    outcomes: tuple[str, ...]
    level: BloomLevel
    level_printed: bool
    marks: float | None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class OutcomeCell:
    """What is asked for one outcome at one level, or in a sum of such.

    `offered` are all printed marks, `answered` those that a student answers where there is a
    choice. `without_marks` counts questions that print none, `estimated` those whose level is not
    printed; both are among `questions`.
    """

    offered: float = 0.0
    answered: float = 0.0
    without_marks: int = 0
    estimated: int = 0
    questions: tuple[int, ...] = ()

    def __add__(self, other: OutcomeCell) -> OutcomeCell:
        """Both together; a question of several outcomes counts once among `questions`."""
        return OutcomeCell(
            offered=self.offered + other.offered,
            answered=self.answered + other.answered,
            without_marks=self.without_marks + other.without_marks,
            estimated=self.estimated + other.estimated,
            questions=tuple(sorted({*self.questions, *other.questions})),
        )


@dataclass(frozen=True, slots=True)
class OutcomeSheet:
    """Cells by outcome (in their order, unknown last) and level; cells without questions lack."""

    outcomes: tuple[str, ...]
    cells: Mapping[tuple[str, BloomLevel], OutcomeCell]

    def cell(self, outcome: str, level: BloomLevel) -> OutcomeCell:
        """One cell, empty where nothing is asked."""
        return self.cells.get((outcome, level), OutcomeCell())

    def total(self, outcome: str | None = None, level: BloomLevel | None = None) -> OutcomeCell:
        """The sum over a row, a column or, with neither, everything."""
        chosen = [
            cell
            for (named, at), cell in self.cells.items()
            if outcome in {None, named} and level in {None, at}
        ]
        return reduce(OutcomeCell.__add__, chosen, OutcomeCell())


def outcome_sheet(questions: Iterable[LevelledQuestion]) -> OutcomeSheet:
    """The sheet of some questions, of one paper or of several."""
    cells: dict[tuple[str, BloomLevel], OutcomeCell] = {}
    for one in questions:
        named = one.outcomes or (UNKNOWN,)
        for place, outcome in enumerate(named):
            at = outcome, one.level
            cells[at] = cells.get(at, OutcomeCell()) + _share(one, len(named), first=place == 0)
    outcomes = sorted({outcome for outcome, _ in cells}, key=_place)
    return OutcomeSheet(tuple(outcomes), cells)


def _share(one: LevelledQuestion, several: int, *, first: bool) -> OutcomeCell:
    """What a question gives to one of its outcomes; what is counted, is counted at the first."""
    marks = (one.marks or 0.0) / several
    return OutcomeCell(
        offered=marks,
        answered=marks * one.weight,
        without_marks=int(first and one.marks is None),
        estimated=int(first and not one.level_printed),
        questions=(one.id,),
    )


def outcomes_printed(printed: str | None) -> tuple[str, ...]:
    """The outcomes beside a question in one spelling, each once: "co-1, CO 2" is CO1 and CO2."""
    found = [(kind.upper(), number) for kind, number in _OUTCOME.findall(printed or "")]
    return tuple(dict.fromkeys(f"{kind}{number}" for kind, number in found))


def _place(outcome: str) -> tuple[bool, str, float]:
    letters = outcome.rstrip("0123456789.")
    return outcome == UNKNOWN, letters, float(outcome[len(letters) :] or 0)
