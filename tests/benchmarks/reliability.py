"""How well chances hold: a reliability diagram as a table, Brier score and calibration error."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

_EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)


@dataclass(frozen=True)
class Bin:
    """Forecasts between two edges: their mean, how often they came true, and their number."""

    low: float
    high: float
    predicted: float
    observed: float
    count: int


def bins_of(chances: Sequence[float], outcomes: Sequence[bool]) -> list[Bin]:
    """The bins that hold something."""
    found = []
    for low, high in itertools.pairwise(_EDGES):
        inside = [
            (chance, outcome)
            for chance, outcome in zip(chances, outcomes, strict=True)
            if low <= chance < high or chance == high == 1.0
        ]
        if inside:
            count = len(inside)
            predicted = sum(chance for chance, _ in inside) / count
            observed = sum(outcome for _, outcome in inside) / count
            found.append(Bin(low, high, predicted, observed, count))
    return found


def brier(chances: Sequence[float], outcomes: Sequence[bool]) -> float:
    """Mean squared distance of chances and outcomes."""
    pairs = zip(chances, outcomes, strict=True)
    return sum((chance - outcome) ** 2 for chance, outcome in pairs) / max(len(chances), 1)


def calibration_error(bins: Sequence[Bin]) -> float:
    """Mean distance of predicted and observed over the bins, weighted by their counts."""
    count = sum(one.count for one in bins)
    return sum(one.count * abs(one.predicted - one.observed) for one in bins) / max(count, 1)


def table_of(title: str, chances: Sequence[float], outcomes: Sequence[bool]) -> list[str]:
    """The diagram in lines; the Brier score stands beside that of always saying the mean."""
    bins = bins_of(chances, outcomes)
    mean = sum(outcomes) / max(len(outcomes), 1)
    lines = [f"{title}", "  chance        predicted  observed  count"]
    lines += [
        f"  {one.low:.2f} to {one.high:.2f}  "
        f"{one.predicted:9.3f} {one.observed:9.3f} {one.count:6d}"
        for one in bins
    ]
    lines.append(
        f"  Brier {brier(chances, outcomes):.4f} (always the mean {mean:.3f}: "
        f"{mean * (1 - mean):.4f}), calibration error {calibration_error(bins):.4f}"
    )
    return lines
