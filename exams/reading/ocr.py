"""Words of a picture, by RapidOCR: its models lie in its wheel, it needs no network."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import onnxruntime
from rapidocr import RapidOCR

from exams.reading.page import Word
from exams.reading.spelling import drop_unseen

type Image = npt.NDArray[np.uint8]
type Corners = npt.NDArray[np.float32]

# One thread: the sandbox allows no more, and as many processes run as there are cores.
_SETTINGS = {
    "Global.use_cls": False,  # upside-down lines do not occur; looking for them costs a tenth
    "Global.log_level": "error",
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "Det.limit_type": "max",
    "Det.limit_side_len": 1280,
    "Rec.rec_batch_num": 1,
}
_ERRORS = 3  # onnxruntime's level of logging
_LEAST_SCORE = 0.5
_LETTER_SHARE = 0.8  # of the height of a line's box is letters, the rest is around them


@cache
def _engine() -> Any:
    cv2.setNumThreads(1)
    onnxruntime.set_default_logger_severity(_ERRORS)
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(params=_SETTINGS)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text in a picture: corners (x, y) in pixels, from the top left one clockwise."""

    corners: Corners
    text: str
    score: float


def read_lines(image: Image) -> list[Line]:
    """The lines of `image` (rows, columns, RGB), in no order to rely on."""
    result = _engine()(np.ascontiguousarray(image[:, :, ::-1]), use_det=True, use_rec=True)
    if result.boxes is None:
        return []
    found = zip(result.boxes, result.txts, result.scores, strict=True)
    lines = (Line(np.asarray(c, np.float32), text, float(score)) for c, text, score in found)
    return [line for line in lines if line.score >= _LEAST_SCORE]


def read_crop(crop: Image) -> tuple[str, float]:
    """What one line of text cut out of a grey picture says, and how surely (0 to 1)."""
    read = _engine()(cv2.cvtColor(crop, cv2.COLOR_GRAY2BGR), use_det=False, use_rec=True)
    return (read.txts[0].strip(), float(read.scores[0])) if read.txts else ("", 0.0)


def words_of(line: Line, scale: float) -> Iterator[Word]:
    """The words of a level line in points (a point has `scale` pixels), placed by their letters."""
    corners = line.corners / scale
    x0, x1 = float(corners[:, 0].min()), float(corners[:, 0].max())
    upper, lower = float(corners[:, 1].min()), float(corners[:, 1].max())
    size = round(_LETTER_SHARE * (lower - upper), 2)
    top, bottom = (upper + lower - size) / 2, (upper + lower + size) / 2
    letter = (x1 - x0) / max(1, len(line.text))
    start = 0
    for part in line.text.split(" "):
        if text := drop_unseen(part):
            left, right = x0 + start * letter, x0 + (start + len(part)) * letter
            yield Word(text, left, top, right, bottom, size=size)
        start += len(part) + 1
