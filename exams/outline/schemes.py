"""Marks that a sentence gives to every question: "Each question carries 10 marks"."""

import re
from collections.abc import Mapping, Sequence

from exams.outline.allotment import Allotment, has_marks
from exams.outline.choice_words import NUMERAL, numeral
from exams.outline.lines import Line
from exams.outline.model import Choice, MarksSource
from exams.outline.parts import Part
from exams.outline.scorecard import marks_to_answer
from exams.outline.tree import Node

_UNIT = r"(?:marks?|points?|pts|punkte?n?|poäng|puntos?|pontos?|punti)\b"
_EACH = re.compile(
    rf"\b(?:each|every|all)(?: of)?(?: the)?(?: full)? questions?\s+(?:(?:will )?carr(?:y|ies)|"
    rf"(?:is|are) worth|ha(?:s|ve)|bears?)\s+(?P<said>{NUMERAL})\s+{_UNIT}|"
    rf"\bquestions?\W{{1,3}}(?:of )?(?P<listed>{NUMERAL})\s+{_UNIT} each\b|"
    rf"\bjede (?:auf|fr)\w+ (?:\w+ ){{0,2}}(?P<german>{NUMERAL})\s+{_UNIT}",
    re.IGNORECASE,
)
_CLOSE = 0.01


def marks_of_each(text: str) -> float | None:
    """The marks that the text gives to each question, None where it gives none.

    >>> marks_of_each("Answer all. Each question carries TWO marks.")
    2.0
    """
    match = _EACH.search(text)
    if match is None:
        return None
    return float(numeral(match["said"] or match["listed"] or match["german"]))


def apply_schemes(
    allotment: Allotment,
    parts: Sequence[Part],
    choices: Mapping[Node, Choice],
    lines: Sequence[Line],
    printed: float | None,
) -> None:
    """Give what the cover says for each question to those without marks of their own.

    Only where the marks then add up to the total on the cover, if it prints one; else only where
    no question has any marks.
    """
    first = min((node.line for part in parts for node in part.nodes), default=0)
    each = marks_of_each(" ".join(line.text for line in lines[:first]))
    bare = [n for part in parts for n in part.nodes if not has_marks(allotment, n)]
    if each is None or not bare:
        return
    if printed is None and len(bare) < sum(len(part.nodes) for part in parts):
        return
    for node in bare:
        allotment.award(node, each, MarksSource.SECTION)
    total = marks_to_answer(parts, allotment, choices)
    if printed is not None and total is not None and abs(total - printed) > _CLOSE:
        for node in bare:
            del allotment.awards[node]
