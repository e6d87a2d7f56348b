"""Questions on top of the paper: the printed total may leave their marks out."""

import re
from collections.abc import Sequence

from exams.outline.allotment import Allotment
from exams.outline.lines import Line
from exams.outline.parts import Part
from exams.outline.tree import Node

_BONUS = re.compile(
    r"(?:bonus|extra credit|zusatz(?:aufgabe|punkte?|frage)|facultati[fv]e?)\b", re.IGNORECASE
)
_SHORT = 60  # characters: a heading, the beginning of a question


def bonus_marks(parts: Sequence[Part], allotment: Allotment, lines: Sequence[Line]) -> float:
    """What the questions carry that are called a bonus, by themselves or by a heading above."""
    leaves = (leaf for part in parts for leaf in part.leaves)
    return sum(allotment.of(leaf) or 0.0 for leaf in leaves if _is_bonus(leaf, lines))


def sum_as_printed(asked: float | None, printed: float | None, bonus: float) -> float | None:
    """The sum of marks; without the bonus where the printed total leaves it out."""
    return printed if asked is not None and asked - bonus == printed else asked


def _is_bonus(node: Node, lines: Sequence[Line]) -> bool:
    above = lines[node.line - 1].text.lstrip(" (*•") if node.line else ""
    said = lines[node.line].text[node.start :][:_SHORT]
    return bool(_BONUS.search(said) or (len(above) < _SHORT and _BONUS.match(above)))
