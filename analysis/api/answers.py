"""What the API takes and answers about jobs and what they extracted."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from analysis.enums import JobStatus, PaperState, Stage
from analysis.models import Extraction, Job, JobPaper, Question, Step, Turn
from analysis.models.job import Spending
from analysis.schemas import (
    BloomLevel,
    DifficultyLevel,
    ExamQuestion,
    ExtractionResult,
    QuestionType,
)
from exams.api.answers import name_professor
from exams.api.schemas import Id, ProfessorName


class NewJob(Schema):
    """A profile to be made."""

    professor_id: Id
    paper_ids: Annotated[list[Id], Field(min_length=1, max_length=1000)] | None = Field(
        None, description="Papers of this professor; all of them where this is left out"
    )


class JobFilter(Schema):
    """Which jobs are listed; what is left out does not matter."""

    professor: Id | None = Field(None, description="The professor's id")
    status: JobStatus | None = None


class Spent(Schema):
    """Tokens, and what they cost by the price table that is installed with the product."""

    input_tokens: int
    output_tokens: int
    cached_tokens: int
    cache_write_tokens: int
    reasoning_tokens: int
    cost_estimate_usd: float


class JobBrief(Schema):
    """A job in a list."""

    id: int
    professor: ProfessorName
    status: JobStatus
    status_words: str
    stage: Stage
    reason: str = Field(
        description="Why it ended so, or what it waits for, as a code; empty where all went well"
    )
    not_before: datetime | None = Field(description="When a job that waits goes on by itself")
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class PaperOfJob(Schema):
    """What became of one paper in a job."""

    alias: str = Field(description="The name under which the models know the paper")
    paper_id: int
    label: str
    state: PaperState
    reason: str


class JobAnswer(JobBrief):
    """A job with its papers and its spending."""

    detail: str = Field(description="The reason in words")
    summary: str
    model: str = Field(description="The model that directs it; empty before it starts")
    lacks: list[str] = Field(description="What the model's endpoint cannot do, as codes")
    cancel_requested: bool
    turns: int
    spent: Spent
    papers: list[PaperOfJob]


class TurnEntry(Schema):
    """One answer of the orchestrator model."""

    kind: Literal["turn"]
    number: int
    outcome: str
    message: dict[str, Any]
    model: str
    seconds: float
    spent: Spent
    at: datetime


class StepEntry(Schema):
    """One tool call with its result, or one call of another model."""

    kind: Literal["step"]
    key: str
    step: str = Field(description="'tool' or 'model'")
    name: str
    arguments: dict[str, Any]
    result: dict[str, Any]
    succeeded: bool
    model: str
    seconds: float
    spent: Spent
    at: datetime


class Transcript(Schema):
    """A part of what a job wrote down, in order, and how much there is in all."""

    items: list[Annotated[TurnEntry | StepEntry, Field(discriminator="kind")]]
    count: int


def spent(row: Spending) -> Spent:
    """The spending of a job, a turn or a step."""
    return Spent(
        input_tokens=row.input_tokens,
        output_tokens=row.output_tokens,
        cached_tokens=row.cached_tokens,
        cache_write_tokens=row.cache_write_tokens,
        reasoning_tokens=row.reasoning_tokens,
        cost_estimate_usd=float(row.cost),
    )


def brief_job(job: Job) -> JobBrief:
    """A job with its professor, who should have been selected with it."""
    status = JobStatus(job.status)
    return JobBrief(
        id=job.pk,
        professor=name_professor(job.professor),
        status=status,
        status_words=str(status.label),
        stage=Stage(job.stage),
        reason=job.reason,
        not_before=job.not_before,
        created_at=job.created_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
    )


def answer_job(job: Job, papers: list[JobPaper], turns: int) -> JobAnswer:
    """A job with its papers and the number of its turns."""
    return JobAnswer(
        **brief_job(job).model_dump(),
        detail=job.detail,
        summary=job.summary,
        model=job.model,
        lacks=job.lacks,
        cancel_requested=job.cancel_requested,
        turns=turns,
        spent=spent(job),
        papers=[paper_of_job(entry) for entry in papers],
    )


def paper_of_job(entry: JobPaper) -> PaperOfJob:
    """What became of one paper, which should have been selected with the entry."""
    return PaperOfJob(
        alias=entry.alias,
        paper_id=entry.paper_id,
        label=entry.paper.label,
        state=PaperState(entry.state),
        reason=entry.reason,
    )


def answer_entry(row: Turn | Step) -> TurnEntry | StepEntry:
    """One line of a transcript."""
    return turn_entry(row) if isinstance(row, Turn) else step_entry(row)


def turn_entry(turn: Turn) -> TurnEntry:
    """A turn as a line of a transcript."""
    return TurnEntry(
        kind="turn",
        number=turn.number,
        outcome=turn.outcome,
        message=turn.message,
        model=turn.model,
        seconds=turn.seconds,
        spent=spent(turn),
        at=turn.created_at,
    )


def step_entry(step: Step) -> StepEntry:
    """A step as a line of a transcript."""
    return StepEntry(
        kind="step",
        key=step.key,
        step=step.kind,
        name=step.name,
        arguments=step.arguments,
        result=step.result,
        succeeded=step.succeeded,
        model=step.model,
        seconds=step.seconds,
        spent=spent(step),
        at=step.created_at,
    )


def answer_extraction(extraction: Extraction) -> ExtractionResult:
    """An extraction under the names of the field; its questions in printed order."""
    paper, outline = extraction.paper, extraction.paper.outline
    questions = list(extraction.questions.select_related("topic", "secondary_topic"))
    tops = list(dict.fromkeys(row.stem_number for row in questions))
    return ExtractionResult(
        file_id=str(paper.pk),
        professor_name=paper.professor.name if paper.professor else None,
        exam_year=paper.year,
        subject=paper.course.title if paper.course else "",
        total_marks=outline.facts.total_marks if outline else None,
        questions=tuple(answer_question(row, tops.index(row.stem_number) + 1) for row in questions),
        extraction_confidence=extraction.confidence,
        labelled_by=extraction.engine,
    )


def answer_question(row: Question, place: int) -> ExamQuestion:
    """A question; `place` is its top-level question's, counted from 1 over the whole paper."""
    return ExamQuestion(
        question_number=place,
        path=row.number,
        question_text=row.text,
        marks=None if row.marks is None else float(row.marks),
        page=row.page,
        topic_classification=row.topic.name if row.topic else "",
        topic_confidence=row.topic_confidence,
        secondary_topic=row.secondary_topic.name if row.secondary_topic else None,
        difficulty=DifficultyLevel(row.difficulty),
        bloom_level=BloomLevel(row.bloom),
        question_type=QuestionType(row.question_type) if row.question_type else None,
        label_confidence=row.label_confidence,
        requires_derivation=row.requires_derivation,
        choice_group=row.choice_group or None,
    )
