"""What was asked of providers and what it took: attempts, an institution's days, the providers."""

from django.db import models

from analysis.models.job import Job, Spending
from exams.models import TenantModel
from exams.tenancy import tenant_table


class Attempt(TenantModel, Spending):
    """One request to a provider, written before it is sent and completed when it is over.

    `outcome` is "under_way", "ok", "cancelled", "lost" (its worker died) or the kind of fault.
    Tokens and cost are what is expected until they are known. Of a call that was sent and never
    heard of again they stay so, for it may have been paid.
    """

    job = models.ForeignKey(
        Job, on_delete=models.CASCADE, db_constraint=False, related_name="attempts"
    )
    key = models.UUIDField()
    purpose = models.CharField(max_length=120, blank=True)  # "turn:2", "extract:paper_3"
    number = models.PositiveSmallIntegerField()  # of the attempts at one answer
    provider = models.CharField(max_length=200)
    model = models.CharField(max_length=100)
    request_hash = models.CharField(max_length=64)
    outcome = models.CharField(max_length=20)
    status = models.PositiveSmallIntegerField(null=True)  # of HTTP
    started_at = models.DateTimeField()
    seconds = models.FloatField(default=0)
    held_tokens = models.PositiveIntegerField(default=0)
    held_cost = models.DecimalField(max_digits=12, decimal_places=6, default=0)
    priced = models.BooleanField(default=True)  # whether the table knows the model
    price_table = models.CharField(max_length=60)

    class Meta:
        ordering = ["started_at", "id"]
        constraints = [
            *tenant_table("analysis_attempt", "job"),
            models.UniqueConstraint(fields=["institution", "key"], name="one_attempt"),
        ]
        indexes = [models.Index(fields=["institution", "started_at"], name="attempts_in_time")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.number}"


class DaySpending(TenantModel):
    """What an institution spent on one day, and what is held for calls under way."""

    day = models.DateField()
    tokens = models.PositiveBigIntegerField(default=0)
    cost = models.DecimalField(max_digits=12, decimal_places=6, default=0)
    held_tokens = models.BigIntegerField(default=0)
    held_cost = models.DecimalField(max_digits=12, decimal_places=6, default=0)

    class Meta:
        ordering = ["day"]
        constraints = [
            *tenant_table("analysis_dayspending"),
            models.UniqueConstraint(fields=["institution", "day"], name="one_day"),
        ]

    def __str__(self) -> str:
        return str(self.day)


class Provider(models.Model):
    """What all workers know of one endpoint: how many calls at once it takes, whether it is away.

    Belongs to no institution, since its limits are shared by all. `calls` are those under way:
    {key of the attempt: [job, seconds since 1970 at which it counts as over]}.
    """

    endpoint = models.CharField(max_length=200, unique=True)
    width = models.PositiveSmallIntegerField()
    good = models.PositiveIntegerField(default=0)
    unanswered = models.PositiveIntegerField(default=0)
    outages = models.PositiveIntegerField(default=0)  # in a row
    narrowed_at = models.DateTimeField(null=True)
    closed_until = models.DateTimeField(null=True)
    closed_for = models.CharField(max_length=20, blank=True)  # an `errors.Waiting`
    calls = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.endpoint
