"""How sure the outline is of a question and of the paper, as a chance from 0 to 1.

A question's confidence is the chance that it is one, with this number and these marks; a paper's
the chance that at least nine in ten of its questions are so (counted as `right` by the benchmark:
twice the right ones over printed and found ones). Both are logistic in a few signs. The weights
are fitted by

    python -m tests.benchmarks.fit_confidence CORPUS

on labelled papers; no sign of doubt may raise a chance, and none of assurance lower it. The same
script prints how well they hold for papers of institutions that were left out of the fit.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from exams.outline.model import MarksSource, OutlineQuestion, Scorecard
from exams.outline.parsing import Parsed
from exams.outline.tree import LabelList, Node

Signs = Mapping[str, float]  # every sign between 0 and 1, but "chance" of a paper: log odds

QUESTION_WEIGHTS: Signs = {
    "usual": 4.39,
    "weak label": -0.12,
    "inside a text": 0.00,
    "label mended": -0.25,
    "read by OCR": -1.68,
    "few letters": -0.75,
    "alone in its list": -0.27,
    "numbering broken": -1.03,
    "deep": -0.39,
    "unmarked among marked": -2.91,
    "marks by column or split": 0.00,
    "sum differs": -1.41,
    "sum agrees": 0.83,
}
PAPER_WEIGHTS: Signs = {
    "usual": -2.84,
    "chance": 1.81,
    "numbering broken": -1.11,
    "sum differs": -0.46,
    "sum agrees": 0.00,
    "unreadable page": 0.00,
    "read by OCR": -0.24,
}
_FEW_LETTERS, _DEEP = 8, 3
_PLAIN_LABEL, _EVIDENCE_RANGE = 0.8, 2.0
_CLOSE = 0.01
_HALF = 0.5
_LOWEST, _HIGHEST = 0.01, 0.99  # nothing is certain on this evidence


def with_confidence(
    parsed: Parsed, questions: Sequence[OutlineQuestion]
) -> tuple[OutlineQuestion, ...]:
    """The questions, in the order of `parsed.leaves`, each with its confidence."""
    return tuple(
        question.model_copy(update={"confidence": chance(QUESTION_WEIGHTS, signs)})
        for question, signs in zip(questions, question_signs(parsed, questions), strict=True)
    )


def paper_confidence(card: Scorecard, questions: Sequence[OutlineQuestion], pages: int) -> float:
    """Confidence in the whole outline of `pages` pages; 0 where it has no questions."""
    if not questions:
        return 0.0
    return chance(PAPER_WEIGHTS, paper_signs(card, questions, pages))


def chance(weights: Signs, signs: Signs) -> float:
    """The logistic of the weighted signs, between 0.01 and 0.99."""
    total = sum(weight * signs[name] for name, weight in weights.items())
    return round(min(max(1 / (1 + math.exp(-total)), _LOWEST), _HIGHEST), 3)


def question_signs(parsed: Parsed, questions: Sequence[OutlineQuestion]) -> Iterator[Signs]:
    """The signs of each question."""
    lists = {node: group for group in _question_lists(parsed) for node in group.nodes}
    broken = {group.nodes[0] for group in lists.values() if _is_broken(group)}
    marked = [_has_marks(parsed, leaf) for leaf in parsed.leaves]
    mostly_marked = sum(marked) > _HALF * len(marked)
    agrees, differs = _sums(parsed.card)
    for leaf, question, has_marks in zip(parsed.leaves, questions, marked, strict=True):
        line, candidate, group = parsed.lines[leaf.line], leaf.candidate, lists[leaf]
        weak = (_PLAIN_LABEL - candidate.evidence) / _EVIDENCE_RANGE
        source = question.marks_source
        yield {
            "usual": 1.0,
            "weak label": min(max(weak, 0.0), 1.0),
            "inside a text": float(candidate.inline),
            "label mended": float(leaf.label.mended or leaf.label.garbled),
            "read by OCR": float(line.ocr),
            "few letters": float(_has_few_letters(question.text)),
            "alone in its list": float(len(group.nodes) == 1),
            "numbering broken": float(
                any(lists[node].nodes[0] in broken for node in _with_ancestors(leaf))
            ),
            "deep": float(len(question.path) >= _DEEP),
            "unmarked among marked": float(mostly_marked and not has_marks),
            "marks by column or split": float(source in {MarksSource.COLUMN, MarksSource.SPLIT}),
            "sum differs": float(differs),
            "sum agrees": float(agrees),
        }


def _has_few_letters(text: str) -> bool:
    letters = (c for c in text if c.isalpha())
    return sum(1 for _ in islice(letters, _FEW_LETTERS)) < _FEW_LETTERS


def paper_signs(card: Scorecard, questions: Sequence[OutlineQuestion], pages: int) -> Signs:
    """The signs of a paper with at least one question."""
    agrees, differs = _sums(card)
    mean = sum(question.confidence for question in questions) / len(questions)
    return {
        "usual": 1.0,
        "chance": math.log(mean / (1 - mean)),
        "numbering broken": float(bool(card.gaps or card.repeats)),
        "sum differs": float(differs),
        "sum agrees": float(agrees),
        "unreadable page": len(card.unreadable_pages) / pages,
        "read by OCR": len(card.ocr_pages) / pages,
    }


def _sums(card: Scorecard) -> tuple[bool, bool]:
    """Whether the marks add up to the printed total, and whether they fail to."""
    if card.marks_printed is None or card.marks_sum is None:
        return False, False
    agrees = abs(card.marks_printed - card.marks_sum) < _CLOSE
    return agrees, not agrees


def _question_lists(parsed: Parsed) -> Iterator[LabelList]:
    for part in parsed.parts:
        yield from part.groups
        for node in part.walk():
            yield from node.lists


def _is_broken(group: LabelList) -> bool:
    """Whether the list starts late, leaves numbers out or says one twice."""
    values = [node.reading.value for node in group.nodes]
    if group.nodes[0].label.prefix != group.nodes[-1].label.prefix:
        return False
    late = group.parent is not None and values[0] != 1
    return late or values != list(range(values[0], values[0] + len(values)))


def _with_ancestors(leaf: Node) -> Iterator[Node]:
    node: Node | None = leaf
    while node is not None:
        yield node
        node = node.parent


def _has_marks(parsed: Parsed, leaf: Node) -> bool:
    return any(parsed.allotment.of(node) is not None for node in _with_ancestors(leaf))
