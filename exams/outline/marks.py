"""Marks as they are printed.

"[10]", "(5 marks)", "5 pts", "(4+4)", "[16 points - 2/2/2/10]", "15 x 2 = 30", or a bare number
in a column of marks.

Here they are only read; `allotment` says whose they are.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from exams.outline.labels import label_at
from exams.outline.lines import Line


class Print(StrEnum):
    """How a mark is printed, from the plainest to the most doubtful."""

    UNIT = "5 marks"
    SCHEME = "5 x 2 = 10"
    SQUARE = "[5]"
    ROUND = "(5)"
    COLUMN = "5"


@dataclass(frozen=True, slots=True)
class Mark:
    """A printed mark. `parts` is a printed split, `count` and `each` a printed product."""

    line: int
    start: int
    end: int
    total: float | None
    printed: Print
    parts: tuple[float, ...] = ()
    count: float | None = None
    each: float | None = None
    is_sum: bool = False  # says "total"
    tail: int = 0  # characters at the head of the next line that belong to it
    announces: bool = False  # a scheme in an instruction: "Attempt all questions (5 x 2 = 10)"


_UNIT = (
    r"(?:marks?|mark\(s\)|mks?|mar|rnarks?|points?|point\(s\)|pts?|punkte?n?|pkte?|pkt|poäng|puntos?|punten|puan|"
    r"punti|punto|pontos?|ponto|credits?|poeng|pistettä|body|bodů|баллов|балла?)\b\.?"
)
_SHORT_UNIT = r"(?:p|m|pt|P|M)\b\.?"
_NUMBER = r"\d{1,3}(?:[.,]\d{1,2})?(?:\s?[½¼¾])?|[½]"
_BRACKETED = re.compile(r"[\[({](?P<inner>[^\[\](){}]{1,60}?(?:\(s\)[^\[\](){}]{0,20})?)[\])}]")
_OPENED = re.compile(r"[\[({][^\[\](){}]{0,24}$")
_CLOSED_LATER = re.compile(r"^[^\[\](){}]{0,24}[\])}]")
_CUT_OFF = re.compile(rf"[\[(](?P<inner>\s*(?:{_NUMBER})\s*)m(?:a(?:r(?:k?s?)?)?)?$", re.IGNORECASE)
_AT_END = re.compile(
    rf"(?:^|\s)(?P<inner>(?:{_NUMBER})\s*(?:{_UNIT}|(?<=\d)p\b)|marks?\s*[:=]?\s*\d{{1,3}})\W*$",
    re.IGNORECASE,
)
_AT_LABEL = re.compile(
    rf"\s*(?P<inner>(?:{_NUMBER})\s*{_UNIT})[.:,]?(?=\s+(?-i:[^\W\d_a-zà-ÿ])|\s+[(\"'«„“‘¿¡]|$)",
    re.IGNORECASE,
)
_AT_LABEL_OCR = re.compile(  # one of the brackets is lost: "(a) 2 [ points Find …"
    rf"\s*[\[(|]?\s*(?P<inner>(?:{_NUMBER})\s*[\[(]?\s*{_UNIT})\s*[\])|]?[.:,]?(?=\s+\S|$)",
    re.IGNORECASE,
)
_CALCULATED_AFTER = re.compile(r"\s*[*×·^=+≤≥/]")
_CALCULATED_BEFORE = re.compile(r"[*×·^=+≤≥]\s*$")
_PARTED = re.compile(rf"(?:^|\s)(?P<number>{_NUMBER})$")
_UNIT_ALONE = re.compile(rf"^{_UNIT}\W*$", re.IGNORECASE)
_SCHEME_AT_END = re.compile(
    rf"(?:^|\s)(?P<inner>(?:{_NUMBER})\s*[xX×*]\s*(?:{_NUMBER})\s*=\s*(?:{_NUMBER})|"
    rf"(?:{_NUMBER})(?:\s*\+\s*(?:{_NUMBER}))+\s*=\s*(?:{_NUMBER}))\s*(?:{_UNIT})?\W*$",
    re.IGNORECASE,
)
_TOTAL_WORD = re.compile(r"\b(?:total|gesamt|summe|totalt)\b", re.IGNORECASE)
_PRODUCT = re.compile(
    rf"^(?P<count>{_NUMBER})\s*[xX×*]\s*(?P<each>{_NUMBER})(?:\s*[=:\-–]\s*(?P<total>{_NUMBER}))?$"
)
_SUM = re.compile(
    rf"^(?P<parts>(?:{_NUMBER})(?:\s*[+]\s*(?:{_NUMBER}))+)(?:\s*=\s*(?P<total>{_NUMBER}))?$"
)
_SPLIT = re.compile(
    rf"^(?P<total>{_NUMBER})\s*[-–—:=,;]\s*(?P<parts>(?:{_NUMBER})(?:\s*[/,+]\s*(?:{_NUMBER}))+)$"
)
_EACH = re.compile(r"\b(?:each|every|je|jeweils|per (?:question|part)|apiece)\b", re.IGNORECASE)
_PLAIN = re.compile(rf"^(?P<total>{_NUMBER})$")
_INSTRUCTION = re.compile(
    r"^\W*(?:note|attempt|answer|solve|all questions|beantworten|lösen)\b", re.IGNORECASE
)
_ASIDE = re.compile(
    r"[;,:]\s*(?:guideline|ca|approx|about|max|co|clo|plo|k\d|l\d|bt).*$", re.IGNORECASE
)
_HALVES = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_OCR_DIGITS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1", "S": "5"})
_LARGEST, _CLOSE = 100.0, 0.01
_PEN = 2  # characters
_OPERATORS = ("=", "+", "≤", "≥", "<", ">", "×", "→", "∈")  # before a row of a matrix
_SENTENCE_ENDS = (".", "?", "!", ":", ";", ")", "]", "–", "-", "|")
_SPOKEN = 5  # marks with their unit, beside which a bare "(7)" means something else
_STARS = " *⋆★☆†"  # beside marks: a hard question, a bonus


def marks_of(lines: Sequence[Line]) -> list[Mark]:
    """All that may be marks, in reading order; equation numbers and references left out."""
    found = [mark for index in range(len(lines)) for mark in _in_line(lines, index)]
    found.extend(_in_columns(lines, {(mark.line, mark.end) for mark in found}))
    found = [_told(mark, lines[mark.line]) for mark in found]
    found.sort(key=lambda mark: (mark.line, mark.start))
    return _of_one_kind(found)


def _told(mark: Mark, line: Line) -> Mark:
    """The mark, said to be the scheme of what follows where its line is an instruction."""
    if mark.count is None or not _INSTRUCTION.match(line.text):
        return mark
    return replace(mark, announces=True)


def _in_line(lines: Sequence[Line], index: int) -> Iterator[Mark]:
    line = lines[index]
    text, tail = _with_bracket_closed(lines, index)
    taken_to = 0
    for match in _BRACKETED.finditer(text):
        mark = parse(match["inner"])
        if mark is None or (mark.printed is not Print.UNIT and _is_calculated(text, match)):
            continue
        runs_over = match.end() > len(line.text)
        if mark.printed is Print.ROUND and not (runs_over or _stands_alone(line, match)):
            continue
        if mark.printed is Print.ROUND and mark.total is not None and mark.total % 0.25:
            continue  # "[3.78]" is a figure of the question
        if mark.printed is Print.ROUND and text[match.start()] == "[":
            mark = replace(mark, printed=Print.SQUARE)
        taken_to = min(match.end(), len(line.text))
        place = replace(mark, line=index, start=match.start(), end=taken_to)
        yield replace(place, tail=tail) if runs_over else place
    yield from _at_labels(lines, index, taken_to)
    if parted := _parted(lines, index):
        yield parted
        return
    for pattern in (_CUT_OFF, _SCHEME_AT_END, _AT_END):
        found = pattern.search(line.text, taken_to)
        if found:
            cut = pattern is _CUT_OFF  # "[15 mar" at the edge of a copy
            mark = parse(f"{found['inner']} marks" if cut else found["inner"])
            if mark and mark.printed in {Print.UNIT, Print.SCHEME} and not _runs_on(line, found):
                yield replace(mark, line=index, start=found.start("inner"), end=found.end())
            return


def _is_calculated(text: str, match: re.Match[str]) -> bool:
    """Whether the bracket is part of a formula: "(3 + 5) * 106"."""
    before, after = text[: match.start()], text[match.end() :]
    return bool(_CALCULATED_AFTER.match(after) or _CALCULATED_BEFORE.search(before))


def _at_labels(lines: Sequence[Line], index: int, taken_to: int) -> Iterator[Mark]:
    """Marks without brackets right after a label: "3. (a) 12 marks Explain …"."""
    line, at = lines[index], 0
    while (label := label_at(line.text, at)) is not None:
        found = (_AT_LABEL_OCR if line.ocr else _AT_LABEL).match(line.text, label.end)
        if found and found.end() < len(line.text) and found.start() >= taken_to:
            mark = parse(re.sub(r"[\[(]", "", found["inner"]))
            if mark is not None:
                start = found.start("inner")
                yield replace(mark, line=index, start=start, end=found.end())
            return
        at = label.end + len(line.text[label.end :]) - len(line.text[label.end :].lstrip())


def _parted(lines: Sequence[Line], index: int) -> Mark | None:
    """A mark without brackets that breaks over two lines: "… with a diagram. 12", "marks"."""
    if index + 1 == len(lines) or lines[index + 1].page != lines[index].page:
        return None
    found = _PARTED.search(lines[index].text)
    unit = _UNIT_ALONE.match(lines[index + 1].text)
    if not found or not unit:
        return None
    if not lines[index].text[: found.start()].rstrip().endswith(_SENTENCE_ENDS):
        return None
    mark = parse(f"{found['number']} {unit[0]}")
    start, end = found.span("number")
    return replace(mark, line=index, start=start, end=end, tail=unit.end()) if mark else None


def _with_bracket_closed(lines: Sequence[Line], index: int) -> tuple[str, int]:
    """The line's text, with the head of the next line where a bracket is closed only there."""
    text = lines[index].text
    opened = _OPENED.search(text)
    if opened and index + 1 < len(lines):
        closed = _CLOSED_LATER.match(lines[index + 1].text)
        if closed:
            parted = text.endswith("-") and closed[0][0].islower()
            return f"{text[:-1]}{closed[0]}" if parted else f"{text} {closed[0]}", closed.end()
    return text, 0


