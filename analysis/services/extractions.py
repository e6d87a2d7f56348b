"""Extractions: what an engine said of a paper's questions, as rows that are made once."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from PIL import Image

from analysis.agents.extraction_labels import Label, PaperLabels
from analysis.agents.extraction_text import (
    MAX_PICTURES,
    PaperToLabel,
    QuestionToLabel,
    unique_keys,
)
from analysis.agents.prompts import load_prompt
from analysis.labels import label_question
from analysis.labels.printed import printed_level
from analysis.models import Extraction, Question
from analysis.services.meanings import index_meanings
from analysis.services.reviews import hold_reviewed
from analysis.services.topics import headings_of, syllabus_hash
from analysis.topics import rank_topics
from exams.models import Paper
from exams.outline.model import Box, MarksSource, Outline, OutlineQuestion
from exams.sandbox.reading import Verdict
from exams.services import files
from exams.services.topics import topics_named

NOWHERE = "Unclassified"  # what the agent calls a question that fits no topic
UNSURE = 0.5  # outline confidence of a question below which it is worth a second look
MOST_DOUBTFUL = 8
REREAD_COLUMNS = (
    *("number", "marks", "marks_source", "text", "topic_id", "secondary_topic_id", "difficulty"),
    *("bloom", "requires_derivation", "question_type", "topic_confidence", "label_confidence"),
)
FALLBACK_CONFIDENCE = 0.3  # of a label by rules where the model gave none


def stored_extraction(paper: Paper, engine: str) -> Extraction | None:
    """What this engine said of this paper with today's prompt and syllabus, if it was asked."""
    return Extraction.objects.filter(paper=paper, **identity(paper, engine)).first()


def stored_extractions(papers: Iterable[Paper], engine: str) -> QuerySet[Extraction]:
    """The same for many papers."""
    keys = {identity(paper, engine)["syllabus_hash"] for paper in papers}
    return Extraction.objects.filter(
        paper__in=list(papers),
        engine=engine,
        prompt_version=load_prompt("extraction").version,
        syllabus_hash__in=keys,
    ).select_related("paper")


def identity(paper: Paper, engine: str) -> dict[str, str]:
    """What makes an extraction of a paper another one."""
    return {
        "engine": engine,
        "prompt_version": load_prompt("extraction").version,
        "syllabus_hash": syllabus_hash(paper),
    }


def paper_to_label(alias: str, paper: Paper, outline: Outline) -> PaperToLabel:
    """A paper as the extraction agent gets it: its outline, and its pages to check against."""
    subject = paper.course.title if paper.course else outline.facts.subject or ""
    pages = dict(paper.pages.values_list("number", "text"))
    pictures = pictures_of(paper) if settings.MODEL_SEES else None
    return questions_to_label(alias, outline, subject, pages, pictures)


def questions_to_label(
    alias: str,
    outline: Outline,
    subject: str,
    pages: dict[int, str],
    pictures: dict[int, bytes] | None = None,
) -> PaperToLabel:
    """The questions of an outline as the extraction agent gets them, by the settings."""
    return PaperToLabel(
        alias=alias,
        subject=subject,
        questions=tuple(
            QuestionToLabel(one.number, one.text, one.page, one.stem, one.marks)
            for one in outline.questions
        ),
        pages=pages,
        total_marks=outline.facts.total_marks,
        pictures=pictures,
        pages_per_call=settings.PAGES_PER_CALL,
    )


def pictures_of(paper: Paper) -> dict[int, bytes]:
    """The scanned pages as JPEGs, which every endpoint with a model that sees can read."""
    scanned = paper.pages.filter(verdict=Verdict.SCANNED).exclude(picture="")
    names = scanned.values_list("number", "picture")[:MAX_PICTURES]
    return {number: as_jpeg(files.fetch(name)) for number, name in names}


def as_jpeg(picture: bytes) -> bytes:
    """The same picture as a JPEG."""
    jpeg = BytesIO()
    Image.open(BytesIO(picture)).convert("RGB").save(jpeg, "JPEG", quality=80)
    return jpeg.getvalue()


def store_labels(
    paper: Paper, outline: Outline, labels: PaperLabels, engine: str, topics: tuple[str, ...]
) -> Extraction:
    """Keep what was said of a paper; a question that got no label gets one by rules."""
    given = {label.position: label for label in labels.labels}
    chosen = [given.get(at) or by_rules(one, topics) for at, one in enumerate(outline.questions)]
    extraction = Extraction.objects.create(
        paper=paper,
        confidence=outline.confidence,
        dropped=labels.dropped,
        **identity(paper, engine),
    )
    rows = [question_row(extraction, outline, at, label) for at, label in enumerate(chosen)]
    set_topics(paper, rows, chosen)
    repair(dict(enumerate(rows)), labels)
    Question.objects.bulk_create(hold_reviewed(paper, outline, rows))
    index_meanings(paper)
    return extraction


def set_topics(paper: Paper, rows: Sequence[Question], labels: Sequence[Label]) -> None:
    """Point each row to the topics of the paper's course that its label names; new ones are added.

    What is chosen from a syllabus counts under the heading that it stands under there.
    """
    course = paper.course
    assert course is not None, "papers are filed before they are labelled"  # noqa: S101  # narrows the type
    heading = headings_of(paper)
    first = [heading.get(label.topic, label.topic) for label in labels]
    second = [heading.get(name, name) for name in (one.secondary_topic or "" for one in labels)]
    used = tuple(dict.fromkeys(name for name in (*first, *second) if name not in {NOWHERE, ""}))
    topics = topics_named(course, used)
    for row, name, other in zip(rows, first, second, strict=True):
        row.topic = topics.get(name)
        row.secondary_topic = topics.get(other) if other != name else None


