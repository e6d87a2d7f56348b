"""Labels of a question from its words: level of thinking, effort, whether it is a derivation."""

import re
from dataclasses import dataclass

from analysis.labels.commands import Command, asks_derivation, find_commands
from analysis.labels.effort import estimate_effort, marks_effort
from analysis.labels.kinds import kind_of
from analysis.labels.printed import printed_level
from analysis.schemas import BloomLevel, DifficultyLevel, QuestionType

ORDER = tuple(BloomLevel)
PRINTED, SURE, CONTEXT, GUESS = 0.9, 0.7, 0.5, 0.25
CHOOSING = frozenset(("choose", "select", "tick", "match"))  # how to answer, not what to do
_QUANTITIES = re.compile(r"\d\s?(?:[°%µμ]|[a-zA-ZΩ]{1,3}\b)|\d\D{1,40}\d")
DISAGREEMENT = 0.1  # less sure for each further level that the commands name


@dataclass(frozen=True, slots=True)
class QuestionLabels:
    """What was concluded about one question; `confidence` (0 to 1) is that of the Bloom level.

    `command` is the verb that says what to do, in lower case; None where the text has none.
    """

    bloom: BloomLevel
    difficulty: DifficultyLevel
    requires_derivation: bool
    command: str | None
    confidence: float
    kind: QuestionType


def _highest(commands: tuple[Command, ...]) -> Command:
    """The command of the highest level, a sure one before a doubtful one; the first of equals."""
    sure = [command for command in commands if command.sure] or list(commands)
    return max(sure, key=lambda command: (ORDER.index(command.level), bool(command.verb)))


def _confidence(commands: tuple[Command, ...], chosen: Command, *, from_stem: bool) -> float:
    levels = {command.level for command in commands}
    base = SURE if chosen.sure and not from_stem else CONTEXT
    return max(GUESS, round(base - DISAGREEMENT * (len(levels) - 1), 2))


def _guess(text: str) -> BloomLevel:
    """The level of a question without command: to apply where quantities are given."""
    return BloomLevel.APPLY if _QUANTITIES.search(text) else BloomLevel.UNDERSTAND


def label_question(
    text: str,
    *,
    stem: str = "",
    marks: float | None = None,
    total_marks: float | None = None,
    bloom_printed: str | None = None,
) -> QuestionLabels:
    """Label a question; its own words count, the stem's where they hold no command.

    Several commands in one question: the highest level counts. Without any, it is to understand,
    with a confidence that says so. `bloom_printed`, the level beside the question, goes before all.
    """
    own = find_commands(text)
    commands = own or tuple(one for one in find_commands(stem) if one.verb not in CHOOSING)
    derivation = asks_derivation(text if own else f"{stem}\n{text}")
    chosen = _highest(commands) if commands else None
    bloom = chosen.level if chosen else _guess(text)
    if derivation and ORDER.index(bloom) < ORDER.index(BloomLevel.ANALYSE):
        bloom = BloomLevel.ANALYSE
    difficulty = estimate_effort(
        bloom,
        derivation=derivation,
        tasks=len(own),
        words=len(text.split()),
        share_effort=marks_effort(marks, total_marks),
    )
    sure = _confidence(commands, chosen, from_stem=not own) if chosen else GUESS
    printed = printed_level(bloom_printed)
    if printed:
        bloom, sure = printed, PRINTED
    command = (chosen.verb or None) if chosen else None
    kind = kind_of(
        text, stem, commands, derivation=derivation, marks=marks, total_marks=total_marks
    )
    return QuestionLabels(bloom, difficulty, derivation, command, sure, kind)
