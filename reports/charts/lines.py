"""Trend lines: one small panel per topic, all on the same scale, so that shapes can be compared."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from analysis.statistics.results import Analysis, Cell, TopicStanding
from reports.charts.bars import TREND_WORDS
from reports.charts.scale import BAR, MUTED, SOFT, Link, coordinate, marks, questions

WIDTH, HEIGHT = 200.0, 56.0  # of the drawing of one panel
INSET = 5.0  # room for the dots at the edges
PANELS = 9  # topics shown; the heatmap has all of them


@dataclass(frozen=True, slots=True)
class Dot:
    """One sitting in a panel."""

    x: str
    y: str
    asked: bool
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One topic: a line through its sittings, the area below it, and a dot for each."""

    label: str
    trend: str
    trend_words: str
    line: str
    area: str
    dots: tuple[Dot, ...]
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class TrendChart:
    """Panels for the most frequent topics; `first` and `last` name the ends of the axis."""

    name: str
    caption: str
    panels: tuple[Panel, ...]
    first: str
    last: str
    view_box: str = f"0 0 {coordinate(WIDTH)} {coordinate(HEIGHT)}"
    base: str = coordinate(HEIGHT - INSET)
    right: str = coordinate(WIDTH)
    stroke: str = BAR
    fill: str = SOFT
    muted: str = MUTED


def trend_line(analysis: Analysis, link: Link) -> TrendChart:
    """A panel for each of the most frequent topics.

    The height is the marks of the topic in a sitting, or its questions where a paper prints no
    marks; all panels share one scale.
    """
    shown = analysis.topics[:PANELS]
    by_marks = all(cell.marks is not None for topic in shown for cell in topic.cells)
    heights = [[_height(cell, by_marks=by_marks) for cell in topic.cells] for topic in shown]
    top = max((height for row in heights for height in row), default=0.0)
    labels = [paper.label for paper in analysis.papers]
    return TrendChart(
        name="trend_line",
        caption=_("Marks in each sitting") if by_marks else _("Questions in each sitting"),
        panels=tuple(
            _panel(topic, row, top, link, place)
            for place, (topic, row) in enumerate(zip(shown, heights, strict=True))
        ),
        first=labels[0] if labels else "",
        last=labels[-1] if len(labels) > 1 else "",
    )


def _height(cell: Cell, *, by_marks: bool) -> float:
    return (cell.marks or 0.0) if by_marks else float(cell.questions)


def _panel(topic: TopicStanding, heights: list[float], top: float, link: Link, place: int) -> Panel:
    points = place_points(heights, top)
    dots = tuple(
        Dot(
            x=x,
            y=y,
            asked=cell.questions > 0,
            href=link(f"cell-{place}-{sitting}") if cell.questions else "",
            title=describe_cell(topic.topic, cell),
        )
        for sitting, ((x, y), cell) in enumerate(zip(points, topic.cells, strict=True))
    )
    line = " ".join(f"{x},{y}" for x, y in points)
    floor = coordinate(HEIGHT - INSET)
    area = f"{points[0][0]},{floor} {line} {points[-1][0]},{floor}" if points else ""
    words = str(TREND_WORDS[topic.trend])
    return Panel(
        label=topic.topic,
        trend=topic.trend.value,
        trend_words=words,
        line=line,
        area=area,
        dots=dots,
        href=link(f"topic-{place}"),
        title=f"{topic.topic}: {words}",
    )


def place_points(heights: list[float], top: float) -> list[tuple[str, str]]:
    """Points from left to right over the panel; `top` reaches its upper edge, 0 its floor."""
    step = (WIDTH - 2 * INSET) / max(len(heights) - 1, 1)
    reach = HEIGHT - 2 * INSET
    whole = top if top > 0 else 1.0
    return [
        (coordinate(INSET + step * place), coordinate(HEIGHT - INSET - reach * (height / whole)))
        for place, height in enumerate(heights)
    ]


def describe_cell(topic: str, cell: Cell) -> str:
    """One topic in one sitting, in words."""
    if not cell.questions:
        return f"{topic}, {cell.label}: {_('not asked')}"
    worth = "" if cell.marks is None else f", {marks(cell.marks)}"
    return f"{topic}, {cell.label}: {questions(cell.questions)}{worth}"