def _at_right(line: Line, offset: int) -> bool:
    return line.x_at(offset) > _mid(line)


def _runs_on(line: Line, match: re.Match[str]) -> bool:
    """Whether the number is part of a sentence: "… carries 5 marks"."""
    before = line.text[: match.start()].rstrip()
    if not before:
        return False
    start = match.start("inner")
    index = line.word_at(start)
    apart = index and line.words[index].x0 - line.words[index - 1].x1 > line.size
    return not (apart or before.endswith(_SENTENCE_ENDS))


def _stands_alone(line: Line, match: re.Match[str]) -> bool:
    """A bare "[5]" or "(5)" must end the line, or a piece of it, or follow the label."""
    before, after = line.text[: match.start()], line.text[match.end() :]
    if after[:1].isdigit():
        return False  # "(73)8" is a numeral of base eight
    label = label_at(before, 0)
    if label is not None and not before[label.end :].strip():
        return True
    matrix = before.rstrip().endswith(_OPERATORS) and match.start() not in line.segments
    if matrix or (before and not before.endswith((" ", ".", "?", "]", ")"))):
        return False
    if not after.strip(" .,;|*"):
        return True
    if line.ocr and len(after.strip()) <= _PEN and _at_right(line, match.start()):
        return True  # a corrector's pen left its own figure behind the mark
    nxt = match.end() + len(after) - len(after.lstrip())
    return nxt in line.segments


