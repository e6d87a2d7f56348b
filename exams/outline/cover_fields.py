"""The labelled fields of a cover: "Subject: Control Systems", "Time allowed  3 hours"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from exams.outline.found import Found
from exams.outline.lines import Line
from exams.reading.page import Word

_SUBJECT = (
    "(?:subject|course|paper) (?:code|name|title)s? ?(?:&|and|with|/|,) ?(?:name|title|code)|"
    "subject with (?:subject )?code|subject name|course title|course name|"
    "paper name|name of (?:the )?(?:course|subject|paper)|subject|course|paper|module title|"
    "module name|module|fach|modul|kurs|veranstaltung|lehrveranstaltung|asignatura|materia|"
    "matière|matiere|ue|corso|insegnamento|disciplina|vak|kurssi|ämne|emne|titel|title"
)
_PROFESSOR = (
    "course instructors?(?:/s)?|instructors?(?:'?s)? names?|instructors?(?:/s|\\(s\\))?|examiners?|"
    "internal examiners?|examinator|lecturers?|teachers?|course teachers?|professors?|faculty|"
    "faculty name|prüfer(?:in)?|erstprüfer(?:in)?|dozent(?:in)?|docente|enseignante?|enseignants|"
    "profesor(?:a|es)?|professeur|responsible(?: teacher)?|course responsible|course coordinator|"
    "unit coordinator|convenor|kursansvarig|paper setters?|question setters?|set by|prepared by|"
    "examined by|taught by|compiled by"
)
_CODE = (
    r"(?:subject|course|paper|module|unit) (?:codes?|no\.?|numbers?|id)"
    r"(?! *(?:&|and|with|/) *name)|"
    r"q\.? ?p\.? ?code|codes?|modulnummer|kurskod|código"
)
_DURATION = (
    "time allowed|time allotted|allotted time|alloted time|writing time|working time|total time|"
    "exam duration|maximum duration|duration|max\\.? ?time|time|dauer|bearbeitungszeit|durée|"
    "duración|durata|tid|skrivtid|duur"
)
_TOTAL = (
    "max(?:imum|\\.)? ?(?:marks?|points?|score)|total ?(?:marks?|points?|score)|full marks|"
    "marks?|points?|gesamtpunktzahl|maximale punktzahl|m\\.? ?m|punkte(?: gesamt)?|max\\. ?poäng|"
    "barème|puntuación máxima|puntaje(?: total)?|punteggio massimo"
)
_OTHER = (
    "semester|session|date|datum|fecha|paper date|day|batch|(?:degree )?program(?:me)?(?: name)?|"
    "section|branch|credit hours?|class|department|exam(?: type)?|room|roll no|reg\\.? ?no|"
    "weight(?:age)?|pages?(?:\\(s\\))?|page\\(s\\)|academic year|name|year|"
    "student.?s? ?(?:name|id|number)|set|instructions?/notes?|sitzung|pass marks|level"
)
_LABELS = {
    "code": _CODE,
    "subject": _SUBJECT,
    "professor": _PROFESSOR,
    "duration": _DURATION,
    "total": _TOTAL,
    "other": _OTHER,
}
_LABEL = re.compile(
    "|".join(rf"(?P<{key}>(?<![\w])(?:{words})(?![\w]))" for key, words in _LABELS.items()),
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"^\s*(?:/s|\(s\))?\s*[:：=;]+\s*[-–]?\s*|^\s+[-–]\s+|^\s*")
_SPOKEN = re.compile(r"\b(?:by|ue)$", re.IGNORECASE)  # labels that stand in running text too
_OUTER = " .:|,;_[]"
_SAME_ROW, _TOGETHER = 0.45, 0.6
_TOUCHING = 5.0  # points by which the boxes of words beside each other may overlap
_ALIGNED = 4.0  # points by which lines of one cell may differ at their left edge
_LIKE = 1.6  # points by which their letters may differ in size


@dataclass(frozen=True, slots=True)
class Field:
    """A label of the cover with the value printed behind it; `value` keeps its place."""

    key: str
    label: str
    value: Found[str]


def cover_rows(cover: Sequence[Line]) -> list[Line]:
    """The lines, those of one printed row put together.

    OCR and cells of unequal height leave a label and its value on lines that overlap in height.
    """
    rows: list[Line] = []
    for line in cover:
        if rows and _one_row(rows[-1], line):
            words = sorted([*rows[-1].words, *line.words], key=lambda word: word.x0)
            rows[-1] = replace(rows[-1], words=tuple(words))
        else:
            rows.append(line)
    return rows


def fields_of(rows: Sequence[Line]) -> list[Field]:
    """Labels with their values, in printed order; a value ends where the next label begins."""
    found = []
    for index, row in enumerate(rows):
        after = rows[index + 1] if index + 1 < len(rows) else None
        found += [_with_rest(field, row, after) for field in _fields(row)]
        if after is not None and (label := _lone_label(row)):
            found.append(Field(label.lastgroup or "", label[0].lower(), _whole(after)))
    return found


def starts_field(text: str) -> bool:
    """Whether a text begins with a label and a colon."""
    match = _LABEL.match(text)
    return match is not None and bool(re.match(r"\W{0,4}[:：]", text[match.end() :]))


def valued(fields: Sequence[Field], key: str) -> list[Field]:
    """The fields of one kind whose value has a letter or a digit."""
    return [f for f in fields if f.key == key and any(c.isalnum() for c in f.value.value)]


def _one_row(row: Line, line: Line) -> bool:
    if row.page != line.page or not (row.ocr or row.tabular or line.tabular):
        return False
    middle = [median((w.top + w.bottom) / 2 for w in part.words) for part in (row, line)]
    height = min(row.size, line.size) or 10.0
    if abs(middle[0] - middle[1]) > _SAME_ROW * height:
        return False
    return not any(_shared(a, b) > _TOUCHING for a in row.words for b in line.words)


def _shared(one: Word, other: Word) -> float:
    """The width, in points, that two words have in common."""
    return min(one.x1, other.x1) - max(one.x0, other.x0)


def _fields(line: Line) -> Iterator[Field]:
    text = line.text
    labels = [m for m in _LABEL.finditer(text) if _labels(line, m)]
    for match, after in zip(labels, [*labels[1:], None], strict=False):
        end = after.start() if after else len(text)
        separator = _SEPARATOR.match(text[match.end() : end])
        start = match.end() + (separator.end() if separator else 0)
        value = text[start:end]
        start += len(value) - len(value.lstrip(_OUTER))
        value = value.strip(_OUTER)
        if value and match.lastgroup:
            place = Found(value, line, start, start + len(value))
            yield Field(match.lastgroup, match[0].lower(), place)


def _labels(line: Line, match: re.Match[str]) -> bool:
    """A label starts a line or a piece of one, or a separator follows it."""
    after = line.text[match.end() : match.end() + 6]
    if _SPOKEN.search(match[0]):
        return bool(re.match(r"\s*:|\s+[A-ZÄÖÜ]", after)) and match[0][0].isupper()
    if re.match(r"^\s*(?:/s|\(s\))?\s*[:：=]", after):
        return True
    if line.tabular and match.start() in line.segments:
        return True
    opens = match.start() in line.segments
    if not opens or not after.strip():
        return False
    if match.end() + 1 in line.segments:
        return True
    begun = r"^\s+(?:[-–]|\d)" if match.lastgroup in {"duration", "total"} else r"^\s+[-–]"
    return match.start() == 0 and bool(re.match(begun, after))


def _lone_label(line: Line) -> re.Match[str] | None:
    """The label that is the whole line, as a heading over its value."""
    match = _LABEL.fullmatch(line.text.strip(" :"))
    if match is None or match.lastgroup not in {"professor", "subject"}:
        return None
    return match if len(match[0]) > len("faculty") else None


def _whole(line: Line) -> Found[str]:
    return Found(line.text.strip(), line, 0, len(line.text))


def _with_rest(field: Field, row: Line, after: Line | None) -> Field:
    """The value with its second line, where the cell of a table has one."""
    if field.key not in {"subject", "professor"} or after is None or after.page != row.page:
        return field
    value = field.value
    right = _cell_end(row, value.end)
    cell = row.tabular or right < row.right
    left = row.x_at(value.start) if not row.tabular else row.x0
    inside = left - _ALIGNED < after.x0 and after.x1 <= right and len(after.segments) == 1
    goes_on = after.gap < _TOGETHER and abs(after.size - row.size) < _LIKE
    worded = all(letter.isalpha() or letter in " .,&'’-()" for letter in after.text)
    if not (cell and inside and goes_on and worded) or _LABEL.match(after.text):
        return field
    longer = f"{value.value} {after.text.strip()}"
    return replace(field, value=replace(value, value=longer))


def _cell_end(row: Line, end: int) -> float:
    """Where the text to the right of a value begins."""
    behind = [start for start in row.segments if start >= end]
    return row.x_at(behind[0]) if behind else row.right
