"""The forecast: topics in the order of how much they were asked, each with an honest chance.

The order is that of plain counting, with ties broken by the number of papers. Measured on 178
papers of an entrance examination, at two levels of topics: damping, recency and "overdue" scores
either lost to it or changed nothing, so there are none (the benchmark prints the table). Counts are
shrunken where it matters, in the chances: see `chances`. Questions of related papers are added to
the count as far as these papers were found to treat the topics alike.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean, median
from typing import NamedTuple

from analysis.statistics.chances import Chance, coverage
from analysis.statistics.counting import Asked, Tally, topic_key
from analysis.statistics.priors import MOST_GROUPS, Related, borrow, grid_prior
from analysis.statistics.results import Prediction
from analysis.statistics.zones import mean_marks

# A list longer than this is no advice.
LONGEST_LIST = 10
FEWEST_FOR_UNSEEN = 3


def predictions(
    tally: Tally,
    syllabus_topics: Iterable[str] = (),
    related: Sequence[Tally] = (),
    elsewhere: Sequence[Tally] = (),
) -> tuple[Prediction, ...]:
    """All topics asked, and those of the syllabus, the most asked first.

    With a syllabus its topics that were never asked are predicted too, at what topics like them
    have shown. `related` papers (earlier eras, colleagues' papers of the same course) lend counts
    and bring topics of their own, as far as they are believed; papers `elsewhere` lend base rates
    only: see `priors`. Empty where no paper has a labelled question: there is nothing to go by.
    """
    papers = len(tally.labelled)
    if not papers:
        return ()
    never = missing_topics(tally, syllabus_topics)
    groups = [group for group in map(_by_key, related) if group.papers][:MOST_GROUPS]
    asked: dict[str, Mapping[int, Asked]] = {**tally.asked, **{topic: {} for topic in never}}
    known = {topic_key(topic) for topic in asked}
    for group in groups:
        asked |= {name: {} for key, name in group.names.items() if key not in known}
        known |= set(group.names)
    topics = sorted(asked)
    found = borrow(
        [len(asked[topic]) for topic in topics],
        papers,
        [group.related(topics) for group in groups],
        complete=bool(never),
        prior=grid_prior([counts_of(other) for other in elsewhere]) if elsewhere else None,
        recurrence=_recurrence(tally),
    )
    lent = [
        math.fsum(
            belief * group.expected.get(topic_key(topic), 0.0)
            for belief, group in zip(found.belief, groups, strict=True)
        )
        for topic in topics
    ]
    order = sorted(
        range(len(topics)),
        key=lambda at: (-rank_score(asked[topics[at]].values()) - lent[at], topics[at]),
    )
    return tuple(
        _prediction(topics[at], asked[topics[at]], found.chances[at], papers, groups)
        for at in order
    )


class _Lender(NamedTuple):
    """What one group of related papers says, by topic key."""

    names: dict[str, str]
    asked: dict[str, Mapping[int, Asked]]
    expected: dict[str, float]
    papers: int

    def related(self, topics: Sequence[str]) -> Related:
        counts = tuple(len(self.asked.get(topic_key(topic), ())) for topic in topics)
        return Related(counts, self.papers)


def _by_key(tally: Tally) -> _Lender:
    return _Lender(
        names={topic_key(topic): topic for topic in tally.asked},
        asked={topic_key(topic): cells for topic, cells in tally.asked.items()},
        expected={
            topic_key(topic): math.fsum(cell.expected for cell in cells.values())
            for topic, cells in tally.asked.items()
        },
        papers=len(tally.labelled),
    )


def counts_of(tally: Tally) -> tuple[list[int], int]:
    """In how many of its labelled papers each topic was asked, and how many these are."""
    return [len(cells) for cells in tally.asked.values()], len(tally.labelled)


def _recurrence(tally: Tally) -> float | None:
    """The coverage of a single paper; None with more than one, which say more themselves."""
    if len(tally.labelled) != 1:
        return None
    return coverage([cell.expected for cells in tally.asked.values() for cell in cells.values()])


def missing_topics(tally: Tally, syllabus_topics: Iterable[str]) -> tuple[str, ...]:
    """Topics of the syllabus that no paper asked, by name."""
    keys = {topic_key(topic) for topic in tally.asked}
    named = {topic_key(topic): " ".join(topic.split()) for topic in syllabus_topics}
    return tuple(sorted(name for key, name in named.items() if key and key not in keys))


def unseen_share(tally: Tally) -> float | None:
    """The share of the next paper's questions to expect on topics that were never asked before.

    From 3 papers on, what share each of the later half of them had, on average; else Good and
    Turing's estimate: topics asked once over all questions. None without labelled questions.
    """
    papers = tally.labelled
    if not papers:
        return None
    if len(papers) < FEWEST_FOR_UNSEEN:
        totals = [sum(cell.expected for cell in found.values()) for found in tally.asked.values()]
        return 1 - coverage(totals)
    later = range((len(papers) + 1) // 2, len(papers))
    return fmean(_unseen(tally, papers[at], set(papers[:at])) for at in later)


def _unseen(tally: Tally, place: int, before: set[int]) -> float:
    """The share of one paper's questions on topics that no labelled paper before it asked."""
    here = [found for found in tally.asked.values() if place in found]
    whole = math.fsum(found[place].expected for found in here)
    new = math.fsum(found[place].expected for found in here if not before & set(found))
    return new / whole if whole else 0.0


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


def _prediction(
    topic: str,
    asked: Mapping[int, Asked],
    chance: Chance,
    papers: int,
    groups: Sequence[_Lender],
) -> Prediction:
    lent = [group.asked.get(topic_key(topic), {}) for group in groups]
    own = mean_marks(cell.marks for cell in asked.values())
    marks = (
        mean_marks(cell.marks for cells in lent for cell in cells.values()) if own is None else own
    )
    cells = [cell for part in (asked, *lent) for cell in part.values()]
    return Prediction(
        topic=topic,
        probability=chance.probability,
        low=chance.low,
        high=chance.high,
        papers_behind=len(asked),
        of_papers=papers,
        expected_marks=None if marks is None else chance.probability * marks,
        evidence=tuple(sorted(number for cell in cells for number in cell.evidence)),
        borrowed_papers=sum(len(part) for part in lent),
    )
