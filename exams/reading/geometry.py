"""From PDF coordinates to those of the page as it is seen: crop box and rotation applied."""

import ctypes
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium

type Numbers = npt.NDArray[np.float64]

POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class Frame:
    """The seen page: its size in points and the affine map into it (origin top left)."""

    width: float
    height: float
    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the PDF's user space lies on the seen page."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def boxes(
        self, left: Numbers, bottom: Numbers, right: Numbers, top: Numbers
    ) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        """Rectangles of user space as (x0, top, x1, bottom) on the seen page."""
        x0, y0 = self.a * left + self.c * bottom + self.e, self.b * left + self.d * bottom + self.f
        x1, y1 = self.a * right + self.c * top + self.e, self.b * right + self.d * top + self.f
        return np.minimum(x0, x1), np.minimum(y0, y1), np.maximum(x0, x1), np.maximum(y0, y1)

    def angle(self, x: float, y: float) -> float:
        """The direction of a vector of user space, in degrees clockwise, rounded to whole ones."""
        seen_x, seen_y = self.a * x + self.c * y, self.b * x + self.d * y
        return float(round(math.degrees(math.atan2(seen_y, seen_x))))


def frame_of(page: Any) -> Frame:
    """The frame of a PDFium page handle."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(box))
    turns = pdfium.FPDFPage_GetRotation(page)
    return frame_of_box(box.left, box.bottom, box.right, box.top, turns)


def frame_of_box(left: float, bottom: float, right: float, top: float, turns: int) -> Frame:
    """The frame of a page whose visible box is given, turned clockwise `turns` times by 90°."""
    width, height = right - left, top - bottom
    match turns % 4:
        case 1:
            return Frame(height, width, 0, 1, 1, 0, -bottom, -left)
        case 2:
            return Frame(width, height, -1, 0, 0, 1, right, -bottom)
        case 3:
            return Frame(height, width, 0, -1, -1, 0, top, right)
        case _:
            return Frame(width, height, 1, 0, 0, -1, -left, top)
