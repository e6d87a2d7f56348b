"""What a step of the search earns or costs. All figures are in the unit of the evidence.

They were set by hand, on generated papers and on labelled papers of several institutions; none
belongs to one layout.
"""

from collections.abc import Sequence

from exams.outline.candidates import Candidate
from exams.outline.labels import Kind, Label, Reading, letter_of, readings_of
from exams.outline.levels import Level

REPEATED = 0.2
_SINGLE = -1.0
_ALIGNED, _GUESS = 0.6, -0.3
_SAME, _SAME_INSIDE = 3.0, 1.8  # a list in the style of one above it; the same, indented
_LETTERED_LATER = 3.0  # "Task T1" in a paper whose questions are "Question 3"
_STEM = 1.5  # a question without marks right above one with marks
_SECOND, _LOST_FIRST = 2, -0.6  # "B." below "OR": OCR lost the label of the part above
_MISREAD = 0.8
_LARGEST_STEP = 4
_DEEPEST = 4
_LARGER = 1.12
_ALIKE = [set(pair) for pair in ("17", "27", "38", "35", "56", "68", "08", "06", "49")]
# Where two lists stand at one indentation, the coarser kind of counting is the outer one.
_RANK = {
    Kind.ROMAN_UPPER: 0,
    Kind.DIGIT: 1,
    Kind.DECIMAL: 1,
    Kind.UPPER: 2,
    Kind.LOWER: 3,
    Kind.ROMAN_LOWER: 4,
}


def skipping(candidate: Candidate) -> float:
    """The price of leaving a candidate out."""
    return max(candidate.evidence, 0.0) * 0.8


def closing(levels: Sequence[Level]) -> float:
    """Lists that end with one label only are hardly lists."""
    return _SINGLE * sum(level.single for level in levels)


def same_style(level: Level, candidate: Candidate) -> bool:
    """Whether the candidate is printed as the list's last label was."""
    return level.wrapper == candidate.label.wrapper or (level.worded and candidate.label.worded)


def extending(level: Level, candidate: Candidate, reading: Reading) -> float | None:
    """Gain of taking the candidate as the next label of an open list; None where it cannot be."""
    if level.kind is not reading.kind or _letters_differ(level, candidate):
        return None
    step = _step(level, candidate, reading)
    if step is None:
        return None
    gain = candidate.evidence + step + _style(level, candidate) + _alignment(level, candidate)
    return gain - _misreading(candidate, reading)


def _letters_differ(level: Level, candidate: Candidate) -> bool:
    """Whether only one of them has a letter in its number, or another one: "P1" and "H2"."""
    return letter_of(level.wrapper) != letter_of(candidate.label.wrapper)


def _misreading(candidate: Candidate, reading: Reading) -> float:
    """The price of believing that OCR misread a label that says something else."""
    plain = not (candidate.label.mended or candidate.label.lettered)
    if not (candidate.ocr and plain) or reading.kind is Kind.DECIMAL:
        return 0.0
    return 0.0 if reading in readings_of(candidate.label.printed) else _MISREAD


def guessing(level: Level, candidate: Candidate) -> float | None:
    """Gain of taking an unreadable label for the next of a list, by its place and punctuation.

    Old scans print "n." for "II." and "vn." for "VII.": only the sequence can tell.
    """
    label = candidate.label
    apart = candidate.inline or candidate.chained or label.start > 2
    if apart or _says_otherwise(level, label, ocr=candidate.ocr):
        return None
    if candidate.ocr and label.worded and level.worded:
        return candidate.evidence + _GUESS
    numeral = level.kind is Kind.ROMAN_UPPER and label.garbled and label.bare
    if not numeral and (level.wrapper != label.wrapper or label.bare or label.worded):
        return None
    if label.printed.isdigit() and level.kind is not Kind.DIGIT and set(label.printed) != {"1"}:
        return None
    if level.kind is Kind.DECIMAL or _alignment(level, candidate) < _ALIGNED:
        return None
    return candidate.evidence + _GUESS


def _says_otherwise(level: Level, label: Label, *, ocr: bool) -> bool:
    """Whether the label is legible, and nobody would read it for the next one of the list."""
    if not (label.garbled or ocr):
        return any(reading.kind is level.kind for reading in label.readings)
    if level.kind is not Kind.DIGIT or label.garbled or not label.printed.isdigit():
        return False
    said, wanted = label.printed.lstrip("0"), str(level.value + 1)
    if len(said) != len(wanted):
        return said not in wanted and wanted not in said
    pairs = [{one, other} for one, other in zip(said, wanted, strict=True) if one != other]
    return not all(pair in _ALIKE for pair in pairs)


def _step(level: Level, candidate: Candidate, reading: Reading) -> float | None:
    step = reading.value - level.value
    prefix = candidate.label.prefix
    if reading.kind is Kind.DECIMAL and prefix != level.prefix:
        follows = len(prefix) == len(level.prefix) and prefix[-1] == level.prefix[-1] + 1
        return 1.0 if follows and reading.value == 1 else None
    if step == 1:
        return 1.2
    if step == 0:
        return -2.5 if not level.single else -4.5  # rather a list that begins anew
    if 1 < step <= _LARGEST_STEP:
        lost = step - 1
        return -1.0 * lost if candidate.ocr else -1.8 * lost
    return None


