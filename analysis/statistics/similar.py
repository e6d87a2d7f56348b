"""Similar questions: the same idea asked in other words or with other numbers.

Found by the vectors of `meanings`, among questions of one topic. A family is as wide as its two
least alike members (complete linkage), so that it cannot drift from one idea to the next. This is
likeness and no claim that a question came again: `repeats` makes that one.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from analysis.statistics.counting import topic_key
from analysis.statistics.meanings import Content, Meanings, Vectors
from analysis.statistics.repeats import Asking, wordings
from analysis.statistics.results import RepeatFamily, SimilarFamily
from analysis.statistics.rows import Sitting

# Cosine of meanings. Pairs of the sample papers and of real series were read; docs/statistics.md.
ALIKE = 0.86
NEAREST = 20  # of a question: bounds the work where hundreds are alike
ROWS_AT_ONCE = 1000


def similar_families(
    sittings: Sequence[Sitting],
    meanings: Meanings,
    repeats: Sequence[RepeatFamily],
) -> tuple[SimilarFamily, ...]:
    """Families over at least two of the arranged sittings, those in most sittings first.

    A family whose questions are all of one of the `repeats` says nothing new and is left out.
    """
    known = {id_: family.evidence for family in repeats for id_ in family.evidence}
    found = []
    for askings in _by_topic(sittings, meanings.contents).values():
        for group in _groups(sorted(askings), meanings.vectors):
            members = [asking for content in group.contents for asking in askings[content]]
            if _says_more(members, known):
                found.append(_family(members, group.alike, sittings))
    return tuple(sorted(found, key=lambda f: (-len(f.labels), -len(f.evidence), f.evidence)))


def _by_topic(
    sittings: Sequence[Sitting], contents: Mapping[int, Content]
) -> dict[str, dict[Content, list[Asking]]]:
    """The askings of each content of each topic; questions without a topic are left out."""
    topics: dict[str, dict[Content, list[Asking]]] = defaultdict(lambda: defaultdict(list))
    for place, sitting in enumerate(sittings):
        for question in sitting.questions:
            if question.id in contents and question.topic:
                asking = Asking(place, question)
                topics[topic_key(question.topic)][contents[question.id]].append(asking)
    return topics


class _Group(NamedTuple):
    contents: tuple[Content, ...]
    alike: float  # cosine of its two least alike members


def _groups(contents: Sequence[Content], vectors: Mapping[Content, Vectors]) -> list[_Group]:
    """Contents in groups, nearest joined first while all members of both sides are alike."""
    matrix = np.array([vectors[content] for content in contents], dtype=np.float32)
    members = {place: [place] for place in range(len(contents))}
    leader = list(range(len(contents)))
    alike = dict.fromkeys(members, 1.0)
    for first, second in _near(matrix):
        one, other = leader[first], leader[second]
        if one == other:
            continue
        least = float((matrix[members[one]] @ matrix[members[other]].T).min())
        if least >= ALIKE:
            for place in members[other]:
                leader[place] = one
            members[one] += members.pop(other)
            alike[one] = min(alike[one], alike.pop(other), least)
    return [
        _Group(tuple(contents[place] for place in sorted(places)), alike[one])
        for one, places in members.items()
    ]


def _near(matrix: Vectors) -> list[tuple[int, int]]:
    """Pairs of rows that are alike, nearest first."""
    found = sorted((-cosine, first, second) for cosine, first, second in _pairs(matrix))
    return [(first, second) for _, first, second in found]


def _pairs(matrix: Vectors) -> Iterator[tuple[float, int, int]]:
    for start in range(0, len(matrix), ROWS_AT_ONCE):
        cosines = matrix[start : start + ROWS_AT_ONCE] @ matrix.T
        for row, some in enumerate(cosines, start):
            near = np.flatnonzero(some[:row] >= ALIKE)
            best = near[np.argsort(-some[near], kind="stable")[:NEAREST]]
            yield from ((round(float(some[one]), 6), int(one), row) for one in best)


def _says_more(members: Sequence[Asking], known: Mapping[int, tuple[int, ...]]) -> bool:
    """Whether these are of several sittings, and not all one question asked word for word."""
    several = len({asking.place for asking in members}) > 1
    ids = [asking.question.id for asking in members]
    return several and not set(ids) <= set(known.get(ids[0], ()))


def _family(members: Sequence[Asking], alike: float, sittings: Sequence[Sitting]) -> SimilarFamily:
    in_time = sorted(members, key=lambda asking: (asking.place, asking.question.id))
    return SimilarFamily(
        topic=in_time[-1].question.topic,
        similarity=round(min(1.0, alike), 4),
        labels=tuple(sittings[place].label for place in sorted({a.place for a in members})),
        wordings=wordings(in_time, sittings),
        evidence=tuple(sorted(asking.question.id for asking in members)),
    )
