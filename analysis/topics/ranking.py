"""Which of the given topics does a question ask about, and how sure is that."""

from collections.abc import Sequence
from functools import lru_cache
from math import exp, log1p

import numpy as np

from analysis.topics.lexicon import TermIndex
from analysis.topics.profiles import Profiles, profiles_of
from analysis.topics.vectors import vectors_of
from analysis.topics.words import common_words, stems_of, words_of

# Terms found speak louder than likeness of vectors; "none of them" is a candidate like any other.
TERMS = 2.6
LIKENESS = 6.0
NOTHING = 2.0


# Below this the best topic is right no more often than a guess among a few.
LEAST = 0.1
# A second topic has at least this confidence, and this share of the first one's.
SECOND, SECOND_SHARE = 0.15, 0.3


@lru_cache(maxsize=256)
def _index(names: tuple[str, ...], subject: str) -> tuple[Profiles, TermIndex]:
    profiles = profiles_of(names, subject)
    return profiles, TermIndex(profiles.terms)


def _content(text: str) -> str:
    """The words for the vector: without grammar, commands and what every paper speaks of."""
    common = common_words("en")
    return " ".join(word for word in words_of(text) if word not in common and len(word) > 1)


def choose_topics(
    text: str, topics: Sequence[str], *, subject: str = ""
) -> tuple[str | None, str | None, float]:
    """The topic of the text, a second one that it asks about as well, and the first's confidence.

    None for a text that fits no topic: a wrong one would be counted. See `rank_topics`.
    """
    ranked = rank_topics(text, topics, subject=subject)
    if not ranked or ranked[0][1] < LEAST:
        return None, None, ranked[0][1] if ranked else 0.0
    best = ranked[0][1]
    others = [name for name, sure in ranked[1:2] if sure >= max(SECOND, SECOND_SHARE * best)]
    return ranked[0][0], others[0] if others else None, best


def rank_topics(text: str, topics: Sequence[str], *, subject: str = "") -> list[tuple[str, float]]:
    """The topics with a confidence from 0 to 1, best first (ties by name).

    The confidences are shares of one whole in which "none of these" takes part: they sum to less
    than 1, and all are low where nothing fits. No topics, or a text without words: confidence 0.
    """
    names = tuple(dict.fromkeys(topics))
    if not names:
        return []
    profiles, index = _index(names, subject)
    evidence = index.evidence(stems_of(text))
    likeness = np.maximum(profiles.vectors @ vectors_of([_content(text)])[0], 0)
    strengths = [
        exp(TERMS * log1p(evidence.get(number, 0.0)) + LIKENESS * float(like) ** 2) - 1
        for number, like in enumerate(likeness)
    ]
    whole = sum(strengths) + exp(NOTHING)
    ranked = [(name, strength / whole) for name, strength in zip(names, strengths, strict=True)]
    return sorted(ranked, key=lambda pair: (-pair[1], pair[0]))
