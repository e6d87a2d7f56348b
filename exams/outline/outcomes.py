"""Course outcomes and levels of thinking that are printed beside the questions.

"CO1 L3", "Understand/CO2", "[CLO-6]": they stand in narrow columns of their own or in brackets, and
are no words of the question. A word is taken for one only by its shape and its place together, for
"CO2" is a gas and "apply" a verb.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from statistics import median

from exams.outline.lines import Line
from exams.outline.tree import Node
from exams.reading.page import Word


class Kind(StrEnum):
    """What is said about a question, named as the question's field."""

    COURSE_OUTCOME = "course_outcome"
    PROGRAM_OUTCOME = "program_outcome"
    BLOOM = "bloom_printed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Something said about the question to which line `line` belongs; `text` is as printed."""

    kind: Kind
    text: str
    line: int


_ONE = r"(?-i:[lI])(?!\w)"  # as OCR reads "1"
_OUTCOME = rf"(?:CL?[O0]|CO's|LO)s?[-–.:]?(?:\d{{1,2}}|{_ONE})(?:\.\d)?"
_PROGRAM = r"PS?O[-–.:]?\d{1,2}"
_NAMED = (
    r"(?:remember(?:ing)?|knowledge|understand(?:ing)?|comprehen(?:sion|d)|appl(?:y|ying|ication)|"
    r"analy(?:[sz]e|[sz]ing|sis)|evaluat(?:e|ing|ion)|creat(?:e|ing|ion)|synthesis)"
    r"(?![a-z])"
)
_CODED = rf"(?:BTL|BL|RBT|BT|L|K)[-–]?L?(?:[1-6]|{_ONE})"
_LETTER = r"[RUAECK]"
_KINDS = {
    Kind.COURSE_OUTCOME: re.compile(_OUTCOME, re.IGNORECASE),
    Kind.PROGRAM_OUTCOME: re.compile(_PROGRAM, re.IGNORECASE),
    Kind.BLOOM: re.compile(rf"{_NAMED}|{_CODED}|(?<!\w){_LETTER}(?=/)", re.IGNORECASE),
}
_PART = rf"(?:{_OUTCOME}|{_PROGRAM}|{_NAMED}|{_CODED})"
_SHAPE = re.compile(
    rf"[\[(<{{/]*(?:{_LETTER}/)?{_PART}(?:[/,&|]+(?:{_PART}|\d{{1,3}}(?:\.\d)?))*[\])>}},/.]*",
    re.IGNORECASE,
)
_MIXED = re.compile(rf"[\[(]*(?:{_NAMED}|{_CODED}|{_LETTER})/+{_OUTCOME}.*", re.IGNORECASE)
_REST = re.compile(r"[/(]?\d{1,3}(?:\.\d)?[)/]?")  # "204.1" below or behind "Apply/"
_BRACKETED = re.compile(
    rf"[\[({{<]\s*(?:C(?:L)?O|PO)s?\s*[-–:]?\s*\d{{1,2}}(?:\s*[,&/]\s*(?:CL?O)?\s*[-–]?\d{{1,2}})*\s*"
    rf"(?:[,/|;]\s*(?:{_NAMED}|{_CODED}))?\s*[\])}}>]",
    re.IGNORECASE,
)
_SPELLED = re.compile(
    rf"\bCL?Os?\s*[:–-]?\s*<?\d{{1,2}}>?\s*[:,;]?\s*Bloom\W?s?\s+Taxonomy\s+Level\s*[:–-]?\s*"
    rf"<?\s*{_NAMED}\s*>?",
    re.IGNORECASE,
)
_GLUED = re.compile(r"(.+?)([\[({<](?:C(?:L)?O|PO)s?[-–:]?\d{1,2}[\])}>])", re.IGNORECASE)
_HEADS = re.compile(
    r"\W*(?:COs?|CLOs?|POs?|PSOs?|BL|BTL|RBT|BT|RBTL|Bloom\W?s?|Taxonomy|Level|Levels|K-?Level|"
    r"Outcomes?|Level/CO|CO/BL|BL/CO|CO/PO)\W*",
    re.IGNORECASE,
)
_OTHER_HEADS = re.compile(
    r"\W*(?:Q|No|Sl|Sr|S|Questions?|Marks?|Max|Points|Course|Unit|\d{1,2})\W*", re.IGNORECASE
)
_MARK = re.compile(r"[\[(]?\d{1,2}(?:[+.,½]\d{0,2})*[\])]?(?:m|marks?|pts)?\.?", re.IGNORECASE)
_FEWEST = 3  # words of one shape that make a column without a heading
_LEFT, _MIDDLE, _BESIDE, _NEAR = 6.0, 9.0, 26.0, 10.0  # points
_CROSSED = 0.6  # other words that may stand in the column, for each of its own


