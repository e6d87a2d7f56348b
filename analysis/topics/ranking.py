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


@lru_cache(maxsize=256)
def _index(names: tuple[str, ...], subject: str) -> tuple[Profiles, TermIndex]:
    profiles = profiles_of(names, subject)
    return profiles, TermIndex(profiles.terms)


def _content(text: str) -> str:
    """The words for the vector: without grammar, commands and what every paper speaks of."""
    common = common_words("en")
    return " ".join(word for word in words_of(text) if word not in common and len(word) > 1)


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
