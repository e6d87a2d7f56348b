"""Two sets of papers side by side: two professors, two courses or two eras.

Topics are compared by the share of papers that ask them (Fisher's exact test), habits by their
means per paper (Mann and Whitney's test); of the differences called clear, one in ten may be chance
(Benjamini and Hochberg 1995).
"""

from collections.abc import Callable, Mapping, Sequence
from statistics import fmean

import scipy  # its parts are loaded where they are first used

from analysis.schemas import BloomLevel, DifficultyLevel, Frozen
from analysis.statistics.blueprint import paper_marks, top_level
from analysis.statistics.counting import Asked, Tally, arrange, tally, topic_key
from analysis.statistics.discovery import difference, largest_believed
from analysis.statistics.features import (
    Measure,
    choice_rate,
    derivation_rate,
    marks_per_question,
    parts_per_question,
    share_of,
    words_per_question,
)
from analysis.statistics.results import Evidence
from analysis.statistics.rows import AskedQuestion, Sitting

FEWEST_PAPERS = 2  # on each side, for a test
MOST_TOPICS = 40


class Side(Frozen):
    """One of the two in one row; `value` is a share, or a mean in `Row.unit`; None: not printed."""

    value: float | None
    papers: int  # that have it
    of_papers: int
    evidence: Evidence


class Row(Frozen):
    """One thing compared; `clear`: the difference stands after correction for all rows."""

    key: str
    name: str
    group: str  # "topics", "shape" or "questions"
    unit: str  # "share" or a noun
    left: Side
    right: Side
    p_value: float | None
    clear: bool = False


class Comparison(Frozen):
    """Two sets of papers, row by row."""

    left_papers: int
    right_papers: int
    shared_topics: int
    rows: tuple[Row, ...]


Holds = Callable[[AskedQuestion], bool]


def compare(left: Sequence[Sitting], right: Sequence[Sitting]) -> Comparison:
    """Compare papers in any order; papers without questions take no part.

    Raises ValueError for papers or questions given twice on one side.
    """
    first, second = _read(left), _read(right)
    ours, theirs = tally(first), tally(second)
    topics, shared = _topics(ours, theirs)
    rows = [*topics, *_habits(first, second)]
    limit = largest_believed(row.p_value for row in rows if row.p_value is not None)
    return Comparison(
        left_papers=len(first),
        right_papers=len(second),
        shared_topics=shared,
        rows=tuple(
            row.model_copy(update={"clear": row.p_value is not None and row.p_value <= limit})
            for row in rows
        ),
    )


def _read(sittings: Sequence[Sitting]) -> list[Sitting]:
    return [one for one in arrange(sittings) if one.questions]


def _topics(left: Tally, right: Tally) -> tuple[list[Row], int]:
    """The topics asked most on both sides together, and how many are on both sides."""
    ours = {topic_key(name): (name, cells) for name, cells in left.asked.items()}
    theirs = {topic_key(name): (name, cells) for name, cells in right.asked.items()}
    papers = {
        key: sum(len(side[key][1]) for side in (ours, theirs) if key in side)
        for key in {*ours, *theirs}
    }
    chosen = sorted(papers, key=lambda key: (-papers[key], key))[:MOST_TOPICS]
    rows = [
        _topic_row(at, key, (ours, theirs), (len(left.labelled), len(right.labelled)))
        for at, key in enumerate(chosen)
    ]
    return rows, len(ours.keys() & theirs.keys())


def _topic_row(
    at: int,
    key: str,
    named: tuple[dict[str, tuple[str, Mapping[int, Asked]]], ...],
    papers: tuple[int, int],
) -> Row:
    cells = [side.get(key, ("", {}))[1] for side in named]
    sides = [
        Side(
            value=len(asked) / total if total else None,
            papers=len(asked),
            of_papers=total,
            evidence=tuple(sorted(n for cell in asked.values() for n in cell.evidence)),
        )
        for asked, total in zip(cells, papers, strict=True)
    ]
    tested = min(papers) >= FEWEST_PAPERS
    table = [[side.papers, side.of_papers - side.papers] for side in sides]
    return Row(
        key=f"topic-{at}",
        name=next(side[key][0] for side in named if key in side),
        group="topics",
        unit="share",
        left=sides[0],
        right=sides[1],
        p_value=float(scipy.stats.fisher_exact(table).pvalue) if tested else None,
    )


def _every(_: AskedQuestion) -> bool:
    return True


SHAPE: tuple[tuple[str, str, Measure], ...] = (
    ("Questions", "questions", top_level),
    ("Parts per question", "parts", parts_per_question),
    ("Marks", "marks", paper_marks),
    ("Time", "minutes", lambda sitting: sitting.duration_minutes),
    ("Marks per question", "marks", marks_per_question),
    ("Words per question", "words", words_per_question),
    ("Questions with a choice", "share", choice_rate),
)


def _habits(left: Sequence[Sitting], right: Sequence[Sitting]) -> list[Row]:
    rows = [
        _row(f"shape-{at}", name, ("shape", unit), measure, _every, (left, right))
        for at, (name, unit, measure) in enumerate(SHAPE)
    ]
    rows.append(
        _row(
            "derivations",
            "Derivations and proofs",
            ("questions", "share"),
            derivation_rate,
            lambda question: question.requires_derivation,
            (left, right),
        )
    )
    rows += [_level(level, left, right, bloom=True) for level in BloomLevel]
    rows += [_level(level, left, right, bloom=False) for level in DifficultyLevel]
    return [row for row in rows if row.left.value or row.right.value]


def _level(
    level: BloomLevel | DifficultyLevel,
    left: Sequence[Sitting],
    right: Sequence[Sitting],
    *,
    bloom: bool,
) -> Row:
    def holds(question: AskedQuestion) -> bool:
        return (question.bloom if bloom else question.difficulty) == level

    name = level.value.replace("_", " ")
    words = f"Bloom level: {name}" if bloom else f"Estimated effort: {name}"

    def rate(sitting: Sitting) -> float:
        return share_of(sitting, holds)

    return _row(f"level-{level.value}", words, ("questions", "share"), rate, holds, (left, right))


def _row(
    key: str,
    name: str,
    kind: tuple[str, str],
    measure: Measure,
    holds: Holds,
    papers: tuple[Sequence[Sitting], Sequence[Sitting]],
) -> Row:
    values = [[v for one in side if (v := measure(one)) is not None] for side in papers]
    sides = [
        Side(
            value=fmean(found) if found else None,
            papers=len(found),
            of_papers=len(side),
            evidence=tuple(sorted(q.id for one in side for q in one.questions if holds(q))),
        )
        for found, side in zip(values, papers, strict=True)
    ]
    tested = min(map(len, values)) >= FEWEST_PAPERS
    return Row(
        key=key,
        name=name,
        group=kind[0],
        unit=kind[1],
        left=sides[0],
        right=sides[1],
        p_value=difference(*values) if tested else None,
    )
