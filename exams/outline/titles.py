"""The title of a paper: the line of the cover that names the subject, and the examiner below it."""

import re
from collections.abc import Sequence
from itertools import pairwise

from exams.outline.lines import Line

CODE = re.compile(
    r"(?<![\w.])(?!(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|SPRING|FALL|SUMMER|WINTER|"
    r"AUTUMN|PAGE|PART|SECTION|EDIT|ROOM|VT|HT|WS|SS)[A-Z]*\W?\d)"
    r"(?:\d{0,2}[A-Z]{2,8}\s?[-–]?\s?\d{2,5}[A-Z]{0,2}(?:[./]\d+)?(?:\s?[/=]\s?[A-Z]{0,6}\d{2,5})*"
    r"|\d{2}[A-Z]\d{2}[A-Z]{2}\d{3}|[A-Z]{1,2}\d{1,2}\.\d{2,3})(?!\w)"
)
INSTITUTION = re.compile(
    r"\b(?:univers\w+|institute?\b|institut\b|college|hochschule|polytechni\w+|academy|school of|"
    r"facult(?:y|é|ad)|fakultät|politecnico|akademie|högskola|iiit\b|iit\b)",
    re.IGNORECASE,
)
EXAM_WORDS = re.compile(
    r"\b(?:exam\w*|re-exam|semester|test|quiz|mid ?-?term|mid|final|degrees?|term|session\w*|"
    r"sessional\S*|"
    r"klausur\w*|prüfung\w*|page|printed|date|day|time|marks?|points?|duration|name|roll|reg|"
    r"instructions?|"
    r"department|dept|school|faculty|questions?|answers?|campus|autonomous|affiliated|approved|"
    r"tentamen|"
    r"candidates?|supplementary|regular|spring|fall|monsoon|winter|summer|assessment|b\.?\s?tech|"
    r"b\.?\s?e\.|m\.?\s?tech|"
    r"common to|seite|dozent|prof|honours|students?|paper|part|section|group|end|code|codes|"
    r"signature|"
    r"course|courses|level|programme?|branch|solutions?|write|your|problem|score|matrikel\w*|"
    r"grade|anonymous|"
    r"certificate|education|advanced|subsidiary|international|mobile|total|bachelor\w*|"
    r"master\w*|[mb]\.?\s?sc|[mb]\.?\s?eng|number|id|check|results?|aids|"
    r"university|institute|division|control|rooms?|instructors?|set|attempt|january|february|"
    r"march|april|"
    r"may|june|july|august|september|october|november|december|internal|for)\b",
    re.IGNORECASE,
)
_STRIP = re.compile(
    r"\b(?:(?:re-?|end|mid|final|terminal|first|second|third|deep)?[\s-]*(?:semester|term)?[\s-]*"
    r"(?:exam(?:ination)?s?|mid ?-?term|final|test|quiz|klausur|tentamen|prüfung|"
    r"paper)\b(?:\s*(?:\d\b|I{1,3}\b))?)",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\(?\b(?:spring|fall|autumn|winter|summer|monsoon|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|"
    r"july?|"
    r"aug\w*|sep\w*|oct\w*|nov\w*|dec\w*)\b[^\w]{0,3}(?:\d{1,2}\W{1,2})?['’]?(?:\d{2,4})?\)?|"
    r"\(?\b(?:19|20)\d\d\b\)?|"
    r"\bdate\b.*$|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\b\d+ points\b",
    re.IGNORECASE,
)
_PERSON_LINE = re.compile(r"^(?:[A-ZÄÖÜÅ][a-zäöüåéèßó'’.-]+\s?){1,3}$")
_HEAD, _LONGEST, _LEAST, _LONG = 16, 110, 1.2, 4
_NUMBERS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]{3,}")


def title_of(cover: Sequence[Line]) -> tuple[str | None, str | None]:
    """Title and, where a name stands alone right below it, the person."""
    head = [line for line in cover if line.page == cover[0].page][:_HEAD] if cover else []
    later = [line for line in cover if line not in head and line.size > _largest(head, 0.95)]
    scored = [
        (score, piece, line)
        for line in [*head, *later]
        for piece in _pieces(line)
        if (score := _score(piece, line, head)) > _LEAST
    ]
    if not scored:
        return None, None
    _, title, best = max(scored, key=lambda entry: entry[0])
    last = cover.index(best)
    after = cover[last + 1] if last + 1 < len(cover) else None
    if after is not None and _continues(best, after):
        title, last = f"{title} {after.text}", last + 1
    below = cover[last + 1].text if last + 1 < len(cover) else ""
    named = _PERSON_LINE.match(below) and not EXAM_WORDS.search(below)
    return _cleaned(title), below if named else None


def _pieces(line: Line) -> list[str]:
    """The line, or what wide gaps part it into."""
    bounds = [*line.segments, len(line.text)]
    pieces = [line.text[a:b].strip() for a, b in pairwise(bounds)]
    coded = CODE.search(line.text)
    return [*pieces, line.text[coded.start() :].strip()] if coded else pieces


def _largest(lines: Sequence[Line], share: float) -> float:
    return share * max((line.size for line in lines), default=0.0)


def _score(piece: str, line: Line, head: Sequence[Line]) -> float:
    """How much like a title a piece of a line looks."""
    text = _cleaned(piece)
    words = _WORD.findall(CODE.sub(" ", text))
    coded = bool(CODE.search(text))
    if len(piece) > _LONGEST or piece.endswith((".", "?")) or not (words or coded):
        return 0.0
    foreign = len(EXAM_WORDS.findall(text)) + 2 * len(INSTITUTION.findall(text))
    score = 3.0 * line.size / max(_largest(head, 1.0), 1.0) + 0.4 * line.bold
    score += (1.4 if words else -1.0) * coded
    score -= 0.5 * len(_NUMBERS.findall(CODE.sub(" ", text))) + 0.4 * text.count(":")
    score -= 1.6 * foreign + 0.08 * (head.index(line) if line in head else _HEAD)
    score -= 0.8 * (max(map(len, words), default=_LONG) < _LONG)
    return score - (1.5 if _PERSON_LINE.match(text) and len(words) < 2 else 0.0)


def _continues(line: Line, after: Line) -> bool:
    """Whether the title runs on in the next line: same size, no gap, nothing of its own."""
    if abs(line.size - after.size) > 0.06 * line.size or after.gap > 1.0 or line.page != after.page:
        return False
    rest = _cleaned(after.text)
    alone = CODE.sub(" ", rest)
    if EXAM_WORDS.search(alone) or INSTITUTION.search(alone):
        return False
    return line.text.rstrip().endswith(("&", "and", "of", "in", ":", "–", "-")) or (
        bool(CODE.search(rest)) and len(_WORD.findall(alone)) < 2
    )


def _cleaned(text: str) -> str:
    """Without the kind of examination and its date."""
    text = _DATED.sub(" ", _STRIP.sub(" ", text))
    first, *rest = re.split(r"\s*[:–—]\s+", text)
    kept = [first, *(part for part in rest if not EXAM_WORDS.search(part))]
    text = ": ".join(kept)
    text = re.sub(r"\(\s*\)|\[\s*\]|^\s*Subject\s*:?-?", " ", text)
    return re.sub(r"\s+", " ", text).strip(" .,:;-–—|/•")
