"""Pictures of pages: drawn by PDFium within a pixel limit, kept as WebP."""

import io
import math
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from exams.reading.geometry import POINTS_PER_INCH, Frame

type Grey = npt.NDArray[np.uint8]

DPI = 110
# Four shades keep letters sharp and compress twice as fast as sixteen; light tints stay tints.
_POSTER = [0 if v < 52 else 104 if v < 152 else 208 if v < 243 else 255 for v in range(256)]
# A page that stays larger than this with few shades is a photograph.
_PHOTOGRAPH_BYTES_PER_PIXEL = 0.25


def scale_of(frame: Frame, dpi: float, most_pixels: int) -> float:
    """Pixels per point at `dpi`, less where the page would have more than `most_pixels`."""
    scale = dpi / POINTS_PER_INCH
    pixels = max(1.0, frame.width * frame.height * scale * scale)
    return scale * min(1.0, math.sqrt(most_pixels / pixels))


def draw(page: Any, scale: float) -> Image.Image:
    """A pypdfium2 page as an RGB image, as a viewer shows it, with annotations."""
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
    image: Image.Image = bitmap.to_pil()
    return image if image.mode == "RGB" else image.convert("RGB")


def grey_of(image: Image.Image) -> Grey:
    """An RGB image as grey values (rows, columns), 0 black."""
    return np.asarray(image.convert("L"))


def encode(image: Image.Image) -> bytes:
    """`image` as WebP: exact in four shades, or lossy where it is a photograph."""
    buffer = io.BytesIO()
    image.point(_POSTER * 3).save(buffer, "WEBP", lossless=True, quality=0, method=0)
    if buffer.tell() > _PHOTOGRAPH_BYTES_PER_PIXEL * image.width * image.height:
        buffer = io.BytesIO()
        image.save(buffer, "WEBP", quality=50, method=0)
    return buffer.getvalue()
