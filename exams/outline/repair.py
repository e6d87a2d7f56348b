"""Labels that nobody could read: where a list leaves a number out and the parts start anew.

"1. (a) (b)", then "(a) (b)" again, then "3.": the second (a) belongs to a question 2 whose label
was lost under a pen's tick or a fold of the sheet.
"""

from collections.abc import Sequence

from exams.outline.labels import Label, Reading, printed_as
from exams.outline.lines import Line
from exams.outline.tree import LabelList, Node, Tree


def restore_lost_labels(tree: Tree, lines: Sequence[Line]) -> None:
    """Put a question into each gap whose parts are there."""
    for group in [*tree.lists]:
        nodes: list[Node] = []
        for node, after in zip(group.nodes, [*group.nodes[1:], None], strict=True):
            nodes.append(node)
            if after is None or after.label.prefix != node.label.prefix:
                continue
            missing = after.reading.value - node.reading.value - 1
            again = _started_again(node)
            if 0 < missing <= len(again):
                nodes.extend(_restored(tree, node, again[-missing:], lines))
        group.nodes[:] = nodes


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
        line = max(group.nodes[0].line - 1, 0)
        end = len(lines[line].text)
        label = Label(end, end, printed_as(reading), node.label.wrapper, (reading,), mended=True)
        lost = Node(label, reading, node.candidate, line, end, end, node.parent)
        tail = node.lists[node.lists.index(group) :]
        node.lists = [other for other in node.lists if other not in tail]
        lost.lists = tail
        for below in tail:
            below.parent = lost
            for child in below.nodes:
                child.parent = lost
        tree.nodes.append(lost)
        found.append(lost)
        node = lost
    return found
