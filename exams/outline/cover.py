"""What a paper says about itself: course, subject, examiner, year, session, time, total marks."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exams.outline.lines import Line
from exams.outline.marks import number
from exams.outline.model import CoverFacts
from exams.outline.titles import CODE, INSTITUTION, title_of

_SUBJECT = (
    "subject code (?:&|and) name|course code (?:&|and) name|subject name|course title|course name|"
    "paper name|name of (?:the )?(?:course|subject)|subject|course|paper|module|fach|modul|kurs|"
    "veranstaltung|asignatura|materia|matière|corso|titel|title"
)
_PROFESSOR = (
    "course instructors?(?:/s)?|instructors?(?:'?s)? names?|instructors?(?:/s|\\(s\\))?|examiners?|"
    "examinator|lecturers?|teachers?|professors?|faculty|prüfer(?:in)?|dozent(?:in)?|docente|"
    "profesor(?:a)?|responsible(?: teacher)?|course responsible|kursansvarig|paper setters?"
)
_CODE = r"(?:subject|course) code(?! *(?:&|and) name)|paper code|course no|code|modulnummer|kurskod"
_DURATION = (
    "time allowed|maximum duration|duration|max\\.? ?time|time|dauer|bearbeitungszeit|durée|tid"
)
_TOTAL = (
    "max(?:imum|\\.)? ?(?:marks?|points?|score)|total ?(?:marks?|points?|score)|full marks|"
    "marks?|points?|gesamtpunktzahl|maximale punktzahl|m\\.? ?m|punkte(?: gesamt)?|max\\. ?poäng"
)
_LABELS = {
    "code": _CODE,
    "subject": _SUBJECT,
    "professor": _PROFESSOR,
    "duration": _DURATION,
    "total": _TOTAL,
    "other": (
        "semester|session|date|datum|paper date|day|batch|program(?:me)?(?: name)?|section|branch|"
        "credit hours?|class|department|exam|room|roll no|reg\\.? ?no|weight(?:age)?|"
        "pages?(?:\\(s\\))?|"
        "page\\(s\\)|academic year|name|year|student.?s? ?(?:name|id)|set|instruction/notes|sitzung"
    ),
}
_LABEL = re.compile(
    "|".join(rf"(?P<{key}>(?<![\w])(?:{words})(?![\w]))" for key, words in _LABELS.items()),
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"^\s*(?:/s|\(s\))?\s*[:：=]+\s*[-–]?\s*|^\s+[-–]\s+")
_YEAR = re.compile(r"(?<![\d/.])(?:19[5-9]\d|20[0-4]\d)(?![\d])")
_YEAR_RANGE = re.compile(r"\b(20\d\d)\s?[-/–]\s?(20)?\d\d\b")
_SHORT_YEAR = re.compile(
    r"\b(?:spring|fall|autumn|winter|summer|monsoon|ws|ss|sose|wise|[MSWF]|jan\w*|feb\w*|mar\w*|"
    r"apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|"
    r"dec\w*)\s?[-/'’ʼ ]?\s?['’ʼ]?(\d\d)\b(?![-/.:]\d)",
    re.IGNORECASE,
)
_DATE = re.compile(r"\b\d{1,2}[-/.]\d{1,2}[-/.](?:(?:19|20)(\d\d)|(\d\d))\b|\b(20\d\d)-\d\d-\d\d\b")
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|januar|"
    "februar|märz|mai|juni|juli|oktober|dezember|spring|summer|autumn|fall|winter|monsoon|"
    "sommersemester|wintersemester|hösttermin|vårtermin"
)
_SESSION = re.compile(
    rf"\b(?:{_MONTHS}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|"
    rf"dec)\b[ .,/'’-]*(?:\d{{1,2}}[.,]? )?"
    r"(?:(?:19|20)?\d\d)?(?:\s?[/-]\s?\d\d(?:\d\d)?)?",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"(\d{1,2}(?:[.,]\d{1,2})?|\d?\s?½)\s*(?:h\b|hrs?\b|hours?|stunden?|timmar|heures?)",
    re.IGNORECASE,
)
_MINUTES = re.compile(r"(\d{1,3})\s*(?:m\b|min\b|mins\b|minutes?|minuten|minuter)", re.IGNORECASE)
_MAXIMUM = re.compile(
    r"\bmax(?:imum|imal)?\W{0,2}\s*(\d{2,3})\s*(?:p\b|marks|points|pts|poäng|punkte)|"
    r"\btotal\b\W{0,8}/\s*(\d{2,3})\b|(\d{2,3})\s+punkten? in summe",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"(?:\b(?:of|with|out of|total(?: of)?|insgesamt|has|and|maximum|maximal)\s+|[|,(–-]\s*)"
    r"(\d{2,3}(?:[.,]\d)?)\s*(?:marks|points|pts|punkte?n?|poäng)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:prof(?:essor)?\.?|dr\.?|mr\.?|ms\.?|mrs\.?)\s(?:[A-ZÄÖÜ][\w.'’-]+\s?){1,4}"
)
_PLAIN_TOTAL = {"marks", "mark", "points", "point", "punkte"}
_LEAST_TOTAL, _LATEST = 4, 49
_COVER_LINES, _COVER_PAGES = 150, 5


@dataclass(frozen=True, slots=True)
class _Field:
    """A label of the cover with the value printed behind it."""

    key: str
    label: str
    value: str


def cover_facts(lines: Sequence[Line], first_question: int) -> CoverFacts:
    """Facts from the lines of the cover, of which `first_question` stand before question one."""
    cover = [line for line in lines[: max(first_question, 1)] if line.page <= _COVER_PAGES][
        :_COVER_LINES
    ]
    fields = [found for line in cover for found in _fields(line)]
    text = "\n".join(line.text for line in cover)
    code = _code(fields, cover)
    title, person = title_of(cover)
    return CoverFacts(
        institution=_institution(cover),
        course_code=code,
        subject=_subject(fields, title, code),
        professor=_professor(fields, text, person),
        year=_year(text),
        session=_session(text),
        duration_minutes=_duration(fields, text),
        total_marks=_total(fields, text),
    )


def _fields(line: Line) -> Iterator[_Field]:
    """Pairs of label and value in a line, each value up to the next label."""
    text = line.text
    labels = [m for m in _LABEL.finditer(text) if _labels(line, m)]
    for match, after in zip(labels, [*labels[1:], None], strict=False):
        end = after.start() if after else len(text)
        value = _SEPARATOR.sub("", text[match.end() : end]).strip(" .:|,;_")
        if value and match.lastgroup:
            yield _Field(match.lastgroup, match[0].lower(), value)


def _labels(line: Line, match: re.Match[str]) -> bool:
    """A label starts a line or a piece of one, or a separator follows it."""
    after = line.text[match.end() : match.end() + 6]
    if re.match(r"^\s*(?:/s|\(s\))?\s*[:：=]", after):
        return True
    if line.tabular and match.start() in line.segments:
        return True
    if match.start() or not after.strip():
        return False
    return match.end() + 1 in line.segments or bool(re.match(r"^\s+(?:[-–]|\d)", after))


def _first(fields: Sequence[_Field], key: str) -> str | None:
    return next((field.value for field in fields if field.key == key), None)


def _subject(fields: Sequence[_Field], title: str | None, code: str | None) -> str | None:
    """The named subject, before a named course, before the title; with the code behind it."""
    named = [f for f in fields if f.key == "subject" and any(c.isalpha() for c in f.value)]
    named.sort(key=lambda f: f.label == "course")
    value = named[0].value if named else title
    if value and code and _squeezed(value) in _squeezed(code):
        return code
    if value and code and _squeezed(code) not in _squeezed(value):
        return f"{value} ({code})"
    return value


def _squeezed(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _professor(fields: Sequence[_Field], text: str, below_title: str | None) -> str | None:
    value = _first(fields, "professor")
    if value and any(c.isalpha() for c in value):
        return re.split(r"\s[•|]\s", value)[0]
    found = _PERSON.search(text)
    return " ".join(found[0].split()) if found else below_title


def _code(fields: Sequence[_Field], cover: Sequence[Line]) -> str | None:
    value = _first(fields, "code")
    if value:
        found = CODE.search(value)
        return found[0] if found else value
    for line in cover[:14]:
        found = CODE.search(line.text)
        if found:
            return found[0]
    return None


def _year(text: str) -> int | None:
    """The year that is printed most often; a span of years counts little, short years last."""
    spans = _YEAR_RANGE.sub(" ", text)
    years = [int(y) for y in _YEAR.findall(spans)]
    dates = [2000 + int(a or b) if not c else int(c) for a, b, c in _DATE.findall(text)]
    years += [year for year in dates if year <= 2000 + _LATEST]
    if years:
        return max(years, key=lambda y: (years.count(y), -years.index(y)))
    short = _SHORT_YEAR.search(text)
    if short and int(short[1]) <= _LATEST:
        return 2000 + int(short[1])
    span = _YEAR_RANGE.search(text)
    return int(span[1]) if span else None


def _session(text: str) -> str | None:
    found = [" ".join(match[0].split()).strip(" .,/-'’") for match in _SESSION.finditer(text)]
    dated = [session for session in found if any(c.isdigit() for c in session)]
    return next(iter(dated or found), None)


def _duration(fields: Sequence[_Field], text: str) -> int | None:
    for source in [f.value for f in fields if f.key == "duration"] + [text]:
        hours, minutes = _HOURS.search(source), _MINUTES.search(source)
        total = round(60 * number(hours[1])) if hours else 0
        if minutes and (not hours or 0 <= minutes.start() - hours.end() < 8):
            total += int(minutes[1])
        if total:
            return total
    return None


def _total(fields: Sequence[_Field], text: str) -> float | None:
    named = [field for field in fields if field.key == "total"]
    named.sort(key=lambda field: field.label in _PLAIN_TOTAL)
    for field in named:
        if field.label in _PLAIN_TOTAL and (found := _MAXIMUM.search(text)):
            return number(next(filter(None, found.groups())))
        found = re.match(r"^\W*(\d{1,3}(?:[.,]5)?)(?![\d:])", field.value)
        if found and number(found[1]) > _LEAST_TOTAL:
            return number(found[1])
    found = _MAXIMUM.search(text) or _POINTS.search(text)
    return number(next(filter(None, found.groups()))) if found else None


def _institution(cover: Sequence[Line]) -> str | None:
    """The first line of the head that names a university, institute or college."""
    for line in cover[:14]:
        if INSTITUTION.search(line.text) and len(line.text) < 120:
            pieces = [line.text[a:b].strip() for a, b in _spans(line)]
            return next((p for p in pieces if INSTITUTION.search(p)), line.text)
    return None


def _spans(line: Line) -> list[tuple[int, int]]:
    bounds = [*line.segments, len(line.text)]
    return list(itertools.pairwise(bounds))
