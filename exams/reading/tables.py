"""Ruling lines to tables: the cells that they enclose, merged cells as one."""

from collections.abc import Iterable, Sequence

from exams.reading.page import Cell, Table, Word
from exams.reading.rules import Rule

_TOUCH = 3.0  # points within which lines count as one line, or as meeting
# Squares narrower or lower than this, or as good as none with words in it, are graph paper.
_NARROWEST, _LOWEST, _FILLED = 8.0, 6.0, 0.05
_FEWEST_RULES, _FEWEST_FILLED = 2, 2


def find_tables(rules: Iterable[Rule], words: Sequence[Word]) -> tuple[Table, ...]:
    """The tables that `rules` draw around `words`, from top to bottom.

    Lines without anything written between them (axes, graph paper, answer boxes) and frames of
    one column are no tables. A table may lack its outer upright lines.
    """
    groups = _connected(_joined(rules))
    tables = (_table(group, words) for group in groups)
    found = [table for table in tables if table]
    return tuple(sorted(found, key=lambda table: (table.cells[0].top, table.cells[0].x0)))


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Rules with pieces of the same line made one."""
    joined: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (rule.level, round(rule.at), rule.start)):
        last = next(
            (i for i in range(len(joined) - 1, -1, -1) if _same_line(joined[i], rule)), None
        )
        if last is None:
            joined.append(rule)
        else:
            other = joined[last]
            start, end = min(other.start, rule.start), max(other.end, rule.end)
            joined[last] = Rule(level=rule.level, at=other.at, start=start, end=end)
    return joined


def _same_line(one: Rule, other: Rule) -> bool:
    return (
        one.level is other.level
        and abs(one.at - other.at) <= _TOUCH
        and other.start <= one.end + _TOUCH
        and one.start <= other.end + _TOUCH
    )


def _connected(rules: list[Rule]) -> list[list[Rule]]:
    """Rules in groups that hang together by crossings."""
    left = set(range(len(rules)))
    groups: list[list[Rule]] = []
    while left:
        waiting, group = [left.pop()], []
        while waiting:
            rule = rules[waiting.pop()]
            group.append(rule)
            met = {index for index in left if _cross(rule, rules[index])}
            left -= met
            waiting += met
        groups.append(group)
    return groups


def _cross(one: Rule, other: Rule) -> bool:
    if one.level is other.level:
        return False
    return _reaches(one, other.at) and _reaches(other, one.at)


def _reaches(rule: Rule, place: float) -> bool:
    return rule.start - _TOUCH <= place <= rule.end + _TOUCH


def _table(group: list[Rule], words: Sequence[Word]) -> Table | None:
    level = [rule for rule in group if rule.level]
    upright = [rule for rule in group if not rule.level]
    if len(level) < _FEWEST_RULES or not upright:
        return None
    xs = _places([rule.at for rule in upright], level)
    ys = _places([rule.at for rule in level], upright)
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < _FEWEST_RULES or not rows:
        return None
    if xs[-1] - xs[0] < _NARROWEST * columns or ys[-1] - ys[0] < _LOWEST * rows:
        return None
    cells = tuple(
        Cell(row, column, xs[column], ys[row], xs[last_column + 1], ys[last_row + 1])
        for row, column, last_row, last_column in _spans(level, upright, xs, ys)
    )
    filled = sum(any(_holds(cell, word) for word in words) for cell in cells)
    return Table(cells) if filled >= max(_FEWEST_FILLED, _FILLED * len(cells)) else None


def _places(ats: list[float], across: list[Rule]) -> list[float]:
    """Grid positions: the rules' own and the ends of those across them, near ones as one."""
    ends = [min(rule.start for rule in across), max(rule.end for rule in across)]
    places: list[float] = []
    for place in sorted(ats + ends):
        if not places or place - places[-1] > _TOUCH:
            places.append(place)
    return places


def _spans(
    level: list[Rule], upright: list[Rule], xs: list[float], ys: list[float]
) -> list[tuple[int, int, int, int]]:
    """Cells as (row, column, last row, last column), grown over the squares that no line parts."""
    rows, columns = len(ys) - 1, len(xs) - 1
    taken: set[tuple[int, int]] = set()
    spans: list[tuple[int, int, int, int]] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            last_column, last_row = column, row
            middle = (ys[row] + ys[row + 1]) / 2
            while last_column + 1 < columns and not _ruled(upright, xs[last_column + 1], middle):
                last_column += 1
            middle = (xs[column] + xs[column + 1]) / 2
            while last_row + 1 < rows and not _ruled(level, ys[last_row + 1], middle):
                last_row += 1
            for i in range(row, last_row + 1):
                taken |= {(i, j) for j in range(column, last_column + 1)}
            spans.append((row, column, last_row, last_column))
    return spans


def _ruled(rules: list[Rule], at: float, place: float) -> bool:
    return any(abs(rule.at - at) <= _TOUCH and rule.start <= place <= rule.end for rule in rules)


def _holds(cell: Cell, word: Word) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return cell.x0 <= x <= cell.x1 and cell.top <= y <= cell.bottom