@dataclass(frozen=True, slots=True)
class _Entry:
    """A word that has the shape of an outcome or a level, and may be one."""

    line: int
    index: int
    page: int
    word: Word

    @property
    def middle(self) -> float:
        return (self.word.x0 + self.word.x1) / 2


def take_outcomes(lines: Sequence[Line]) -> tuple[list[Line], list[Outcome]]:
    """The lines without what is said about the questions, and that.

    A line of nothing else is dropped; what it said belongs to the line beside it.
    """
    lines = [_parted(line) for line in lines]
    entries = _entries(lines)
    heads = [head for head in _headings(lines) if any(_below(e, lines, head) for e in entries)]
    taken = {(entry.line, entry.index) for entry in _in_columns(entries, lines, heads)}
    taken |= _in_brackets(lines)
    said = {at: lines[at[0]].words[at[1]].text for at in taken}
    taken |= {(line, index) for line, index, _ in heads}
    return _without(lines, taken, said)


def outcomes_of(nodes: Sequence[Node], outcomes: Sequence[Outcome]) -> dict[Node, dict[str, str]]:
    """What is said about each question, by the names of its fields: several joined by commas.

    A question about which nothing is said has what is said about the nearest one above it.
    """
    ordered = sorted(nodes, key=lambda node: node.place)
    own: dict[Node, dict[str, list[str]]] = {}
    for outcome in outcomes:
        before = [node for node in ordered if node.line <= outcome.line]
        if before:
            texts = own.setdefault(before[-1], {}).setdefault(outcome.kind.value, [])
            if outcome.text not in texts:
                texts.append(outcome.text)
    found: dict[Node, dict[str, str]] = {}
    for node in ordered:
        above: dict[str, str] = found.get(node.parent, {}) if node.parent else {}
        said = {kind: ", ".join(several) for kind, several in own.get(node, {}).items()}
        found[node] = {**above, **said}
    return found


def _parted(line: Line) -> Line:
    """The line with brackets that are glued to a word, as in "marks]{CO-1}", as words."""
    words: list[Word] = []
    for word in line.words:
        glued = _GLUED.fullmatch(word.text)
        if glued is None:
            words.append(word)
            continue
        middle = word.x0 + (word.x1 - word.x0) * len(glued[1]) / len(word.text)
        words += [replace(word, text=glued[1], x1=middle), replace(word, text=glued[2], x0=middle)]
    return line if len(words) == len(line.words) else replace(line, words=tuple(words))


def _entries(lines: Sequence[Line]) -> list[_Entry]:
    """Words of such a shape behind which only more of them, or marks, stand in their line."""
    found = []
    for number, line in enumerate(lines):
        above = lines[number - 1] if number else None
        for index in range(len(line.words) - 1, -1, -1):
            word = line.words[index]
            if _shaped(line, index) or (index == 0 and _goes_on(word, above)):
                found.append(_Entry(number, index, line.page, word))
            elif not _MARK.fullmatch(word.text):
                break
    return found


def _shaped(line: Line, index: int) -> bool:
    word = line.words[index].text
    if _SHAPE.fullmatch(word) or _MIXED.fullmatch(word):
        return True
    if not index:
        return False
    before = line.words[index - 1]
    if word == "/":
        return bool(_SHAPE.fullmatch(before.text))
    near = line.words[index].x0 - before.x1 < _NEAR
    return near and before.text.endswith("/") and bool(_REST.fullmatch(word))


def _goes_on(word: Word, above: Line | None) -> bool:
    """Whether a number stands below "Apply/", in the same narrow cell."""
    if above is None or not _REST.fullmatch(word.text):
        return False
    middle = (word.x0 + word.x1) / 2
    return any(
        other.text.endswith("/") and abs((other.x0 + other.x1) / 2 - middle) <= _BESIDE
        for other in above.words
    )


def _headings(lines: Sequence[Line]) -> list[tuple[int, int, Word]]:
    """Words of lines that are headings of columns, such as "Q. No.  Question  Marks  CO  BL"."""
    found = []
    for number, line in enumerate(lines):
        own = [i for i, word in enumerate(line.words) if _HEADS.fullmatch(word.text)]
        others = [w for i, w in enumerate(line.words) if i not in own]
        if own and all(_OTHER_HEADS.fullmatch(word.text) for word in others):
            found += [(number, index, line.words[index]) for index in own]
    return found


