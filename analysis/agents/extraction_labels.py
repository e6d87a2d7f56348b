"""Labels after verification: what the model said, as far as the paper bears it out."""

import re
from collections.abc import Iterable

from pydantic import Field
from rapidfuzz import fuzz, process

from analysis.agents.clean_text import clean_text
from analysis.agents.extraction_answer import LabelAnswer, PaperAnswer, RepairAnswer
from analysis.agents.extraction_text import MAX_TOPIC, PaperToLabel, question_keys
from analysis.agents.journal import StepRecord
from analysis.schemas import BloomLevel, DifficultyLevel, Frozen

SAME_TOPIC = 90  # of 100: spelling and plurals differ, the topic does not
FOUND = 95  # of 100: a quote is on the page but for a hyphen or a broken ligature
SHORTEST_QUOTE = 4
MOST_MARKS = 500


class Label(Frozen):
    """One question's label. `position` counts the paper's questions from 0."""

    position: int
    number: str
    topic: str
    is_new_topic: bool
    topic_confidence: float
    difficulty: DifficultyLevel
    bloom_level: BloomLevel
    requires_derivation: bool


class Repair(Frozen):
    """A correction of the outline that the page bears out: marks or number of one question."""

    position: int
    marks: float | None = None
    number: str | None = None
    page: int
    quote: str


class PaperLabels(Frozen):
    """What the extraction agent found, and how much of it was not believed.

    `missing` are the positions of questions without a label: what becomes of them is for the
    caller to decide.
    """

    labels: tuple[Label, ...]
    repairs: tuple[Repair, ...]
    missing: tuple[int, ...]
    unknown_numbers: int = Field(ge=0, description="Labels and repairs of no listed question")
    unverified_repairs: int = Field(ge=0, description="Repairs that the page does not bear out")
    model: str = ""


def labels_from_record(step: StepRecord) -> PaperLabels:
    """Return the labels that a successful step holds."""
    return PaperLabels.model_validate({**step.result, "model": step.model})


def verified_labels(
    answer: PaperAnswer, paper: PaperToLabel, topics: tuple[str, ...]
) -> PaperLabels:
    """Return what holds of `answer`; the first label of a question counts, later ones do not."""
    positions = {key: place for place, key in enumerate(question_keys(paper))}
    first: dict[int, Label] = {}
    for label in answer.labels:
        place = positions.get(label.n.strip())
        if place is not None and place not in first:
            first[place] = _label(label, place, topics)
    known = [repair for repair in answer.repairs if repair.n.strip() in positions]
    repairs = [_repair(repair, positions[repair.n.strip()], paper) for repair in known]
    held = tuple(repair for repair in repairs if repair is not None)
    named: list[LabelAnswer | RepairAnswer] = [*answer.labels, *answer.repairs]
    return PaperLabels(
        labels=tuple(first[place] for place in sorted(first)),
        repairs=held,
        missing=tuple(place for place in range(len(paper.questions)) if place not in first),
        unknown_numbers=sum(entry.n.strip() not in positions for entry in named),
        unverified_repairs=len(repairs) - len(held),
    )


def topic_in(topics: Iterable[str], name: str) -> tuple[str, bool]:
    """Return the topic of the list that `name` means, or `name` itself and True if it is new."""
    cleaned = " ".join(clean_text(name).split())[:MAX_TOPIC] or "Unclassified"
    found = process.extractOne(
        cleaned, list(topics), scorer=fuzz.ratio, processor=str.casefold, score_cutoff=SAME_TOPIC
    )
    return (found[0], False) if found else (cleaned, True)


def _label(label: LabelAnswer, place: int, topics: tuple[str, ...]) -> Label:
    topic, is_new = topic_in(topics, label.topic)
    return Label(
        position=place,
        number=label.n.strip(),
        topic=topic,
        is_new_topic=is_new,
        topic_confidence=label.topic_confidence,
        difficulty=label.difficulty,
        bloom_level=label.bloom_level,
        requires_derivation=label.requires_derivation,
    )


def _repair(repair: RepairAnswer, place: int, paper: PaperToLabel) -> Repair | None:
    """Return the repair if its quote stands on its page and shows the value, else None."""
    quote = " ".join(repair.quote.split())
    value = repair.value.strip()
    if not is_on_page(quote, paper.pages.get(repair.page, "")) or not _shows(quote, value):
        return None
    if repair.field == "number":
        taken = value in question_keys(paper)
        return (
            None if taken else Repair(position=place, number=value, page=repair.page, quote=quote)
        )
    marks = _marks(value)
    if marks is None:
        return None
    return Repair(position=place, marks=marks, page=repair.page, quote=quote)


def is_on_page(quote: str, page: str) -> bool:
    """Whether `quote` stands on the page, but for white space, case and a misread letter or two."""
    wanted, text = _plain(quote), _plain(page)
    if len(wanted) < SHORTEST_QUOTE or len(wanted) > len(text):
        return False
    return wanted in text or fuzz.partial_ratio(wanted, text, score_cutoff=FOUND) >= FOUND


def _shows(quote: str, value: str) -> bool:
    """Whether the quote has the value as a word of its own."""
    return bool(value) and re.search(rf"(?<!\w){re.escape(value)}(?!\w)", quote) is not None


def _marks(value: str) -> float | None:
    try:
        marks = float(value)
    except ValueError:
        return None
    return marks if 0 < marks <= MOST_MARKS else None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
