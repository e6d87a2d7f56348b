"""Draft papers: exams that nobody has sat. They are no papers, and nothing is counted from them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exams.models import Course, Professor, TenantModel
from exams.outline.model import Outline
from exams.tenancy import tenant_table


class DraftState(models.TextChoices):
    """How far a draft is."""

    WAITING = "waiting", _("Waiting to be read")
    READ = "read", _("Read")
    UNREADABLE = "unreadable", _("Could not be read")


class Draft(TenantModel):
    """One draft, in a table of its own so that no list, count or search of papers can meet it.

    Only who uploaded it and the institution's owners reach it: see `analysis.access.access_draft`.
    """

    professor = models.ForeignKey(
        Professor, on_delete=models.CASCADE, db_constraint=False, related_name="+"
    )
    course = models.ForeignKey(
        Course, on_delete=models.CASCADE, db_constraint=False, related_name="+", null=True
    )
    year = models.PositiveSmallIntegerField(null=True)
    file_name = models.CharField(max_length=255)
    file = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=DraftState.choices, default=DraftState.WAITING)
    detail = models.TextField(blank=True)
    outline_json = models.JSONField(null=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = tenant_table("analysis_draft", "professor", "course")

    def __str__(self) -> str:
        return self.file_name

    @property
    def outline(self) -> Outline | None:
        """What was read, or None while the draft is not read."""
        return Outline.model_validate(self.outline_json) if self.outline_json else None
