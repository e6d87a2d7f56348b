"""The trail: who did what in an institution."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from exams.models.institution import TenantModel
from exams.tenancy.policies import AppendOnly, tenant_table


class Deed(models.TextChoices):
    """What is written down."""

    UPLOADED = "uploaded", _("Uploaded")
    FILED = "filed", _("Filed")
    EDITED = "edited", _("Edited")
    REVIEWED = "reviewed", _("Reviewed")
    RELEASED = "released", _("Released")
    WITHDREW = "withdrew", _("Withdrew")
    DELETED = "deleted", _("Deleted")
    MEMBER = "member", _("Members")
    TOKEN = "token", _("Tokens")
    SETTING = "setting", _("Settings")


class TrailEntry(TenantModel):
    """One deed; the database lets nobody change or remove it.

    The person is kept by number and not by key, and the thing by its name: both may be gone later.
    What was done is a `code` with `values`, put in words when it is shown. Lines from before there
    were codes hold `person` and `detail` as they were written.
    """

    at = models.DateTimeField(auto_now_add=True)
    deed = models.CharField(max_length=10, choices=Deed.choices)
    person_id = models.BigIntegerField(null=True)
    person = models.CharField(max_length=200, blank=True)
    about = models.CharField(max_length=300)
    detail = models.CharField(max_length=500, blank=True)
    code = models.CharField(max_length=30, blank=True)
    values = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "trail entries"
        constraints = [
            *tenant_table("exams_trailentry"),
            AppendOnly(name="exams_trailentry_append_only"),
        ]
        indexes = [models.Index(fields=["institution", "deed", "-id"], name="trail_by_deed")]

    def __str__(self) -> str:
        return f"{self.get_deed_display()} {self.about} {self.code}"
