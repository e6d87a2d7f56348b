"""What is known about topic names that somebody gave: their own words, and the vocabulary's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from analysis.topics.lexicon import (
    LONGEST_TERM,
    Subject,
    Term,
    VocabularyTopic,
    named_subjects,
    subjects,
    term_weight,
)
from analysis.topics.vectors import Vectors, vectors_of
from analysis.topics.words import common_stems, content_stems, stems_of

LINK = 0.55  # affinity from which a topic of the vocabulary stands behind a given name
SURE_LINK = 0.85  # affinity that shows that a list of names belongs to a subject
NAME_WEIGHT = 1.5  # the name's own words, against a term of the vocabulary
SHOWN_TERMS = 12  # terms that go into a topic's vector


@dataclass(frozen=True, slots=True)
class Profiles:
    """Given names (in their order), the weighted terms of each and a vector of each."""

    names: tuple[str, ...]
    terms: tuple[dict[Term, float], ...]
    vectors: Vectors


def own_terms(name: str) -> dict[Term, float]:
    """The name as a term, and its content words; words of every exam paper are left out."""
    whole = stems_of(name)[:LONGEST_TERM]
    terms = {whole: NAME_WEIGHT * term_weight(whole)} if whole else {}
    words = [word for word in content_stems(name) if word not in common_stems("en")]
    for word in words:
        terms.setdefault((word,), NAME_WEIGHT / len(words) ** 0.5)
    for pair in pairwise(words):
        terms.setdefault(pair, term_weight(pair))
    return terms


def _overlap(given: frozenset[str], topic: VocabularyTopic, known: frozenset[str]) -> float:
    shared = len(given & known)
    if not given or not known:
        return 0.0
    contained = shared / min(len(given), len(known))
    named = sum((word,) in topic.terms for word in given) / len(given)
    return 0.4 * contained + 0.3 * shared / len(given | known) + 0.3 * named


def _affinities(
    names: Sequence[str], topics: Sequence[VocabularyTopic]
) -> list[tuple[int, int, float]]:
    """Per topic of the vocabulary: (its position, the nearest name's position, affinity 0 to 1)."""
    likeness = vectors_of([topic.name for topic in topics]) @ vectors_of(list(names)).T
    given = [frozenset(content_stems(name)) for name in names]
    nearest = []
    for number, topic in enumerate(topics):
        known = frozenset(content_stems(topic.name))
        affinity, best = max(
            (0.65 * _overlap(words, topic, known) + 0.45 * max(0.0, float(like)), -position)
            for position, (words, like) in enumerate(zip(given, likeness[number], strict=True))
        )
        nearest.append((number, -best, min(1.0, affinity)))
    return nearest


def _applicable(names: Sequence[str], subject: str, all_subjects: Iterable[Subject]) -> set[str]:
    """Subjects that the course's name names, or that several of the topic names belong to."""
    known = tuple(all_subjects)
    named = {name for language in ("en", "de") for name in named_subjects(subject, language)}
    topics = [topic for one in known for topic in one.topics]
    sure: dict[str, set[int]] = {}
    for number, best, affinity in _affinities(names, topics):
        if affinity >= SURE_LINK:
            sure.setdefault(topics[number].subject, set()).add(best)
    several = max(2, len(names) // 8)
    return named | {one for one, linked in sure.items() if len(linked) >= several}


@lru_cache(maxsize=256)
def profiles_of(names: tuple[str, ...], subject: str = "") -> Profiles:
    """Profiles of the names, in their order; cached, for they are asked for per question."""
    applicable = _applicable(names, subject, subjects()) if names else set()
    topics = [topic for one in subjects() if one.name in applicable for topic in one.topics]
    terms = [own_terms(name) for name in names]
    if topics:
        for number, best, affinity in _affinities(names, topics):
            if affinity >= LINK:
                for term, weight in topics[number].terms.items():
                    terms[best][term] = max(terms[best].get(term, 0.0), weight * affinity)
    described = [
        "; ".join((name, *(" ".join(term) for term in list(own)[:SHOWN_TERMS])))
        for name, own in zip(names, terms, strict=True)
    ]
    return Profiles(names, tuple(terms), vectors_of(described))
