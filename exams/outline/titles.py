"""The title of a paper: the piece of the cover that looks most like the name of a course."""

import re
from collections.abc import Sequence
from dataclasses import replace

from exams.outline.course_code import CODE, beside_code
from exams.outline.cover_fields import starts_field
from exams.outline.found import Found, overlapping, pieces_of
from exams.outline.lines import Line
from exams.outline.sections import section_heading
from exams.outline.wording import is_instruction

INSTITUTION = re.compile(
    r"\b(?:univers\w+|institute?\b|institut\b|college|hochschule|polytechni\w+|academy|school of|"
    r"facult(?:y|é|ad)|fakultät|politecnico|akademie|högskola|iiit\b|iit\b)",
    re.IGNORECASE,
)
EXAM_WORDS = re.compile(
    r"\b(?:exams?|examin\w*|examen\w*|re-exam|semester|test|quiz|mid ?-?term|mid|final|"
    r"degrees?|term|session\w*|"
    r"sessional\S*|"
    r"\w*klausur\w*|\w*prüfung\w*|(?:sommer|winter)semester|sose|wise|page|printed|date|day|time|marks?|points?|duration|name|roll|reg|"
    r"instructions?|"
    r"department|dept|school|faculty|questions?|answers?|campus|autonomous|affiliated|approved|"
    r"tentamen|"
    r"candidates?|supplementary|regular|spring|fall|monsoon|winter|summer|assessments?|library|supply|b\.?\s?tech|"
    r"b\.?\s?e\.|m\.?\s?tech|"
    r"common to|seite|dozent|prof|honours|students?|paper|part|section|group|end|code|codes|"
    r"signature|"
    r"course|courses|level|programme?|branch|solutions?|write|your|problem|score|matrikel\w*|"
    r"grade|anonymous|"
    r"certificate|education|advanced|subsidiary|international|mobile|total|bachelor\w*|"
    r"master\w*|[mb]\.?\s?sc|[mb]\.?\s?eng|number|id|check|results?|aids|"
    r"university|institute|division|control|rooms?|instructors?|set|attempt|january|february|"
    r"march|april|"
    r"may|june|july|august|september|october|november|december|internal|outcomes?|objectives?)\b",
    re.IGNORECASE,
)
_STRIP = re.compile(
    r"\b(?:(?:re-?|end|mid|final|terminal|first|second|third|deep)?[\s-]*(?:semester|term)?[\s-]*"
    r"(?:exam(?:ination)?s?|mid ?-?term|final|test|quiz|\w*klausur|tentamen|\w*prüfung|"
    r"paper)\b(?:\s*(?:[-–#]\s*)?(?:\d\b|I{1,3}\b))?)",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:spring|fall|autumn|winter|summer|monsoon|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|"
    r"apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?)"
)
_CREDITS = re.compile(r"\b\d{1,2}(?:[.,]\d)?\s?(?:hp|hec|ects|cp|lp|credits?)\b", re.IGNORECASE)
_JOINED = re.compile(r"^(?:and|of|for|in|the|und|für|et|och|y|e)\b")  # no title begins so
_UNFINISHED = re.compile(r"(?:[-–&:]|\b(?:and|of|in|for|und|für|et|och|de|des))$", re.IGNORECASE)
_DATED = re.compile(
    rf"\(?\b{_MONTH}(?:\s?/\s?{_MONTH})?\b[^\w]{{0,3}}(?:\d{{1,2}}\W{{1,2}})?"
    r"['’]?(?:\d{2,4})?(?:\s?[-–]\s?\d\d)?\)?|"
    r"\(?\b(?:19|20)\d\d\b(?:\s?[-–/]\s?\d{2,4})?\)?|"
    r"\bdate\b.*$|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\b\d+ points\b",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r"\b(?:bachelor|master|diploma|associate|honours|licence|licenciatura|laurea|[bm]\.?\s?tech|"
    r"[bm]\.?\s?sc|[bm]\.?\s?eng|[bm]\.?\s?e|[bm]\.?\s?s|[bm]\.?\s?a)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\b(?:road|street|campus|block)\b|\b\d{3}\s?\d{3}\b", re.IGNORECASE)
