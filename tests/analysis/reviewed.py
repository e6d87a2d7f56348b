"""A labelled paper of which one question is doubtful."""

from typing import Any

from analysis.agents.extraction_labels import Label, PaperLabels
from analysis.models import Extraction, Question
from analysis.schemas import BloomLevel, DifficultyLevel
from analysis.services.extractions import store_labels
from exams.models import Paper
from exams.outline.model import Outline, OutlineQuestion, Scorecard
from exams.services.catalogue import add_professor, course_titled
from exams.tenancy import institution_scope
from tests.api_client import add_paper
from tests.people import People


def label(position: int, topic: str = "Waves") -> Label:
    return Label(
        position=position,
        number=str(position + 1),
        topic=topic,
        is_new_topic=False,
        topic_confidence=0.8,
        difficulty=DifficultyLevel.EASY,
        bloom_level=BloomLevel.APPLY,
        requires_derivation=False,
        confidence=0.8,
    )


def labels(topic: str = "Waves") -> PaperLabels:
    return PaperLabels(
        labels=tuple(label(place, topic) for place in range(3)),
        repairs=(),
        missing=(),
        unknown_numbers=0,
        unverified_repairs=0,
    )


def extract(paper: Paper, engine: str = "one", topic: str = "Waves") -> Extraction:
    assert paper.outline
    return store_labels(paper, paper.outline, labels(topic), engine, ("Waves", "Heat"))


def doubtful_paper(people: People) -> Paper:
    """Three questions, the second doubtful, of marks that do not add up."""
    outline = Outline(
        questions=tuple(
            OutlineQuestion(
                number=str(number),
                path=(str(number),),
                text=f"Explain number {number}.",
                marks=5,
                page=1,
                confidence=sure,
            )
            for number, sure in ((1, 0.9), (2, 0.3), (3, 0.9))
        ),
        scorecard=Scorecard(marks_sum=15, marks_printed=20, gaps=("4",)),
        confidence=0.9,
    )
    with institution_scope(people.norvale.pk):
        values = {"status": "read", "outline_json": outline.model_dump(mode="json")}
        paper = add_paper(add_professor("Ada"), course_titled("Physics"), 2023, **values)
        extract(paper)
    return paper


def inside(paper: Paper) -> Any:
    assert paper.institution_id
    return institution_scope(paper.institution_id)


def question(paper: Paper, position: int) -> Question:
    with inside(paper):
        rows = Question.objects.filter(paper=paper, position=position)
        return rows.select_related("topic").latest("extraction_id")
