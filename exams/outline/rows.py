"""Numbered rows that are no questions: lines of a listing, rows of a table of figures."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from exams.outline.lines import Line
from exams.outline.wording import is_code

_NUMBER = re.compile(r"^(?P<number>\d{1,3})(?:\s+(?P<rest>.*))?$")
_FEWEST, _LONG = 3, 8  # rows
_FEWEST_CELLS = 3  # apart from a number at the end, which may be marks
_ALIGNED = 2  # heights of letters by which numbers of two digits may stand further left
_WRAPPED = 2  # lines from one number to the next
_SENTENCE = 4  # words
_SMALL = 0.75  # of the paper's usual letters: numbers of lines and footnotes, not of questions


def numbered_rows(lines: Sequence[Line]) -> set[int]:
    """Indexes of lines that only count on, as rows do: by one from line to line, without sentences.

    A question's number may stand alone in its line too, so three of them in a row are needed.
    """
    return {index for run in _runs(lines) if _are_rows(lines, run) for index in run}


def _runs(lines: Sequence[Line]) -> Iterator[list[int]]:
    """Lines in which bare numbers count up by one."""
    run: list[int] = []
    last = 0
    for index, line in enumerate(lines):
        match = _NUMBER.match(line.text)
        if match is None:
            continue
        value = int(match["number"])
        if run and value == last + 1 and _follows(lines, run[-1], index):
            run.append(index)
        else:
            yield run
            run = [index]
        last = value
    yield run


def _follows(lines: Sequence[Line], above: int, index: int) -> bool:
    """Whether a number stands shortly below the one before it, at its indentation.

    A sentence below a lone number makes it the number of a question.
    """
    if lines[above].text.isdigit() and any(
        len(line.text.split()) >= _SENTENCE for line in lines[above + 1 : index]
    ):
        return False
    away = abs(lines[above].x0 - lines[index].x0)
    return index - above <= _WRAPPED and away < _ALIGNED * lines[index].size


def _are_rows(lines: Sequence[Line], run: Sequence[int]) -> bool:
    if len(run) < _FEWEST:
        return False
    needed = 0.25 if len(run) >= _LONG else 0.5
    return sum(_is_row(lines[index]) for index in run) > needed * len(run)


def _is_row(line: Line) -> bool:
    match = _NUMBER.match(line.text)
    rest = (match["rest"] or "") if match else ""
    if line.mono or is_code(rest):
        return True
    if line.words[1:] and line.words[0].size < _SMALL * line.words[1].size:
        return True
    pieces = [line.text[start:end] for start, end in pairwise([*line.segments, None])]
    if len(pieces) - pieces[-1].strip().isdecimal() >= _FEWEST_CELLS:
        return True
    words = rest.split()
    figures = sum(len(word) <= 1 or not any(c.isalpha() for c in word) for word in words)
    return figures == len(words)
