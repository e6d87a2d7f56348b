"""The year and the session of a paper."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from exams.outline.found import Found, found_match
from exams.outline.lines import Line

_YEAR = re.compile(r"(?<![\d/.])(?<!PO )(?:19[5-9]\d|20[0-4]\d)(?!\d)")
_YEAR_RANGE = re.compile(r"\b(20\d\d)\s?[-/–]\s?(?:20)?\d\d\b(?![-/.]\d)")
_SHORT_YEAR = re.compile(
    r"\b(?:spring|fall|autumn|winter|summer|monsoon|ws|ss|sose|wise|ht|vt|[MSWF]|jan(?:uary)?|"
    r"feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\s?[-/'’ʼ‘ ]?\s?['’ʼ‘]?(\d\d)\b(?![-/.:]\d)",
    re.IGNORECASE,
)
_DATE = re.compile(r"\b\d{1,2}[-/.]\d{1,2}[-/.](?:(?:19|20)(\d\d)|(\d\d))\b|\b(20\d\d)-\d\d-\d\d\b")
_TERM = (
    r"(?:spring|fall|autumn|winter|summer|monsoon|michaelmas|hilary|trinity|lent|easter|"
    r"sommersemester|wintersemester|sose|wise|hösttermin|vårtermin|höstterminen|vårterminen|"
    r"printemps|automne|primavera|otoño|invierno|verano|[ws]s(?=\s?(?:20)?\d\d))"
)
_MONTH = (
    r"(?:jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|février|mar(?:ch)?|märz|mars|apr(?:il)?|may|mai|"
    r"june?|juni|juin|july?|juli|juillet|aug(?:ust)?|août|sept?(?:ember)?|septembre|"
    r"o[ck]t(?:ober|obre)?|nov(?:ember|embre)?|de[cz](?:ember)?|décembre|"
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)"
)
_YEARS = r"(?:(?:19|20)\d\d(?:\s?[-/–]\s?\d{2,4})?|['’ʼ‘]?\d\d)"
_NAMED_TERM = re.compile(
    rf"\b(?P<term>{_TERM})\b(?P<between>[\s\W]*(?:[A-Za-z]+[\s\W]+){{0,3}}?)"
    rf"(?P<year>{_YEARS})\b(?![./:]\d)",
    re.IGNORECASE,
)
_MONTHS_YEAR = re.compile(
    rf"\b(?P<term>{_MONTH}\.?(?:\s?[-/&–]\s?{_MONTH}\.?)?)[\s,.'’-]{{0,3}}"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?!\d)[\s,.]{{1,2}})?(?P<year>(?:19|20)\d\d|['’ʼ‘]\d\d)\b",
    re.IGNORECASE,
)
_BARE_TERM = re.compile(rf"\b{_TERM}\b", re.IGNORECASE)
_LATER = re.compile(
    r"\b(?:re-?sits?|re-?exam\w*|re-?take|supplementary|suppl?y?|make-?up|nachklausur|"
    r"nachschreib\w+|wiederholungs\w+|rattrapage|recuperación|omtentamen|backlog|repeat)\b",
    re.IGNORECASE,
)
_REGULAR = re.compile(r"\bregular\b|\bnew back\b", re.IGNORECASE)
_LATEST = 49
_HEAD = 25


def session_of(rows: Sequence[Line]) -> Found[str] | None:
    """The session as printed: "Winter 2022", "May/June 2014", "Summer resit 2019"; else None."""
    head = rows[:_HEAD]
    for pattern in (_NAMED_TERM, _MONTHS_YEAR):
        for line in head:
            match = pattern.search(line.text)
            if match and match["term"][0].isupper():
                words = " ".join(match["term"].split()).strip(" .")
                later = "resit " if _is_later(head) else ""
                return found_match(f"{words} {later}{_plain(match['year'])}", line, match)
    for line in head:
        match = _BARE_TERM.search(line.text)
        if match and match[0][0].isupper() and not line.text.endswith("."):
            return found_match(match[0] + (" resit" if _is_later(head) else ""), line, match)
    return None


def year_of(rows: Sequence[Line], session: Found[str] | None) -> Found[int] | None:
    """The year that is printed most often, that of the session first; spans and short ones last."""
    years = [found for line in rows for found in _years(line)]
    if session is not None:
        own = _YEAR.search(_YEAR_RANGE.sub(lambda span: span[1], session.value))
        if own:
            return Found(int(own[0]), session.line, session.start, session.end)
    if years:
        counts = Counter(found.value for found in years)
        return max(years, key=lambda found: counts[found.value])
    for pattern, base in ((_SHORT_YEAR, 2000), (_YEAR_RANGE, 0)):
        for line in rows:
            match = pattern.search(line.text)
            if match and (not base or int(match[1]) <= _LATEST):
                return found_match(base + int(match[1]), line, match)
    return None


def _years(line: Line) -> Iterator[Found[int]]:
    """Years of the line, spans of years left out."""
    text = _YEAR_RANGE.sub(lambda span: " " * len(span[0]), line.text)
    for match in _DATE.finditer(text):
        short = match[1] or match[2]
        year = int(match[3]) if match[3] else 2000 + int(short)
        if year <= 2000 + _LATEST:
            yield found_match(year, line, match)
    for match in _YEAR.finditer(text):
        yield found_match(int(match[0]), line, match)


def _is_later(head: Sequence[Line]) -> bool:
    """Whether the sitting is one for those who failed or missed the first, and only that."""
    return any(_LATER.search(line.text) and not _REGULAR.search(line.text) for line in head[:8])


def _plain(year: str) -> str:
    return year.strip() if year[0].isdigit() else f"20{year[-2:]}"
