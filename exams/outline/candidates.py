"""Every place in the paper where a label or the heading of a section may stand, with its evidence.

Evidence is counted in the same unit as the penalties of the search: 1.0 is about what separates
a label with a hanging indent from one without. Nothing is decided here.
"""

import itertools
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from exams.outline.bundles import paper_starts
from exams.outline.choice_words import CHOICE_BEFORE, OR
from exams.outline.evidence import OPERATOR, evidence_of
from exams.outline.labels import QUESTION_WORDS, Kind, Label, Reading, label_at, printed_as
from exams.outline.lines import Line
from exams.outline.mark_forms import MARK_BEFORE, Mark
from exams.outline.rows import numbered_rows
from exams.outline.sections import SectionHeading, section_heading


@dataclass(frozen=True, slots=True)
class Candidate:
    """A label at a place. `line` indexes the lines; `x` is measured from the column's left edge.

    `evidence` above 0 says that leaving the label out needs an excuse. `chained` labels stand
    right after another label ("1. a)"); `inline` ones in the middle of a text. `unmarked_from` is
    set where marks follow the label and some were printed earlier: from that line on there were
    none, so a question that stands there is a stem rather than a question of its own.
    """

    line: int
    label: Label
    x: float
    x_end: float
    page: int
    evidence: float
    size: float
    bold: bool
    chained: bool = False
    inline: bool = False
    ocr: bool = False
    leads: bool = True  # stands at the head of its line, or behind one that does
    unmarked_from: int | None = None
    alternative: bool = False  # the line above says only "OR"


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section at a place."""

    line: int
    heading: SectionHeading
    new_paper: bool = False


_INLINE = re.compile(
    r"(?:[.?!:;,\])]|\band|\bor|\bund|\boder)\s+(?=\(?(?:[a-zA-Z]|[ivx]{1,4}|\d{1,2})\)\s*\S)"
)
_UNIT = re.compile(
    r"^(?:marks?|points?|pts?|punkte?|puntos?|pontos?|punti|punten|poäng|puan|hours?|hrs?|min(?:ute)?s?|stunden?|pages?|%|kg|cm|mm|m|s|km|"
    r"kn|n|mpa|bits?|bytes?|kb|mb|gb|ms|hz|years?|credits?|seiten?|of|and|or|to|und|oder|"
    r"st|nd|rd|th)\b",
    re.IGNORECASE,
)
_STROKE = re.compile(r"^[√✓✔/\\|•*·.'`~_-]{1,2}\s?(?=[\w(])")  # a pen's tick before a label
_REFERS = re.compile(
    r"\b(?:fig(?:ure|s)?|abb(?:ildung)?|tab(?:le|elle)?|eqn?s?|equation|section|sec|chapter|ch|part|"
    r"question|problem|exercise|lemma|theorem|line|page|step|case|no|nr|listing|example|version)\.?\s*$",
    re.IGNORECASE,
)
_QUESTION_WORD = re.compile(
    rf"\b(?:{QUESTION_WORDS}|total|sum|summe|gesamt|marks?|points?|punkte?)(?![^\W\d_])",
    re.IGNORECASE,
)
_FEWEST_COUNTED = 3
_HOPELESS = -2.3  # evidence for which no continuity could make up
_LONGEST_ROW = 12
_PARAGRAPH = 0.8  # heights of a line between one text and the next
_TUPLE = 30  # characters of a bracket that may hold figures
_STROKES = 2  # characters of a pen's tick before a label
_CHAIN = 3  # labels that may stand in a row: "1. (a) (i)"
_INITIAL = re.compile(r"^(?:[A-Z]\.(?:\s?[A-Za-z]\.|[A-Za-z])|[a-z]\.\s?[a-z]\b)")
_SMALL, _LARGE = 0.75, 1.15  # of the usual size: inside a drawing, and as a heading


def candidates_of(
    lines: Sequence[Line], marks: Sequence[Mark] = (), pages: Sequence[int] = ()
) -> list[Candidate | Heading]:
    """Candidates in reading order.

    `marks` are those printed in the lines, `pages` those on which papers begin, as far as known.
    """
    found: list[Candidate | Heading] = []
    papers = paper_starts(lines, pages)
    rows = numbered_rows(lines)
    usual = _usual_size(lines)
    for index, line in enumerate(lines):
        if index in papers:
            found.append(Heading(index, SectionHeading(papers[index], ""), new_paper=True))
        heading = section_heading(line)
        if heading:
            found.append(Heading(index, heading))
            continue
        if index not in rows and not _counts_labels(line):
            found.extend(_sized(one, usual) for one in _of_line(lines, index))
    return list(_with_marks(found, marks))


def _usual_size(lines: Sequence[Line]) -> float:
    """The size in which most letters of the paper are printed, in points; 0 where none is said."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[round(line.size, 1)] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def _sized(candidate: Candidate, usual: float) -> Candidate:
    """Small print belongs to drawings; a bare number in large print heads a question."""
    if candidate.ocr or not usual:
        return candidate
    if candidate.size < _SMALL * usual:
        return replace(candidate, evidence=candidate.evidence - 2.0)
    heads = candidate.label.bare and not (candidate.inline or candidate.chained)
    if heads and candidate.size > _LARGE * usual:
        return replace(candidate, evidence=candidate.evidence + 1.5)
    return candidate


