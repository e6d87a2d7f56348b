"""What is known about topic names that somebody gave: their own words, and the vocabulary's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

import numpy as np

from analysis.topics.lexicon import (
    LONGEST_TERM,
    Term,
    VocabularyTopic,
    named_subjects,
    subjects,
    term_weight,
    word_spread,
)
from analysis.topics.vectors import Vectors, vectors_of
from analysis.topics.words import common_stems, content_stems, stems_of

LINK = 0.4  # affinity from which a topic of the course's subject stands behind a given name
SURE_LINK = 0.75  # the same for a topic of any other subject
NAME_WEIGHT = 1.5  # the name's own words, against a term of the vocabulary
RARE = 5  # topics in whose terms a word may occur before it tells less
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
        known = min(1.0, RARE / word_spread().get(word, 1)) ** 2
        terms.setdefault((word,), NAME_WEIGHT * known / len(words) ** 0.5)
    for pair in pairwise(words):
        terms.setdefault(pair, term_weight(pair))
    return terms


def _named(name: Term, words: frozenset[str], topic: VocabularyTopic) -> float:
    """The share of the name's words that are terms of the topic, alone or in their order."""
    covered: set[str] = set()
    for length in range(1, len(name) + 1):
        for start in range(len(name) - length + 1):
            if name[start : start + length] in topic.terms:
                covered |= set(name[start : start + length])
    return len(covered & words) / len(words)


@lru_cache(maxsize=16384)
def _telling(name: str) -> frozenset[str]:
    """The content words of a topic's name; cached, for each is held against every given name."""
    return frozenset(content_stems(name))


def _overlap(name: Term, words: frozenset[str], topic: VocabularyTopic) -> float:
    """0 to 1: words that both names share, or words of the name among the topic's terms."""
    known = _telling(topic.name)
    if not words or not known:
        return 0.0
    shared = len(words & known)
    alike = 0.6 * shared / min(len(words), len(known)) + 0.4 * shared / len(words | known)
    return max(alike, 0.8 * _named(name, words, topic))


@lru_cache(maxsize=1)
def vocabulary_vectors() -> tuple[Vectors, Vectors]:
    """Vectors of the vocabulary's topics: by their names alone, and by names with terms."""
    topics = [topic for one in subjects() for topic in one.topics]
    described = [_described(topic.name, topic.terms) for topic in topics]
    return vectors_of([topic.name for topic in topics]), vectors_of(described)


def _affinities(names: Sequence[str], topics: Sequence[VocabularyTopic]) -> list[tuple[int, float]]:
    """Per topic of the whole vocabulary: the nearest name's position, and its affinity, 0 to 1."""
    meant = vectors_of(list(names)).T
    alone, described = vocabulary_vectors()
    likeness = np.maximum(np.maximum(alone @ meant, described @ meant), 0)
    given = [(stems_of(name), frozenset(content_stems(name))) for name in names]
    nearest = []
    for topic, likes in zip(topics, likeness.tolist(), strict=True):
        affinity, best = max(
            (0.65 * _overlap(name, words, topic) + 0.45 * like, -position)
            for position, ((name, words), like) in enumerate(zip(given, likes, strict=True))
        )
        nearest.append((-best, min(1.0, affinity)))
    return nearest


def _described(name: str, terms: Iterable[Term]) -> str:
    return "; ".join((name, *(" ".join(term) for term in islice(terms, SHOWN_TERMS))))


def _links(names: Sequence[str], subject: str) -> list[tuple[VocabularyTopic, int, float]]:
    """Topics of the vocabulary with the given name (its position) they stand behind, and how far.

    In the course's subject a fair likeness is enough for a name that is none of its topics; behind
    one that is, no neighbour stands, or what is listed would claim what is not. Other subjects help
    only names that have nothing there: with a topic of nearly the same name, or whole where the
    name is the subject's.
    """
    languages = {one.language for one in subjects()}
    named = {name for language in languages for name in named_subjects(subject, language)}
    aside = {one.name for one in subjects() if one.named_only} - named
    topics = [topic for one in subjects() for topic in one.topics]
    nearest = list(zip(topics, _affinities(names, topics), strict=True))
    own = {topic.name for topic in topics if topic.subject in named}
    links = [
        (topic, best, affinity)
        for topic, (best, affinity) in nearest
        if topic.subject in named and affinity >= (SURE_LINK if names[best] in own else LINK)
    ]
    settled = {best for _, best, affinity in links if affinity >= SURE_LINK}
    whole = {
        one.name: position
        for one in subjects()
        if one.name not in aside
        for position, name in enumerate(names)
        if position not in settled and stems_of(name) in one.aliases
    }
    for topic, (best, affinity) in nearest:
        if topic.subject in named or topic.subject in aside:
            continue
        if affinity >= SURE_LINK and best not in settled:
            links.append((topic, best, affinity))
        elif topic.subject in whole:
            links.append((topic, whole[topic.subject], LINK))
    return links


@lru_cache(maxsize=256)
def profiles_of(names: tuple[str, ...], subject: str = "") -> Profiles:
    """Profiles of the names, in their order; cached, for they are asked for per question."""
    terms = [own_terms(name) for name in names]
    for topic, position, affinity in _links(names, subject) if names else ():
        for term, weight in topic.terms.items():
            terms[position][term] = max(terms[position].get(term, 0.0), weight * affinity)
    described = [_described(name, own) for name, own in zip(names, terms, strict=True)]
    return Profiles(names, tuple(terms), vectors_of(described))
