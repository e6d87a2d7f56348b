"""The forecast: topics in the order of how much they were asked, each with an honest chance.

The order is that of plain counting, with ties broken by the number of papers. Measured on 178
papers of an entrance examination, at two levels of topics: damping, recency and "overdue" scores
either lost to it or changed nothing, so there are none (the benchmark prints the table). Counts are
shrunken where it matters, in the chances: see `chances`.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from analysis.statistics.chances import Chance, chances
from analysis.statistics.counting import Asked, Tally, topic_key
from analysis.statistics.results import Prediction
from analysis.statistics.zones import mean_marks

# A list longer than this is no advice.
LONGEST_LIST = 10


def predictions(tally: Tally, syllabus_topics: Iterable[str] = ()) -> tuple[Prediction, ...]:
    """All topics asked, and those of the syllabus, the most asked first.

    With a syllabus its topics that were never asked are predicted too, at what topics like them
    have shown. Empty where no paper has a labelled question: there is nothing to go by.
    """
    papers = len(tally.labelled)
    if not papers:
        return ()
    never = missing_topics(tally, syllabus_topics)
    asked: dict[str, Mapping[int, Asked]] = {**tally.asked, **{topic: {} for topic in never}}
    order = sorted(asked, key=lambda topic: (-rank_score(asked[topic].values()), topic))
    found = chances([len(asked[topic]) for topic in order], papers, complete=bool(never))
    return tuple(
        _prediction(topic, asked[topic], chance, papers)
        for topic, chance in zip(order, found, strict=True)
    )


def missing_topics(tally: Tally, syllabus_topics: Iterable[str]) -> tuple[str, ...]:
    """Topics of the syllabus that no paper asked, by name."""
    keys = {topic_key(topic) for topic in tally.asked}
    named = {topic_key(topic): " ".join(topic.split()) for topic in syllabus_topics}
    return tuple(sorted(name for key, name in named.items() if key and key not in keys))


def rank_score(asked: Iterable[Asked]) -> float:
    """The place of a topic in the forecast: expected questions; papers decide between equals."""
    cells = tuple(asked)
    # Expected questions differ by more than a hundredth, and papers are fewer than 10 000.
    return math.fsum(cell.expected for cell in cells) + 1e-6 * len(cells)


def list_length(tally: Tally) -> int:
    """How many topics the forecast names: those of a usual paper, at most 10, at least 1."""
    per_paper = topics_per_paper(tally)
    return min(LONGEST_LIST, max(1, math.floor(median(per_paper)))) if per_paper else 1


def topics_per_paper(tally: Tally) -> list[int]:
    """The number of topics of each labelled sitting, in order."""
    return [sum(place in asked for asked in tally.asked.values()) for place in tally.labelled]


def predicted_topics(found: Sequence[Prediction], length: int) -> tuple[str, ...]:
    """The topics to name for the next paper: the first of the list that were ever asked."""
    return tuple(prediction.topic for prediction in found if prediction.papers_behind)[:length]


def _prediction(topic: str, asked: Mapping[int, Asked], chance: Chance, papers: int) -> Prediction:
    marks = mean_marks(cell.marks for cell in asked.values())
    return Prediction(
        topic=topic,
        probability=chance.probability,
        low=chance.low,
        high=chance.high,
        papers_behind=len(asked),
        of_papers=papers,
        expected_marks=None if marks is None else chance.probability * marks,
        evidence=tuple(sorted(number for cell in asked.values() for number in cell.evidence)),
    )
