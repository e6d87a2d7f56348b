"""What the API takes and answers about reviewing questions."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from analysis.models import Question, Review
from analysis.models.review import ReviewAction
from analysis.schemas import BloomLevel, DifficultyLevel
from analysis.services.review_queue import PaperToReview
from analysis.statistics.agreement import Agreement
from exams.api.schemas import Id

Number = Annotated[str, Field(min_length=1, max_length=60)]
Marks = Annotated[Decimal, Field(ge=0, max_digits=7, decimal_places=2)]
Text = Annotated[str, Field(min_length=1, max_length=20_000)]


class Correction(Schema):
    """A question put right; what is left out stays, and an empty body approves it as it stands."""

    number: Number = ""
    marks: Marks | None = Field(None, description="null: it prints none")
    text: Text = ""
    topic: str = Field("", max_length=200, description="By name; empty for none")
    difficulty: DifficultyLevel = DifficultyLevel.MEDIUM
    bloom: BloomLevel = BloomLevel.UNDERSTAND


class Half(Schema):
    """One of the two questions that another is divided into."""

    number: Number
    marks: Marks | None = None
    text: Text


class Halves(Schema):
    """The first stays in its place, the second comes behind it."""

    first: Half
    second: Half


class Other(Schema):
    """The question of the same paper whose words and places are taken over."""

    other_id: Id


class ReviewedQuestion(Schema):
    """A question as it stands now."""

    id: int
    paper_id: int
    number: str
    section: str
    text: str
    marks: float | None
    topic: str | None
    difficulty: DifficultyLevel
    bloom: BloomLevel
    page: int
    confidence: float


class DoubtfulQuestion(ReviewedQuestion):
    """A question with what is doubtful about it; nothing where there is no doubt."""

    reasons: list[str]


class Decision(Schema):
    """What somebody decided; it holds against every later analysis."""

    id: int
    paper_id: int
    question: str = Field(description="Section and number; empty for the paper as a whole")
    action: ReviewAction
    after: dict[str, Any]
    at: datetime


class QuestionInReview(DoubtfulQuestion):
    """A question, its doubts, and what was decided about it, the oldest first."""

    decisions: list[Decision]


class PaperInReview(Schema):
    """A paper with something doubtful: as a whole, and question by question."""

    paper_id: int
    label: str
    professor_id: int
    reasons: list[str]
    questions: list[DoubtfulQuestion]


class LabelAgreement(Schema):
    """How far the model and the reviewers agree on one label."""

    label: str
    questions: int
    share: float
    kappa: float | None = Field(description="Cohen's; null where both use one name throughout")


def answer_reviewed(row: Question) -> ReviewedQuestion:
    """A question with its topic, which should have been selected with it."""
    return ReviewedQuestion(
        id=row.pk,
        paper_id=row.paper_id,
        number=row.number,
        section=row.section,
        text=row.text,
        marks=None if row.marks is None else float(row.marks),
        topic=row.topic.name if row.topic else None,
        difficulty=DifficultyLevel(row.difficulty),
        bloom=BloomLevel(row.bloom),
        page=row.page,
        confidence=row.confidence,
    )


def answer_doubtful(row: Question, reasons: tuple[str, ...]) -> DoubtfulQuestion:
    """The same with what is doubtful about it."""
    return DoubtfulQuestion(**answer_reviewed(row).model_dump(), reasons=list(map(str, reasons)))


def answer_in_review(entry: PaperToReview) -> PaperInReview:
    """A paper of the queue."""
    return PaperInReview(
        paper_id=entry.paper.pk,
        label=entry.paper.label,
        professor_id=entry.paper.professor_id or 0,
        reasons=list(map(str, entry.reasons)),
        questions=[answer_doubtful(one.question, one.reasons) for one in entry.questions],
    )


def answer_decision(review: Review) -> Decision:
    """A decision."""
    return Decision(
        id=review.pk,
        paper_id=review.paper_id,
        question=review.key.replace("|", " ").strip(),
        action=ReviewAction(review.action),
        after=review.after,
        at=review.created_at,
    )


def answer_agreement(label: str, found: Agreement) -> LabelAgreement:
    """How far a label is agreed upon."""
    return LabelAgreement(label=label, questions=found.rated, share=found.share, kappa=found.kappa)
