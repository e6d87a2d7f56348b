"""What is published."""

from django.db import models

from analysis.models import Job
from exams.models import Professor, TenantModel
from exams.tenancy import tenant_table


class Profile(TenantModel):
    """A professor's published profile: what one job concluded, as students read it.

    `document` is a `reports.document.ProfileDocument`.
    """

    professor = models.OneToOneField(
        Professor, on_delete=models.CASCADE, db_constraint=False, related_name="profile"
    )
    job = models.ForeignKey(
        Job, on_delete=models.CASCADE, db_constraint=False, related_name="profiles"
    )
    document = models.JSONField()
    published_at = models.DateTimeField()

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
