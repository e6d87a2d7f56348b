"""A plan for the days that are left: each hour to the topic where it is worth most.

What a topic is worth is its expected marks in the next paper. Learning is taken to have falling
returns: after h hours a student who knew nothing of a topic gets 1 - 2^(-h / half) of its marks,
`half` being the hours for the first half. The value of hours is then concave in each topic, so
giving every block of time to the topic that gains most from it is the best plan there is (Fox 1966,
marginal analysis).
"""

import math
from collections.abc import Collection, Sequence
from heapq import heapify, heapreplace
from itertools import pairwise

from pydantic import Field

from analysis.schemas import Frozen
from analysis.statistics.counting import topic_key
from analysis.statistics.results import Evidence, Prediction

BLOCK = 0.5  # hours
MOST_DAYS = 120
MOST_HOURS_A_DAY = 16.0
# An assumption that the student can change; nothing in the papers says it.
USUAL_HALF = 2.0
ALMOST = 1e-9  # hours; fractions do not add up to the last digit


class PlannedTopic(Frozen):
    """One topic of a plan. `gain` is in marks, or in questions where no marks are printed."""

    topic: str
    hours: float
    worth: float
    gain: float
    gain_per_hour: float
    evidence: Evidence
    place: int  # in the forecast

    @property
    def key(self) -> str:
        """The key of its evidence."""
        return f"forecast-{self.place}"


class PlannedDay(Frozen):
    """What to do on one day, in hours per topic."""

    day: int = Field(ge=1)
    topics: tuple[tuple[str, float], ...]


class StudyPlan(Frozen):
    """A plan. `unit` is "marks", or "chances" where no paper prints marks."""

    days: tuple[PlannedDay, ...]
    topics: tuple[PlannedTopic, ...]  # most gain per hour first
    left_out: tuple[str, ...]  # topics that no hour is left for
    known: tuple[str, ...]  # those ticked
    unit: str
    worth: float  # of all topics that are not known
    gain: float


def study_plan(
    predictions: Sequence[Prediction],
    *,
    days: int,
    hours_a_day: float,
    known: Collection[str] = (),
    half: float = USUAL_HALF,
) -> StudyPlan:
    """The best use of `days` of `hours_a_day` for topics that are not `known`.

    Raises ValueError for days outside 1 to 120, hours a day outside 0.5 to 16, `half` of 0 or less.
    """
    _refuse(days, hours_a_day, half)
    return plan_days(predictions, [hours_a_day] * days, known=known, half=half)


def plan_days(
    predictions: Sequence[Prediction],
    hours: Sequence[float],
    *,
    known: Collection[str] = (),
    half: float = USUAL_HALF,
) -> StudyPlan:
    """The same for days of different `hours`, which may be 0; `half` is above 0."""
    ticked = {topic_key(topic) for topic in known}
    unit = "marks" if any(one.expected_marks for one in predictions) else "chances"
    worth = {
        place: (one.expected_marks or 0.0) if unit == "marks" else one.probability
        for place, one in enumerate(predictions)
        if topic_key(one.topic) not in ticked
    }
    blocks = _allocate(worth, int((sum(hours) + ALMOST) / BLOCK), half)
    topics = [
        _planned(place, predictions[place], worth[place], n, half) for place, n in blocks.items()
    ]
    chosen = sorted(topics, key=lambda one: (-one.gain_per_hour, one.place))
    return StudyPlan(
        days=_spread(chosen, hours),
        topics=tuple(chosen),
        left_out=tuple(predictions[place].topic for place in worth if place not in blocks),
        known=tuple(one.topic for one in predictions if topic_key(one.topic) in ticked),
        unit=unit,
        worth=sum(worth.values()),
        gain=sum(one.gain for one in chosen),
    )


def share_out(hours_a_week: float, days: int) -> list[float]:
    """A week's hours over so many days, in blocks, as evenly as blocks allow."""
    ends = [math.floor(hours_a_week * day / 7 / BLOCK + ALMOST) for day in range(days + 1)]
    return [(after - before) * BLOCK for before, after in pairwise(ends)]


def _refuse(days: int, hours_a_day: float, half: float) -> None:
    if not 1 <= days <= MOST_DAYS:
        raise ValueError(f"{days} days: give a number from 1 to {MOST_DAYS}.")
    if not BLOCK <= hours_a_day <= MOST_HOURS_A_DAY:
        raise ValueError(
            f"{hours_a_day} hours a day: give a number from {BLOCK} to {MOST_HOURS_A_DAY:.0f}."
        )
    if not half > 0:
        raise ValueError(f"{half} hours for half of a topic: give a number above 0.")


def learnt(hours: float, half: float) -> float:
    """The share of a topic's marks that so many hours are worth, 0 to 1."""
    return 1.0 - math.exp2(-hours / half)


def _allocate(worth: dict[int, float], blocks: int, half: float) -> dict[int, int]:
    """Blocks of time by topic: each goes where it gains most, equals to the likelier topic."""
    decay = math.exp2(-BLOCK / half)
    waiting = [(-value * (1 - decay), place) for place, value in worth.items() if value > 0]
    heapify(waiting)
    given: dict[int, int] = {}
    for _ in range(blocks if waiting else 0):
        gain, place = waiting[0]
        given[place] = given.get(place, 0) + 1
        heapreplace(waiting, (gain * decay, place))
    return given


def _planned(
    place: int, prediction: Prediction, worth: float, blocks: int, half: float
) -> PlannedTopic:
    hours = blocks * BLOCK
    gain = worth * learnt(hours, half)
    return PlannedTopic(
        topic=prediction.topic,
        hours=hours,
        worth=worth,
        gain=gain,
        gain_per_hour=gain / hours,
        evidence=prediction.evidence,
        place=place,
    )


def _spread(topics: Sequence[PlannedTopic], hours: Sequence[float]) -> tuple[PlannedDay, ...]:
    """Topics one after another over the days, the most rewarding first; free days are left away."""
    waiting = [(one.topic, one.hours) for one in reversed(topics)]
    days = []
    for day, room in enumerate(hours, start=1):
        parts: list[tuple[str, float]] = []
        left = room
        while waiting and left > ALMOST:
            topic, wanted = waiting.pop()
            part = min(wanted, left)
            parts.append((topic, part))
            left -= part
            if wanted - part > ALMOST:
                waiting.append((topic, wanted - part))
        if parts:
            days.append(PlannedDay(day=day, topics=tuple(parts)))
    return tuple(days)
