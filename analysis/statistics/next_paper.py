"""The shape of the next paper: what mostly stays while the questions change."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from statistics import median

from analysis.statistics.blueprint import paper_marks, top_level
from analysis.statistics.results import Evidence, ShapeForecast
from analysis.statistics.rows import Sitting

# A value that this share of the papers has is the one to expect, else the middle of all.
USUAL_FROM = 0.5
FEWEST_BEFORE = 2
MOST_TESTED = 60
CLOSE = 0.05  # marks and minutes that differ by less are the same

FIGURES: tuple[tuple[str, Callable[[Sitting], float | None]], ...] = (
    ("questions", top_level),
    ("parts", lambda sitting: len(sitting.questions)),
    ("marks", paper_marks),
    ("minutes", lambda sitting: sitting.duration_minutes),
)


def next_paper(sittings: Sequence[Sitting]) -> tuple[ShapeForecast, ...]:
    """One forecast per figure that any of the arranged sittings has; unread papers say nothing."""
    read = [sitting for sitting in sittings if sitting.questions]
    found = [_forecast(name, figure, read) for name, figure in FIGURES]
    return tuple(one for one in found if one is not None)


def _forecast(
    name: str, figure: Callable[[Sitting], float | None], read: Sequence[Sitting]
) -> ShapeForecast | None:
    shown = [(value, sitting) for sitting in read if (value := figure(sitting))]
    if not shown:
        return None
    values = [float(value) for value, _ in shown]
    expected = expect(values)
    trials = range(max(FEWEST_BEFORE, len(values) - MOST_TESTED), len(values))
    return ShapeForecast(
        name=name,
        expected=expected,
        low=min(values),
        high=max(values),
        held=sum(_same(value, expected) for value in values),
        of_papers=len(values),
        right=sum(_same(values[at], expect(values[:at])) for at in trials),
        tested=len(trials),
        evidence=_questions(sitting for _, sitting in shown),
    )


def expect(values: Sequence[float]) -> float:
    """The value that at least half of the papers have, the latest of two; else the median."""
    often = Counter(values)
    most = max(often.values())
    if most >= USUAL_FROM * len(values):
        return next(value for value in reversed(values) if often[value] == most)
    return float(median(values))


def _same(value: float, expected: float) -> bool:
    return abs(value - expected) <= CLOSE * expected


def _questions(sittings: Iterable[Sitting]) -> Evidence:
    return tuple(sorted(question.id for sitting in sittings for question in sitting.questions))
