"""What people decided about questions: kept apart from them, so that no run can undo it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exams.models import Paper, TenantModel
from exams.tenancy import tenant_table


class ReviewAction(models.TextChoices):
    """What somebody did with a question, or with the doubts about a paper."""

    APPROVED = "approved", _("Approved")
    CHANGED = "changed", _("Changed")
    REMOVED = "removed", _("Is no question")
    RESTORED = "restored", _("Put back")
    SPLIT = "split", _("Split in two")
    MERGED = "merged", _("Merged into one")
    UNDONE = "undone", _("Undone")


class Review(TenantModel):
    """One decision; rows are added and never changed, so that they are the history as well.

    `key` names the question as its paper's outline does (`analysis.services.reviews.keys_of`), so
    that a new extraction finds it again; it is empty for the doubts about the paper as a whole.
    `before` holds the question's columns as they stood, topics by name, with those of other
    extractions under "others"; it is empty for what was split off. `after` holds what counts from
    now on, whatever an engine says; it is empty for what is no question any more. `together` is
    the same for the decisions of one edit, empty for one that stands alone. An undone decision
    takes back the last one before it of its key that was not taken back.
    """

    paper = models.ForeignKey(
        Paper, on_delete=models.CASCADE, db_constraint=False, related_name="reviews"
    )
    key = models.CharField(max_length=300, blank=True)
    action = models.CharField(max_length=10, choices=ReviewAction.choices)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    together = models.UUIDField(null=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = tenant_table("analysis_review", "paper")
        indexes = [models.Index(fields=["institution", "paper"], name="review_by_paper")]

    def __str__(self) -> str:
        return f"{self.key or 'paper'} {self.action}"
