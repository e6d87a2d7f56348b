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

    Person and object are kept in words and by number, not by key: both may be gone later.
    """

    at = models.DateTimeField(auto_now_add=True)
    deed = models.CharField(max_length=10, choices=Deed.choices)
    person_id = models.BigIntegerField(null=True)
    person = models.CharField(max_length=200)
    about = models.CharField(max_length=300)
    detail = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "trail entries"
        constraints = [
            *tenant_table("exams_trailentry"),
            AppendOnly(name="exams_trailentry_append_only"),
        ]
        indexes = [models.Index(fields=["institution", "deed", "-id"], name="trail_by_deed")]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_deed_display()} {self.about}"
