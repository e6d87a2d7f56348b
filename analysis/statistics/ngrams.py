"""Texts as vectors of character n-grams, and the pairs of texts that are nearly the same.

Weights are sublinear term frequency times the texts' own inverse document frequency, so that what
all questions of a course share weighs little. Built on arrays: importing a vectoriser costs more
processor time than all other statistics of a profile.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

LENGTH = 4
# An n-gram in more texts than this is template: it proposes no pair (it still counts in cosines).
COMMON = 300
ROWS_AT_ONCE = 1000


class Pair(NamedTuple):
    """Two texts by their positions, and the cosine of their vectors."""

    first: int
    second: int
    similarity: float


def near_pairs(texts: Sequence[str], threshold: float) -> list[Pair]:
    """All pairs of texts whose cosine is at least `threshold` (above 0, at most 1).

    Exact but for texts whose telling n-grams are all common to more than 300 texts. A pair is
    looked for by the rarest n-grams of its one text only: those that, left out, leave too little
    of the vector to reach the threshold (prefix filtering, Bayardo et al. 2007).
    """
    if not texts:
        return []
    vectors = vectorise(texts)
    spread = np.bincount(vectors.indices, minlength=vectors.shape[1])
    telling, rest = _telling_part(vectors, spread, threshold)
    everything = vectors.T.tocsr()
    return [
        pair
        for start in range(0, len(texts), ROWS_AT_ONCE)
        for pair in _pairs_from(start, telling, rest, vectors, everything, threshold)
    ]


def vectorise(texts: Sequence[str]) -> Any:
    """A sparse matrix, texts x n-grams, rows of length 1 (0 for texts shorter than an n-gram)."""
    rows, grams = _grams(texts)
    vocabulary, columns = np.unique(grams, return_inverse=True)
    cells, counts = np.unique(rows * len(vocabulary) + columns, return_counts=True)
    rows, columns = cells // max(1, len(vocabulary)), cells % max(1, len(vocabulary))
    spread = np.bincount(columns, minlength=len(vocabulary))
    weights = (1 + np.log(counts)) * np.log((1 + len(texts)) / spread[columns])
    norms = np.sqrt(np.bincount(rows, weights=weights**2, minlength=len(texts)))
    shape = (len(texts), len(vocabulary))
    return csr_array((weights / norms[rows], (rows, columns)), shape=shape)


def _grams(texts: Sequence[str]) -> tuple[Places, Places]:
    """For each n-gram the row of its text, and a number for its characters."""
    framed = [f" {text} " for text in texts]
    lengths = np.array([len(text) for text in framed])
    # Characters above 16 bits share a number with others: four fit in 64 bits that way.
    letters = np.frombuffer("".join(framed).encode("utf-32-le"), dtype=np.uint32) & 0xFFFF
    rows = np.repeat(np.arange(len(texts)), lengths)
    grams = np.zeros(max(0, len(letters) - LENGTH + 1), dtype=np.int64)
    for offset in range(LENGTH):
        grams = (grams << 16) | letters[offset : offset + len(grams)].astype(np.int64)
    inside = rows[: len(grams)] == rows[len(rows) - len(grams) :]
    return rows[: len(grams)][inside], grams[inside]


def _telling_part(vectors: Any, spread: Places, threshold: float) -> tuple[Any, Numbers]:
    """The rarest n-grams of each text, and the length of what is left without them."""
    rows = np.repeat(np.arange(vectors.shape[0]), np.diff(vectors.indptr))
    order = np.lexsort((vectors.indices, spread[vectors.indices], rows))
    squares = vectors.data[order] ** 2
    before = np.cumsum(squares) - squares
    before -= before[vectors.indptr[rows]]
    left = np.maximum(0.0, 1 - before)  # squared length from this n-gram on
    columns = vectors.indices[order]
    kept = (left >= threshold**2) & (spread[columns] <= COMMON)
    telling = csr_array(
        (vectors.data[order][kept], (rows[kept], columns[kept])), shape=vectors.shape
    )
    inside = np.bincount(rows[kept], weights=squares[kept], minlength=vectors.shape[0])
    return telling, np.sqrt(np.maximum(0.0, 1 - inside))


def _pairs_from(
    start: int, telling: Any, rest: Numbers, vectors: Any, everything: Any, threshold: float
) -> Iterator[Pair]:
    found = (telling[start : start + ROWS_AT_ONCE] @ everything).tocoo()
    rows, others = found.coords[0] + start, found.coords[1]
    hopeful = (others < rows) & (found.data + rest[rows] >= threshold - 1e-9)
    rows, others = rows[hopeful], others[hopeful]
    for some in range(0, len(rows), 20 * ROWS_AT_ONCE):
        first, second = (part[some : some + 20 * ROWS_AT_ONCE] for part in (others, rows))
        cosines = (vectors[first] * vectors[second]).sum(axis=1)
        near = np.flatnonzero(cosines >= threshold - 1e-9)
        for place in near[np.lexsort((second[near], first[near]))].tolist():
            yield Pair(int(first[place]), int(second[place]), min(1.0, float(cosines[place])))
