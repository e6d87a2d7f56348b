"""Mixes: which share of the leaves has which level, labelled with a topic or not."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from analysis.schemas import BloomLevel, DifficultyLevel
from analysis.statistics.results import Share
from analysis.statistics.rows import AskedQuestion


def difficulty_mix(questions: Sequence[AskedQuestion]) -> tuple[Share, ...]:
    """All levels of difficulty, easiest first, also those that no question has."""
    return mix(questions, lambda question: question.difficulty, DifficultyLevel)


def bloom_mix(questions: Sequence[AskedQuestion]) -> tuple[Share, ...]:
    """All levels of Bloom's taxonomy, lowest first, also those that no question has."""
    return mix(questions, lambda question: question.bloom, BloomLevel)


def command_mix(questions: Sequence[AskedQuestion]) -> tuple[Share, ...]:
    """What questions tell the student to do, the most frequent first; shares are of all leaves."""
    used = sorted({_command(question) for question in questions} - {""})
    shares = mix(questions, _command, used)
    return tuple(sorted(shares, key=lambda share: (-share.count, share.level)))


def _command(question: AskedQuestion) -> str:
    return (question.command or "").strip().casefold()


def derivation_share(questions: Sequence[AskedQuestion]) -> Share:
    """The leaves whose answer needs a derivation."""
    wanted = [question for question in questions if question.requires_derivation]
    return _share("derivation", wanted, len(questions))


def unclassified_share(questions: Sequence[AskedQuestion]) -> Share:
    """The leaves that could be given no topic: they count in no topic, zone or forecast."""
    unknown = [question for question in questions if not question.topic.strip()]
    return _share("unclassified", unknown, len(questions))


def mix(
    questions: Sequence[AskedQuestion],
    level_of: Callable[[AskedQuestion], str],
    levels: Iterable[str],
) -> tuple[Share, ...]:
    """One share per level, in the order of `levels`; all are 0 where there are no questions."""
    groups: dict[str, list[AskedQuestion]] = defaultdict(list)
    for question in questions:
        groups[level_of(question)].append(question)
    return tuple(_share(str(level), groups[level], len(questions)) for level in levels)


def _share(level: str, questions: Sequence[AskedQuestion], total: int) -> Share:
    return Share(
        level=level,
        count=len(questions),
        share=len(questions) / total if total else 0.0,
        evidence=tuple(sorted(question.id for question in questions)),
    )
