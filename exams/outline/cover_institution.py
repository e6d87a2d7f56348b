"""Which institution set the paper, without its school, faculty or department."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise

from exams.outline.found import Found, pieces_of
from exams.outline.lines import Line
from exams.outline.titles import EXAM_WORDS

_KIND = re.compile(
    r"\b(?:univers\w+|uniwersytet|univerzita?|yliopisto|institute?\b|institut\b|instituto|college|"
    r"colegio|collège|hochschule|fachhochschule|polytechni\w+|politechnika|politecnico|politécnic[ao]|"
    r"école|ecole|escuela|academy|akademie|högskola|høgskole|n?iii?t\b|nit\b|"
    r"t[uh] (?=[A-ZÄÖÜ][a-zäöü])|"
    r"университет|институт|πανεπιστήμιο|"
    r"school of (?=\w+ and political|economics))|大学|大學|대학교|جامعة",
    re.IGNORECASE,
)
_BARE = re.compile(r"^\W*(?:universi\w+|institute|college|hochschule)\W*(?:,|$)", re.IGNORECASE)
_BARE_START = re.compile(r"\W*(?:university|institute|college)\b", re.IGNORECASE)
_UNIT = re.compile(
    r"^\W*(?:schools?|facult\w*|fakultät|fakultet\w*|departments?|dept|division|centre|center|"
    r"fachbereich|abteilung|institut für|facultad|faculté|facoltà|département|departamento|"
    r"dipartimento|institutionen|cse|block)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b(?:affiliated|approved|autonomous|accredited|students? of|associateship|established)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:^\W*(?:\S{1,4}\s)?|\W*\b)(?:19|20)\d\d\b\W*")
_SPOKEN = ("university", "institute", "college", "polytechnic", "hochschule", "universität")
_HEAD, _LONGEST, _ALIKE = 16, 120, 0.84


def institution_of(rows: Sequence[Line]) -> Found[str] | None:
    """The first piece of the head that names a university, institute or college."""
    for index, line in enumerate(rows[:_HEAD]):
        if len(line.text) > _LONGEST or _ASIDE.search(line.text):
            continue
        for piece in _pieces(line):
            if (named := _named(piece)) is not None:
                return _continued(named, rows[index + 1 : index + 2])
    return None


def _pieces(line: Line) -> list[Found[str]]:
    """Pieces of the line; a bare "University" belongs to what stands before it."""
    pieces = pieces_of(line)
    for before, piece in pairwise(pieces):
        if _BARE.match(piece.value):
            whole = f"{before.value} {piece.value}"
            return [replace(before, value=whole, end=piece.end), *pieces]
    return pieces


def _named(piece: Found[str]) -> Found[str] | None:
    """The part of the piece that is the name, up to the unit that follows it."""
    parts = re.split(r"(?<=,)\s*|\s+[–—-]\s+", piece.value)
    first = next((i for i, part in enumerate(parts) if _names_one(part)), None)
    if first is None:
        return None
    opens = first > 0 and _BARE_START.match(parts[first]) and len(parts[first - 1].split()) == 1
    kept = parts[first - 1 : first + 1] if opens else [parts[first]]
    for part in parts[first + 1 :]:
        if _UNIT.match(part) or EXAM_WORDS.search(part.replace("Campus", "")) or _YEAR.search(part):
            break
        kept.append(part)
    name = " ".join(_YEAR.sub(" ", " ".join(kept)).split()).strip(" ,;:.-–—\"'")
    name = re.sub(r"\s*[¨´`]\s*", " ", name)
    name = unicodedata.normalize("NFC", name)
    start = piece.start + max(piece.value.find(name[:8]), 0)
    return Found(name, piece.line, start, min(start + len(name), piece.end)) if name else None


def _names_one(part: str) -> bool:
    """Whether the part says a kind of institution, as a name and not as a sentence."""
    text = part.strip()
    if _UNIT.match(text) or not text[:1].isupper() or "@" in text or text.endswith(":"):
        return _KIND.search(text) is not None and bool(_YEAR.match(text))
    if _KIND.search(text):
        return True
    return any(_alike(word) for word in re.findall(r"[^\W\d_]{7,}", text))


def _alike(word: str) -> bool:
    """Whether a word is one that OCR misread."""
    folded = word.lower()
    return any(
        abs(len(folded) - len(kind)) <= 1 and SequenceMatcher(None, folded, kind).ratio() >= _ALIKE
        for kind in _SPOKEN
    )


def _continued(named: Found[str], below: Sequence[Line]) -> Found[str]:
    """The name with its second line, where the first one ends in the middle of it."""
    if below and re.search(r"\b(?:of|for|and|&|für|de|di|del|della)$", named.value, re.IGNORECASE):
        return replace(named, value=f"{named.value} {pieces_of(below[0])[0].value}")
    return named
