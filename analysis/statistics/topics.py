"""Topics over the sittings: how often, for how many marks, and which way it goes."""

import math
from collections.abc import Mapping

from analysis.statistics.counting import Asked, Tally, expected_marks
from analysis.statistics.results import Cell, TopicStanding
from analysis.statistics.trends import TopicTrend, trends_of

NOT_ASKED = Asked(questions=0, expected=0.0, marks=None, evidence=())


def standings(tally: Tally) -> tuple[TopicStanding, ...]:
    """One standing per topic asked, the topic of most papers first."""
    with_marks = [expected_marks(sitting.questions) is not None for sitting in tally.sittings]
    total = math.fsum(expected_marks(sitting.questions) or 0.0 for sitting in tally.sittings)
    trends = trends_of(tally)
    found = [_standing(topic, tally, with_marks, total, trends[topic]) for topic in tally.asked]
    return tuple(sorted(found, key=lambda s: (-s.papers, -s.expected, s.topic)))


def _standing(
    topic: str, tally: Tally, with_marks: list[bool], total: float, trend: TopicTrend
) -> TopicStanding:
    asked = tally.asked[topic]
    printed = [cell.marks for cell in asked.values() if cell.marks is not None]
    marks = math.fsum(printed) if printed else None
    return TopicStanding(
        topic=topic,
        questions=sum(cell.questions for cell in asked.values()),
        papers=len(asked),
        percentage=100 * len(asked) / len(tally.labelled),
        marks=marks,
        marks_share=None if marks is None or total == 0 else min(1.0, marks / total),
        trend=trend.direction,
        trend_p=trend.p_value,
        cells=_cells(asked, tally, with_marks),
        evidence=tuple(sorted(number for cell in asked.values() for number in cell.evidence)),
        of_papers=len(tally.labelled),
        expected=math.fsum(cell.expected for cell in asked.values()),
    )


def _cells(asked: Mapping[int, Asked], tally: Tally, with_marks: list[bool]) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            paper_id=sitting.paper_id,
            label=sitting.label,
            questions=cell.questions,
            # No question, no marks: known to be 0 where the paper prints marks.
            marks=0.0 if not cell.questions and with_marks[position] else cell.marks,
            evidence=cell.evidence,
            expected=cell.expected,
        )
        for position, sitting in enumerate(tally.sittings)
        for cell in [asked.get(position, NOT_ASKED)]
    )
