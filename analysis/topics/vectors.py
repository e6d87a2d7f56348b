"""Word vectors from the wordllama wheel, loaded once per process and only when asked for."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
DIMENSIONS = 256


@lru_cache(maxsize=1)
def _model() -> Any:
    import wordllama  # noqa: PLC0415 - a second of import that processes without topics never pay

    # As published the loader looks beside the wheel's own folder and then asks the network.
    folder = Path(wordllama.__file__).parent
    return wordllama.WordLlama.load(cache_dir=folder, disable_download=True)


def vectors_of(texts: Sequence[str]) -> Vectors:
    """One vector of length 1 per text, shape (len(texts), 256); zeros for a text without words."""
    if not texts:
        return np.zeros((0, DIMENSIONS), dtype=np.float32)
    raw = _model().embed([text or " " for text in texts], norm=False)
    vectors: Vectors = np.asarray(raw, dtype=np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    said = np.array([[bool(text.strip())] for text in texts], dtype=np.float32)
    unit: Vectors = np.divide(said * vectors, np.maximum(lengths, 1e-9), dtype=np.float32)
    return unit
