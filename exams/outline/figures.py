"""Whose figures and tables are: what is drawn within a question's span belongs to it."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from exams.outline.lines import Line
from exams.outline.model import Box
from exams.outline.passages import Place
from exams.outline.tree import Node
from exams.reading.page import Area, Page

# A figure beside its question may begin somewhat above the question's label.
_ABOVE, _ABOVE_SHARE = 24.0, 0.25
# What comes back in one place on so many pages is a logo; at the edge two pages are enough.
_LOGO_PAGES, _EDGE_PAGES, _EDGE = 3, 2, 0.12
_SAME = 4.0  # points
_CAPTION_BELOW, _CAPTION_ABOVE = 45.0, 30.0
_NAME = re.compile(
    r"\b(fig(?:ure|ura|\.)?|abb(?:ildung|\.)?|tab(?:le|elle|leau|la|\.)?|diagram|bild|circuit)"
    r"\s*(\d+(?:\.\d+)*)",
    re.IGNORECASE,
)


def place_figures(
    pages: Sequence[Page], lines: Sequence[Line], nodes: Iterable[Node], places: Sequence[Place]
) -> dict[Node, tuple[Box, ...]]:
    """The figures and tables of each question that has any, as boxes.

    `places` are all sorted places where a text ends: of `nodes`, of headings and alternatives.
    What comes before the first question belongs to none, nor do logos, nor a table or frame
    that questions stand in.
    """
    by_place = {node.place: node for node in nodes}
    labels = [(lines[n.line].page, *_spot(lines[n.line], n.start)) for n in by_place.values()]
    found: defaultdict[Node, list[Box]] = defaultdict(list)
    for page, area in _areas(pages):
        if any(at == page.number and _holds(area, x, y) for at, x, y in labels):
            continue
        node = _owner(_anchor(lines, page, area), by_place, places)
        named = [_owner(i, by_place, places) for i in _mentions(lines, page, area)]
        if named and node not in named:
            node = named[0]
        if node is not None:
            found[node].append(_box(page, area))
    return {node: tuple(boxes) for node, boxes in found.items()}


def _areas(pages: Sequence[Page]) -> Iterator[tuple[Page, Area]]:
    """Figures and tables, those apart that lie in another or come back on other pages."""
    by_page = [(page, [*page.figures, *(table.area for table in page.tables)]) for page in pages]
    seen = Counter(_rounded(area) for _, areas in by_page for area in areas)
    for page, areas in by_page:
        for area in areas:
            at_edge = area.bottom < _EDGE * page.height or area.top > (1 - _EDGE) * page.height
            often = seen[_rounded(area)] >= (_EDGE_PAGES if at_edge else _LOGO_PAGES)
            if not often and not any(_lies_in(area, one) for one in areas if one is not area):
                yield page, area


def _anchor(lines: Sequence[Line], page: Page, area: Area) -> int:
    """The index of the line after which an area is met in reading order; -1 for none."""
    here = [i for i, line in enumerate(lines) if line.page == page.number]
    column = [i for i in here if lines[i].left < area.x1 and lines[i].right > area.x0]
    latest = area.top + min(_ABOVE, _ABOVE_SHARE * (area.bottom - area.top))
    above = [i for i in column if lines[i].top <= latest]
    if above:
        return max(above)
    if column:
        return min(column) - 1
    return max((i for i, line in enumerate(lines) if line.page < page.number), default=-1)


def _owner(anchor: int, by_place: dict[Place, Node], places: Sequence[Place]) -> Node | None:
    """The question whose text holds the end of line `anchor`."""
    index = bisect_right(places, (anchor, len(places) + 10**6))
    return by_place.get(places[index - 1]) if index else None


def _mentions(lines: Sequence[Line], page: Page, area: Area) -> list[int]:
    """The lines that name the area by its caption, the caption itself apart."""
    for index, line in enumerate(lines):
        if line.page != page.number or line.x0 > area.x1 or line.x1 < area.x0:
            continue
        near = -_CAPTION_ABOVE < line.top - area.top < 0 or (
            line.bottom >= area.top and line.top - area.bottom < _CAPTION_BELOW
        )
        caption = _NAME.match(line.text) if near else None
        if caption:
            return [i for i, one in enumerate(lines) if i != index and _names(one, caption)]
    return []


def _names(line: Line, caption: re.Match[str]) -> bool:
    wanted = caption[1][:3].lower(), caption[2]
    return any((name[1][:3].lower(), name[2]) == wanted for name in _NAME.finditer(line.text))


def _spot(line: Line, start: int) -> tuple[float, float]:
    return line.x_at(start), (line.top + line.bottom) / 2


def _holds(area: Area, x: float, y: float) -> bool:
    return area.x0 <= x <= area.x1 and area.top <= y <= area.bottom


def _lies_in(inner: Area, outer: Area) -> bool:
    """Whether an area lies in a larger one."""
    whole = _size(outer) > _size(inner)
    return whole and _holds(outer, (inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2)


def _size(area: Area) -> float:
    return (area.x1 - area.x0) * (area.bottom - area.top)


def _rounded(area: Area) -> tuple[int, ...]:
    return tuple(round(side / _SAME) for side in (area.x0, area.top, area.x1, area.bottom))


def _box(page: Page, area: Area) -> Box:
    sides = (round(side, 1) for side in (area.x0, area.top, area.x1, area.bottom))
    x0, top, x1, bottom = sides
    return Box(page=page.number, x0=x0, top=top, x1=x1, bottom=bottom)
