"""How long a paper takes, in minutes, and how many marks it carries."""

import re
from collections.abc import Iterator, Sequence

from exams.outline.cover_fields import Field, valued
from exams.outline.found import Found, found_match, pieces_of
from exams.outline.lines import Line
from exams.outline.mark_forms import number
from exams.outline.sections import section_heading

_COUNTED = {"one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0}
_HOUR = r"(?:h\b|hrs?\b|hours?|stunden?|timmar|timer|heures?|horas?|ore\b|uur\b|часа?)"
_CLOCK = re.compile(rf"(\d{{1,2}})\s?:\s?(\d\d)\s*{_HOUR}", re.IGNORECASE)
_HOURS = re.compile(
    rf"(\d{{1,2}}(?:[.,]\d{{1,2}})?|\d?\s?½|\b(?:{'|'.join(_COUNTED)})\b)(\s*½)?\s*-?{_HOUR}",
    re.IGNORECASE,
)
_MINUTES = re.compile(
    r"(?<![\d.])(\d{1,3})\s*-?(?:m\b|min\b|mins\b|minutes?|minuten|minuter|minutos|minuti)",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    r"(?<![\d.:])(\d{1,2})[:.](\d\d)\s*(am|pm)?\s*(?:[-–—]|to|bis)\s*(\d{1,2})[:.](\d\d)(?![\d.])\s*(am|pm)?|"
    r"\b([01]\d|2[0-3])([0-5]\d)\s?[-–]\s?([01]\d|2[0-3])([0-5]\d)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b(?:first|last|late|after|before|leave|upload|reading|each|per|around|"
    r"check|review|results?|inspection|visits?|within|announced)\b",
    re.IGNORECASE,
)
_AS_MINUTES = {"00", "15", "30", "45"}  # behind the point of "3.45 hrs"
_SHORTEST, _SHORTEST_UNNAMED, _LONGEST = 20, 50, 720  # minutes
_SUM = re.compile(r"^\W*(\d{1,3}(?:\s?\+\s?\d{1,3})+)")
_MAXIMUM = re.compile(
    r"\bmax(?:imum|imal)?\W{0,2}\s*(\d{2,3})\s*(?:p\b|marks|points|pts|poäng|punkte)|"
    r"\btotal\b\W{0,8}/\s*(\d{2,3})\b|(\d{2,3})\s+punkten? in summe",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"(?:\b(?:of|with|out of|total(?: of)?|insgesamt|has|and|maximum|maximal)\s+|[|,·•(–-]\s*)"
    r"(\d{2,3}(?:[.,]\d)?)\s*(?:marks|points|pts|punkte?n?|poäng)\b"
    r"(?! (?:for|of) (?:the |this )?(?:full |whole |entire )?(?:course|module))|"
    r"\b(?:maximum|total|full) (?:marks?|score|points?)(?: for [\w\s-]{1,50}?)? (?:is|are|of)"
    r" (\d{2,3})\b",
    re.IGNORECASE,
)
_GRADES = re.compile(
    r"\d\s*[-–—]\s*\d{1,3}(?:[.,]\d)?\s*(?:marks|points?|pts|punkte?n?|poäng|p)\b|"
    r"(?:≥|>=|at least|mindestens|minst)\s*\d",
    re.IGNORECASE,
)  # the limits of a grade: "50–69 points: 3"
_ROW = re.compile(r"\W*(?:\d{1,3}(?:[.,]5)?\W+){2,}\d{1,3}(?:[.,]5)?\W*")
_PIECE = re.compile(r"\W*(\d{2,3})\s*(?:marks|points|pts|punkte|poäng)\W*", re.IGNORECASE)
_PLAIN_TOTAL = {"marks", "mark", "points", "point", "punkte"}
_LEAST_TOTAL = 4


def duration_of(fields: Sequence[Field], rows: Sequence[Line]) -> Found[int] | None:
    """Minutes: from a labelled field, else from the first line that says a time."""
    for field in valued(fields, "duration"):
        minutes = minutes_of(field.value.value)
        if minutes:
            place = field.value
            return Found(minutes, place.line, place.start, place.end)
    said = (_said(piece) for row in rows for piece in _with_whole(row))
    return next((found for found in said if found), None)


def _with_whole(row: Line) -> list[Found[str]]:
    """The row's pieces, and the whole of it where it runs on."""
    pieces = pieces_of(row)
    whole = Found(row.text, row, 0, len(row.text))
    return pieces if len(pieces) > 1 else [whole]


def _said(piece: Found[str]) -> Found[int] | None:
    """The minutes that a piece says as the time of the whole."""
    minutes = minutes_of(piece.value)
    if not minutes or _ASIDE.search(piece.value):
        return None
    patterns = (_CLOCK, _HOURS, _MINUTES, _FROM_TO)
    match = next(filter(None, (pattern.search(piece.value) for pattern in patterns)))
    if match.re is _FROM_TO and minutes < _SHORTEST_UNNAMED:
        return None
    return Found(minutes, piece.line, piece.start + match.start(), piece.start + match.end())


def minutes_of(text: str) -> int | None:
    """The time that a text says, in minutes: "1:30 hours", "2½ h", "90 min", "8:30-12.30"."""
    clock = _CLOCK.search(text)
    if clock:
        return 60 * int(clock[1]) + int(clock[2]) or None
    hours, minutes = _HOURS.search(text), _MINUTES.search(text)
    total = _hours(hours) if hours else 0
    if minutes and (not hours or 0 <= minutes.start() - hours.end() < 8):
        total += int(minutes[1])
    if total:
        return total
    span = _FROM_TO.search(text)
    between = _between(span) if span else 0
    return between if _SHORTEST <= between <= _LONGEST else None


def _hours(match: re.Match[str]) -> int:
    """Minutes; "3.45 hrs" are three hours and three quarters."""
    said = match[1].lower()
    whole = re.fullmatch(r"(\d{1,2})[.,](\d\d)", said)
    if said in _COUNTED:
        minutes = round(60 * _COUNTED[said])
    elif whole and whole[2] in _AS_MINUTES:
        minutes = 60 * int(whole[1]) + int(whole[2])
    else:
        minutes = round(60 * number(said))
    return minutes + (30 if match[2] else 0)


def _between(match: re.Match[str]) -> int:
    """Minutes from the first time of day to the second."""
    if match[7]:
        begin, end = 60 * int(match[7]) + int(match[8]), 60 * int(match[9]) + int(match[10])
    else:
        begin, end = 60 * int(match[1]) + int(match[2]), 60 * int(match[4]) + int(match[5])
    return end - begin if end > begin else end + 12 * 60 - begin


def total_of(fields: Sequence[Field], rows: Sequence[Line]) -> Found[float] | None:
    """The marks of the whole paper: from a labelled field, else from words that say so."""
    rows = [row for row in rows if not (_GRADES.search(row.text) or section_heading(row))]
    fields = [field for field in fields if not _GRADES.search(field.value.line.text)]
    maximum = next(_matches(_MAXIMUM, rows), None)
    named = sorted(valued(fields, "total"), key=lambda field: field.label in _PLAIN_TOTAL)
    for field in named:
        if field.label in _PLAIN_TOTAL and maximum:
            return maximum
        total = _total(field.value.value)
        if total > _LEAST_TOTAL:
            return Found(total, field.value.line, field.value.start, field.value.end)
    return maximum or next(_matches(_POINTS, rows), None) or next(_in_pieces(rows[:6]), None)


def _total(value: str) -> float:
    """The number that a value starts with, or the sum that is printed; 0 without one."""
    if added := _SUM.match(value):
        return float(sum(int(part) for part in added[1].split("+")))
    if _ROW.fullmatch(value):
        return _of_row([number(part) for part in re.findall(r"\d+(?:[.,]\d)?", value)])
    found = re.match(r"^\W*(\d{1,3}(?:[.,]5)?)(?![\d:])", value)
    return number(found[1]) if found else 0.0


def _of_row(cells: Sequence[float]) -> float:
    """The total at the end of a table of marks: "5 2 4 11"; 0 where the row has none."""
    return cells[-1] if cells[-1] == sum(cells[:-1]) else 0.0


def _matches(pattern: re.Pattern[str], rows: Sequence[Line]) -> Iterator[Found[float]]:
    for line in rows:
        if match := pattern.search(line.text):
            yield found_match(number(next(filter(None, match.groups()))), line, match)


def _in_pieces(head: Sequence[Line]) -> Iterator[Found[float]]:
    """Marks that stand alone in a piece of the head."""
    for line in head:
        for piece in pieces_of(line):
            if match := _PIECE.fullmatch(piece.value):
                yield Found(number(match[1]), line, piece.start, piece.end)
