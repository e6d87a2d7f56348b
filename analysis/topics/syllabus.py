"""Topic names out of the plain text of a syllabus."""

import re
import string
from collections.abc import Iterator

from analysis.topics.words import common_words, words_of

LONGEST = 80  # characters of a topic; what is longer is a sentence about the course
MOST_WORDS = 10
MOST = 200
FEWEST_HEADED = 3  # lines "Heading: details" above which headings are a habit of the syllabus

_EDGES = (
    string.whitespace
    + string.punctuation.translate(dict.fromkeys(map(ord, "()[]+#%")))
    + "\u00a0–—•"
)
_UNIT = re.compile(
    r"^\s*(?:unit|module|chapter|week|lecture|topic|section|part|kapitel|woche|einheit|teil)\s*"
    r"[-–]?\s*(?:\d+|[ivx]+|[a-h])?\b\s*(?:\([^)]*\))?\s*[:.)\-–—]*\s*",
    re.IGNORECASE,
)
_BULLET = re.compile(
    r"^\s*(?:[-–—*•·▪◦‣●○>]+|\(?\d+(?:\.\d+)*[.):]?(?=\s)|\(?[a-z][.)](?=\s)|\(?[ivx]+[.)](?=\s))\s*",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"[\[(]?\s*\b\d+\s*(?:hours?|hrs?|h|lectures?|periods?|marks|%|credits?|ects|stunden|lp)\b\.?\s*[\])]?",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"\s*[;,]\s+(?![^()]*\))|\s*;\s*|\.\s+|\s+[–—]\s+|\s\|\s|\t+")
_NOT_A_TOPIC = re.compile(
    r"^\s*(?:references?|text ?books?|reading list|recommended|assessment|grading|office hours"
    r"|prerequisites?|course (?:code|title|outcomes?|objectives?)|learning outcomes?|objectives?"
    r"|instructors?|lecturers?|credits?|contact|e-?mail|syllabus|literatur|lernziele|https?:)\b",
    re.IGNORECASE,
)
_BOOKS = re.compile(r"^\s*(?:references?|text ?books?|reading list|literatur)\b", re.IGNORECASE)


def _without_marks(line: str) -> str:
    return _HOURS.sub("", _UNIT.sub("", _BULLET.sub("", line), count=1)).strip(_EDGES)


def _parts(line: str) -> list[str]:
    """The names in one line: "Trees: AVL, red-black" has a heading and what stands under it."""
    head, colon, rest = line.partition(":")
    pieces = [head, *_SEPARATORS.split(rest)] if colon and rest.strip() else _SEPARATORS.split(line)
    spaced = (" ".join(piece.split()) for piece in pieces)
    return [re.sub(r"^(?:and|und)\s+", "", piece).strip(_EDGES) for piece in spaced]


def _has_heading(line: str) -> bool:
    head, colon, rest = line.partition(":")
    return bool(colon and rest.strip()) and _is_topic(head.strip(_EDGES))


def _is_topic(name: str) -> bool:
    words = words_of(name)
    common = common_words("en")
    return (
        len(name) <= LONGEST
        and 0 < len(words) <= MOST_WORDS
        and any(word not in common and len(word) > 1 and not word.isdigit() for word in words)
    )


def read_syllabus(text: str) -> tuple[str, ...]:
    """The topics named in a syllabus, in its order, each once; at most 200.

    Takes lines, bullets, numbered lists and "Unit 1: …, …"; drops hours, marks, headings such as
    "Course outcomes", and all that follows "References" or "Textbooks". Where most lines read
    "Heading: details", the headings are the topics: details are too fine to be met twice in a
    professor's papers.
    """
    return tuple(dict.fromkeys(read_items(text).values()))


def read_items(text: str) -> dict[str, str]:
    """All that a syllabus names, each with the topic it belongs to: itself, or its heading.

    Questions are matched with the items, whose words they share, and counted under the topics.
    """
    lines = list(_lines(text))
    headed = sum(map(_has_heading, lines)) > max(FEWEST_HEADED, len(lines) / 2)
    found: dict[str, tuple[str, str]] = {}
    for line in lines:
        names = [name[:1].upper() + name[1:] for name in _parts(line) if _is_topic(name)]
        for name in names:
            heading = names[0] if headed and _has_heading(line) else name
            topic = found.get(heading.casefold(), (heading, heading))[1]
            found.setdefault(name.casefold(), (name, topic))
    return dict(list(found.values())[:MOST])


def _lines(text: str) -> Iterator[str]:
    """The lines that may name topics, without bullets, numbers and hours."""
    for line in text.splitlines():
        bare = _without_marks(line)
        if _BOOKS.match(bare):
            return
        if bare and not _NOT_A_TOPIC.match(bare):
            yield bare
