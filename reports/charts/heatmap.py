"""The topic × year heatmap: a real table, whose cells open the printed questions."""

import math
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from analysis.statistics.results import Analysis, Cell, PaperSummary
from reports.charts.lines import describe_cell
from reports.charts.scale import Link, amount

STEPS = 5  # shades from faint to full
SHORT = 3  # letters of a session's name in its column


@dataclass(frozen=True, slots=True)
class YearHead:
    """A year over the columns of its sittings."""

    label: str
    span: int


@dataclass(frozen=True, slots=True)
class SittingHead:
    """One column: the session in short, and the sitting in full for screen readers."""

    short: str
    label: str


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One cell: what it shows, its shade from 0 (not asked) to `STEPS`, and what it opens."""

    text: str
    shade: int
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One topic over all sittings."""

    label: str
    href: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True)
class Heatmap:
    """Topics down, sittings across in their order."""

    name: str
    caption: str
    years: tuple[YearHead, ...]
    sittings: tuple[SittingHead, ...]
    rows: tuple[HeatRow, ...]
    sessions_differ: bool  # false: one sitting a year, the second head row would be empty


def topic_year_heatmap(analysis: Analysis, link: Link) -> Heatmap:
    """The table of all topics and sittings.

    A cell shows its expected marks, or its questions where any asked cell has no marks.
    """
    asked = [cell for topic in analysis.topics for cell in topic.cells if cell.questions]
    by_marks = all(cell.marks is not None for cell in asked)
    top = max((_weight(cell, by_marks=by_marks) for cell in asked), default=0.0)
    heads = tuple(_head(paper) for paper in analysis.papers)
    return Heatmap(
        name="topic_year_heatmap",
        caption=_("Marks by topic and sitting")
        if by_marks
        else _("Questions by topic and sitting"),
        years=_years(analysis.papers),
        sittings=heads,
        rows=tuple(
            HeatRow(
                label=topic.topic,
                href=link(f"topic-{place}"),
                cells=tuple(
                    HeatCell(
                        text=amount(_weight(cell, by_marks=by_marks)) if cell.questions else "",
                        shade=shade_of(_weight(cell, by_marks=by_marks), top, cell.questions),
                        href=link(f"cell-{place}-{sitting}") if cell.questions else "",
                        title=describe_cell(topic.topic, cell),
                    )
                    for sitting, cell in enumerate(topic.cells)
                ),
            )
            for place, topic in enumerate(analysis.topics)
        ),
        sessions_differ=any(head.short for head in heads),
    )


def _weight(cell: Cell, *, by_marks: bool) -> float:
    return (cell.marks or 0.0) if by_marks else float(cell.questions)


def shade_of(weight: float, top: float, questions: int) -> int:
    """The shade of a cell: 0 where nothing was asked, else 1 to `STEPS` by its share of `top`."""
    if not questions:
        return 0
    if top <= 0:
        return 1
    return min(STEPS, max(1, math.ceil(STEPS * weight / top)))


def _head(paper: PaperSummary) -> SittingHead:
    session = paper.label.replace(str(paper.year), "").strip(" ,-–") if paper.year else ""
    return SittingHead(short=session[:SHORT], label=paper.label)


def _years(papers: tuple[PaperSummary, ...]) -> tuple[YearHead, ...]:
    return tuple(
        YearHead(label=str(year) if year else "?", span=len(list(group)))
        for year, group in groupby(papers, key=lambda paper: paper.year)
    )
