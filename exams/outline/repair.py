"""Labels that nobody could read: where a list leaves a number out and the parts start anew.

"1. (a) (b)", then "(a) (b)" again, then "3.": the second (a) belongs to a question 2 whose label
was lost under a pen's tick or a fold of the sheet.
"""

import itertools
from collections.abc import Sequence

from exams.outline.hanging import hanging_starts, stands_deeper, struck_label
from exams.outline.labels import Label, Reading, label_at, printed_as
from exams.outline.lines import Line
from exams.outline.mark_forms import Mark
from exams.outline.passages import Place
from exams.outline.tree import LabelList, Node, Tree

_FEWEST_TELLING = 2  # questions with marks in their first line
_SECOND = 2
_TWO = 2  # marks above the parts of one question
_PARAGRAPH = 0.35  # heights of a line above the first one of a paragraph


def restore_lost_labels(tree: Tree, lines: Sequence[Line], marks: Sequence[Mark]) -> None:
    """Put a question into each gap whose parts or marks are there.

    Behind the last question one is put where its text goes on, left of the parts, before they
    start anew.
    """
    _part_stems(tree, lines, marks)
    at_first = _marks_in_first_lines(tree, lines, marks)
    for group, following in zip(tree.lists, _following(tree), strict=True):
        nodes = _lost_first(tree, group, lines, marks, at_first=at_first)
        for node, after in zip(group.nodes, [*group.nodes[1:], following], strict=True):
            nodes.append(node)
            again = _started_again(node)
            missing = _missing(node, after)
            if missing is None:
                new = (
                    again and group.parent is None and _new_text_above(again[0], lines) is not None
                )
                missing = 1 if new else 0
            if 0 < missing <= len(again):
                nodes.extend(_restored(tree, node, again[-missing:], lines))
            elif after is not None and missing > 0:
                nodes.extend(_between(tree, group, node, after, lines, marks, at_first=at_first))
        if _is_lone_part(group) or (at_first and _is_last_part(group)):
            nodes.extend(_behind_last(tree, group.nodes[-1], lines, marks, at_first=at_first))
        group.nodes[:] = nodes


def _behind_last(
    tree: Tree, last: Node, lines: Sequence[Line], marks: Sequence[Mark], *, at_first: bool
) -> list[Node]:
    """The lost parts behind the last one of a list, by their marks."""
    deepest = max(node.place for node in last.walk())
    later = [node.place for node in tree.nodes if node.place > deepest]
    later += [(heading.line, 0) for heading in tree.headings if heading.line > last.line]
    end = min(later, default=(len(lines), 0))
    if not at_first:
        return _unlabelled(tree, last, _marked_paragraphs(tree, last, end, lines, marks))
    starts = _marked_lines(last.line, end, lines, marks)[1:]
    starts = [line for line in starts if line > deepest[0]]
    if len(starts) != 1:
        return []
    lost = _unlabelled(tree, last, starts)[0]
    if last.parent is not None:
        later_lists = [g for g in last.parent.lists if g.nodes[0].line >= starts[0]]
        last.parent.lists = [g for g in last.parent.lists if g not in later_lists]
        _adopt(lost, later_lists)
    return [lost]


def _between(
    tree: Tree,
    group: LabelList,
    node: Node,
    after: Node,
    lines: Sequence[Line],
    marks: Sequence[Mark],
    *,
    at_first: bool,
) -> list[Node]:
    """The lost questions between two of a list, by their marks or by their indent."""
    missing = after.reading.value - node.reading.value - 1
    last = max(n.line for n in tree.nodes if node.place <= n.place < after.place)
    if at_first:
        starts = _marked_lines(last, after.place, lines, marks)[1:]
        inside = _marked_texts(tree, node, after, lines, marks)
        if len(starts) != missing and len(inside) == missing == 1:
            return [_parted(tree, node, inside[0])]
    else:
        starts = _marked_paragraphs(tree, node, after.place, lines, marks)
    if len(starts) != missing and node.candidate.ocr:
        starts = hanging_starts(group.nodes, lines, last, after.line)
    return _unlabelled(tree, node, starts) if len(starts) == missing else []


def _marked_texts(
    tree: Tree, node: Node, after: Node, lines: Sequence[Line], marks: Sequence[Mark]
) -> list[int]:
    """Lines with marks but without labels below a question that has its own marks."""
    marked = _marked_lines(node.line, after.place, lines, marks)
    labelled = {other.line for other in tree.nodes}
    lists_across = [g for g in node.lists if len({n.line for n in g.nodes}) > 1]
    return [
        line
        for line in marked
        if node.line in marked
        and line not in labelled
        and not any(g.nodes[0].line < line < g.nodes[-1].line for g in lists_across)
    ]


