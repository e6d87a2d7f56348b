"""Words of a picture, by RapidOCR: its models lie in its wheel, it needs no network."""

import logging
from collections.abc import Iterator
from functools import cache
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from rapidocr import RapidOCR

from exams.reading.page import Word

type Image = npt.NDArray[np.uint8]
type Corners = npt.NDArray[np.float32]

# One thread: the sandbox allows no more, and as many processes run as there are cores.
_SETTINGS = {
    "Global.use_cls": False,  # upside-down lines do not occur; looking for them costs a tenth
    "Global.log_level": "error",
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "Det.limit_type": "max",
    "Det.limit_side_len": 1600,
    "Rec.rec_batch_num": 1,
}
_LEAST_SCORE = 0.5


@cache
def _engine() -> Any:
    cv2.setNumThreads(1)
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(params=_SETTINGS)


def read_picture(image: Image, scale: float) -> list[Word]:
    """The words of `image` (rows, columns, RGB) in points, where a point has `scale` pixels."""
    result = _engine()(image[:, :, ::-1])
    if result.boxes is None:
        return []
    lines = zip(result.boxes, result.txts, result.scores, strict=True)
    return [
        word
        for corners, text, score in lines
        if score >= _LEAST_SCORE
        for word in _split(corners / scale, text)
    ]


def _split(corners: Corners, text: str) -> Iterator[Word]:
    """The words of a line, placed by their share of its letters."""
    x0, x1 = float(corners[:, 0].min()), float(corners[:, 0].max())
    top, bottom = float(corners[:, 1].min()), float(corners[:, 1].max())
    letter = (x1 - x0) / max(1, len(text))
    start = 0
    for part in text.split(" "):
        if part:
            left, right = x0 + start * letter, x0 + (start + len(part)) * letter
            yield Word(part, left, top, right, bottom, size=round(0.8 * (bottom - top), 2))
        start += len(part) + 1
