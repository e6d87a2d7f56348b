"""The syllabus against the papers: asked often, rarely, no longer, never; and what lies outside."""

import math
from collections.abc import Iterable, Sequence

from analysis.statistics.counting import topic_key
from analysis.statistics.results import CoverageItem, CoverageStanding, TopicStanding

OFTEN_FROM = 50.0  # percent of the papers
# A gap is a change, and not chance, if such a long one comes up in fewer of 20 orders than one.
CHANCE_OF_GAP = 0.05


def syllabus_coverage(
    standings: Iterable[TopicStanding], syllabus_topics: Sequence[str]
) -> tuple[CoverageItem, ...]:
    """One item per topic of the syllabus, in its order; a topic named twice comes once."""
    asked = {topic_key(standing.topic): standing for standing in standings}
    named = {topic_key(topic): " ".join(topic.split()) for topic in reversed(syllabus_topics)}
    return tuple(
        _item(name, asked[key])
        if key in asked
        else CoverageItem(topic=name, papers=0, last_asked=None, evidence=())
        for key, name in reversed(named.items())
        if key
    )


def outside_syllabus(
    standings: Iterable[TopicStanding], syllabus_topics: Sequence[str]
) -> tuple[CoverageItem, ...]:
    """Topics that were asked though the syllabus does not name them; none without a syllabus."""
    keys = {topic_key(topic) for topic in syllabus_topics} - {""}
    if not keys:
        return ()
    return tuple(
        _item(standing.topic, standing).model_copy(update={"standing": CoverageStanding.OUTSIDE})
        for standing in standings
        if topic_key(standing.topic) not in keys
    )


def _item(name: str, standing: TopicStanding) -> CoverageItem:
    asked_at = [place for place, cell in enumerate(standing.cells) if cell.questions]
    return CoverageItem(
        topic=name,
        papers=standing.papers,
        last_asked=standing.cells[asked_at[-1]].label,
        evidence=standing.evidence,
        standing=_treatment(standing, asked_at[-1]),
    )


def _treatment(standing: TopicStanding, last_place: int) -> CoverageStanding:
    # Papers without labels stand among the cells and say nothing: they make the gap no longer.
    unlabelled = len(standing.cells) - standing.of_papers
    gap = max(0, len(standing.cells) - 1 - last_place - unlabelled)
    orders = math.comb(standing.of_papers, standing.papers)
    chance = math.comb(standing.of_papers - gap, standing.papers) / orders
    if gap and chance <= CHANCE_OF_GAP:
        return CoverageStanding.NO_LONGER
    if standing.percentage >= OFTEN_FROM:
        return CoverageStanding.OFTEN
    return CoverageStanding.RARELY