_NUMBERED = re.compile(r"^\W*(?:\d{1,2}|[a-z])[.)]\s|^Q\W?\d")
_FORM = re.compile(r"[:：]\s*[□☐_.…]*\s*$|[□☐]")
_REGULATION = re.compile(r"^\W*[A-Z]{0,3}PO\W?(?:19|20)\d\d\W*$")  # as in "BPO 2011"
_PATH = re.compile(r"(?:[A-Z.]+/){2}[A-Z]")  # "UNIV/B.SC/PHY": a reference and no title
_PERSON = re.compile(r"^\W*(?:prof|dr|mr|ms|mrs)\b\.?\s", re.IGNORECASE)
_PERSON_LINE = re.compile(r"^(?:[A-ZÄÖÜÅ][a-zäöüåéèßó'’.-]+\s?){1,3}$")
_HEAD, _LONGEST, _LEAST, _LONG = 16, 110, 1.2, 4
_COMPOUND = 12  # letters of one word that is hardly a surname
_SAME_EDGE = 3.0  # points
_ROOM = 250.0  # points: no title is broken before it is that long
_WORDY = 9  # words above which a line reads like a sentence
_NUMBERS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]{3,}")


def title_of(rows: Sequence[Line], institution: Found[str] | None) -> Found[str] | None:
    """The title, without the kind of examination and its date, with the place of its first line."""
    head = [row for row in rows if row.page == rows[0].page][:_HEAD] if rows else []
    later = [row for row in rows if row not in head and row.size > _largest(head, 0.95)]
    scored = [
        (score, piece)
        for row in [*head, *later]
        for piece in _pieces(row)
        if not _belongs(piece, institution)
        and not _ends_unit(piece, rows)
        and (score := _score(piece, head)) > _LEAST
    ]
    if not scored:
        return None
    best = max(scored, key=lambda entry: entry[0])[1]
    last = rows.index(best.line)
    after = rows[last + 1] if last + 1 < len(rows) else None
    if after is not None and (_continues(best.line, after) or _wraps(best.line, after, head)):
        best = replace(best, value=f"{best.value} {after.text}")
    return replace(best, value=cleaned(best.value))


def _belongs(piece: Found[str], institution: Found[str] | None) -> bool:
    """Whether the piece is the institution's name or the end of it."""
    if institution is None:
        return False
    return overlapping(piece, institution) or piece.value in institution.value


def _ends_unit(piece: Found[str], rows: Sequence[Line]) -> bool:
    """Whether the piece is the second line of an institute's or a department's name."""
    at = rows.index(piece.line)
    before = rows[at - 1] if at and not piece.start else None
    return (
        before is not None
        and abs(before.x0 - piece.line.x0) < _SAME_EDGE
        and bool(_UNFINISHED.search(before.text) and INSTITUTION.search(before.text))
    )


def is_subject(text: str) -> bool:
    """Whether the value of a field can be a course: no degree such as "B. Tech.", no person."""
    return not _DEGREE.search(text) and not _PERSON.match(text)


def _pieces(row: Line) -> list[Found[str]]:
    """The row's pieces, and what follows a code in it."""
    pieces = pieces_of(row)
    if len(pieces) > 1 and not CODE.search(row.text):
        parts = [part for piece in pieces for part in _by_comma(piece)]
        return [*pieces, *parts]
    parts = [part for piece in pieces for part in _by_comma(piece)]
    coded = CODE.search(row.text)
    if coded is None:
        return [*pieces, *parts]
    worded = [piece.end for piece in pieces if any(letter.isalpha() for letter in piece.value)]
    rest = row.text[coded.start() : max(worded)].strip()
    return [*pieces, *parts, Found(rest, row, coded.start(), coded.start() + len(rest))]


def _by_comma(piece: Found[str]) -> list[Found[str]]:
    """What stands before the first comma, where an institution stands behind it."""
    first, comma, rest = piece.value.partition(",")
    if comma and INSTITUTION.search(rest) and not INSTITUTION.search(first):
        return [replace(piece, value=first, end=piece.start + len(first))]
    return []


def _largest(lines: Sequence[Line], share: float) -> float:
    return share * max((line.size for line in lines), default=0.0)


