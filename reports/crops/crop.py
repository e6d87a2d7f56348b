"""Where questions stand on their printed pages: windows into a page's picture, and shaded marks.

Boxes come as [page, x0, top, x1, bottom] in points, from the top left of the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts.scale import coordinate

MARGIN = 10.0  # points of paper left around a question
NARROWEST = 0.48  # of the page's width; a column of two has about as much
EDGE = 0.08  # of the page's width: blank on both sides, but where a question was boxed there
LINE = 14.0  # points: about a line of print
PIXELS = 1.35  # of the screen for one point, so that print is read without effort

Box = Sequence[float]


@dataclass(frozen=True, slots=True)
class Crop:
    """A window into a page's picture, for an SVG of `width` by `height` pixels.

    The picture keeps the page's size in points, which are the units of `view_box`.
    """

    picture: str
    page_width: str
    page_height: str
    width: str
    height: str
    view_box: str


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A shaded place on a page, in points."""

    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Mark:
    """The shaded places of one question, and what they open."""

    rectangles: tuple[Rectangle, ...]
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
    """The window around a question; None where it has no box on `page` or there is no picture.

    In a column it shows the column, else the whole width without the edges of the paper: formulas
    and marks often stand beside the words that were boxed.
    """
    found = bound(boxes, page)
    if found is None or not picture:
        return None
    page_width, page_height = size
    left, top, right, bottom = window_of(found, size)
    if bottom <= top:
        return None
    width, height = right - left, bottom - top
    return Crop(
        picture=picture,
        page_width=coordinate(page_width),
        page_height=coordinate(page_height),
        width=coordinate(PIXELS * width),
        height=coordinate(PIXELS * height),
        view_box=" ".join(map(coordinate, (left, top, width, height))),
    )


def part_boxes(boxes: Sequence[Box], others: Sequence[Box]) -> list[Box]:
    """`boxes` cut off where one of the `others` begins within their last line.

    Fonts may say that letters are higher than they are; then places overlap by about a line.
    """
    return [_above_next(box, others) for box in boxes]


def _above_next(box: Box, others: Sequence[Box]) -> Box:
    page, left, top, right, bottom = box
    begins = (
        other[2]
        for other in others
        if other[0] == page
        and max(top + LINE, bottom - LINE) < other[2] < bottom
        and other[1] < right
        and other[3] > left
    )
    return [page, left, top, right, min(begins, default=bottom)]


def window_of(
    found: tuple[float, float, float, float], size: tuple[float, float]
) -> tuple[float, float, float, float]:
    """What to show of a page of `size` around the rectangle `found` (x0, top, x1, bottom)."""
    left, right = _sides(found[0], found[2], size[0])
    return left, max(0.0, found[1] - MARGIN), right, min(size[1], found[3] + MARGIN)


def _sides(left: float, right: float, page_width: float) -> tuple[float, float]:
    narrowest = NARROWEST * page_width
    if right - left > narrowest:
        edge = EDGE * page_width
        return (
            max(0.0, min(left - MARGIN, edge)),
            min(page_width, max(right + MARGIN, page_width - edge)),
        )
    left = min(max(0.0, left - MARGIN), page_width - narrowest)
    return left, min(page_width, max(right + MARGIN, left + narrowest))


def mark_question(boxes: Sequence[Box], page: int, href: str, title: str) -> Mark | None:
    """The shaded places of a question on `page`; None where it has no box there."""
    here = [box[1:] for box in boxes if box[0] == page]
    if not here:
        return None
    rectangles = tuple(
        Rectangle(
            coordinate(left), coordinate(top), coordinate(right - left), coordinate(bottom - top)
        )
        for left, top, right, bottom in here
    )
    return Mark(rectangles, href, title)
