"""Questions as pictures, cut out of the stored pages: for downloads and for print."""

import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from PIL import Image

from exams.models import Page
from exams.services import files
from reports.crops.crop import Box, bound, window_of

JPEG_QUALITY = 75

Pages = Mapping[tuple[int, int], Page]  # by paper and number


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece of a page in shades of grey, of `scale` pixels per point.

    `boxed` is what the boxes hold of it, in pixels (left, top, right, bottom).
    """

    picture: Image.Image
    scale: float
    boxed: tuple[int, int, int, int]

    def as_jpeg(self) -> bytes:
        """The picture as a small file."""
        target = io.BytesIO()
        self.picture.save(target, "JPEG", quality=JPEG_QUALITY)
        return target.getvalue()


def pages_of(papers: Collection[int]) -> Pages:
    """The pages of these papers that have a picture; one query."""
    pages = Page.objects.filter(paper__in=papers).exclude(picture="").defer("text", "reasons_json")
    return {(page.paper_id, page.number): page for page in pages}


def cut(page: Page, boxes: Sequence[Box]) -> Cut | None:
    """The place of `boxes` on their page; None where nothing is there."""
    found = bound(boxes, page.number)
    if found is None:
        return None
    try:
        stored = files.fetch(page.picture)
    except FileNotFoundError:
        return None
    with Image.open(io.BytesIO(stored)) as picture:
        scale = picture.width / page.width
        left, top, right, bottom = window_of(found, (page.width, page.height))
        if bottom <= top:
            return None
        piece = picture.crop((left * scale, top * scale, right * scale, bottom * scale))
        boxed = (found[0] - left, found[1] - top, found[2] - left, found[3] - top)
        inner = tuple(round(side * scale) for side in boxed)
        return Cut(piece.convert("L"), scale, (inner[0], inner[1], inner[2], inner[3]))
