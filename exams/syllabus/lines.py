"""The lines of a syllabus: what each names, how deep it stands, the hours and weight it prints."""

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 80  # characters of a topic; what is longer is a sentence about the course
MOST_WORDS = 10
TAB = 4  # columns
BULLET = 10  # the depth of what begins with a bullet: under headings of every level

_EDGES = (
    string.whitespace
    + string.punctuation.translate(dict.fromkeys(map(ord, "()[]+#%")))
    + "\u00a0–—•"
)
_UNIT = re.compile(
    r"^(?:unit|module|chapter|week|lecture|topic|section|part|block|theme|kapitel|woche|einheit"
    r"|teil|modul|thema|chapitre|unité|semaine|capítulo|unidad|tema|bloque|semana)\b\s*"
    r"(?:[-–—:.]?\s*(?:\d+|[ivx]+|[a-h])\b)?\s*[:.)\-–—]*\s*",
    re.IGNORECASE,
)
_BULLET = re.compile(
    r"^(?:[-–—*•·▪◦‣●○>]+|\([a-z]\)|[a-z][.)](?=\s)|\(?[ivx]+[.)](?=\s))\s*", re.IGNORECASE
)
_NUMBER = re.compile(r"^\(?(\d{1,2}(?:\.\d{1,2})*)[.):]?\s+(?=\D)")
_MARKED = re.compile(r"^(#{1,6})\s+")
_HOURS = re.compile(
    r"(\d+(?:\.\d+)?)\s*(?:contact\s+)?(?:hours?|hrs?|h|lectures?|periods?|stunden|std|heures"
    r"|horas?)\b\.?",
    re.IGNORECASE,
)
_WEIGHT = re.compile(r"(\d+(?:\.\d+)?)\s*(%|marks?\b|points?\b|punkte\b|puntos\b)", re.IGNORECASE)
_OTHER = re.compile(r"\b\d+\s*(?:credits?|ects|lp)\b\.?", re.IGNORECASE)
_EMPTY_BRACKETS = re.compile(r"[\[(][\s,;:/|–-]*[\])]")
_NOT_A_TOPIC = re.compile(
    r"^(?:assessment|grading|office hours|prerequisites?|course (?:code|title|outcomes?|objectives?"
    r"|description)|learning outcomes?|objectives?|outcomes?|instructors?|lecturers?|credits?"
    r"|contact|e-?mail|syllabus|total|lernziele|voraussetzungen|objectifs|objetivos|https?:"
    r"|(?:on|upon|at the end|after) .{0,40}(?:course|completion|student))\b",
    re.IGNORECASE,
)
_BOOKS = re.compile(
    r"^(?:references?|reference books|text ?books?|reading list|recommended (?:reading|books?)"
    r"|suggested (?:reading|books?)|bibliograph\w*|literatur|bibliografía)\b",
    re.IGNORECASE,
)
_LIST = re.compile(r"[,;]\s")
_WORD = re.compile(r"[^\W_]+")
_FILLERS = frozenset(
    _WORD.findall(
        "a an and the of in on at by for with from to into or is are this that these those all"
        " each introduction overview contents content hours hour page semester und der die das et"
        " le la les los las el de"
    )
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `depth` is 0 for a unit, more for what stands deeper, None where nothing tells.

    `text` is without bullet, number, hours and weight; `unit` says that it began "Unit 3" or "#".
    """

    text: str
    depth: int | None
    indent: int
    unit: bool
    hours: float | None
    weight: str


def is_topic(name: str) -> bool:
    """Whether the words may name a topic: few, short, and one of them more than a filler."""
    words = _WORD.findall(name.lower())
    return (
        len(name) <= LONGEST
        and 0 < len(words) <= MOST_WORDS
        and any(len(word) > 1 and not word.isdigit() and word not in _FILLERS for word in words)
    )


def tidy(name: str) -> str:
    """The name with single blanks, without what dangles at its ends, with a capital."""
    bare = re.sub(r"^(?:and|und|et|y)\s+", "", " ".join(name.split())).strip(_EDGES)
    return bare[:1].upper() + bare[1:]


def lines_of(text: str) -> Iterator[Line]:
    """The lines that may name topics; what follows "References" is left out."""
    for raw in _unwrapped(text.splitlines()):
        line = _line(raw)
        if _BOOKS.match(line.text):
            return
        if (line.text or line.unit) and not _NOT_A_TOPIC.match(line.text):
            yield line


def _unwrapped(lines: list[str]) -> Iterator[str]:
    """The lines, with those joined that a page's width broke in the middle of a list."""
    whole = ""
    for line in lines:
        bare = line.strip()
        listed = _LIST.search(whole) is not None
        if bare and (whole.endswith(",") or (listed and (bare[0].islower() or whole[-1] in "-–"))):
            whole = f"{whole} {bare}" if not whole.endswith("-") else whole[:-1] + bare
            continue
        if whole:
            yield whole
        whole = line.rstrip()
    yield whole


def _line(raw: str) -> Line:
    bare = raw.expandtabs(TAB).strip()
    indent = len(raw.expandtabs(TAB)) - len(raw.expandtabs(TAB).lstrip())
    depth: int | None = None
    marked = _MARKED.match(bare)
    if marked:
        depth, bare = len(marked[1]) - 1, bare[marked.end() :]
    elif numbered := _NUMBER.match(bare):
        depth, bare = numbered[1].count("."), bare[numbered.end() :]
    elif bullet := _BULLET.match(bare):
        depth, bare = BULLET, bare[bullet.end() :]
    name = _UNIT.sub("", bare, count=1)
    unit = name != bare or (depth == 0 and marked is not None)
    rest, hours, weight = _printed(name)
    if name != bare and not marked:
        depth = 0
    return Line(rest, depth, indent, unit, hours, weight)


def _printed(name: str) -> tuple[str, float | None, str]:
    """The words without hours and weight, the hours, the weight as printed."""
    hours, weight = _HOURS.search(name), _WEIGHT.search(name)
    for pattern in (_HOURS, _WEIGHT, _OTHER, _EMPTY_BRACKETS):
        name = pattern.sub(" ", name)
    said = " ".join(weight.groups()) if weight else ""
    return name.strip(_EDGES), float(hours[1]) if hours else None, said