def _style(level: Level, candidate: Candidate) -> float:
    if level.wrapper == candidate.label.wrapper:
        gain = 0.6
    elif level.worded != candidate.label.worded:
        gain = -1.5 if candidate.ocr else -2.5
    else:
        gain = -0.4 if candidate.ocr else -1.2
    if candidate.ocr:
        return gain
    gain += 0.1 if level.bold == candidate.bold else -0.4
    if abs(level.size - candidate.size) > 0.15 * max(level.size, candidate.size):
        gain -= 0.5
    return gain


def _alignment(level: Level, candidate: Candidate) -> float:
    if candidate.inline or level.inline:
        return 0.2 if candidate.inline == level.inline else -0.5
    size = max(candidate.size, 8.0) * (2.0 if candidate.ocr else 1.0)
    away = min(abs(level.x - candidate.x), abs(level.x_end - candidate.x_end)) / size
    if level.page != candidate.page:
        away *= 0.6
    for limit, gain in ((0.4, 0.6), (1.0, 0.2), (2.5, -0.4), (5.0, -1.2)):
        if away <= limit:
            return gain
    return -0.8 if candidate.line == level.line else -2.0


def opening(
    levels: Sequence[Level], depth: int, candidate: Candidate, reading: Reading
) -> float | None:
    """Gain of opening a new list with the candidate below `levels[depth - 1]`."""
    if depth >= _DEEPEST + 1 or (depth and candidate.label.outermost):
        return None
    lost = depth and reading.value == _SECOND and _first_is_lost(levels[depth - 1], candidate)
    first = _LOST_FIRST if lost else _first(depth, candidate, reading)
    if first is None:
        return None
    gain = candidate.evidence + first - _misreading(candidate, reading)
    for ancestor in levels[:depth]:
        if ancestor.kind is reading.kind and same_style(ancestor, candidate):
            inside = candidate.x - ancestor.x > max(candidate.size, 8.0) and not candidate.inline
            gain -= _SAME_INSIDE if inside else _SAME
    if depth < len(levels):
        gain -= _replacing(levels[depth], candidate, reading)
        if candidate.label.lettered and not letter_of(levels[depth].wrapper):
            gain -= _LETTERED_LATER
        if depth == 0 and _RANK[reading.kind] > _RANK[levels[0].kind] + 1:
            gain -= 1.6  # parts without a question
    if depth:
        gain += _nesting(levels[depth - 1], candidate, reading)
    if candidate.inline:
        gain -= 0.6
    return gain - (0.8 if depth > 2 else 0.0)


def _first_is_lost(parent: Level, candidate: Candidate) -> bool:
    """Whether OCR lost a part (a): "OR" above (b), or marks for each of the two."""
    marked = candidate.unmarked_from is not None and candidate.unmarked_from > parent.line
    return candidate.ocr and (candidate.alternative or marked)


def _first(depth: int, candidate: Candidate, reading: Reading) -> float | None:
    if reading.kind is Kind.DECIMAL:
        return -0.5 if reading.value == 1 else -2.0
    if reading.value == 1:
        return -0.4
    if reading.value <= 3 and not (candidate.label.worded and depth):
        return -2.5 * (reading.value - 1) * (0.6 if candidate.ocr else 1.0)
    if candidate.label.worded and depth:
        return None
    if depth == 0 and reading.kind in {Kind.DIGIT, Kind.ROMAN_UPPER}:
        return -3.0 if candidate.label.worded else -5.0
    return None


def _replacing(level: Level, candidate: Candidate, reading: Reading) -> float:
    """A second list under one parent; the same style beginning anew is the least likely."""
    if level.kind is reading.kind and same_style(level, candidate):
        return 2.2 if level.page == candidate.page else 1.6
    if candidate.label.worded and not level.worded:
        return 0.6
    return 1.4


def _looks(parent: Level, candidate: Candidate) -> float:
    """A part is not printed larger than its question, and says "Question" below headings only."""
    gain = 0.0
    if not candidate.ocr and candidate.size > _LARGER * parent.size:
        gain -= 2.5
    if candidate.label.worded and not parent.worded:
        gain -= 0.2 if parent.size > 1.1 * candidate.size else 3.0
    return gain


def _nesting(parent: Level, candidate: Candidate, reading: Reading) -> float:
    """Indentation and rank: parts stand further right and never say "Question"."""
    strong = parent.worded or (parent.bold and not candidate.bold)
    size = max(candidate.size, 8.0)
    gain = _looks(parent, candidate)
    if reading.kind is Kind.DECIMAL:
        matches = candidate.label.prefix[-1] == parent.value or candidate.label.prefix == (
            *parent.prefix,
            parent.value,
        )
        return gain + (1.0 if matches else -2.0)
    if candidate.chained:
        return gain + 0.5
    if candidate.inline:
        return gain
    away = (candidate.x - parent.x) / size
    if away > 0.5:
        return gain + (0.4 if _RANK[reading.kind] >= _RANK[parent.kind] else -0.1)
    if candidate.unmarked_from is not None and parent.line >= candidate.unmarked_from:
        gain += _STEM
    if parent.kind is reading.kind and (not parent.worded or away < -0.6):
        gain -= 2.0
    if _RANK[reading.kind] < _RANK[parent.kind]:
        gain -= 1.2
    if away > -0.6:
        return gain + (0.0 if strong else -0.4)
    return gain - (0.4 if strong or parent.page != candidate.page else 1.3)
