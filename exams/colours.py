"""Whether a colour can be read on our pages, and the nearest one that can (WCAG 2.2, 1.4.3)."""

import colorsys
import re

LEAST = 4.5  # contrast of text of normal size, level AA
HEX = re.compile(r"#[0-9a-f]{6}")
LINEAR = 0.04045  # up to here brightness grows linearly with the channel
STEPS = 200
SOFT = 0.12  # how much of the accent is in the ground of a note
LIGHT_GROUNDS = ("#fbfaf7", "#ffffff", "#f2f0ea")  # the style sheet's paper, sheet and sunken
DARK_GROUNDS = ("#14181f", "#1b212a", "#10141a")
Channels = tuple[float, float, float]


def channels(colour: str) -> Channels:
    """Red, green and blue of "#rrggbb", each from 0 to 1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def written(rgb: Channels) -> str:
    """The same as "#rrggbb"."""
    return "#" + "".join(f"{round(255 * one):02x}" for one in rgb)


def luminance(colour: str) -> float:
    """Relative luminance, from 0 for black to 1 for white."""
    parts = (
        one / 12.92 if one <= LINEAR else ((one + 0.055) / 1.055) ** 2.4 for one in channels(colour)
    )
    red, green, blue = parts
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 for the same brightness to 21 for black on white."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def soft(colour: str, ground: str) -> str:
    """The ground of notes in this colour: a little of it on the ground of sheets."""
    mixed = (
        SOFT * a + (1 - SOFT) * b for a, b in zip(channels(colour), channels(ground), strict=True)
    )
    red, green, blue = mixed
    return written((red, green, blue))


def worst(colour: str, grounds: tuple[str, ...]) -> float:
    """The least contrast of a colour on these grounds and on notes in its own colour."""
    return min(contrast(colour, one) for one in (*grounds, soft(colour, grounds[1])))


def passes(colour: str, grounds: tuple[str, ...]) -> bool:
    """Whether text in this colour can be read on all of these grounds."""
    return worst(colour, grounds) >= LEAST


def nearest(colour: str, grounds: tuple[str, ...]) -> str:
    """The colour of the same hue that is nearest in lightness and passes; itself where it does."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*channels(colour))
    is_light = contrast(grounds[0], "#000000") > contrast(grounds[0], "#ffffff")
    end = 0.0 if is_light else 1.0
    for step in range(STEPS + 1):
        there = lightness + (end - lightness) * step / STEPS
        tried = written(colorsys.hls_to_rgb(hue, there, saturation)) if step else colour
        if passes(tried, grounds):
            return tried
    return "#000000" if end == 0 else "#ffffff"