def _is_lone_part(group: LabelList) -> bool:
    """Whether a part (a) has no (b) beside it, on a page that OCR read."""
    lone = group.nodes[0]
    alone = len(group.nodes) == 1 and group.parent is not None and not lone.lists
    return alone and lone.candidate.ocr and lone.reading.value == 1


def _is_last_part(group: LabelList) -> bool:
    last = group.nodes[-1]
    return group.parent is not None and last.candidate.ocr


def _marks_in_first_lines(tree: Tree, lines: Sequence[Line], marks: Sequence[Mark]) -> bool:
    """Whether marks stand in the first line of their question, on pages that OCR read.

    Only questions of several lines can tell.
    """
    places = sorted(node.place for node in tree.nodes if node.candidate.ocr)
    first = later = 0
    for place, end in itertools.pairwise([*places, (len(lines), 0)]):
        mark = next((m for m in marks if place <= (m.line, m.start) < end), None)
        if mark is not None and end[0] > place[0] + 1:
            level = lines[mark.line].top < lines[place[0]].bottom
            first += level and lines[mark.line].page == lines[place[0]].page
            later += not level
    return first >= _FEWEST_TELLING and first >= 2 * later


def _marked_lines(
    start: int, end: Place, lines: Sequence[Line], marks: Sequence[Mark]
) -> list[int]:
    """Lines with marks from `start` on; for marks that OCR set apart the line beside them."""
    found: list[int] = []
    for mark in marks:
        if start <= mark.line < end[0]:
            line = _beside(mark, start, end, lines)
            if line not in found:
                found.append(line)
    return sorted(found)


def _beside(mark: Mark, start: int, end: Place, lines: Sequence[Line]) -> int:
    """The line whose height the mark shares."""
    own = lines[mark.line]
    if own.text[: mark.start].strip():
        return mark.line
    near = [i for i in (mark.line - 1, mark.line + 1) if start <= i < end[0]]
    near = [i for i in near if lines[i].page == own.page and lines[i].x0 < own.x0]
    return min(near, key=lambda i: abs(lines[i].top - own.top), default=mark.line)


def _lost_first(
    tree: Tree,
    group: LabelList,
    lines: Sequence[Line],
    marks: Sequence[Mark],
    *,
    at_first: bool,
) -> list[Node]:
    """The part (a) of a list that begins with (b): "OR" or a mark stands between stem and (b)."""
    node, parent = group.nodes[0], group.parent
    if parent is None or node.reading.value != _SECOND or not node.candidate.ocr:
        return []
    if node.candidate.alternative and node.line > parent.line + 1:
        return [_put_first(tree, node, parent.line, (parent.end, parent.end))]
    struck = struck_label(lines[parent.line].text, parent.end)
    if struck:
        return [_put_first(tree, node, parent.line, struck)]
    plain = [mark for mark in marks if not mark.parts and mark.count is None]
    starts = _marked_lines(parent.line + 1, node.place, lines, plain) if at_first else []
    if not starts:
        starts = [
            index
            for index in hanging_starts(group.nodes, lines, parent.line, node.line)
            if stands_deeper(lines[index], lines, parent)
        ]
    return [_put_first(tree, node, starts[0], (0, 0))] if len(starts) == 1 else []


def _put_first(tree: Tree, node: Node, line: int, span: tuple[int, int]) -> Node:
    """The part (a) before a part (b); `span` is what is left of its label in the line."""
    start, end = span
    reading = Reading(node.reading.kind, 1)
    label = Label(start, end, printed_as(reading), node.label.wrapper, (), mended=True)
    lost = Node(label, reading, node.candidate, line, start, end, node.parent)
    tree.nodes.append(lost)
    return lost


def _marked_paragraphs(
    tree: Tree, node: Node, end: Place, lines: Sequence[Line], marks: Sequence[Mark]
) -> list[int]:
    """Lines between two questions where a paragraph with marks of its own begins.

    The first one belongs to the label before it.
    """
    last = max(n.line for n in tree.nodes if node.place <= n.place < end)
    starts: list[int] = []
    for mark in marks:
        if last <= mark.line < end[0]:
            start = mark.line
            while start > last and lines[start].gap < _PARAGRAPH:
                start -= 1
            if start not in starts:
                starts.append(start)
    return [start for start in starts if start > last]


def _unlabelled(tree: Tree, node: Node, starts: Sequence[int]) -> list[Node]:
    found = []
    for step, line in enumerate(starts, 1):
        reading = Reading(node.reading.kind, node.reading.value + step)
        label = Label(0, 0, printed_as(reading), node.label.wrapper, (reading,), mended=True)
        found.append(Node(label, reading, node.candidate, line, 0, 0, node.parent))
    tree.nodes.extend(found)
    return found


