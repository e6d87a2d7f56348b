"""What the API answers about profiles, their evidence and their reports."""

from datetime import datetime

from ninja import Schema
from pydantic import Field

from analysis.models import Question
from analysis.schemas import BloomLevel, DifficultyLevel
from exams.api.schemas import ProfessorName
from reports.crops.figures import figures_of
from reports.document import ProfileDocument
from reports.models import Profile, Report
from reports.search.words import Why


class ProfileBrief(Schema):
    """A published profile in a list."""

    professor: ProfessorName
    job_id: int
    published_at: datetime


class ProfileAnswer(ProfileBrief):
    """A published profile with all that it says."""

    document: ProfileDocument


class EvidenceBrief(Schema):
    """A number of a profile that has proof, under its key."""

    key: str = Field(examples=["topic-0"])
    title: str
    questions: int


class EvidenceIndex(Schema):
    """Every key of a profile, in the order of its page."""

    items: list[EvidenceBrief]


class PaperName(Schema):
    """A paper, named."""

    id: int
    label: str


class QuestionAnswer(Schema):
    """A printed question with its labels; what is not printed is null."""

    id: int
    paper: PaperName
    page: int
    number: str
    section: str
    stem: str
    text: str
    marks: float | None
    topic: str | None
    difficulty: DifficultyLevel
    bloom: BloomLevel
    requires_derivation: bool
    command: str
    confidence: float
    figures: list[list[float]] = Field(
        description="Figures and ruled tables of the question and of its stems, as page, x0, top, "
        "x1, bottom in points from the top left"
    )


class FoundQuestion(QuestionAnswer):
    """A question that a search found, and why."""

    why: Why | None = Field(description="null where neither words nor a question was looked for")
    likeness: float | None = Field(description="0 to 1, of those found by meaning")


class EvidenceAnswer(Schema):
    """The printed questions behind one number, latest sitting first."""

    key: str
    title: str
    questions: list[QuestionAnswer]


class ReportAnswer(Schema):
    """The printed profile; its file is at the address of this answer with `.pdf` at the end."""

    job_id: int
    size: int = Field(description="In bytes")
    pages: int
    charts: list[str]
    created_at: datetime


def brief_profile(profile: Profile) -> ProfileBrief:
    """A profile with its professor, who should have been selected with it."""
    professor = ProfessorName(id=profile.professor_id, name=profile.professor.name)
    return ProfileBrief(
        professor=professor, job_id=profile.job_id, published_at=profile.published_at
    )


def answer_question(question: Question) -> QuestionAnswer:
    """A question with its paper and topic, which should have been selected with it."""
    figures = figures_of(question)
    return QuestionAnswer(
        id=question.pk,
        paper=PaperName(id=question.paper_id, label=question.paper.label),
        page=question.page,
        number=question.number,
        section=question.section,
        stem=question.stem,
        text=question.text,
        marks=None if question.marks is None else float(question.marks),
        topic=question.topic.name if question.topic else None,
        difficulty=DifficultyLevel(question.difficulty),
        bloom=BloomLevel(question.bloom),
        requires_derivation=question.requires_derivation,
        command=question.command,
        confidence=question.confidence,
        figures=[list(box) for box in (*figures.of_stems, *figures.own)],
    )


def answer_found(question: Question) -> FoundQuestion:
    """A question of `reports.search.meaning`."""
    why, likeness = getattr(question, "why", None), getattr(question, "likeness", None)
    found = answer_question(question).model_dump()
    return FoundQuestion(**found, why=Why(why) if why else None, likeness=likeness)


def answer_report(report: Report) -> ReportAnswer:
    """A report."""
    return ReportAnswer(
        job_id=report.job_id,
        size=report.size,
        pages=report.pages,
        charts=report.charts,
        created_at=report.created_at,
    )
