"""Several papers in one file: a page whose head announces marks and time begins another one."""

import re
from collections.abc import Sequence

from exams.outline.lines import Line

_MARKS = re.compile(
    r"\b(?:(?:max(?:imum|\.)?|total|full)\W{0,3}(?:marks?|points?|score)|"
    r"gesamtpunktzahl)\W{0,4}\d{2,3}\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:times?|duration|time allowed|dauer|bearbeitungszeit)\b.{0,20}?\d.{0,8}?(?:h(?:ou)?rs?|"
    r"min|stunden)",
    re.IGNORECASE,
)
_HEAD = 14  # lines of a page in which a cover says both


def paper_starts(lines: Sequence[Line]) -> dict[int, str]:
    """Index of the first line of each paper after the first, with its name: "Paper 2"."""
    starts: dict[int, str] = {}
    pages: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        pages.setdefault(line.page, []).append(index)
    covers = [
        indexes[0]
        for indexes in pages.values()
        if _is_cover("\n".join(lines[index].text for index in indexes[:_HEAD]))
    ]
    for number, index in enumerate(covers[1:], 2):
        starts[index] = f"Paper {number}"
    return starts


def _is_cover(head: str) -> bool:
    return bool(_MARKS.search(head) and _TIME.search(head))
