"""Jobs and what they wrote down: the truth about a run, of which a queue message is only a bell."""

from django.conf import settings
from django.db import models

from analysis.enums import ACTIVE, JobStatus, PaperState, Stage
from exams.models import Paper, Professor, TenantModel
from exams.tenancy import tenant_table


class Spending(models.Model):
    """Tokens and estimated cost, in OpenTelemetry's words for generative AI."""

    input_tokens = models.PositiveIntegerField(default=0)
    output_tokens = models.PositiveIntegerField(default=0)
    cached_tokens = models.PositiveIntegerField(default=0)
    cache_write_tokens = models.PositiveIntegerField(default=0)
    reasoning_tokens = models.PositiveIntegerField(default=0)
    cost = models.DecimalField(max_digits=12, decimal_places=6, default=0)

    class Meta:
        abstract = True


class Job(TenantModel, Spending):
    """One request for a profile over papers of a professor.

    Whoever holds `lease_token` until `lease_until` works on it; `claims` counts how often it was
    taken up, `holder` names the cluster that did so last. A parked job is a queued one that nobody
    takes up before `not_before`. `cost` is an estimate in US dollars.
    """

    professor = models.ForeignKey(
        Professor, on_delete=models.CASCADE, db_constraint=False, related_name="jobs"
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    status = models.CharField(
        max_length=10, choices=JobStatus.choices, default=JobStatus.QUEUED, db_index=True
    )
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.READ)
    reason = models.CharField(max_length=40, blank=True)
    detail = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    analysis = models.JSONField(null=True)  # a statistics.results.Analysis, once computed
    model = models.CharField(max_length=100, blank=True)
    lacks = models.JSONField(default=list)  # codes of what its endpoint cannot do
    lease_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    rung_at = models.DateTimeField(auto_now_add=True)  # when a worker was last told of it
    holder = models.CharField(max_length=40, blank=True)
    claims = models.PositiveSmallIntegerField(default=0)
    parks = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    cancel_requested = models.BooleanField(default=False)
    drain_requested = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    counted_at = models.DateTimeField(null=True)  # decisions of reviewers since are not in it

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            *tenant_table("analysis_job", "professor"),
            models.UniqueConstraint(
                fields=["institution", "professor"],
                condition=models.Q(status__in=["queued", "running"]),
                name="one_active_job_per_professor",
            ),
        ]

    def __str__(self) -> str:
        return f"analysis {self.pk}"

    @property
    def parked(self) -> bool:
        """Whether it waits for something outside until `not_before`."""
        return self.status == JobStatus.QUEUED and self.not_before is not None

    @property
    def active(self) -> bool:
        """Whether it still waits or runs."""
        return self.status in ACTIVE


class JobPaper(TenantModel):
    """One paper of a job, under the alias by which the models know it."""

    job = models.ForeignKey(
        Job, on_delete=models.CASCADE, db_constraint=False, related_name="papers"
    )
    paper = models.ForeignKey(
        Paper, on_delete=models.CASCADE, db_constraint=False, related_name="+"
    )
    alias = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=PaperState.choices, default=PaperState.WAITING)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            *tenant_table("analysis_jobpaper", "job", "paper"),
            models.UniqueConstraint(fields=["institution", "job", "alias"], name="one_alias"),
            models.UniqueConstraint(fields=["institution", "job", "paper"], name="one_entry"),
        ]

    def __str__(self) -> str:
        return self.alias


class Turn(TenantModel, Spending):
    """One answer of the orchestrator model."""

    job = models.ForeignKey(
        Job, on_delete=models.CASCADE, db_constraint=False, related_name="turns"
    )
    number = models.PositiveSmallIntegerField()
    request_hash = models.CharField(max_length=64)
    message = models.JSONField()
    model = models.CharField(max_length=100)
    outcome = models.CharField(max_length=20)
    seconds = models.FloatField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            *tenant_table("analysis_turn", "job"),
            models.UniqueConstraint(fields=["institution", "job", "number"], name="one_turn"),
        ]

    def __str__(self) -> str:
        return f"turn {self.number}"


class Step(TenantModel, Spending):
    """One tool call with its result, or one spoke's model call."""

    job = models.ForeignKey(
        Job, on_delete=models.CASCADE, db_constraint=False, related_name="steps"
    )
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=60)
    arguments = models.JSONField()
    result = models.JSONField()
    succeeded = models.BooleanField()
    model = models.CharField(max_length=100, blank=True)
    seconds = models.FloatField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            *tenant_table("analysis_step", "job"),
            models.UniqueConstraint(fields=["institution", "job", "key"], name="one_step"),
        ]

    def __str__(self) -> str:
        return self.key
