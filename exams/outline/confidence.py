"""How sure the outline is of a question and of the paper, from 0 to 1."""

from collections.abc import Sequence

from exams.outline.lines import Line
from exams.outline.model import OutlineQuestion, Scorecard
from exams.outline.tree import Node

_SURE = 0.98
_SHORT = 8


def confidence_of(node: Node, text: str, line: Line) -> float:
    """Confidence in one leaf: its label's evidence, its text, and how the page was read."""
    value = _SURE
    if node.candidate.evidence < 0:
        value -= 0.15
    if node.candidate.inline:
        value -= 0.1
    if node.label.mended:
        value -= 0.1
    if sum(c.isalpha() for c in text) < _SHORT:
        value -= 0.15
    if line.ocr:
        value -= 0.08
    return round(max(value, 0.05), 3)


def paper_confidence(card: Scorecard, questions: Sequence[OutlineQuestion]) -> float:
    """Confidence in the whole outline: its questions, numbering and sums."""
    if not questions:
        return 0.0
    value = sum(question.confidence for question in questions) / len(questions)
    value -= min(0.1 * len(card.gaps), 0.4) + min(0.05 * len(card.repeats), 0.2)
    value -= min(0.1 * len(card.unreadable_pages), 0.4)
    if card.marks_printed is not None and card.marks_sum is not None:
        value += 0.02 if abs(card.marks_printed - card.marks_sum) < 0.01 else -0.2
    return round(min(max(value, 0.0), 1.0), 3)
