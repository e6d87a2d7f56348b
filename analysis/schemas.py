"""The typed values of the analysis, under the names of the field."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class DifficultyLevel(StrEnum):
    """Estimated effort; an estimate from the paper, not a measurement on students."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"
    VERY_HARD = "very_hard"


class BloomLevel(StrEnum):
    """Levels of the revised taxonomy (Anderson and Krathwohl, 2001), lowest first."""

    REMEMBER = "remember"
    UNDERSTAND = "understand"
    APPLY = "apply"
    ANALYSE = "analyse"
    EVALUATE = "evaluate"
    CREATE = "create"


class QuestionType(StrEnum):
    """What a student hands in."""

    MULTIPLE_CHOICE = "multiple_choice"
    SHORT_ANSWER = "short_answer"  # a definition, a reason, a few sentences
    ESSAY = "essay"  # an explanation or discussion of a page or more
    CALCULATION = "calculation"
    DERIVATION = "derivation"  # or a proof
    PROGRAM = "program"  # or an algorithm
    DRAWING = "drawing"  # a sketch, a diagram, a design on paper


class Trend(StrEnum):
    """How often a topic is asked, over the years."""

    INCREASING = "increasing"
    DECREASING = "decreasing"
    STABLE = "stable"
    UNCLEAR = "unclear"  # too few papers to tell


class Frozen(BaseModel):
    """A value that travels between stages and never changes."""

    model_config = ConfigDict(frozen=True)


class ExamQuestion(Frozen):
    """One question of one paper, with what was concluded about it."""

    question_number: int = Field(description="The question's top-level number, counted from 1")
    path: str = Field(description="The number as printed, with its parts, such as 3(b)(ii)")
    question_text: str
    marks: float | None = Field(description="Printed marks; null where none are printed")
    page: int
    topic_classification: str
    topic_confidence: float = Field(ge=0, le=1)
    secondary_topic: str | None = Field(None, description="A second topic that the answer needs")
    difficulty: DifficultyLevel
    bloom_level: BloomLevel
    question_type: QuestionType | None = None
    label_confidence: float | None = Field(
        None, ge=0, le=1, description="How sure the labels other than the topic are"
    )
    requires_derivation: bool = False
    choice_group: str | None = None


class ExtractionResult(Frozen):
    """One engine's reading of one paper."""

    file_id: str
    professor_name: str | None = None
    exam_year: int | None = None
    subject: str
    total_marks: float | None = None
    questions: tuple[ExamQuestion, ...]
    extraction_confidence: float = Field(ge=0, le=1)
    labelled_by: str = Field("", description="The model that labelled the questions")


class TopicFrequency(Frozen):
    """How often one topic was asked across the papers."""

    topic: str
    count: int = Field(ge=0, description="Papers in which the topic was asked")
    percentage: float = Field(ge=0, le=100, description="Share of the papers, in percent")
    trend: Trend


class AnalysisReport(Frozen):
    """The whole analysis in brief; `analysis.statistics.results` has it with its evidence."""

    professor_name: str
    total_papers_analyzed: int
    difficulty_distribution: dict[DifficultyLevel, int]
    topic_frequencies: tuple[TopicFrequency, ...]
    safe_zones: tuple[str, ...] = Field(description="Topics in more than 70 % of the papers")
    danger_zones: tuple[str, ...] = Field(
        description="Topics in less than 20 % of the papers that carry high marks"
    )
    predicted_topics_next_exam: tuple[str, ...]
    confidence_score: float = Field(ge=0, le=1)
