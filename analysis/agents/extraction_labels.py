"""Labels after verification: what the model said, as far as the paper bears it out."""

import re
from collections.abc import Iterable, Sequence

from pydantic import Field
from rapidfuzz import fuzz, process

from analysis.agents.clean_text import clean_text
from analysis.agents.extraction_answer import LabelAnswer, RepairAnswer, SeenPaperAnswer
from analysis.agents.extraction_text import MAX_TOPIC, PaperToLabel, Places, question_keys
from analysis.agents.seen_text import SeenText, borne_out
from analysis.schemas import BloomLevel, DifficultyLevel, Frozen, QuestionType

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
    secondary_topic: str | None = None
    question_type: QuestionType | None = None
    confidence: float | None = None  # of the labels other than the topic


class Repair(Frozen):
    """A correction of the outline that the page bears out: marks or number of one question."""

    position: int
    marks: float | None = None
    number: str | None = None
    page: int
    quote: str


class BetterText(Frozen):
    """A scanned question with the letters that a picture shows better."""

    position: int
    text: str


class PaperLabels(Frozen):
    """What the extraction agent found, and how much of it was not believed.

    `missing` are the positions of questions that were asked for and have no label: what becomes
    of them is for the caller to decide.
    """

    labels: tuple[Label, ...]
    repairs: tuple[Repair, ...]
    texts: tuple[BetterText, ...] = ()
    missing: tuple[int, ...]
    unknown_numbers: int = Field(ge=0, description="Entries that are of no question asked for")
    unverified_repairs: int = Field(ge=0, description="Repairs that the page does not bear out")
    unseen_words: int = Field(0, ge=0, description="Words of pictures that the OCR has not")
    model: str = ""

    @property
    def dropped(self) -> int:
        """How much of the answer was not believed."""
        return self.unknown_numbers + self.unverified_repairs + self.unseen_words


def together(parts: Sequence[PaperLabels], missing: Iterable[int]) -> PaperLabels:
    """Return the labels of a paper that was asked for in parts; `missing` in parts that failed."""
    return PaperLabels(
        labels=tuple(label for part in parts for label in part.labels),
        repairs=tuple(repair for part in parts for repair in part.repairs),
        texts=tuple(text for part in parts for text in part.texts),
        missing=tuple(sorted([*missing, *(place for part in parts for place in part.missing)])),
        unknown_numbers=sum(part.unknown_numbers for part in parts),
        unverified_repairs=sum(part.unverified_repairs for part in parts),
        unseen_words=sum(part.unseen_words for part in parts),
        model=parts[0].model,
    )


def verified_labels(
    answer: SeenPaperAnswer, paper: PaperToLabel, topics: tuple[str, ...], places: Places
) -> PaperLabels:
    """Return what holds of `answer` for the questions at `places`.

    The first label of a question counts, later ones do not.
    """
    keys = question_keys(paper)
    positions = {keys[place]: place for place in places}
    first: dict[int, Label] = {}
    for label in answer.labels:
        place = positions.get(label.n.strip())
        if place is not None and place not in first:
            first[place] = _label(label, place, topics)
    known = [repair for repair in answer.repairs if repair.n.strip() in positions]
    repairs = [_repair(repair, positions[repair.n.strip()], paper) for repair in known]
    held = tuple(repair for repair in repairs if repair is not None)
    texts = _seen_texts(answer, positions, paper)
    return PaperLabels(
        labels=tuple(first[place] for place in sorted(first)),
        repairs=held,
        texts=tuple(BetterText(position=at, text=one.text) for at, one in texts if one.corrected),
        missing=tuple(place for place in places if place not in first),
        unknown_numbers=_unknown(answer, positions),
        unverified_repairs=len(repairs) - len(held),
        unseen_words=sum(one.dropped for _, one in texts),
    )


def _unknown(answer: SeenPaperAnswer, positions: dict[str, int]) -> int:
    named = [one.n for one in answer.labels] + [one.n for one in answer.repairs]
    named += [one.n for one in answer.texts]
    return sum(number.strip() not in positions for number in named)


def _seen_texts(
    answer: SeenPaperAnswer, positions: dict[str, int], paper: PaperToLabel
) -> list[tuple[int, SeenText]]:
    """Return the questions with pictures, as far as the OCR bears out what was seen there."""
    pictures = paper.pictures or {}
    found: dict[int, SeenText] = {}
    for seen in answer.texts:
        place = positions.get(seen.n.strip())
        if place is None or place in found or paper.questions[place].page not in pictures:
            continue
        found[place] = borne_out(paper.questions[place].text, clean_text(seen.text))
    return sorted(found.items())


def topic_in(topics: Iterable[str], name: str) -> tuple[str, bool]:
    """Return the topic of the list that `name` means, or `name` itself and True if it is new."""
    cleaned = " ".join(clean_text(name).split())[:MAX_TOPIC] or "Unclassified"
    found = process.extractOne(
        cleaned, list(topics), scorer=fuzz.ratio, processor=str.casefold, score_cutoff=SAME_TOPIC
    )
    return (found[0], False) if found else (cleaned, True)


def _label(label: LabelAnswer, place: int, topics: tuple[str, ...]) -> Label:
    topic, is_new = topic_in(topics, label.topic)
    second = topic_in(topics, label.secondary_topic)[0] if label.secondary_topic else None
    return Label(
        position=place,
        number=label.n.strip(),
        topic=topic,
        is_new_topic=is_new,
        topic_confidence=label.topic_confidence,
        difficulty=label.difficulty,
        bloom_level=label.bloom_level,
        requires_derivation=label.requires_derivation,
        secondary_topic=second if second != topic else None,
        question_type=label.question_type,
        confidence=label.confidence,
    )


def _repair(repair: RepairAnswer, place: int, paper: PaperToLabel) -> Repair | None:
    """Return the repair if its quote stands on its page and shows the value, else None.

    The page must be the question's, or the next one, where its last line may stand.
    """
    quote = " ".join(repair.quote.split())
    value = repair.value.strip()
    if repair.page - paper.questions[place].page not in {0, 1}:
        return None
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
