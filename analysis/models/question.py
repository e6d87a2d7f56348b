"""Questions as one engine read them, and the statements that they prove."""

from typing import ClassVar

from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models

from analysis.enums import LEVEL_NAMES
from analysis.models.job import Job
from analysis.schemas import BloomLevel, DifficultyLevel, QuestionType
from exams.models import Paper, TenantModel, Topic
from exams.tenancy import tenant_table
from exams.tenancy.managers import ScopedManager

DIFFICULTIES = [(level.value, LEVEL_NAMES[level.value]) for level in DifficultyLevel]
QUESTION_TYPES = [(kind.value, LEVEL_NAMES[kind.value]) for kind in QuestionType]
BLOOM_LEVELS = [(level.value, LEVEL_NAMES[level.value]) for level in BloomLevel]


SEARCH_LANGUAGE = "english"  # of the stems of words; in other languages a word finds itself


class Extraction(TenantModel):
    """One engine's reading of one paper; made again only for another engine, prompt or syllabus."""

    paper = models.ForeignKey(
        Paper, on_delete=models.CASCADE, db_constraint=False, related_name="extractions"
    )
    engine = models.CharField(max_length=100)
    prompt_version = models.CharField(max_length=40)
    syllabus_hash = models.CharField(max_length=64)
    confidence = models.FloatField()
    dropped = models.PositiveIntegerField(default=0)  # what the model said and the page does not
    rereads = models.PositiveSmallIntegerField(default=0)  # how often questions were asked anew
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            *tenant_table("analysis_extraction", "paper"),
            models.UniqueConstraint(
                fields=["institution", "paper", "engine", "prompt_version", "syllabus_hash"],
                name="one_extraction_per_engine",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper} by {self.engine}"


class QuestionManager(ScopedManager["Question"]):
    """Questions without what only searching reads."""

    def get_queryset(self) -> models.QuerySet["Question"]:
        return super().get_queryset().defer("searchable")


class Question(TenantModel):
    """A leaf question: what a student is asked to answer.

    `weight` is the share that is answered where there is a choice; `stem_number` its top-level
    question; `boxes` its places as [page, x0, top, x1, bottom] in points.
    """

    extraction = models.ForeignKey(
        Extraction, on_delete=models.CASCADE, db_constraint=False, related_name="questions"
    )
    paper = models.ForeignKey(
        Paper, on_delete=models.CASCADE, db_constraint=False, related_name="questions"
    )
    topic = models.ForeignKey(
        Topic, on_delete=models.SET_NULL, db_constraint=False, null=True, related_name="questions"
    )
    secondary_topic = models.ForeignKey(
        Topic, on_delete=models.SET_NULL, db_constraint=False, null=True, related_name="+"
    )
    position = models.PositiveIntegerField()
    part = models.PositiveSmallIntegerField(default=0)  # counts what people split off it
    number = models.CharField(max_length=60)
    stem_number = models.CharField(max_length=60)
    section = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    stem = models.TextField(blank=True)
    marks = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    marks_source = models.CharField(max_length=12, blank=True)
    page = models.PositiveIntegerField()
    boxes = models.JSONField(default=list)
    figures = models.JSONField(default=list)  # boxes of its drawings and tables
    stem_figures = models.JSONField(default=list)  # and of those of the stems above it
    choice_group = models.CharField(max_length=120, blank=True)
    weight = models.FloatField(default=1.0)
    command = models.CharField(max_length=40, blank=True)
    difficulty = models.CharField(max_length=10, choices=DIFFICULTIES)
    bloom = models.CharField(max_length=10, choices=BLOOM_LEVELS)
    requires_derivation = models.BooleanField()
    question_type = models.CharField(max_length=20, choices=QUESTION_TYPES, blank=True)
    topic_confidence = models.FloatField(default=0.0)
    label_confidence = models.FloatField(null=True)  # of the labels other than the topic
    confidence = models.FloatField(default=0.0)
    # Kept by the database: to make it for every row of a search costs 30 times as much. It has no
    # index, for row-level security keeps PostgreSQL from using one for a match of words.
    searchable = models.GeneratedField(
        expression=SearchVector("text", weight="A", config=SEARCH_LANGUAGE)
        + SearchVector("stem", weight="B", config=SEARCH_LANGUAGE),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects: ClassVar[ScopedManager["Question"]] = QuestionManager()

    class Meta:
        ordering = ["position", "part"]
        constraints = [
            *tenant_table("analysis_question", "extraction", "paper", "topic", "secondary_topic"),
            models.UniqueConstraint(
                fields=["institution", "extraction", "position", "part"],
                name="one_question_per_place",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Finding(TenantModel):
    """A computed statement about a professor's papers, with the questions that prove it."""

    job = models.ForeignKey(
        Job, on_delete=models.CASCADE, db_constraint=False, related_name="findings"
    )
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=160)
    title = models.TextField()
    value = models.JSONField()
    questions = models.ManyToManyField(Question, through="Evidence", related_name="findings")

    class Meta:
        ordering = ["position"]
        constraints = [
            *tenant_table("analysis_finding", "job"),
            models.UniqueConstraint(fields=["institution", "job", "key"], name="one_finding"),
        ]

    def __str__(self) -> str:
        return self.title


class Evidence(TenantModel):
    """That a question proves a finding."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, db_constraint=False)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, db_constraint=False)

    class Meta:
        constraints = [
            *tenant_table("analysis_evidence", "finding", "question"),
            models.UniqueConstraint(
                fields=["institution", "finding", "question"], name="one_proof"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} proves {self.finding_id}"