def _in_columns(
    entries: Sequence[_Entry], lines: Sequence[Line], heads: Sequence[tuple[int, int, Word]]
) -> list[_Entry]:
    """Those that stand below a heading, or below each other in a column of their own."""
    kept = []
    for entry in entries:
        column = [other for other in entries if _aligned(entry, other)]
        plain = bool(_MIXED.fullmatch(entry.word.text))
        headed = any(_below(entry, lines, head) for head in heads)
        if plain or headed or (len(column) >= _FEWEST and _is_free(column, lines)):
            kept.append(entry)
    rows = {(entry.line, entry.index) for entry in kept}
    beside = [e for e in entries if (e.line, e.index - 1) in rows or (e.line, e.index + 1) in rows]
    return [*kept, *(entry for entry in beside if (entry.line, entry.index) not in rows)]


def _aligned(one: _Entry, other: _Entry) -> bool:
    return (
        abs(one.word.x0 - other.word.x0) <= _LEFT
        or abs(one.middle - other.middle) <= _MIDDLE
        or (abs(one.word.x1 - other.word.x1) <= _LEFT)
    )


def _below(entry: _Entry, lines: Sequence[Line], head: tuple[int, int, Word]) -> bool:
    line, _, word = head
    later = (lines[line].page, word.top) < (entry.page, entry.word.top)
    return later and abs(entry.middle - (word.x0 + word.x1) / 2) <= _BESIDE


def _is_free(column: Sequence[_Entry], lines: Sequence[Line]) -> bool:
    """Whether hardly any other words stand in the column between its first and its last entry."""
    x0 = median(entry.word.x0 for entry in column)
    x1 = median(entry.word.x1 for entry in column)
    own = {(entry.line, entry.index) for entry in column}
    spans: dict[int, tuple[int, int]] = {}
    for entry in column:
        low, high = spans.get(entry.page, (entry.line, entry.line))
        spans[entry.page] = (min(low, entry.line), max(high, entry.line))
    crossing = sum(
        x0 < (word.x0 + word.x1) / 2 < x1 and (number, index) not in own
        for low, high in spans.values()
        for number in range(low, high + 1)
        for index, word in enumerate(lines[number].words)
    )
    return crossing <= _CROSSED * len(column)


def _in_brackets(lines: Sequence[Line]) -> set[tuple[int, int]]:
    """Words of "[CLO-6]" and the like, wherever they stand."""
    taken = set()
    for number, line in enumerate(lines):
        for pattern in (_SPELLED, _BRACKETED):
            for match in pattern.finditer(line.text):
                first, last = line.word_at(match.start()), line.word_at(match.end() - 1)
                whole = match.start() == line.offsets[first]
                ends = match.end() >= line.offsets[last] + len(line.words[last].text.rstrip(",.:;"))
                if whole and ends:
                    taken |= {(number, index) for index in range(first, last + 1)}
    return taken


def _without(
    lines: Sequence[Line], taken: set[tuple[int, int]], said: dict[tuple[int, int], str]
) -> tuple[list[Line], list[Outcome]]:
    left: list[Line] = []
    numbers: dict[int, int] = {}
    for number, line in enumerate(lines):
        words = [w for index, w in enumerate(line.words) if (number, index) not in taken]
        numbers[number] = len(left)
        if words:
            changed = len(words) < len(line.words)
            left.append(replace(line, words=tuple(words)) if changed else line)
    outcomes = []
    for number, index in sorted(said):
        kept = any((number, other) not in taken for other in range(len(lines[number].words)))
        at = numbers[number] if kept else _beside(lines[number], numbers[number], left)
        text = said[number, index]
        outcomes += [Outcome(kind, one, at) for kind, one in _kinds(text)]
    return left, outcomes


def _beside(line: Line, behind: int, left: Sequence[Line]) -> int:
    """The line left that shares its height with a line that is gone; else the one before it."""
    around = [n for n in (behind - 1, behind) if 0 <= n < len(left) and left[n].page == line.page]
    return max(around, key=lambda n: _shared(line, left[n]), default=max(behind - 1, 0))


def _shared(one: Line, other: Line) -> float:
    return min(one.bottom, other.bottom) - max(one.top, other.top)


def _kinds(text: str) -> list[tuple[Kind, str]]:
    return [(kind, m[0]) for kind, pattern in _KINDS.items() for m in pattern.finditer(text)]
