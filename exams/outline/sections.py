"""Headings of sections: "PART A", "Section II: Long questions", "UNIT - I", "Teil B"."""

import re
from dataclasses import dataclass

from exams.outline.lines import Line

_WORDS = (
    "part|section|unit|group|module|bloque|bloc|teil|abschnitt|partie|sección|seccion|parte|seção|del|avsnitt|"
    "sektion|sezione|deel|część|osa|bölüm|раздел|часть|"
    r"(?:thema|topic|sujet|tema|aufgabengruppe)(?:\s(?:nr|no|n°)\.?)?"
)
_HEADING = re.compile(
    rf"^\W*(?P<label>(?:{_WORDS})\s*[-–—:.]*\s*(?:(?-i:[IVX]{{1,4}}|[A-Z])|\d{{1,2}}|one|two|three))"
    rf"(?![\w)])\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_LONGEST = 110  # characters of a heading with its title and instruction
_RUNNING = re.compile(
    r"^\s*(?:of|and|is|are|or|to|in|from|above|below|carries|contains|consists|has|must|should|"
    r"und|oder|will|only|question)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SectionHeading:
    """`label` is the printed heading, `rest` what follows it in the line."""

    label: str
    rest: str


def section_heading(line: Line) -> SectionHeading | None:
    """The heading that this line is, or None."""
    if len(line.text) > _LONGEST:
        return None
    match = _HEADING.match(line.text)
    if not match or _RUNNING.match(match["rest"]):
        return None
    label = re.sub(r"\s+", " ", match["label"]).strip()
    if not (label[0].isupper() and _stands_out(line, match["rest"])):
        return None
    return SectionHeading(label, match["rest"].strip(" :-–—."))


def _stands_out(line: Line, rest: str) -> bool:
    """A heading is set apart by weight, capitals, place, or by standing alone."""
    letters = [c for c in line.text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters) > 0.7 * len(letters)
    if rest.startswith((":", "–", "—", "- ", ". ")):
        return True
    centred = line.x0 - line.left > 0.15 * (line.right - line.left)
    bold_start = line.words[0].bold
    return capitals or centred or bold_start or len(rest) < 45 or line.gap > 1.0
