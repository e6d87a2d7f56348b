"""What professors say about what is published of their papers."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exams.models import Professor, TenantModel
from exams.tenancy import tenant_table


class Objection(TenantModel):
    """An objection, or the wish to be left out, with the answer of the staff."""

    class Kind(models.TextChoices):
        """What is asked for."""

        OBJECTION = "objection", _("Objection")
        OPT_OUT = "opt_out", _("Opt-out")

    class Verdict(models.TextChoices):
        """What staff say to it."""

        OPEN = "open", _("Not answered yet")
        UPHELD = "upheld", _("Upheld")
        REJECTED = "rejected", _("Rejected")

    professor = models.ForeignKey(
        Professor, on_delete=models.CASCADE, db_constraint=False, related_name="objections"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.OBJECTION)
    text = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.OPEN)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = tenant_table("reports_objection", "professor")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.professor}"
