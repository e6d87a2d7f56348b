"""Marks as they are printed.

"[10]", "(5 marks)", "5 pts", "(4+4)", "[16 points - 2/2/2/10]", "15 x 2 = 30", or a bare number
in a column of marks.

Here they are only read; `allotment` says whose they are.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from exams.outline.labels import label_at
from exams.outline.lines import Line
from exams.outline.mark_forms import NUMBER, UNIT, Mark, Print, parse

_BRACKETED = re.compile(r"[\[({](?P<inner>[^\[\](){}]{1,60}?(?:\(s\)[^\[\](){}]{0,20})?)[\])}]")
_OPENED = re.compile(r"[\[({][^\[\](){}]{0,24}$")
_CLOSED_LATER = re.compile(r"^[^\[\](){}]{0,24}[\])}]")
_CUT_OFF = re.compile(rf"[\[(](?P<inner>\s*(?:{NUMBER})\s*)m(?:a(?:r(?:k?s?)?)?)?$", re.IGNORECASE)
_AT_END = re.compile(
    rf"(?:^|\s)(?P<inner>(?:{NUMBER})\s*(?:{UNIT}|(?<=\d)p\b)|marks?\s*[:=]?\s*\d{{1,3}})\W*$",
    re.IGNORECASE,
)
_AT_LABEL = re.compile(
    rf"\s*(?P<inner>(?:{NUMBER})\s*{UNIT})[.:,]?(?=\s+(?-i:[^\W\d_a-zà-ÿ])|\s+[(\"'«„“‘¿¡]|$)",
    re.IGNORECASE,
)
_AT_LABEL_OCR = re.compile(  # one of the brackets is lost: "(a) 2 [ points Find …"
    rf"\s*[\[(|]?\s*(?P<inner>(?:{NUMBER})\s*[\[(]?\s*{UNIT})\s*[\])|]?[.:,]?(?=\s+\S|$)",
    re.IGNORECASE,
)
_CALCULATED_AFTER = re.compile(r"\s*[*×·^=+≤≥/]")
_CALCULATED_BEFORE = re.compile(r"[*×·^=+≤≥]\s*$")
_METRES = re.compile(r"\d\s?m$")  # "(0.15 m)": marks are whole or half
_PARTED = re.compile(rf"(?:^|\s)(?P<number>{NUMBER})$")
_UNIT_ALONE = re.compile(rf"^{UNIT}\W*$", re.IGNORECASE)
_SCHEME_AT_END = re.compile(
    rf"(?:^|\s)(?P<inner>(?:{NUMBER})\s*[xX×*]\s*(?:{NUMBER})\s*=\s*(?:{NUMBER})|"
    rf"(?:{NUMBER})(?:\s*\+\s*(?:{NUMBER}))+\s*=\s*(?:{NUMBER}))\s*(?:{UNIT})?\W*$",
    re.IGNORECASE,
)
_INSTRUCTION = re.compile(
    r"^\W*(?:note|attempt|answer|solve|all questions|beantworten|lösen)\b", re.IGNORECASE
)
_PEN = 2  # characters
_OPERATORS = ("=", "+", "≤", "≥", "<", ">", "×", "→", "∈")  # before a row of a matrix
_SENTENCE_ENDS = (".", "?", "!", ":", ";", ")", "]", "–", "-", "|")
_SPOKEN = 5  # marks with their unit, beside which a bare "(7)" means something else


def marks_of(lines: Sequence[Line]) -> list[Mark]:
    """All that may be marks, in reading order; equation numbers and references left out."""
    found = [mark for index in range(len(lines)) for mark in _in_line(lines, index)]
    found.extend(_in_columns(lines, {(mark.line, mark.end) for mark in found}))
    found = [_told(mark, lines[mark.line]) for mark in found]
    found.sort(key=lambda mark: (mark.line, mark.start))
    return _of_one_kind(_in_the_usual_print(found, lines))


def _in_the_usual_print(marks: Sequence[Mark], lines: Sequence[Line]) -> list[Mark]:
    """Without the "12 points" of a game's rules, where the paper prints its marks in brackets."""
    loose = [
        mark
        for mark in marks
        if mark.printed is Print.UNIT
        and not (mark.is_sum or lines[mark.line].text[mark.start] in "[({")
        and label_at(lines[mark.line].text, 0) is None
    ]
    framed = sum(lines[mark.line].text[mark.start] in "[({" for mark in marks)
    few = len(loose) * _SPOKEN <= framed
    return [mark for mark in marks if not few or mark not in loose]


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
        if mark is None or _is_figure(mark, text, match):
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


def _is_figure(mark: Mark, text: str, match: re.Match[str]) -> bool:
    """Whether the bracket holds a length, or is part of a formula."""
    if _METRES.search(match["inner"]) and mark.total is not None and mark.total % 0.5:
        return True
    return mark.printed is not Print.UNIT and _is_calculated(text, match)


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


_COLUMN_ENTRY = re.compile(
    rf"^(?:(?:{NUMBER})(?:\s?M)?|\d{{1,2}}(?:\s?\+\s?\d{{1,2}})+|\d{{1,2}}\s?[xX×*]\s?\d{{1,2}}(?:\s?=\s?\d{{1,3}})?)$"
)
_COLUMN_HEAD = re.compile(
    r"^(?:max\.?\s*)?(?:marks?|points?|punkte|punktzahl|pts|score|poäng|barème|puntos|puntaje|"
    r"puntuación|pontos|pontuação|cotação|punti|punteggio|punten|puan)[.:]?$",
    re.IGNORECASE,
)
_FEWEST_IN_COLUMN, _DIGITS = 3, 2
_STEP = 5  # from one number beside the lines of a text to the next
_BELOW_HEAD = 4.0  # points
_SPACE = 0.35  # of a letter's size: wider than the space between two words


def _in_columns(lines: Sequence[Line], taken: set[tuple[int, int]]) -> Iterator[Mark]:
    """Bare numbers that stand one below the other at the right, or below the word "Marks"."""
    heads = [(line.page, x) for line in lines for x in _heads(line)]
    centres = [x for _, x in heads]
    entries = [e for index, line in enumerate(lines) for e in _entries(index, line, centres)]
    counted = _counted_lines(lines, entries)
    entries = [entry for entry in entries if entry[0] not in counted]
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


def _counted_lines(
    lines: Sequence[Line], entries: Sequence[tuple[int, int, int, float]]
) -> set[int]:
    """Lines of a poem or a play whose numbers stand beside every fifth."""
    found: set[int] = set()
    run: list[tuple[int, int]] = []  # lines and their numbers
    for index, start, end, _ in entries:
        said = lines[index].text[start:end]
        value = int(said) if said.isdecimal() else 0
        goes_on = bool(run) and lines[run[-1][0]].page == lines[index].page
        if not (goes_on and value == run[-1][1] + _STEP):
            run = []
        if value and value % _STEP == 0:
            run.append((index, value))
        if len(run) >= _FEWEST_IN_COLUMN:
            found.update(line for line, _ in run)
    return found


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


def _of_one_kind(marks: Sequence[Mark]) -> list[Mark]:
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