def by_rules(question: OutlineQuestion, topics: tuple[str, ...]) -> Label:
    """A label for a question that the model passed over."""
    text = f"{question.stem} {question.text}".strip()
    found = label_question(
        question.text,
        stem=question.stem,
        marks=question.marks,
        bloom_printed=question.bloom_printed,
    )
    best = rank_topics(text, topics)[:1]
    return Label(
        position=0,
        number=question.number,
        topic=best[0][0] if best else NOWHERE,
        is_new_topic=False,
        topic_confidence=min(FALLBACK_CONFIDENCE, best[0][1]) if best else 0.0,
        difficulty=found.difficulty,
        bloom_level=found.bloom,
        requires_derivation=found.requires_derivation,
        confidence=min(FALLBACK_CONFIDENCE, found.confidence),
    )


def question_row(extraction: Extraction, outline: Outline, place: int, label: Label) -> Question:
    """One question as a row, its topic still to be set."""
    one = outline.questions[place]
    return Question(
        extraction=extraction,
        paper_id=extraction.paper_id,
        position=place,
        number=one.number[:60],
        stem_number=" ".join(filter(None, (one.section, one.path[0] if one.path else "")))[:60],
        section=(one.section or "")[:200],
        text=one.text,
        stem=one.stem,
        marks=None if one.marks is None else Decimal(str(round(one.marks, 2))),
        marks_source=one.marks_source or "",
        page=one.page,
        boxes=box_rows(one.boxes),
        figures=box_rows(one.figures),
        stem_figures=box_rows(one.stem_figures),
        choice_group=(one.choice_group or "")[:120],
        weight=weight(outline, one),
        command=label_question(one.text, stem=one.stem, marks=one.marks).command or "",
        confidence=one.confidence,
        **{**label_columns(label), **printed_columns(one)},
    )


def box_rows(boxes: Iterable[Box]) -> list[list[float]]:
    """Boxes as [page, x0, top, x1, bottom]."""
    return [[box.page, box.x0, box.top, box.x1, box.bottom] for box in boxes]


def printed_columns(question: OutlineQuestion) -> dict[str, Any]:
    """The level of thinking as a column where the paper prints it, which no engine overrules."""
    level = printed_level(question.bloom_printed)
    return {"bloom": level} if level else {}


def label_columns(label: Label) -> dict[str, Any]:
    """A label as columns of its question, topics apart."""
    return {
        "difficulty": label.difficulty,
        "bloom": label.bloom_level,
        "requires_derivation": label.requires_derivation,
        "question_type": label.question_type or "",
        "topic_confidence": label.topic_confidence,
        "label_confidence": label.confidence,
    }


def weight(outline: Outline, question: OutlineQuestion) -> float:
    """The share of a question that a student answers: k/n where k of n are to be chosen."""
    for choice in outline.choices:
        if choice.group == question.choice_group and choice.offered:
            return min(1.0, choice.needed / choice.offered)
    return 1.0


def repair(rows: Mapping[int, Question], labels: PaperLabels) -> None:
    """Put right, by place, what the model read better and the page bears out."""
    for one in labels.repairs:
        row = rows.get(one.position)
        if row is not None and one.marks is not None:
            row.marks, row.marks_source = Decimal(str(one.marks)), MarksSource.REPAIRED
        if row is not None and one.number is not None:
            row.number = one.number[:60]
    for text in labels.texts:
        if text.position in rows:
            rows[text.position].text = text.text


def apply_reread(extraction: Extraction, labels: PaperLabels) -> dict[str, int]:
    """Merge what a second look found into a stored extraction; says how much it changed.

    Doing it again changes nothing more.
    """
    rows = list(extraction.questions.order_by("position", "part"))
    before = [told(row) for row in rows]
    # A question that staff removed leaves a gap; what they split off was never asked about.
    at = {row.position: row for row in rows if not row.part}
    found = [label for label in labels.labels if label.position in at]
    for label in found:
        for column, value in label_columns(label).items():
            setattr(at[label.position], column, value)
    set_topics(extraction.paper, [at[label.position] for label in found], found)
    repair(at, labels)
    outline = extraction.paper.outline
    if outline is not None:
        hold_reviewed(extraction.paper, outline, rows)
    changed = [row for row, was in zip(rows, before, strict=True) if told(row) != was]
    Question.objects.bulk_update(changed, REREAD_COLUMNS)
    index_meanings(extraction.paper)
    return {
        "asked": len(labels.labels) + len(labels.missing),
        "changed": len(changed),
        "repaired": len(labels.repairs),
        "dropped": labels.dropped,
    }


def told(row: Question) -> tuple[Any, ...]:
    """What a second look can change of a question."""
    return tuple(getattr(row, column) for column in REREAD_COLUMNS)


def doubtful_numbers(outline: Outline) -> list[str]:
    """The questions that may have been read wrongly, as the hub may ask for them again.

    Where the marks do not add up, those without marks are among them.
    """
    card = outline.scorecard
    adds_up = card.marks_printed is None or card.marks_sum in (None, card.marks_printed)
    keys = unique_keys(one.number for one in outline.questions)
    found = [
        key
        for key, one in zip(keys, outline.questions, strict=True)
        if one.confidence < UNSURE or (one.marks is None and not adds_up)
    ]
    return found[:MOST_DOUBTFUL]
