"""Where questions stand on their printed pages: windows into a page's picture, and shaded marks.

Boxes come as [page, x0, top, x1, bottom] in points, from the top left of the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts.scale import coordinate

MARGIN = 8.0  # points of white left around a question

Box = Sequence[float]


@dataclass(frozen=True, slots=True)
class Crop:
    """A window into a page's picture, for an SVG: the picture keeps the page's size in points."""

    picture: str
    width: str
    height: str
    view_box: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A shaded place on a page."""

    x: str
    y: str
    width: str
    height: str
    href: str
    title: str


def bound(boxes: Sequence[Box], page: int) -> tuple[float, float, float, float] | None:
    """The smallest rectangle (x0, top, x1, bottom) around the boxes of `page`; None for none."""
    here = [box[1:] for box in boxes if box[0] == page]
    if not here:
        return None
    left, top, right, bottom = zip(*here, strict=True)
    return min(left), min(top), max(right), max(bottom)


def crop_question(
    boxes: Sequence[Box], page: int, size: tuple[float, float], picture: str
) -> Crop | None:
    """The window around a question over the whole width of its page; None where it has no box.

    The whole width, because formulas and marks often stand beside the words that were boxed.
    """
    found = bound(boxes, page)
    width, height = size
    if found is None or not picture:
        return None
    top = max(0.0, found[1] - MARGIN)
    bottom = min(height, found[3] + MARGIN)
    if bottom <= top:
        return None
    return Crop(
        picture=picture,
        width=coordinate(width),
        height=coordinate(height),
        view_box=f"0 {coordinate(top)} {coordinate(width)} {coordinate(bottom - top)}",
    )


def mark_question(boxes: Sequence[Box], page: int, href: str, title: str) -> Mark | None:
    """The shaded place of a question on `page`; None where it has no box there."""
    found = bound(boxes, page)
    if found is None:
        return None
    left, top, right, bottom = found
    return Mark(
        x=coordinate(left),
        y=coordinate(top),
        width=coordinate(right - left),
        height=coordinate(bottom - top),
        href=href,
        title=title,
    )
