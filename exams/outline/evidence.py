"""How much speaks for a label where it stands: its shape, what follows, and its place.

Evidence is counted in the same unit as the penalties of the search: 1.0 is about what separates
a label with a hanging indent from one without.
"""

import re
from collections.abc import Sequence

from exams.outline.labels import Kind, Label
from exams.outline.lines import Line
from exams.outline.wording import is_code

OPERATOR = re.compile(r"^[=+\-−*/<>≤≥∈→^×·%|&]")
_CAPTION = re.compile(r"^\(?[a-z]\)?\W*$")
_MARKED = re.compile(
    r"^[\[(]\s*\d{1,3}(?:[.,]\d)?\s*(?:marks?|points?|pts?|p|punkte?)\b", re.IGNORECASE
)
_LABELS_ONLY = re.compile(r"^(?:\(?[a-zA-Z\d]{1,3}[.)]\s*)+$")
_REFERENCE = re.compile(
    r"^\s*(?:is|are|was|were|has|have|carr(?:y|ies)|consists?|contains?|should|must|shall|can|may|"
    r"will|to|and|or|of|from|in|on|above|below|onwards|compulsory|ist|und|sind|bis)\b"
)
_SENTENCE_END = tuple(".?!:;)]}_…")
_UNIT_LETTERS = frozenset("AVWNJKCFHTmsghl")  # of single letters
_AT_RIGHT = 0.7  # of the column's width
_FEW_LETTERS, _SHORT_WORD = 4, 3


def evidence_of(
    lines: Sequence[Line], index: int, label: Label, *, chained: bool, inline: bool, leads: bool
) -> float:
    """The evidence for a label in line `index`.

    `chained`, `inline` and `leads` say where in the line it stands, as for candidates.
    """
    line = lines[index]
    rest = line.text[label.end :].strip()
    total = _evidence_of_shape(label, rest)
    total += _evidence_of_rest(line, label, rest)
    if inline:
        return total - 1.2
    if chained:
        if label.bare and line.text[label.start - 1].isdigit():
            return 1.0  # "Question 1A"
        return total + (0.3 if not label.bare else -0.5)
    if not leads:
        return total - 0.8
    return total + _evidence_of_place(lines, index, label)


def _evidence_of_shape(label: Label, rest: str) -> float:
    if label.worded:
        if _CAPTION.match(rest):
            return -0.5  # "Q2.a." below a figure
        if rest and not any(c.isalpha() for c in rest) and not rest.startswith(("[", "(")):
            return 0.0  # a table of marks
        return -2.0 if _REFERENCE.match(rest) else 2.0
    if label.garbled:
        return -1.0
    base = {
        "(x)": 0.6,
        "x.": 0.5,
        "x)": 0.6,
        "x": -1.0,
        "x+": 0.4,
        "[x]": -0.8,
        "x:": -0.2,
        "x-": -0.1,
    }
    value = base.get(label.wrapper, 0.0)
    if label.lettered:
        value += 0.6
    if label.mended:
        value -= 1.0
    if label.readings[0].kind is Kind.DIGIT and label.readings[0].value > 30:
        value -= 1.5
    return value


def _evidence_of_rest(line: Line, label: Label, rest: str) -> float:
    """What follows the label: a sentence speaks for it, an operator or nothing against."""
    if not rest and _is_at_right(line, label):
        return -2.0  # marks: labels alone in their line stand at the left
    if not rest:
        return -0.4 if not label.worded else 0.0
    if OPERATOR.match(rest):
        return -1.2
    total = 0.6 if _MARKED.match(rest) else 0.0
    letters = [c for c in rest if c.isalpha()]
    first = letters[0] if letters else ""
    if label.bare and (len(letters) < _FEW_LETTERS or max(map(len, rest.split())) < _SHORT_WORD):
        total -= 1.0 if max(map(len, rest.split())) > 1 else 2.0
    if not label.bare and _LABELS_ONLY.match(rest):
        total -= 1.5  # captions: "(a) (b)"
    total += 0.4 if first.isupper() else -0.1
    if label.bare:
        following = line.word_at(label.end - 1) + 1
        if following < len(line.words):
            space = line.words[following].x0 - line.words[following - 1].x1
            total += 0.7 if space > 0.8 * line.size else -0.8
        if line.words[following - 1].bold:
            total += 0.6
    if not label.worded and (line.mono or is_code(rest)):
        total -= 1.5
    return total


def _is_at_right(line: Line, label: Label) -> bool:
    return "(x)" in label.wrapper and line.x0 - line.left > _AT_RIGHT * (line.right - line.left)


def _evidence_of_place(lines: Sequence[Line], index: int, label: Label) -> float:
    """Free space above, a finished line above, a hanging indent below."""
    line = lines[index]
    total = 0.4
    if line.gap > 0.6:
        total += 0.5
    before = lines[index - 1] if index else None
    if before is not None and before.page == line.page and line.gap < 0.6:
        total -= 2.0 * (label.wrapper == "x." and _is_unit(label, before))
        full = before.x1 > line.right - 0.08 * (line.right - line.left)
        if full and not before.text.endswith(_SENTENCE_END):
            total -= 1.0
    after = lines[index + 1] if index + 1 < len(lines) else None
    if after is not None and after.page == line.page and after.gap < 1.0:
        total += 0.4 if after.x0 > line.x0 + 0.5 * line.size else 0.0
    if line.tabular and _is_row_of_figures(line, label):
        total -= 1.0
    return total


def _is_unit(label: Label, before: Line) -> bool:
    """Whether the label is the unit of a figure: "a current of 0.5" and "A." in the next line."""
    if label.start or label.printed not in _UNIT_LETTERS:
        return False
    text = before.text
    for start in reversed(before.segments[1:]):  # marks in their column
        if text[start:].strip().isdecimal():
            text = text[:start]
    return bool(re.search(r"\d$", text.strip())) and len(text.split()) > _SHORT_WORD


def _is_row_of_figures(line: Line, label: Label) -> bool:
    """Whether the line looks like a row of figures."""
    rest = line.text[label.end :]
    letters = sum(c.isalpha() for c in rest)
    return letters < 0.4 * max(len(rest.replace(" ", "")), 1)
