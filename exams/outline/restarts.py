"""Sections that nothing announces but a list of questions that begins anew at 1."""

import re
from collections.abc import Sequence
from statistics import median

from exams.outline.lines import Line
from exams.outline.passages import Place
from exams.outline.tree import LabelList, Node

_LARGER = 1.1  # than the usual letters
_SHORTEST_TITLE, _LONGEST_TITLE = 4, 90  # letters, characters


def opened_by(
    before: Sequence[LabelList], group: LabelList, lines: Sequence[Line]
) -> tuple[str, Place, Place] | None:
    """Label, place and start of the text of the section that `group` opens; None where it goes on.

    `before` are the lists of the section so far. A list opens one by beginning anew below a
    heading, or with a word of its own: "Exercise 1" to "Exercise 3", then "Problem 1".
    """
    first = group.nodes[0]
    if first.reading.value != 1 or all(other.kind is not group.kind for other in before):
        return None
    usual = median(line.size for line in lines)
    last = before[-1].nodes[-1]
    for index in range(first.line - 1, last.line, -1):
        if _stands_out(lines[index], usual):
            return lines[index].text.strip(" .:"), (index, 0), (index + 1, 0)
    word, earlier = _word(first, lines), _word(last, lines)
    return (word, first.place, first.place) if word and word != earlier else None


def _stands_out(line: Line, usual: float) -> bool:
    """Whether a line is set as a heading is."""
    set_apart = line.bold or (not line.ocr and line.size > _LARGER * usual)
    letters = sum(map(str.isalpha, line.text))
    return set_apart and letters >= _SHORTEST_TITLE and len(line.text) <= _LONGEST_TITLE


def _word(node: Node, lines: Sequence[Line]) -> str:
    """The word that a label says before its number: "Exercise"."""
    found = re.match(r"[^\W\d_]{2,}", lines[node.line].text[node.start : node.end])
    return found[0].capitalize() if found and node.label.worded else ""