def parse(inner: str) -> Mark | None:
    """The mark that the inside of a pair of brackets says, or None.

    >>> parse("16 points - 2/2/2/10").parts
    (2.0, 2.0, 2.0, 10.0)
    """
    text = _ASIDE.sub("", inner.strip().rstrip(_STARS))
    text = _mended(text)
    is_sum = bool(_TOTAL_WORD.search(text))
    each = bool(_EACH.search(text))
    bare = _EACH.sub(" ", _TOTAL_WORD.sub(" ", text))
    bare, units = re.subn(rf"(?<![A-Za-z])(?:{_UNIT})", " ", bare, flags=re.IGNORECASE)
    if not units:
        bare, units = re.subn(rf"(?<=\d)\s?(?:{_SHORT_UNIT})", " ", bare)
    bare = re.sub(r"\s+", " ", bare).strip(" :=.-–")
    return _formula(bare, with_unit=bool(units), each=each, is_sum=is_sum)


def _formula(bare: str, *, with_unit: bool, each: bool, is_sum: bool) -> Mark | None:
    if match := _PRODUCT.match(bare):
        return _product(match, is_sum=is_sum)
    if match := _SUM.match(bare):
        parts = _numbers(match["parts"])
        total = number(match["total"]) if match["total"] else sum(parts)
        mark = _mark(total, Print.SCHEME, parts=parts, is_sum=is_sum)
        return mark if 0 < total <= _LARGEST else None
    if with_unit and (match := _SPLIT.match(bare)):
        parts = _numbers(match["parts"])
        return _mark(number(match["total"]), Print.SCHEME, parts=parts, is_sum=is_sum)
    match = _PLAIN.match(bare)
    value = number(match["total"]) if match else 0.0
    if not 0 < value <= _LARGEST:
        return None
    if each:
        return _mark(None, Print.UNIT, each=value, is_sum=is_sum)
    return _mark(value, Print.UNIT if with_unit or is_sum else Print.ROUND, is_sum=is_sum)


