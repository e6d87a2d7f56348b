"""Course codes as they are printed: "CS2203", "18B11CI413", "DAT326 / DIT982", "9702/21"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from exams.outline.cover_fields import Field, valued
from exams.outline.found import Found, pieces_of
from exams.outline.lines import Line

CODE = re.compile(
    r"(?<![\w.])(?!(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|SPRING|FALL|SUMMER|WINTER|"
    r"AUTUMN|FX|PAGE|PART|SECTION|EDIT|ROOM|VT|HT|WS|SS|SET|TEST|QUIZ|EXAM|UNIT|IN|"
    r"SESSION|YEAR|LEVEL|GRADE|CLASS|BATCH|TERM|TIME|MARKS|TOTAL|DATE|SEMESTER|GROUP|VERSION)"
    r"[A-Z]*\W?\d|[A-Z]{0,3}PO\W?(?:19|20)\d\d)"  # the year of German examination regulations
    r"(?:\d{0,2}[A-Z]{2,8}\s?[-–]?\s?\d{2,5}[A-Z]{0,2}(?:_Y?\d+)?(?:[./]\d+)?"
    r"(?:\s?[/=]\s?[A-Z]{0,6}\d{2,5})*"
    r"|\d{3}[-–]\d{3}(?=\s[A-Z][a-z])"
    r"|\d{2}[A-Z]\d{2}[A-Z]{2}\d{3}|[A-Z]{1,2}\d{1,2}\.\d{2,3})(?!\w)"
)
# A labelled value, or a piece of a line that is nothing else, may have any mixture of both.
_MIXED = re.compile(r"(?=[A-Z0-9._/-]*\d)(?=[A-Z0-9._/-]*[A-Z]{2})[A-Z0-9][A-Z0-9._/-]{3,19}(?!\w)")
_NUMERIC = re.compile(r"(?!(?:19|20)\d\d/)\d{3,5}/\d{1,2}")
_YEAR = re.compile(r"\s?/\s?(?:19|20)\d\d$")
_HEAD = 14
_EMPTY = re.compile(r"\(\s*[/,&_Y\d]*\s*\)|\[\s*\]|\(\s*$")


def beside_code(piece: Found[str]) -> bool:
    """Whether another piece of the line is a code and nothing else."""
    others = [other.value for other in pieces_of(piece.line) if other.start != piece.start]
    return any(CODE.fullmatch(text) or _NUMERIC.fullmatch(text) for text in others)


def code_of(fields: Sequence[Field], rows: Sequence[Line]) -> Found[str] | None:
    """The code: from its label, from the subject's, else the first in the head of the paper."""
    for key in ("code", "subject"):
        for field in valued(fields, key):
            if found := _in_value(field.value, mixed=key == "code" or "code" in field.label):
                return found
    for line in rows[:_HEAD]:
        for piece in pieces_of(line):
            if match := CODE.search(_unslashed(piece.value)):
                return _inside(piece, match)
    for line in rows[:_HEAD]:
        for piece in pieces_of(line):
            if _NUMERIC.fullmatch(piece.value):
                return piece
    return None


def without_code(title: str, code: str | None) -> str:
    """The title alone: "ICS101: Computer programming" has the code ICS101 and is the rest."""
    text = title
    if code:
        text = re.sub(rf"(?<!\w){re.escape(code)}(?!\w)", " ", text)
    text = CODE.sub(" ", text)
    text = re.sub(r"(?<!\w)[A-Z]{2,6}\d{3}\w*_Y\d+(?!\w)", " ", text) if code else text
    text = _EMPTY.sub(" ", " ".join(text.split()))
    parts = [part for part in re.split(r"\s*[:：]\s*", text) if not _is_batch(part)]
    text = ": ".join(part for part in parts if part.strip())
    return " ".join(text.split()).strip(" .,:;-–—|/•&_()[]" if "(" not in text else " .,:;-–—|/•&_")


def _unslashed(text: str) -> str:
    """Text of the same length in which a path such as "FACULTY/BSC/CS402" is parted."""
    return re.sub(r"(?<=[A-Z])/(?=[A-Z.]+[/-])", " ", text)


def _is_batch(part: str) -> bool:
    """Whether the part only counts terms, as "M-17" does."""
    return bool(re.fullmatch(r"\W*[A-Z]{0,3}[-–' ]?\d{2}\W*", part))


def _in_value(value: Found[str], *, mixed: bool) -> Found[str] | None:
    match = CODE.search(value.value)
    if match is None and mixed:
        match = _MIXED.search(value.value)
    return _inside(value, match) if match else None


def _inside(piece: Found[str], match: re.Match[str]) -> Found[str]:
    """The code at its place; the year behind "CS402/2023" is none of it."""
    code = _YEAR.sub("", match[0])
    start = piece.start + match.start()
    return replace(piece, value=code, start=start, end=start + len(code))
