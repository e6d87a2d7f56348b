"""What readers say is wrong with a question, for the reviewers."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exams.models import Paper, TenantModel
from exams.tenancy import tenant_table

LONGEST = 500  # letters


class Complaint(TenantModel):
    """One person's word about one question.

    `key` names the question as decisions do (`analysis.Review`), so that the next decision on it is
    the answer; `position` is its place in the paper's outline. Both outlive its row.
    """

    class Kind(models.TextChoices):
        """What is wrong."""

        TEXT = "text", _("The text is not what is printed")
        MARKS = "marks", _("The marks are wrong")
        TOPIC = "topic", _("The topic or another label is wrong")
        OTHER = "other", _("Something else")

    paper = models.ForeignKey(
        Paper, on_delete=models.CASCADE, db_constraint=False, related_name="complaints"
    )
    key = models.CharField(max_length=300)
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = models.CharField(max_length=LONGEST, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = tenant_table("analysis_complaint", "paper")
        indexes = [
            models.Index(fields=["institution", "paper"], name="complaint_by_paper"),
            models.Index(fields=["institution", "user"], name="complaint_by_user"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.number}"