def _product(match: re.Match[str], *, is_sum: bool) -> Mark | None:
    """Count, marks each and their product; None where it is wrong and so means something else."""
    count, one = number(match["count"]), number(match["each"])
    total = number(match["total"]) if match["total"] else count * one
    if abs(count * one - total) > _CLOSE:
        return None
    return _mark(total, Print.SCHEME, count=count, each=one, is_sum=is_sum)


def _mark(
    total: float | None,
    printed: Print,
    *,
    parts: tuple[float, ...] = (),
    count: float | None = None,
    each: float | None = None,
    is_sum: bool,
) -> Mark:
    """A mark that has no place yet."""
    return Mark(0, 0, 0, total, printed, parts, count, each, is_sum)


def _mended(text: str) -> str:
    """Letters that OCR reads for digits, in words that hold nothing else."""
    return re.sub(
        r"(?<![A-Za-z])(?:[0-9OolI|]{1,3}|S)(?![A-Za-z0-9])",
        lambda m: m[0].translate(_OCR_DIGITS),
        text,
    )


def _numbers(text: str) -> tuple[float, ...]:
    return tuple(number(part) for part in re.split(r"\s*[/,+]\s*", text))


def number(text: str) -> float:
    """Printed numbers such as "2,5" and "2½"."""
    text = text.strip().replace(",", ".")
    extra = sum(_HALVES.get(c, 0.0) for c in text)
    digits = "".join(c for c in text if c not in _HALVES).strip()
    return float(digits or 0) + extra


_COLUMN_ENTRY = re.compile(
    rf"^(?:{_NUMBER}|\d{{1,2}}(?:\s?\+\s?\d{{1,2}})+|\d{{1,2}}\s?[xX×*]\s?\d{{1,2}}(?:\s?=\s?\d{{1,3}})?)$"
)
_COLUMN_HEAD = re.compile(
    r"^(?:max\.?\s*)?(?:marks?|points?|punkte|punktzahl|pts|score|poäng|barème|puntos|puntaje|"
    r"puntuación|pontos|pontuação|cotação|punti|punteggio|punten|puan)[.:]?$",
    re.IGNORECASE,
)
_FEWEST_IN_COLUMN, _DIGITS = 3, 2
_BELOW_HEAD = 4.0  # points
_SPACE = 0.35  # of a letter's size: wider than the space between two words


def _in_columns(lines: Sequence[Line], taken: set[tuple[int, int]]) -> Iterator[Mark]:
    """Bare numbers that stand one below the other at the right, or below the word "Marks"."""
    heads = [(line.page, x) for line in lines for x in _heads(line)]
    centres = [x for _, x in heads]
    entries = [e for index, line in enumerate(lines) for e in _entries(index, line, centres)]
    for index, start, end, x in entries:
        if (index, end) in taken:
            continue
        line = lines[index]
        headed = any(abs(x - at) < 22 and line.page >= page for page, at in heads)
        aligned = sum(abs(x - other) < 9 for _, _, _, other in entries)
        rightmost = end == len(line.text) and x > line.right - 0.09 * (line.right - line.left)
        if start not in line.segments:  # close behind the text: the column must be plain
            aligned = sum(abs(x - other) < 3 for *_, other in entries) - 1
            headed = headed and aligned >= _FEWEST_IN_COLUMN
        if (headed and aligned > 1) or (rightmost and aligned >= _FEWEST_IN_COLUMN):
            mark = parse(line.text[start:end])
            if mark:
                printed = Print.COLUMN if mark.printed is Print.ROUND else mark.printed
                yield replace(mark, printed=printed, line=index, start=start, end=end)