def _following(tree: Tree) -> list[Node | None]:
    """For each list the question that its numbering goes on with in the next section."""
    found: list[Node | None] = []
    for group in tree.lists:
        index = tree.roots.index(group) + 1 if group in tree.roots else len(tree.roots)
        after = tree.roots[index].nodes[0] if index < len(tree.roots) else None
        last = group.nodes[-1]
        goes_on = after and after.reading.kind is last.reading.kind
        found.append(after if after and goes_on and after.reading.value > 1 else None)
    return found


def _missing(node: Node, after: Node | None) -> int | None:
    """How many numbers are left out between two questions; None behind the last."""
    if after is None:
        return None
    if after.label.prefix != node.label.prefix:
        return 0
    return after.reading.value - node.reading.value - 1


def _started_again(node: Node) -> list[LabelList]:
    """Lists of one style below the node, all but the first."""
    if not node.lists[1:]:
        return []
    first = node.lists[0]
    style = (first.kind, first.nodes[0].label.wrapper)
    return [
        group
        for group in node.lists[1:]
        if (group.kind, group.nodes[0].label.wrapper) == style and group.nodes[0].reading.value == 1
    ]


def _restored(
    tree: Tree, node: Node, groups: Sequence[LabelList], lines: Sequence[Line]
) -> list[Node]:
    found = []
    for step, group in enumerate(groups, 1):
        reading = Reading(node.reading.kind, node.reading.value + step)
        above = _new_text_above(group, lines)
        line = max(group.nodes[0].line - 1, 0) if above is None else above
        end = len(lines[line].text) if above is None else 0
        label = Label(end, end, printed_as(reading), node.label.wrapper, (reading,), mended=True)
        lost = Node(label, reading, node.candidate, line, end, end, node.parent)
        tail = node.lists[node.lists.index(group) :]
        node.lists = [other for other in node.lists if other not in tail]
        _adopt(lost, tail)
        tree.nodes.append(lost)
        found.append(lost)
        node = lost
    return found


def _part_stems(tree: Tree, lines: Sequence[Line], marks: Sequence[Mark]) -> None:
    """Two marks above the parts: the first one ends a question, the parts belong to the next.

    Only where OCR may have lost its number: behind the last question, or where one is missing.
    """
    for group, following in zip(tree.lists, _following(tree), strict=True):
        nodes = list(group.nodes) if group.parent is None else []
        for node, after in zip(nodes, [*nodes[1:], following], strict=False):
            if node.candidate.ocr and node.lists and _missing(node, after) in {None, 1}:
                line = _second_stem(node, lines, marks)
                if line is not None:
                    group.nodes.insert(group.nodes.index(node) + 1, _parted(tree, node, line))


def _parted(tree: Tree, node: Node, line: int) -> Node:
    """The lost question behind a node, from the line on, with the parts behind that line."""
    lost = _unlabelled(tree, node, [line])[0]
    behind = [group for group in node.lists if group.nodes[0].line >= line]
    node.lists = [group for group in node.lists if group.nodes[0].line < line]
    _adopt(lost, behind)
    return lost


def _adopt(node: Node, lists: Sequence[LabelList]) -> None:
    """Make the lists parts of the node."""
    node.lists = list(lists)
    for group in lists:
        group.parent = node
        for child in group.nodes:
            child.parent = node


def _second_stem(node: Node, lines: Sequence[Line], marks: Sequence[Mark]) -> int | None:
    """The line behind the first of two marks, where it begins a text with the second one."""
    first = node.lists[0].nodes[0]
    own = [mark for mark in marks if node.place <= (mark.line, mark.start) < first.place]
    if len(own) != _TWO or any(mark.total is None or mark.parts for mark in own):
        return None
    one, other = own
    ends = not lines[one.line].text[one.end :].strip(" .")
    if not ends or other.line == one.line or other.line + 1 < first.line:
        return None
    line = lines[one.line + 1]
    begins = line.text[:1].isupper() and line.x0 - line.left <= first.candidate.x + 0.5 * line.size
    return one.line + 1 if begins and line.page == lines[first.line].page else None


def _new_text_above(group: LabelList, lines: Sequence[Line]) -> int | None:
    """Index of the line above the list where text returns to the left of its labels."""
    first = group.nodes[0]
    found = None
    for index in range(first.line - 1, max(first.line - 12, -1), -1):
        line = lines[index]
        label = label_at(line.text, 0)
        if line.page != lines[first.line].page or (label and not label.garbled and not label.bare):
            break
        if line.x0 - line.left <= first.candidate.x + 0.5 * line.size:
            found = index
    return found
