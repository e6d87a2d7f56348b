"""Generated papers spoiled as scanning and OCR spoil them, for the calibration of confidence."""

import dataclasses
from collections.abc import Sequence

import numpy as np

from exams.reading.page import Page, TextSource, Word

_MISREAD = {
    "1": "l",
    "2": "Z",
    "5": "S",
    "6": "b",
    "i": "l",
    "I": "1",
    "(": "C",
    ")": "]",
    ".": ",",
}


def spoiled(pages: Sequence[Page], rng: np.random.Generator) -> list[Page]:
    """The pages with words lost, letters misread and places shifted, each paper by its own rate."""
    rate = float(rng.choice((0.0, 0.005, 0.01, 0.03)))
    if rate == 0.0:
        return list(pages)
    return [_spoiled_page(page, rate, rng) for page in pages]


def _spoiled_page(page: Page, rate: float, rng: np.random.Generator) -> Page:
    words = tuple(_spoiled_word(word, rate, rng) for word in page.words if rng.random() > rate)
    return dataclasses.replace(page, words=words, source=TextSource.OCR)


def _spoiled_word(word: Word, rate: float, rng: np.random.Generator) -> Word:
    text = "".join(
        _MISREAD[c] if c in _MISREAD and rng.random() < 3 * rate else c for c in word.text
    )
    away = float(rng.normal(0.0, 0.8))
    return dataclasses.replace(word, text=text, x0=word.x0 + away, x1=word.x1 + away)
