"""Pictures of pages with what was found on them drawn in."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from exams.outline.explain import Explained, Kind
from exams.reading.page import Page

_DPI = 110  # of the page's picture, and of the empty sheet where there is none
_POINTS = 72
_TEXT = 12  # pixels
_COLOURS = {
    Kind.QUESTION: "#0a7a3d",
    Kind.STEM: "#1f5fbf",
    Kind.OPTION: "#7a4fb5",
    Kind.GIVEN: "#8a6d1d",
    Kind.INSTRUCTION: "#8a6d1d",
    Kind.SECTION: "#1f5fbf",
    Kind.REFUSED: "#c0271e",
    Kind.MARK: "#b8590b",
    Kind.UNUSED_MARK: "#c0271e",
    Kind.FURNITURE: "#808080",
}
_VEIL = (255, 255, 255, 170)
_PAD = 2


def annotated(page: Page, found: Sequence[Explained]) -> Image.Image:
    """The page's picture with a box and a word at each place of `found` that is on the page.

    Furniture is greyed. A page without a picture is drawn as an empty sheet.
    """
    picture = _picture(page)
    across, down = picture.width / page.width, picture.height / page.height
    draw = ImageDraw.Draw(picture, "RGBA")
    font = ImageFont.load_default(_TEXT)
    for one in found:
        if one.box.page != page.number:
            continue
        box = (
            one.box.x0 * across - _PAD,
            one.box.top * down - _PAD,
            one.box.x1 * across + _PAD,
            one.box.bottom * down + _PAD,
        )
        colour = _COLOURS[one.kind]
        if one.kind is Kind.FURNITURE:
            draw.rectangle(box, fill=_VEIL)
        draw.rectangle(box, outline=colour, width=2 if one.path else 1)
        _write(draw, _caption(one), (box[0], box[1]), colour, font)
    return picture


def _picture(page: Page) -> Image.Image:
    if page.image:
        return Image.open(io.BytesIO(page.image)).convert("RGB")
    size = (round(page.width * _DPI / _POINTS), round(page.height * _DPI / _POINTS))
    return Image.new("RGB", size, "white")


def _caption(one: Explained) -> str:
    """A few letters: the path and marks of a question, the owner of a mark, else the kind."""
    if one.kind in {Kind.QUESTION, Kind.STEM} and one.path:
        return f"{one.path} = {one.marks:g}" if one.marks is not None else one.path
    if one.kind is Kind.MARK:
        return f"to {one.path}" if one.path else "to the section"
    return {Kind.REFUSED: "no", Kind.FURNITURE: ""}.get(one.kind, one.kind.value)


def _write(
    draw: ImageDraw.ImageDraw,
    text: str,
    corner: tuple[float, float],
    colour: str,
    font: ImageFont.FreeTypeFont | ImageFont.ImageFont,
) -> None:
    """The caption above the corner, on a light ground."""
    if not text:
        return
    x, y = corner[0], max(corner[1] - _TEXT - 1, 0)
    draw.rectangle(draw.textbbox((x, y), text, font=font), fill=(255, 255, 255, 220))
    draw.text((x, y), text, fill=colour, font=font)
