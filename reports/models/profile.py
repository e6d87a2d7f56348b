"""What is published."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from analysis.models import Job
from exams.models import Professor, TenantModel
from exams.tenancy import tenant_table


class ProfileState(models.TextChoices):
    """Who reads a profile; `reports.releases.shown_profiles` asks for its papers, too."""

    DRAFT = "draft", _("Draft")  # staff alone
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")  # with a reason


class Profile(TenantModel):
    """A professor's profile: what one job concluded, as students read it once it is published.

    `document` is a `reports.document.ProfileDocument`; `rests_on` holds the ids of the papers that
    were counted: the professor's, and colleagues' of the same courses that lent to the forecast.
    """

    professor = models.OneToOneField(
        Professor, on_delete=models.CASCADE, db_constraint=False, related_name="profile"
    )
    job = models.ForeignKey(
        Job, on_delete=models.CASCADE, db_constraint=False, related_name="profiles"
    )
    document = models.JSONField()
    published_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=ProfileState.choices, default=ProfileState.PUBLISHED
    )
    state_reason = models.CharField(max_length=300, blank=True)
    rests_on = ArrayField(models.BigIntegerField(), default=list, blank=True)

    class Meta:
        constraints = tenant_table("reports_profile", "professor", "job")

    def __str__(self) -> str:
        return f"profile of {self.professor}"


class Report(TenantModel):
    """A printed profile: one PDF per job, never changed."""

    job = models.OneToOneField(
        Job, on_delete=models.CASCADE, db_constraint=False, related_name="report"
    )
    file = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    pages = models.PositiveIntegerField()
    charts = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = tenant_table("reports_report", "job")

    def __str__(self) -> str:
        return f"report of {self.job}"