def _is_other(piece: Found[str]) -> bool:
    """Whether the piece is certainly something else: a section, a task, an address, a form."""
    text = piece.value
    return (
        section_heading(piece.line) is not None
        or bool(_NUMBERED.match(text) or _FORM.search(text) or _PLACE.search(text))
        or bool(_PERSON.match(text))
        or starts_field(text)
        or bool(_PATH.search(text) or _JOINED.match(text) or _REGULATION.match(text))
        or "@" in text
        or bool(_FORM.search(piece.line.text[piece.start :][: len(text) + 4]))
        or is_instruction(cleaned(text))
        or (bool(_DEGREE.search(text)) and not CODE.search(text))
    )


def _score(piece: Found[str], head: Sequence[Line]) -> float:
    """How much like a title a piece of a line looks."""
    line, text = piece.line, cleaned(piece.value)
    words = _WORD.findall(CODE.sub(" ", text))
    coded = bool(CODE.search(text))
    if len(piece.value) > _LONGEST or piece.value.endswith((".", "?")) or not (words or coded):
        return 0.0
    named = [word for word in words if not EXAM_WORDS.fullmatch(word)]
    if _is_other(piece) or not (named or coded):
        return 0.0
    foreign = len(EXAM_WORDS.findall(text)) + 2 * len(INSTITUTION.findall(text))
    score = 3.0 * line.size / max(_largest(head, 1.0), 1.0) + 0.4 * line.bold
    score += (1.4 if words else -1.0) * coded + 1.4 * (not coded and beside_code(piece))
    score -= 0.5 * len(_NUMBERS.findall(CODE.sub(" ", text))) + 0.4 * text.count(":")
    score -= 1.6 * foreign + 0.08 * (head.index(line) if line in head else _HEAD)
    score -= 0.8 * (max(map(len, words), default=_LONG) < _LONG)
    score -= 0.25 * max(0, len(words) - _WORDY)
    lonely = _PERSON_LINE.match(text) and len(words) < 2 and text == piece.value
    lonely = lonely and len(text) < _COMPOUND
    return score - (1.5 if lonely else 0.0)


def _continues(line: Line, after: Line) -> bool:
    """Whether the title runs on in the next line: same size, no gap, nothing of its own."""
    if abs(line.size - after.size) > 0.06 * line.size or after.gap > 1.0 or line.page != after.page:
        return False
    rest = cleaned(after.text)
    alone = CODE.sub(" ", rest)
    if EXAM_WORDS.search(alone) or INSTITUTION.search(alone):
        return False
    if rest[:1].islower() and len(after.segments) == 1:
        return True
    return bool(_UNFINISHED.search(line.text.rstrip())) or (
        bool(CODE.search(rest)) and len(_WORD.findall(alone)) < 2
    )


def _wraps(line: Line, after: Line, head: Sequence[Line]) -> bool:
    """Whether the title is broken because the next line's first word had no room behind it."""
    if abs(line.size - after.size) > 0.06 * line.size or after.page != line.page:
        return False
    rest, first = cleaned(after.text), after.words[0]
    alone = len(rest.split()) == len(after.text.split())
    if not alone or len(_WORD.findall(CODE.sub(" ", cleaned(line.text)))) < 2:
        return False
    if EXAM_WORDS.search(rest) or INSTITUTION.search(rest) or CODE.search(rest):
        return False
    wide = max(row.right for row in head) - min(row.x0 for row in head)
    narrow = line.right - line.x0 + 0.25 * line.size + first.x1 - first.x0
    broken = after.gap < 1.0 and line.right - line.x0 > _ROOM and narrow > wide
    return broken and not _PERSON.match(rest) and not starts_field(rest)


def cleaned(text: str) -> str:
    """A title without the kind of examination and its date."""
    text = _DATED.sub(" ", _STRIP.sub(" ", _CREDITS.sub(" ", text)))
    first, *rest = re.split(r"(\s*[:–—]\s+)", text)
    kept = [
        joint + part
        for joint, part in zip(rest[::2], rest[1::2], strict=True)
        if not EXAM_WORDS.search(part)
    ]
    text = "".join([first, *kept])
    text = re.sub(r"\(\s*\)|\[\s*\]|^\s*Subject\s*:?-?|\([^()]*$", " ", text)
    return re.sub(r"\s+", " ", text).strip(" .,:;-–—|/•")
