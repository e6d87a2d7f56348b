"""The outline of one paper: what reading leaves behind for everybody after it.

Lengths are PDF points (1/72 inch), the origin is the top left corner of the page, pages count
from 1. Nothing here is guessed: what is not printed is None.
"""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value that travels between stages and never changes."""

    model_config = ConfigDict(frozen=True)


class MarksSource(StrEnum):
    """Where a question's marks were printed."""

    PRINTED = "printed"  # beside the question itself
    COLUMN = "column"  # in a column or table of marks
    SPLIT = "split"  # in the stem: "[16 points - 2/2/2/10]", "(4+4)", "1 mark each"
    SECTION = "section"  # in the section's scheme: "15 x 2 = 30"
    REPAIRED = "repaired"  # read again by a model, and found on the page by us


class Box(Frozen):
    """A rectangle on a page."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


class FactPlace(Frozen):
    """Where a fact of the cover was read; `fact` is the field's name in `CoverFacts`."""

    fact: str
    box: Box


class CoverFacts(Frozen):
    """What the paper says about itself; the subject without the course's code."""

    institution: str | None = None
    course_code: str | None = None
    subject: str | None = None
    professor: str | None = None
    year: int | None = None
    session: str | None = None
    duration_minutes: int | None = None
    total_marks: float | None = None
    places: tuple[FactPlace, ...] = ()  # at most one for each fact


class BundledPaper(Frozen):
    """One of several papers in a file: its pages, counted from 1 in the file, and its cover."""

    first_page: int
    last_page: int
    facts: CoverFacts = CoverFacts()


class Choice(Frozen):
    """A printed rule: answer `needed` of the alternatives that carry the same `group`."""

    group: str
    needed: int
    offered: int
    instruction: str


class Section(Frozen):
    """A part of the paper under its own heading."""

    label: str
    instruction: str = ""
    marks: float | None = None


class OutlineQuestion(Frozen):
    """A leaf: something a student is asked to answer.

    `number` is the printed path with outer punctuation dropped, such as "3(b)(ii)"; `text` is the
    leaf's own text and `stem` what its ancestors say before it. `figures` are the drawings,
    pictures and ruled tables within its own text, `stem_figures` those of its ancestors.
    """

    number: str
    path: tuple[str, ...]
    section: str | None = None
    text: str
    stem: str = ""
    marks: float | None = None
    marks_source: MarksSource | None = None
    page: int
    boxes: tuple[Box, ...] = ()
    figures: tuple[Box, ...] = ()
    stem_figures: tuple[Box, ...] = ()
    choice_group: str | None = None
    command: str | None = None  # the verb that says what to do: "derive", "explain"
    options: tuple[str, ...] = ()
    course_outcome: str | None = None  # as printed beside it: "CO1"; several with commas
    program_outcome: str | None = None  # "PO2"
    bloom_printed: str | None = None  # the level of thinking as printed: "Apply", "L3", "BL2"
    confidence: float = 1.0


class OutlineStem(Frozen):
    """A question that is only a heading for its parts."""

    number: str
    section: str | None = None
    text: str = ""
    marks: float | None = None
    page: int
    boxes: tuple[Box, ...] = ()
    figures: tuple[Box, ...] = ()


class Scorecard(Frozen):
    """How far the outline can be trusted, in facts."""

    marks_sum: float | None = None  # of what has to be answered, choice rules applied
    marks_printed: float | None = None
    gaps: tuple[str, ...] = ()  # numbers that are missing in a sequence
    repeats: tuple[str, ...] = ()  # numbers that occur twice
    disagreements: tuple[str, ...] = ()  # the above in sentences, with numbers and pages
    illegible: tuple[str, ...] = ()  # numbers that no reader made out, put back by the sequence
    unreadable_pages: tuple[int, ...] = ()
    ocr_pages: tuple[int, ...] = ()
    repeated_pages: tuple[int, ...] = ()  # say what an earlier page says; left out
    hidden_words: int = 0


class Outline(Frozen):
    """One paper, taken apart."""

    facts: CoverFacts = CoverFacts()
    sections: tuple[Section, ...] = ()
    questions: tuple[OutlineQuestion, ...] = ()
    stems: tuple[OutlineStem, ...] = ()
    choices: tuple[Choice, ...] = ()
    scorecard: Scorecard = Scorecard()
    papers: int = 1  # in one file; those after the first are sections "Paper 2", …
    bundle: tuple[BundledPaper, ...] = ()  # the papers, where there are several
    confidence: float = 0.0
