"""Pages without a usable text layer: lit evenly, turned upright, straightened, read by OCR."""

import dataclasses
import statistics
from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from PIL import Image as Pictures

from exams.reading.columns import order_words
from exams.reading.geometry import frame_of
from exams.reading.ocr import Corners, Image, Line, read_lines, words_of
from exams.reading.page import Page, TextSource, Word
from exams.reading.picture import DPI, draw, encode, grey_of, scale_of
from exams.reading.quality import is_legible
from exams.reading.scan_drawings import find_drawings, signs_of
from exams.reading.scan_labels import lost_signs

# Paper is lighter than this where a page is lit well; darker ones are divided by their background.
_PAPER, _BACKGROUND_PIXELS = 200, 41
# Lines lean by whole degrees only where a page lies askew; a tenth moves nothing.
_LEAST_SKEW, _MOST_SKEW = 0.2, 30.0
_FEWEST_LINES = 3


def read_scan(document: Any, page: Page, most_pixels: int) -> Page:
    """`page` of an open PDFium document with the words that OCR finds in its picture.

    Words and picture are those of the page held upright and straight.
    """
    sheet = document[page.number - 1]
    try:
        scale = scale_of(frame_of(sheet.raw), DPI, most_pixels)
        picture = draw(sheet, scale)
    finally:
        sheet.close()
    lit = _lit_evenly(np.asarray(picture))
    image, lines = _upright(lit)
    skew = skew_of(lines)
    if skew:
        image, lines = _straighten(image, lines, skew)
    found = [word for line in lines for word in words_of(line, scale)]
    if image is lit and is_legible(page.words):
        found = _completed(page.words, found)
    height, width = image.shape[:2]
    picture = Pictures.fromarray(image)
    shown = grey_of(picture)
    words = order_words([*found, *lost_signs(shown, signs_of(shown, scale), scale, found)])
    drawn = find_drawings(shown, scale, words)
    return dataclasses.replace(
        page,
        words=tuple(words),
        tables=drawn.tables,
        figures=drawn.figures,
        source=TextSource.OCR if words else TextSource.NOTHING,
        width=round(width / scale, 2),
        height=round(height / scale, 2),
        image=encode(picture, shown),
    )


def _completed(printed: Sequence[Word], found: Sequence[Word]) -> list[Word]:
    """Words that the text layer has and that can be seen, and those of OCR where it has none."""
    return [*printed, *(word for word in found if not any(_meet(word, p) for p in printed))]


def _meet(one: Word, other: Word) -> bool:
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    return across > 0 and min(one.bottom, other.bottom) > max(one.top, other.top)


def skew_of(lines: list[Line]) -> float:
    """By how many degrees the lines fall to the right, 0 where they are as good as level."""
    angles = [
        float(np.degrees(np.arctan2(*(line.corners[1] - line.corners[0])[::-1])))
        for line in lines
        if _is_level(line)
    ]
    if len(angles) < _FEWEST_LINES:
        return 0.0
    angle = statistics.median(angles)
    return angle if _LEAST_SKEW <= abs(angle) <= _MOST_SKEW else 0.0


def _lit_evenly(image: Image) -> Image:
    """A dark or unevenly lit page with its paper made white; others as they are."""
    if np.median(image) >= _PAPER:
        return image
    channels = [
        cv2.divide(channel, cv2.medianBlur(channel, _BACKGROUND_PIXELS), scale=255)
        for channel in cv2.split(image)
    ]
    return np.asarray(cv2.merge(channels), dtype=np.uint8)


def _upright(image: Image) -> tuple[Image, list[Line]]:
    """The picture turned so that its lines are level and make sense, and these lines."""
    lines = read_lines(image)
    standing = sum(not _is_level(line) for line in lines)
    if standing <= len(lines) / 2 or len(lines) < _FEWEST_LINES:
        return image, lines
    turned = [np.ascontiguousarray(np.rot90(image, turns)) for turns in (1, 3)]
    return max(((side, read_lines(side)) for side in turned), key=lambda pair: _sense(pair[1]))


def _sense(lines: list[Line]) -> float:
    return sum(line.score * len(line.text) for line in lines)


def _is_level(line: Line) -> bool:
    width, height = np.ptp(line.corners, axis=0)
    return bool(width >= height or len(line.text) <= 1)


def _straighten(image: Image, lines: list[Line], skew: float) -> tuple[Image, list[Line]]:
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    paper = tuple(float(shade) for shade in np.median(image, axis=(0, 1)))
    straight = cv2.warpAffine(image, matrix, (width, height), borderValue=paper)
    turned = [dataclasses.replace(line, corners=_mapped(line.corners, matrix)) for line in lines]
    return np.asarray(straight, dtype=np.uint8), turned


def _mapped(corners: Corners, matrix: Any) -> Corners:
    ends = np.hstack([corners, np.ones((4, 1), dtype=np.float32)]) @ matrix.T
    return np.asarray(ends, dtype=np.float32)
