"""Topics that are safe to expect, and rare topics that are dangerous to leave out."""

import math
from collections.abc import Iterable, Sequence

from analysis.statistics.counting import Tally, expected_marks
from analysis.statistics.results import TopicStanding, Zone

SAFE_ABOVE = 70.0  # percent of the papers
DANGER_BELOW = 20.0
# One or two papers make every topic of theirs look certain.
FEWEST_PAPERS = 3


def safe_zones(standings: Sequence[TopicStanding]) -> tuple[Zone, ...]:
    """Topics in more than 70 % of the papers; none with fewer than 3 papers."""
    return tuple(
        _zone(standing)
        for standing in standings
        if standing.percentage > SAFE_ABOVE and standing.of_papers >= FEWEST_PAPERS
    )


def danger_zones(standings: Sequence[TopicStanding], tally: Tally) -> tuple[Zone, ...]:
    """Topics in less than 20 % of the papers that carry high marks where they are asked.

    High means: on average at least an even split, that is, the expected marks of the paper divided
    by the topics that it asks. A topic whose marks are not printed is in no danger zone.
    """
    even = [_even_split(position, tally) for position in range(len(tally.sittings))]
    return tuple(
        _zone(standing)
        for standing in standings
        if standing.percentage < DANGER_BELOW and _carries_high_marks(standing, even)
    )


def _even_split(position: int, tally: Tally) -> float | None:
    marks = expected_marks(tally.sittings[position].questions)
    topics = sum(position in asked for asked in tally.asked.values())
    return None if not marks or not topics else marks / topics


def _carries_high_marks(standing: TopicStanding, even: Sequence[float | None]) -> bool:
    ratios = [
        cell.marks / split
        for cell, split in zip(standing.cells, even, strict=True)
        if cell.questions and cell.marks is not None and split is not None
    ]
    # Sums of printed halves and thirds differ in the last digit.
    return bool(ratios) and math.fsum(ratios) / len(ratios) >= 1 - 1e-9


def mean_marks(marks: Iterable[float | None]) -> float | None:
    """The mean of the marks that are known; None where none is."""
    known = [number for number in marks if number is not None]
    return math.fsum(known) / len(known) if known else None


def _zone(standing: TopicStanding) -> Zone:
    return Zone(
        topic=standing.topic,
        papers=standing.papers,
        percentage=standing.percentage,
        average_marks=mean_marks(cell.marks for cell in standing.cells if cell.questions),
        evidence=standing.evidence,
        of_papers=standing.of_papers,
    )