def _with_marks(
    found: Sequence[Candidate | Heading], marks: Sequence[Mark]
) -> Iterator[Candidate | Heading]:
    """The candidates, told since when no marks were printed before those of their own."""
    starts = [(c.line, c.label.start) for c in found if isinstance(c, Candidate) and c.leads]
    places = [(m.line, m.start) for m in marks if (m.line, m.start) not in starts]
    for one in found:
        if isinstance(one, Heading) or not one.leads:
            yield one
            continue
        place = (one.line, one.label.start)
        at = bisect_left(places, place)
        after = bisect_right(starts, place)
        end = starts[after] if after < len(starts) else (one.line + _LONGEST_ROW, 0)
        if 0 < at < len(places) and places[at] < end:
            yield replace(one, unmarked_from=places[at - 1][0] + 1)
        else:
            yield one


def _counts_labels(line: Line) -> bool:
    """Whether the line only counts the questions, as the head of a table of marks does."""
    if sum(map(str.isdigit, line.text)) < _FEWEST_COUNTED:
        return False
    text = _QUESTION_WORD.sub(" ", line.text)
    numbers = [int(number) for number in re.findall(r"\d{1,2}", text)]
    if len(numbers) < _FEWEST_COUNTED or re.search(r"[^\W\d_]", text):
        return False
    return all(b == a + 1 for a, b in itertools.pairwise(numbers))


def _of_line(lines: Sequence[Line], index: int) -> Iterator[Candidate]:
    line = lines[index]
    covered = 0
    starts = [(offset, False) for offset in line.segments]
    if before := _before_label(line):
        starts[0] = (before, False)
    starts += [(match.end(), True) for match in _INLINE.finditer(line.text)]
    starts += [(offset, False) for offset in _in_row(line)]
    for offset, inline in sorted(starts):
        if offset < covered:
            continue
        chained = False
        at = offset
        for _ in range(_CHAIN):
            label = label_at(line.text, at, ocr=line.ocr)
            if label is None or not _plausible(lines, index, label):
                break
            if label.bare and (again := _said_again(line, label)):
                label = again
            candidate = _candidate(lines, index, label, chained=chained, inline=inline)
            if candidate.evidence > _HOPELESS:
                yield candidate
            covered = label.end
            at = label.end + (len(line.text[label.end :]) - len(line.text[label.end :].lstrip()))
            chained = True


