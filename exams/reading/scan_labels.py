"""Labels and marks that OCR passes over: single signs that stand apart from their line.

Its detector looks for lines of text, and "1." in front of a question is none. Ink that no word
covers, as high and as dark as the words beside it, is therefore read once more by itself.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from statistics import median

import cv2
import numpy as np

from exams.reading.ocr import read_crop
from exams.reading.page import Area, Word
from exams.reading.picture import Grey
from exams.reading.scan_drawings import without_words

# A stroke looks like a bare 1 or I, so these count with their punctuation only.
_LABEL = re.compile(
    r"[\[(]?(?:Q\.?\s?)?(?:1(?=[\d.)\]])|[02-9]|[a-zA-Z](?=[.)\]])|[ivxIVX]{2,5}(?=[.)\]]))"
    r"\d?[.)\]:]{0,2}"
)
_MARK = re.compile(r"\[\s?\d{1,2}\s?\]|\(\s?\d{1,2}\s?\)|\d\d|[2-9]")
# In heights of a word: how high and wide such a sign is, how far left of all words it may stand.
_LOWEST, _HIGHEST, _NARROWEST, _WIDEST, _OUTSIDE = 0.55, 1.8, 0.2, 4.0, 1.0
_JOINED, _PADDED = 0.35, 0.3  # heights: the gap inside a label, the paper around it
_CLOSE = 1.0  # points: labels stand closer to words than the strokes of figures
_PALE = 0.6  # share of the darkness of words: what shines through from the back is paler
_SURE = 0.8
_MOST = 40  # signs read on one page


def lost_signs(shown: Grey, ink: Grey, scale: float, words: Sequence[Word]) -> list[Word]:
    """Labels left of their line and marks right of it, as words, in points.

    `shown` is the straightened scan in grey values, `ink` its ink (255) without rules, at `scale`
    pixels per point; `words` are those that OCR found.
    """
    if not words:
        return []
    height = median(word.bottom - word.top for word in words)
    places = list(islice(_apart(ink, scale, words, height), _MOST))
    dark = _darkness(shown, words, scale)
    found = []
    for area, shape in places:
        if _darkness(shown, [area], scale) >= _PALE * dark:
            text, score = read_crop(_crop(shown, area, scale, height))
            if score >= _SURE and shape.fullmatch(text):
                found.append(
                    Word(text, area.x0, area.top, area.x1, area.bottom, size=round(height, 2))
                )
    return found


def _apart(
    ink: Grey, scale: float, words: Sequence[Word], height: float
) -> Iterator[tuple[Area, re.Pattern[str]]]:
    """Ink of the size of a sign at the end of a line of words, and what may be printed there."""
    rest = without_words(ink, words, scale, margin=_CLOSE)
    gap = max(1, round(_JOINED * height * scale))
    joined = cv2.dilate(rest, np.ones((max(1, gap // 2), gap), np.uint8))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(joined)
    leftmost = min(word.x0 for word in words) - _OUTSIDE * height
    rightmost = max(word.x1 for word in words) + _OUTSIDE * height
    for x, y, across, down, _ in boxes[1:].tolist():
        area = Area(x / scale, y / scale, (x + across) / scale, (y + down) / scale)
        if not _is_sized(area, height) or area.x0 < leftmost or area.x1 > rightmost:
            continue
        row = [word for word in words if _beside(word, area)]
        if row and area.x1 <= min(word.x0 for word in row) + 1:
            yield area, _LABEL
        elif row and area.x0 >= max(word.x1 for word in row) - 1:
            yield area, _MARK


def _is_sized(area: Area, height: float) -> bool:
    across, down = area.x1 - area.x0, area.bottom - area.top
    return (
        _LOWEST * height <= down <= _HIGHEST * height
        and _NARROWEST * height <= across <= _WIDEST * height
    )


def _beside(word: Word, area: Area) -> bool:
    shared = min(word.bottom, area.bottom) - max(word.top, area.top)
    return shared > (word.bottom - word.top) / 2


def _darkness(shown: Grey, areas: Sequence[Area | Word], scale: float) -> float:
    """By how many shades the ink of the areas is darker than white, in the middle."""
    inks = []
    for area in areas[:_MOST]:
        part = shown[
            int(area.top * scale) : int(area.bottom * scale) + 1,
            int(area.x0 * scale) : int(area.x1 * scale) + 1,
        ]
        if part.size:
            inks.append(255.0 - float(np.quantile(part, 0.1)))
    return median(inks) if inks else 0.0


def _crop(shown: Grey, area: Area, scale: float, height: float) -> Grey:
    """The sign with paper around it."""
    pad = round(_PADDED * height * scale)
    top, left = int(area.top * scale), int(area.x0 * scale)
    part = shown[
        max(0, top - pad) : int(area.bottom * scale) + pad,
        max(0, left - pad) : int(area.x1 * scale) + pad,
    ]
    paper = int(np.quantile(part, 0.9))
    return np.asarray(
        cv2.copyMakeBorder(part, pad, pad, 3 * pad, 3 * pad, cv2.BORDER_CONSTANT, value=paper),
        np.uint8,
    )
