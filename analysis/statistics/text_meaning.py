"""What a text is about, as one vector: its own words, and the topics that its terms show.

Word vectors alone do not know that "birefringence" is "double refraction"; the vocabulary does,
for both are terms of one topic. Nothing of the other texts goes in, so that a vector can be kept.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from analysis.statistics.wording import own_words
from analysis.topics.lexicon import TermIndex, subjects
from analysis.topics.profiles import vocabulary_vectors
from analysis.topics.vectors import DIMENSIONS, Vectors, vectors_of
from analysis.topics.words import stems_of

TOPICS = 0.5  # weight of the topics against the words: docs/statistics.md says what was tried
MOST_TOPICS = 6  # of a text, those that its terms show best
KEPT = np.dtype("<f2")  # as vectors are stored: half the bytes, and no order changes


def meanings_of_texts(texts: Sequence[str]) -> Vectors:
    """One vector of length 1 per text, shape (len(texts), 256); zeros where no word tells."""
    own = vectors_of([" ".join(own_words(text)) for text in texts])
    shown = np.array([_shown(text) for text in texts], dtype=np.float32)
    return _unit(own + TOPICS * shown.reshape(len(texts), DIMENSIONS))


def pack(vector: Vectors) -> bytes:
    """A vector as it is stored, 512 bytes."""
    return vector.astype(KEPT).tobytes()


def unpack(stored: Sequence[bytes | memoryview]) -> Vectors:
    """Stored vectors as rows, shape (len(stored), 256)."""
    flat = np.frombuffer(b"".join(stored), dtype=KEPT)
    return flat.reshape(len(stored), DIMENSIONS).astype(np.float32)


@lru_cache(maxsize=1)
def _index() -> TermIndex:
    return TermIndex([topic.terms for one in subjects() for topic in one.topics])


def _shown(text: str) -> Vectors:
    """The topics of the vocabulary that the text shows, mixed by their evidence, of length 1."""
    evidence = _index().evidence(stems_of(text))
    best = sorted(evidence.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_TOPICS]
    if not best:
        return np.zeros(DIMENSIONS, dtype=np.float32)
    places, weights = zip(*best, strict=True)
    _, described = vocabulary_vectors()
    mixed = np.asarray([weights], dtype=np.float32) @ described[list(places)]
    shown: Vectors = _unit(mixed)[0]
    return shown


def _unit(rows: Vectors) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Vectors = np.divide(rows, np.maximum(lengths, 1e-9), dtype=np.float32)
    return unit
