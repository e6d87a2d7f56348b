"""Several papers in one file: a page whose head is a cover again begins another one.

A cover tells time, marks, institution, course, examination or year; the page behind it counts
questions from 1 again and does not say that it is the second of its paper.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from exams.outline.course_code import CODE
from exams.outline.cover import cover_facts
from exams.outline.lines import Line
from exams.outline.model import BundledPaper
from exams.outline.titles import INSTITUTION
from exams.outline.wording import is_instruction, is_task

_MARKS = re.compile(
    r"\b(?:(?:max(?:imum|\.)?|total|fu\w{1,2})\W{0,3}(?:marks?|points?|score)|"
    r"gesamtpunktzahl)\W{0,5}\d{2,3}\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:times?|duration|time allowed|dauer|bearbeitungszeit)\b.{0,20}?\d.{0,8}?(?:h(?:ou)?rs?|"
    r"min|stunden)",
    re.IGNORECASE,
)
_EXAMINATION = re.compile(
    r"\b(?:examinations?|exam|mid-?term|end-?sem\w*|semester|sessional|klausur|tentamen|prüfung)\b",
    re.IGNORECASE,
)
_COURSE = re.compile(
    r"\b(?:subject|course|paper|modul\w*)\s*(?:title|name|code)?\s*[:\-]", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FIRST = re.compile(
    r"^\W{0,3}(?:(?:q(?:uestion|\.)?|problem|aufgabe|frage|task|exercise)\s*(?:no\.?)?\s*[#.:-]?\s*)?"
    r"(?:0?1|I)(?:\s*[.):\]]|\s+(?=[A-Z(\[])|\s*$)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:page|seite|sida)\s*(\d{1,3})\s*(?:of|von|av|/)\s*\d{1,3}\b", re.IGNORECASE
)
_MARKED = re.compile(r"[\[(]\d{1,2}(?:\s?\+\s?\d{1,2})*[\])]\W*$")
_FEWEST = 3  # lines that end with marks, or ask for something
_HEAD = 14  # lines of a page in which a cover says what it says
_BOTH, _ENOUGH, _ALIKE, _SAME = 2, 4, 0.8, 4


def starting_pages(lines: Sequence[Line]) -> list[int]:
    """The pages on which papers begin, that of the first one included.

    Takes all lines of the file, headers included.
    """
    return [lines[start].page for start in _starts(lines)] if lines else []


def paper_starts(lines: Sequence[Line], pages: Sequence[int]) -> dict[int, str]:
    """Index of the first line of each paper after the first, with its name: "Paper 2"."""
    names = {page: f"Paper {number}" for number, page in enumerate(pages[1:], 2)}
    found: dict[int, str] = {}
    for index, line in enumerate(lines):
        if line.page in names:
            found[index] = names.pop(line.page)
    return found


def bundled_papers(lines: Sequence[Line], pages: Sequence[int]) -> tuple[BundledPaper, ...]:
    """The papers of a file that holds several, with their pages and covers; else none.

    Takes all lines of the file, headers included, and the pages on which papers begin.
    """
    if len(pages) < 2:
        return ()
    starts = [0, *paper_starts(lines, pages)]
    found = []
    for start, end in pairwise([*starts, len(lines)]):
        own = lines[start:end]
        found.append(
            BundledPaper(
                first_page=own[0].page if start else lines[0].page,
                last_page=own[-1].page,
                facts=cover_facts(own, _before_first(own)),
            )
        )
    return tuple(found)


def _starts(lines: Sequence[Line]) -> list[int]:
    """Index of the first line of each paper; that of the file alone where it holds one."""
    pages: dict[int, list[Line]] = {}
    first: dict[int, int] = {}
    for index, line in enumerate(lines):
        pages.setdefault(line.page, []).append(line)
        first.setdefault(line.page, index)
    starts = [0]
    covers: list[list[str]] = []
    asked = False
    for number, own in pages.items():
        head = own[:_HEAD]
        cover = _is_cover(head, own, covers)
        if cover and asked and first[number]:
            starts.append(first[number])
            asked = False
        if cover:
            covers.append([line.text for line in head])
        asked = asked or _asks(own)
    return starts


def _is_cover(head: Sequence[Line], page: Sequence[Line], covers: Sequence[Sequence[str]]) -> bool:
    """Whether a page begins like a paper; `covers` are the heads of those before it."""
    counted = [int(found[1]) for line in page if (found := _COUNTED.search(line.text))]
    if counted and min(counted) > 1:
        return False
    said = _said("\n".join(line.text for line in head))
    restarts = _counts_from_one(page)
    if {"time", "marks"} <= said and len(said) > _BOTH:
        return True
    if restarts and len(said) >= _ENOUGH and said & {"time", "marks", "course"}:
        return True
    return restarts and any(_alike(head, cover) >= _SAME for cover in covers)


def _said(head: str) -> set[str]:
    """What a head tells about a paper."""
    patterns = {
        "time": _TIME,
        "marks": _MARKS,
        "institution": INSTITUTION,
        "examination": _EXAMINATION,
        "course": _COURSE,
        "code": CODE,
        "year": _YEAR,
    }
    return {name for name, pattern in patterns.items() if pattern.search(head)}


def _alike(head: Sequence[Line], cover: Sequence[str]) -> int:
    """How many lines of a head come back nearly as they stood on an earlier cover."""
    long = [line.text for line in head if len(line.text) > _HEAD]
    return sum(any(_is_alike(text, other) for other in cover) for text in long)


def _is_alike(text: str, other: str) -> bool:
    """Whether most letters are the same; what the lengths or the letters rule out is not tried."""
    if 2 * min(len(text), len(other)) < _ALIKE * (len(text) + len(other)):
        return False
    if text == other:
        return True
    matcher = SequenceMatcher(None, text, other)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _counts_from_one(page: Sequence[Line]) -> bool:
    return any(_FIRST.match(line.text) for line in page)


def _asks(page: Sequence[Line]) -> bool:
    """Whether questions are asked on a page, which may go on counting those of another paper."""
    marked = sum(bool(_MARKED.search(line.text)) for line in page)
    tasks = sum(is_task(line.text) and not is_instruction(line.text) for line in page)
    return max(marked, tasks) >= _FEWEST or any(
        _FIRST.match(line.text) and not is_instruction(line.text) for line in page
    )


def _before_first(lines: Sequence[Line]) -> int:
    """How many lines stand before question one."""
    return next((i for i, line in enumerate(lines) if i and _FIRST.match(line.text)), _HEAD)
