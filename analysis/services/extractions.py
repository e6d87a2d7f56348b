"""Extractions: what an engine said of a paper's questions, as rows that are made once."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import QuerySet

from analysis.agents.extraction_labels import Label, PaperLabels
from analysis.agents.extraction_text import PaperToLabel, QuestionToLabel
from analysis.agents.prompts import load_prompt
from analysis.labels import label_question
from analysis.models import Extraction, Question
from analysis.services.topics import syllabus_hash
from analysis.topics import rank_topics, read_items
from exams.models import Paper
from exams.outline.model import MarksSource, Outline, OutlineQuestion
from exams.services.catalogue import add_topics

NOWHERE = "Unclassified"  # what the agent calls a question that fits no topic
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
        "syllabus_hash": syllabus_hash(paper.course),
    }


def paper_to_label(alias: str, paper: Paper, outline: Outline) -> PaperToLabel:
    """A paper as the extraction agent gets it: its outline, and its pages to check against."""
    return PaperToLabel(
        alias=alias,
        subject=paper.course.title if paper.course else outline.facts.subject or "",
        questions=tuple(
            QuestionToLabel(one.number, one.text, one.page, one.stem, one.marks)
            for one in outline.questions
        ),
        pages=dict(paper.pages.values_list("number", "text")),
        total_marks=outline.facts.total_marks,
    )


def store_labels(
    paper: Paper, outline: Outline, labels: PaperLabels, engine: str, topics: tuple[str, ...]
) -> Extraction:
    """Keep what was said of a paper; a question that got no label gets one by rules."""
    assert paper.course is not None, "papers are filed before they are labelled"  # noqa: S101  # narrows the type
    given = {label.position: label for label in labels.labels}
    chosen = [given.get(at) or by_rules(one, topics) for at, one in enumerate(outline.questions)]
    topic_of = read_items(paper.course.syllabus)
    counted = [topic_of.get(label.topic, label.topic) for label in chosen]
    used = tuple(dict.fromkeys(name for name in counted if name != NOWHERE))
    names = {one.name: one for one in add_topics(paper.course, used, in_syllabus=False)}
    extraction = Extraction.objects.create(
        paper=paper,
        confidence=outline.confidence,
        dropped=labels.unknown_numbers + labels.unverified_repairs,
        **identity(paper, engine),
    )
    rows = [question_row(extraction, outline, at, label) for at, label in enumerate(chosen)]
    for row, name in zip(rows, counted, strict=True):
        row.topic = names.get(name[:200])
    repair(rows, labels)
    Question.objects.bulk_create(rows)
    return extraction


def by_rules(question: OutlineQuestion, topics: tuple[str, ...]) -> Label:
    """A label for a question that the model passed over."""
    text = f"{question.stem} {question.text}".strip()
    found = label_question(question.text, stem=question.stem, marks=question.marks)
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
        boxes=[[box.page, box.x0, box.top, box.x1, box.bottom] for box in one.boxes],
        choice_group=(one.choice_group or "")[:120],
        weight=weight(outline, one),
        command=label_question(one.text, stem=one.stem, marks=one.marks).command or "",
        difficulty=label.difficulty,
        bloom=label.bloom_level,
        requires_derivation=label.requires_derivation,
        topic_confidence=label.topic_confidence,
        confidence=one.confidence,
    )


def weight(outline: Outline, question: OutlineQuestion) -> float:
    """The share of a question that a student answers: k/n where k of n are to be chosen."""
    for choice in outline.choices:
        if choice.group == question.choice_group and choice.offered:
            return min(1.0, choice.needed / choice.offered)
    return 1.0


def repair(rows: list[Question], labels: PaperLabels) -> None:
    """Put right what the model read better and the page bears out."""
    for one in labels.repairs:
        row = rows[one.position]
        if one.marks is not None:
            row.marks, row.marks_source = Decimal(str(one.marks)), MarksSource.REPAIRED
        if one.number is not None:
            row.number = one.number[:60]
