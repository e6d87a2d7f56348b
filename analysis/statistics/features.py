"""What can change from paper to paper, as figures: the shape, the topics, the kind of questions.

Each figure gives one row of numbers per sitting; two sittings are as far apart as their rows are.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from statistics import fmean
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analysis.schemas import BloomLevel
from analysis.statistics.blueprint import is_choice, paper_marks, top_level
from analysis.statistics.counting import topic_key
from analysis.statistics.rows import AskedQuestion, Sitting

Matrix = npt.NDArray[np.float64]
HIGHER = frozenset({BloomLevel.ANALYSE, BloomLevel.EVALUATE, BloomLevel.CREATE})


class Figure(NamedTuple):
    """One thing measured of each sitting: rows are sittings; `words` says a sitting's value."""

    name: str
    family: str  # "format", "topics" or "style"
    rows: Matrix


Measure = Callable[[Sitting], float | None]


def share_of(sitting: Sitting, holds: Callable[[AskedQuestion], bool]) -> float:
    """The share of a sitting's questions for which something holds; 0 without questions."""
    return fmean(map(holds, sitting.questions)) if sitting.questions else 0.0


def derivation_rate(sitting: Sitting) -> float:
    """The share of questions that ask for a derivation."""
    return share_of(sitting, lambda question: question.requires_derivation)


def higher_rate(sitting: Sitting) -> float:
    """The share of questions that ask to analyse, evaluate or create."""
    return share_of(sitting, lambda question: question.bloom in HIGHER)


def choice_rate(sitting: Sitting) -> float:
    """The share of questions that may be left out for another one."""
    return share_of(sitting, is_choice)


def words_per_question(sitting: Sitting) -> float | None:
    """Mean number of words of a question; None without questions."""
    return fmean(len(q.text.split()) for q in sitting.questions) if sitting.questions else None


def marks_per_question(sitting: Sitting) -> float | None:
    """The paper's marks over its top-level questions; None where marks are unknown."""
    marks = paper_marks(sitting)
    return marks / top_level(sitting) if marks and sitting.questions else None


def parts_per_question(sitting: Sitting) -> float | None:
    """Leaves over top-level questions; None without questions."""
    return len(sitting.questions) / top_level(sitting) if sitting.questions else None


# In the order in which a change is told.
NUMBERS: tuple[tuple[str, str, Measure], ...] = (
    ("questions", "format", top_level),
    ("parts per question", "format", parts_per_question),
    ("marks", "format", paper_marks),
    ("minutes", "format", lambda sitting: sitting.duration_minutes),
    ("questions with a choice", "format", choice_rate),
    ("derivations", "style", derivation_rate),
    ("analysis and higher", "style", higher_rate),
    ("words per question", "style", words_per_question),
)


def figures(sittings: Sequence[Sitting]) -> tuple[Figure, ...]:
    """Every figure that differs between these sittings and that all of them have."""
    found = [_number(name, family, measure, sittings) for name, family, measure in NUMBERS]
    found += [
        Figure("topics", "topics", _shares(sittings, lambda q: topic_key(q.topic))),
        Figure("sections", "format", _presence(sittings, lambda q: (q.section or "").casefold())),
        Figure("instructions", "style", _shares(sittings, lambda q: (q.command or "").casefold())),
    ]
    return tuple(one for one in found if one is not None and np.ptp(one.rows, axis=0).any())


def _number(name: str, family: str, measure: Measure, sittings: Sequence[Sitting]) -> Figure | None:
    values = [measure(sitting) for sitting in sittings]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    return Figure(name, family, np.array(known, dtype=float)[:, None])


def _shares(sittings: Sequence[Sitting], label: Callable[[AskedQuestion], str]) -> Matrix:
    """Root shares of the labels, so that distances are Hellinger's."""
    return np.sqrt(_table(sittings, label, share=True))


def _presence(sittings: Sequence[Sitting], label: Callable[[AskedQuestion], str]) -> Matrix:
    return np.sign(_table(sittings, label, share=False))


def _table(
    sittings: Sequence[Sitting], label: Callable[[AskedQuestion], str], *, share: bool
) -> Matrix:
    counts = [Counter(map(label, sitting.questions)) for sitting in sittings]
    names = sorted({name for count in counts for name in count} - {""})
    table = np.array([[count[name] for name in names] for count in counts], dtype=float)
    table = table.reshape(len(sittings), len(names))
    total = table.sum(axis=1, keepdims=True)
    return table / np.maximum(total, 1) if share else table
