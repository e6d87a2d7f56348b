"""Who set the paper: names behind a label, behind a title, or alone below the course's title."""

import re
from collections.abc import Sequence

from exams.outline.cover_fields import Field, valued
from exams.outline.found import Found, pieces_of
from exams.outline.lines import Line
from exams.outline.titles import EXAM_WORDS, INSTITUTION

_TITLE = (
    r"(?:(?i:prof(?:essor|essorin|\.?dr)?|dr|ing|engr|ir|mr|ms|mrs|miss|pd|habil|assoc|asst|"
    r"dipl|rer|nat|phil|univ|herr|frau|m|mme|doc)\b\.?(?:[-–]| )*)"
)
_WORD = (
    r"(?:[A-ZÄÖÜÅÉØÁÍÓÚÇŠŽŁ](?:[\w'’‐-]|\.(?=\w))*(?:(?<=\b\w)\.|(?<=\b\w\w)\.)?|"
    r"(?:de|van|von|der|den|del|la|al|el|ul|bin|ben|da|di|dos)\b)"
)
_NAME = re.compile(rf"{_TITLE}*(?:{_WORD}\s?){{1,6}}")
_TITLED = re.compile(
    r"(?<!\w)(?:(?i:prof(?:essor|essorin)?|dr|ing)\b\.?\s*)+(?:\s*(?i:dr|ing|habil|rer|nat|phil)\b"
    rf"\.?)*\s*(?:{_WORD}\s?){{1,4}}"
)
_BY = re.compile(
    rf"\b(?:[Ss]et|[Pp]repared|[Ee]xamined|[Tt]aught|[Gg]iven) by:?\s+(?P<name>{_NAME.pattern})"
)
_AND = re.compile(r"\s*(?:[,;&/]|\band\b|\bund\b|\boch\b|\bet\b|\by\b)\s*")
_PROGRAMME = re.compile(
    r"\b(?:B\.?S\.?c?|BCS|BSE|BSCS|B\.? ?Tech|B\.? ?E|M\.?S\.?c|M\.? ?Tech|"
    r"(?i:program(?:me)?|name|campus|batch|semester|section|all|"
    r"tel(?:efon|ephone)?|phone|mobile|e-?mail|ext|room))\b"
)
_TRAILING = re.compile(rf"(?:(?:\s|^)(?:and|und|&)|[\s,;&/–-]|(?<=[\s,]){_TITLE})+$")
_HEAD = 20  # lines from the top in which a name without a label may stand
_BELOW = 3  # lines below the title
_MISREAD = re.compile(r"instit|univ|techn", re.IGNORECASE)  # an institution after bad OCR
_LONELY = re.compile(r"^(?:[A-ZÄÖÜÅÉ][a-zäöüåéèßó'’.-]+\s?){1,3}$")


def professor_of(
    fields: Sequence[Field], rows: Sequence[Line], title: Found[str] | None
) -> Found[str] | None:
    """The professor or examiner as printed; several names as they stand; None without a name."""
    for field in valued(fields, "professor"):
        found = _names(field.value)
        if found and not (field.label == "faculty" and not _TITLED.match(found.value)):
            return found
    return _titled(rows) or _below(rows, title)


def _names(value: Found[str]) -> Found[str] | None:
    """The names at the start of a value, without what follows them."""
    text = re.split(r"\s[•·|]\s|\s{2,}", value.value)[0]
    end = 0
    while end < len(text) and (name := _NAME.match(text, end)):
        other = _other(text, name)
        end = name.end() if other is None else other
        if other is not None:
            break
        joined = _AND.match(text, end)
        if not joined or not joined[0].strip():
            break
        end = joined.end()
    names = _TRAILING.sub("", text[:end].strip())
    if sum(letter.isalpha() for letter in names) < 3:
        return None
    return Found(
        names, value.line, value.start, value.start + min(len(names), value.end - value.start)
    )


def _other(text: str, name: re.Match[str]) -> int | None:
    """Where something that is no name begins among the words of one."""
    bare = name.start() + (re.match(rf"{_TITLE}*", name[0]) or name).end()
    found = [p.search(text, bare, name.end()) for p in (_PROGRAMME, EXAM_WORDS)]
    return min((match.start() for match in found if match), default=None)


def _titled(rows: Sequence[Line]) -> Found[str] | None:
    """A name behind "Prof." or "Dr.", or behind "set by"."""
    for line in rows[:_HEAD]:
        for piece in pieces_of(line):
            by = _BY.search(piece.value)
            titled = _TITLED.search(piece.value)
            if by:
                return _names(_rest(piece, by.start("name")))
            if titled and not INSTITUTION.search(line.text) and not piece.value.isupper():
                return _names(_rest(piece, titled.start()))
    return None


def _rest(piece: Found[str], at: int) -> Found[str]:
    return Found(piece.value[at:], piece.line, piece.start + at, piece.end)


def _below(rows: Sequence[Line], title: Found[str] | None) -> Found[str] | None:
    """A name that stands alone right below the title or below the title's code."""
    if title is None or title.line not in rows:
        return None
    at = rows.index(title.line)
    for line in rows[at + 1 : at + 1 + _BELOW]:
        text = line.text.strip()
        several = len(text.split()) > 1 or bool(EXAM_WORDS.search(title.line.text))
        if (
            several
            and _LONELY.match(text)
            and not EXAM_WORDS.search(text)
            and not INSTITUTION.search(text)
            and not _MISREAD.search(text)
        ):
            return Found(text, line, 0, len(text))
        if not re.search(r"\bcodes?\b", text, re.IGNORECASE):
            return None
    return None
