"""Pictures of pages: drawn by PDFium within a pixel limit, kept as PNG or WebP."""

import io
import math
import zlib
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageChops

from exams.reading.geometry import POINTS_PER_INCH, Frame

type Grey = npt.NDArray[np.uint8]
type Part = tuple[int, int, int, int]

DPI = 110
# Four shades keep letters sharp and compress twice as fast as sixteen; light tints stay tints.
_SHADES = (0, 104, 208, 255)
_SHADE_OF = [0 if v < 52 else 1 if v < 152 else 2 if v < 243 else 3 for v in range(256)]
_POSTER = [_SHADES[shade] for shade in _SHADE_OF]
# Red, green and blue differ by more where there is colour; looking at every fourth dot each way
# finds what is larger than a letter.
_COLOUR, _STEP = 24, 4
# A page that stays larger than this with few shades is a photograph.
_PHOTOGRAPH_BYTES_PER_PIXEL = 0.25


def scale_of(frame: Frame, dpi: float, most_pixels: int) -> float:
    """Pixels per point at `dpi`, less where the page would have more than `most_pixels`."""
    scale = dpi / POINTS_PER_INCH
    pixels = max(1.0, frame.width * frame.height * scale * scale)
    return scale * min(1.0, math.sqrt(most_pixels / pixels))


def draw(page: Any, scale: float) -> Image.Image:
    """A pypdfium2 page as an RGB image, as a viewer shows it, with annotations."""
    return draw_dots(page, scale).convert("RGB")


def draw_dots(page: Any, scale: float, part: Part | None = None) -> Image.Image:
    """As `draw`, in PDFium's own dots: RGBX, which can be read and converted, and not copied.

    `part` is (x0, top, x1, bottom) in pixels of the whole picture; its dots are the same.
    """
    crop = (0.0, 0.0, 0.0, 0.0)
    if part:
        width, height = (math.ceil(side * scale) for side in page.get_size())
        # Half a dot less, since PDFium's binding rounds what is cut off up to whole ones.
        left, lower = (max(0.0, dots - 0.5) / scale for dots in (part[0], height - part[3]))
        right, upper = (max(0.0, dots - 0.5) / scale for dots in (width - part[2], part[1]))
        crop = (left, lower, right, upper)
    # Four bytes a dot are drawn faster than three.
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True, crop=crop)
    image: Image.Image = bitmap.to_pil()
    return image


def grey_of(image: Image.Image) -> Grey:
    """An RGB or RGBX image as grey values (rows, columns), 0 black."""
    return np.asarray(image.convert("L"))


def encode(image: Image.Image, shown: Grey) -> bytes:
    """`image`, whose grey values are `shown`: in four shades, or lossy where it is a photograph.

    PNG with a palette, else WebP, which is smaller for much colour and takes five times as long.
    """
    limit = _PHOTOGRAPH_BYTES_PER_PIXEL * image.width * image.height
    buffer = io.BytesIO()
    shades, bits = (_colours(image), 8) if _is_coloured(image) else (_greys(shown), 2)
    shades.save(buffer, "PNG", bits=bits, compress_level=1, compress_type=zlib.Z_RLE)
    if buffer.tell() <= limit:
        return buffer.getvalue()
    image, buffer = image.convert("RGB"), io.BytesIO()
    image.point(_POSTER * 3).save(buffer, "WEBP", lossless=True, quality=0, method=0)
    if buffer.tell() > limit:
        buffer = io.BytesIO()
        image.save(buffer, "WEBP", quality=50, method=0)
    return buffer.getvalue()


def _greys(shown: Grey) -> Image.Image:
    shades = Image.fromarray(shown).point(_SHADE_OF)
    shades.putpalette([value for shade in _SHADES for value in (shade,) * 3])
    return shades


def _colours(image: Image.Image) -> Image.Image:
    """The picture with four shades of red, of green and of blue, as one of 64 colours."""
    parts = [
        image.getchannel(channel).point([weight * shade for shade in _SHADE_OF])
        for channel, weight in enumerate((16, 4, 1))
    ]
    colours = ImageChops.add(ImageChops.add(parts[0], parts[1]), parts[2])
    colours.putpalette([shade for colour in product(_SHADES, repeat=3) for shade in colour])
    return colours


def _is_coloured(image: Image.Image) -> bool:
    size = (math.ceil(image.width / _STEP), math.ceil(image.height / _STEP))
    places = (_STEP, 0, -_STEP / 2, 0, _STEP, -_STEP / 2)
    few = image.transform(size, Image.Transform.AFFINE, places)
    dots = np.asarray(few).astype(np.int16)
    red, green, blue = dots[..., 0], dots[..., 1], dots[..., 2]
    coloured = (np.abs(red - green) > _COLOUR) | (np.abs(green - blue) > _COLOUR)
    return bool(coloured.any())
