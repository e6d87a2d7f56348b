"""The pie of difficulty levels: a ring of arcs with its legend beside it."""

import math
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analysis.enums import level_name
from analysis.statistics.results import Analysis, Share
from reports.charts.scale import LEVELS, MUTED, Link, coordinate, in_percent, questions

RADIUS = 50.0  # of the ring's outer edge; the drawing is 100 by 100
HOLE = 29.0  # of its inner edge
WHOLE = 0.9999  # an arc of a full turn has no direction, so SVG draws nothing


@dataclass(frozen=True, slots=True)
class Slice:
    """One arc: `path` in a 100 by 100 drawing, `level` names its colour class."""

    level: str
    label: str
    path: str
    fill: str
    value: str
    note: str
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class PieChart:
    """Slices clockwise from the top, easiest first."""

    name: str
    caption: str
    slices: tuple[Slice, ...]
    centre: str
    centre_note: str


def difficulty_distribution_pie(analysis: Analysis, link: Link) -> PieChart:
    """One slice per difficulty level, by its share of the questions."""
    slices, start = [], 0.0
    for share in analysis.difficulty:
        slices.append(_slice(share, start, link))
        start += share.share
    count = sum(share.count for share in analysis.difficulty)
    return PieChart(
        name="difficulty_distribution_pie",
        caption=_("Estimated difficulty of the questions"),
        slices=tuple(slices),
        centre=str(count),
        centre_note=ngettext("question", "questions", count),
    )


def _slice(share: Share, start: float, link: Link) -> Slice:
    label = level_name(share.level)
    value = in_percent(share.share)
    return Slice(
        level=share.level,
        label=label,
        path=ring_arc(start, start + share.share) if share.share else "",
        fill=LEVELS.get(share.level, MUTED),
        value=value,
        note=questions(share.count),
        href=link(f"difficulty-{share.level}") if share.count else "",
        title=f"{label}: {questions(share.count)}, {value}",
    )


def ring_arc(start: float, end: float) -> str:
    """The outline of a ring segment from `start` to `end`, in turns from 0 to 1, clockwise."""
    end = min(end, start + WHOLE)
    large = int(end - start > 1 / 2)
    outer = f"A{coordinate(RADIUS)} {coordinate(RADIUS)} 0 {large} 1 {_point(end, RADIUS)}"
    inner = f"A{coordinate(HOLE)} {coordinate(HOLE)} 0 {large} 0 {_point(start, HOLE)}"
    return f"M{_point(start, RADIUS)}{outer}L{_point(end, HOLE)}{inner}Z"


def _point(turn: float, radius: float) -> str:
    angle = 2 * math.pi * turn
    x = RADIUS + radius * math.sin(angle)
    y = RADIUS - radius * math.cos(angle)
    return f"{coordinate(x)} {coordinate(y)}"
