"""What marks these papers, beside the institution's other papers where there are any.

A habit is measured once per paper. Whether it is a habit of these papers or of everybody's is
Mann and Whitney's question (1947): papers of one's own against the others', two-sided, and of the
habits called striking one in ten may be chance (Benjamini and Hochberg 1995).
"""

from collections import Counter
from collections.abc import Callable, Sequence
from statistics import fmean
from typing import NamedTuple

from analysis.statistics.blueprint import is_choice
from analysis.statistics.discovery import difference, largest_believed
from analysis.statistics.features import (
    HIGHER,
    Measure,
    choice_rate,
    derivation_rate,
    higher_rate,
    marks_per_question,
    parts_per_question,
    share_of,
    words_per_question,
)
from analysis.statistics.results import StyleMark
from analysis.statistics.rows import AskedQuestion, Sitting

FEWEST_OWN = 3
FEWEST_OTHERS = 5
MOST_COMMANDS = 6
FEWEST_USES = 3  # of a command, to be a habit
MOST_OTHERS = 300  # papers; more of them change no shown digit


class _Habit(NamedTuple):
    name: str
    unit: str
    measure: Measure
    proves: Callable[[AskedQuestion], bool]


def _every(_: AskedQuestion) -> bool:
    return True


FIXED = (
    _Habit("Marks per question", "marks", marks_per_question, _every),
    _Habit("Parts per question", "parts", parts_per_question, _every),
    _Habit("Words per question", "words", words_per_question, _every),
    _Habit("Derivations and proofs", "share", derivation_rate, lambda q: q.requires_derivation),
    _Habit(
        "Questions to analyse, evaluate or create",
        "share",
        higher_rate,
        lambda q: q.bloom in HIGHER,
    ),
    _Habit("Questions with a choice", "share", choice_rate, is_choice),
)


def style_marks(
    sittings: Sequence[Sitting], others: Sequence[Sitting] = ()
) -> tuple[StyleMark, ...]:
    """The habits of the arranged sittings, the striking ones first; none without questions."""
    own = [one for one in sittings if one.questions]
    if not own:
        return ()
    beside = [one for one in others if one.questions][:MOST_OTHERS]
    marks = [_mark(habit, own, beside) for habit in (*FIXED, *_commands(own))]
    known = [mark for mark in marks if mark is not None]
    limit = largest_believed(mark.p_value for mark in known if mark.p_value is not None)
    found = [
        mark.model_copy(update={"stands_out": mark.p_value is not None and mark.p_value <= limit})
        for mark in known
    ]
    return tuple(sorted(found, key=lambda mark: not mark.stands_out))


def _commands(own: Sequence[Sitting]) -> list[_Habit]:
    used = Counter(_command(question) for one in own for question in one.questions)
    usual = [word for word, times in used.most_common() if word and times >= FEWEST_USES]
    return [_habit_of(word) for word in sorted(usual, key=lambda w: (-used[w], w))[:MOST_COMMANDS]]


def _habit_of(word: str) -> _Habit:
    def says(question: AskedQuestion) -> bool:
        return _command(question) == word

    return _Habit(f"“{word}”", "share", lambda sitting: share_of(sitting, says), says)


def _command(question: AskedQuestion) -> str:
    return (question.command or "").strip().casefold()


def _mark(habit: _Habit, own: Sequence[Sitting], others: Sequence[Sitting]) -> StyleMark | None:
    ours, theirs = _values(habit, own), _values(habit, others)
    if not ours:
        return None
    compared = len(ours) >= FEWEST_OWN and len(theirs) >= FEWEST_OTHERS
    if not any(ours) and not (compared and any(theirs)):
        return None  # nobody does it, so nobody is marked by it
    return StyleMark(
        name=habit.name,
        own=fmean(ours),
        others=fmean(theirs) if compared else None,
        unit=habit.unit,
        p_value=difference(ours, theirs) if compared else None,
        stands_out=False,
        other_papers=len(theirs) if compared else 0,
        evidence=tuple(sorted(q.id for one in own for q in one.questions if habit.proves(q))),
    )


def _values(habit: _Habit, sittings: Sequence[Sitting]) -> list[float]:
    return [value for one in sittings if (value := habit.measure(one)) is not None]