def _heads(line: Line) -> Iterator[float]:
    """Where a word "Marks" heads a column: alone, or in a row of headings, not in a sentence."""
    for index, word in enumerate(line.words):
        if not _COLUMN_HEAD.match(word.text):
            continue
        offset = line.offsets[index]
        ends = offset + len(word.text) + 1
        alone = offset in line.segments and (ends in line.segments or ends > len(line.text))
        titles = all(not other.text[:1].islower() for other in line.words)
        if (alone and len(line.words) > 1) or (titles and not line.text[ends : ends + 1].isdigit()):
            yield (word.x0 + word.x1) / 2


def _entries(
    index: int, line: Line, heads: Sequence[float]
) -> Iterator[tuple[int, int, int, float]]:
    """Pieces of the line that are a number and no more, with the middle of their place."""
    bounds = [*line.segments, len(line.text) + 1]
    for start, end in itertools.pairwise(bounds):
        piece = line.text[start : end - 1].strip()
        if _COLUMN_ENTRY.match(piece):
            stop = start + len(piece)
            last = line.words[line.word_at(stop - 1)]
            yield index, start, stop, (line.x_at(start) + last.x1) / 2
    if _ends_close_to_column(line, heads):
        yield index, line.offsets[-1], len(line.text), (line.words[-1].x0 + line.x1) / 2
    if len(line.words) == 1 and _COLUMN_ENTRY.match(line.text) and line.x0 > _mid(line):
        yield index, 0, len(line.text), (line.x0 + line.x1) / 2


def _ends_close_to_column(line: Line, heads: Sequence[float]) -> bool:
    """Whether the last word is a small number at the right edge or below a head, close to text."""
    last = line.words[-1]
    if line.offsets[-1] in line.segments or not last.text.isdecimal() or len(last.text) > _DIGITS:
        return False
    space = last.x0 - line.words[-2].x1
    middle = (last.x0 + last.x1) / 2
    below = any(abs(middle - head) < _BELOW_HEAD for head in heads)
    return space > _SPACE * last.size and (below or line.x1 > line.right - last.size)


def _mid(line: Line) -> float:
    return line.left + 0.75 * (line.right - line.left)


def _of_one_kind(marks: list[Mark]) -> list[Mark]:
    """Doubtful prints only where the paper uses them as its marks."""
    counts = {kind: sum(mark.printed is kind for mark in marks) for kind in Print}
    plain = counts[Print.UNIT] + counts[Print.SQUARE] + counts[Print.COLUMN]
    dropped = set()
    if counts[Print.ROUND] and (
        _counts_up(mark for mark in marks if mark.printed is Print.ROUND)
        or counts[Print.ROUND] * 3 < plain
        or (counts[Print.UNIT] >= _SPOKEN and counts[Print.ROUND] <= 2 * counts[Print.UNIT])
        or (counts[Print.ROUND] == 1 and not plain + counts[Print.SCHEME])
    ):
        dropped.add(Print.ROUND)
    if counts[Print.SQUARE] and _counts_up(m for m in marks if m.printed is Print.SQUARE):
        dropped.add(Print.SQUARE)
    bracketed = sum(
        counts[kind] for kind in (Print.UNIT, Print.SQUARE, Print.ROUND) if kind not in dropped
    )
    if counts[Print.COLUMN] < bracketed:
        dropped.add(Print.COLUMN)
    return [mark for mark in marks if mark.printed not in dropped]


def _counts_up(marks: Iterable[Mark]) -> bool:
    """Whether the numbers are 1, 2, 3, …: those of equations or references."""
    values = [mark.total for mark in marks]
    return len(values) > 2 and values == [float(n) for n in range(1, len(values) + 1)]
