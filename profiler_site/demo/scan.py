"""A printed paper as a copier sees it: a little askew, grey and grainy, without a text layer."""

import io

import numpy as np
import pypdfium2 as pdfium
from PIL import Image

DOTS_PER_INCH = 150
POINTS_PER_INCH = 72
SKEW_DEGREES = 0.6  # at most, either way
GRAIN = 9.0  # standard deviation of the noise, of 255 levels
SEED = 20170118


def photograph(pdf: bytes) -> bytes:
    """A PDF with one picture per page of `pdf`; the same seed gives the same picture."""
    chance = np.random.default_rng(SEED)
    document = pdfium.PdfDocument(pdf)
    try:
        sheets = [_sheet(document[number], chance) for number in range(len(document))]
    finally:
        document.close()
    out = io.BytesIO()
    sheets[0].save(
        out, "PDF", save_all=True, append_images=sheets[1:], resolution=DOTS_PER_INCH, quality=60,
        creationDate=None, modDate=None,
    )  # fmt: skip
    return out.getvalue()


def _sheet(page: pdfium.PdfPage, chance: np.random.Generator) -> Image.Image:
    picture = page.render(scale=DOTS_PER_INCH / POINTS_PER_INCH).to_pil().convert("L")
    angle = float(chance.uniform(-SKEW_DEGREES, SKEW_DEGREES))
    turned = picture.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=250)
    grains = chance.normal(0.0, GRAIN, size=(turned.height, turned.width))
    levels = np.asarray(turned, dtype=np.float64) * 0.94 + grains
    return Image.fromarray(np.clip(levels, 0, 255).astype(np.uint8))
