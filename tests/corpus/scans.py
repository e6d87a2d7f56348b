"""Printed pages as a copier or a telephone leaves them: pictures, turned, dark and grainy."""

import numpy as np
import pypdfium2
from PIL import Image

_SCALE = 150 / 72  # pixels per point


def scanned(pdf: bytes, turned: float = 0.0, paper: int = 255, noise: float = 0.0) -> Image.Image:
    """The first page of `pdf` as a grey picture.

    It is turned by so many degrees, its paper as light as `paper` (of 255), with grey noise of
    that standard deviation.
    """
    document = pypdfium2.PdfDocument(pdf)
    picture = document[0].render(scale=_SCALE).to_pil().convert("L")
    document.close()
    light = picture.point([round(shade * paper / 255) for shade in range(256)])
    askew = light.rotate(turned, fillcolor=paper, resample=Image.Resampling.BILINEAR)
    grain = np.random.default_rng(1).normal(0, noise, (askew.height, askew.width))
    return Image.fromarray(np.clip(np.asarray(askew) + grain, 0, 255).astype(np.uint8))