def _before_label(line: Line) -> int:
    """How many characters stand before a label at the head of the line: "Or", marks, a tick."""
    before = CHOICE_BEFORE.match(line.text) or MARK_BEFORE.match(line.text)
    if before is None and line.ocr:
        before = _STROKE.match(line.text)
    return before.end() if before else 0


def _in_row(line: Line) -> Iterator[int]:
    """Offsets of "b." and "c." in a row with "a.", and of "ii)" and "iii)" in one with "i)"."""
    for start in line.segments:
        at = start
        while (label := label_at(line.text, at)) is not None:
            yield from _followers(line.text, label)
            at = label.end + len(line.text[label.end :]) - len(line.text[label.end :].lstrip())


def _followers(text: str, label: Label) -> Iterator[int]:
    """Offsets of the labels that count on from the first one of a list, in the same line."""
    if label.bare or label.worded or "x" not in label.wrapper:
        return
    for reading in label.readings:
        if reading.value != 1 or (reading.kind is Kind.DIGIT and label.wrapper == "x."):
            continue
        at = label.end
        for value in range(2, _LONGEST_ROW):
            printed = printed_as(Reading(reading.kind, value))
            found = text.find(
                " " + (text[label.start : label.end]).replace(label.printed, printed), at
            )
            if found < 0:
                break
            yield found + 1
            at = found + 2


def _said_again(line: Line, label: Label) -> Label | None:
    """The label "Question 1" right after a bare "1"."""
    rest = line.text[label.end :]
    again = label_at(line.text, label.end + len(rest) - len(rest.lstrip()), ocr=line.ocr)
    return again if again and again.worded and again.readings == label.readings else None


def _plausible(lines: Sequence[Line], index: int, label: Label) -> bool:
    """Whether it is worth asking the search at all."""
    text = lines[index].text
    after = text[label.end : label.end + 1]
    if label.wrapper == "x." and _INITIAL.match(text[label.start :]) and not after.isspace():
        return False
    if label.start and _REFERS.search(text[: label.start]):
        return False
    if label.worded:
        formula = label.printed.isalpha() and OPERATOR.match(text[label.end :].lstrip())
        return not formula and (text[label.start].isupper() or text[label.start].isdigit())
    if label.wrapper in {"x)", "x."} and _in_brackets(lines, index, label):
        return False
    rest = text[label.end :].lstrip()
    if label.bare and _UNIT.match(rest) and not (label.printed.isalpha() and rest[0].isupper()):
        return False
    return not (OPERATOR.match(rest) and (label.bare or label.wrapper == "(x)"))


def _in_brackets(lines: Sequence[Line], index: int, label: Label) -> bool:
    """Whether a bracket before the label is still open: "3)" at the end of "(2; 3)"."""
    before = lines[index].text[: label.start]
    runs_on = lines[index].gap < _PARAGRAPH  # else a bracket that OCR lost is not closed here
    if index and runs_on and lines[index - 1].page == lines[index].page:
        before = f"{lines[index - 1].text[-_TUPLE:]} {before}" if label.start < 1 else before
    opened = before.rfind("(")
    return opened >= 0 and ")" not in before[opened:] and len(before) - opened < _TUPLE


def _candidate(
    lines: Sequence[Line], index: int, label: Label, *, chained: bool, inline: bool
) -> Candidate:
    line = lines[index]
    word = line.words[line.word_at(label.start)]
    x = line.x_at(label.start)
    leads = label.start <= max(_before_label(line), _STROKES)
    above = index > 0 and bool(OR.match(lines[index - 1].text))
    return Candidate(
        line=index,
        label=label,
        x=x - line.left,
        x_end=line.x_at(max(label.end - 1, label.start)) - line.left,
        page=line.page,
        evidence=evidence_of(lines, index, label, chained=chained, inline=inline, leads=leads),
        size=word.size,
        bold=word.bold,
        chained=chained,
        inline=inline,
        ocr=line.ocr,
        leads=leads or chained,
        alternative=leads and above,
    )
