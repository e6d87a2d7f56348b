"""Institutions, and the base of every row that belongs to one."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models

from exams.tenancy.managers import PlatformManager, ScopedManager
from exams.tenancy.scope import ScopeConflict, current_institution, institution_if_any

SLUG = RegexValidator(r"^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$", "Use a-z, 0-9 and hyphens.")


class Institution(models.Model):
    """A university, or a part of one, that keeps its papers apart from everybody else's.

    Known to the platform without a scope: it is what a scope is opened for.
    """

    slug = models.CharField(max_length=60, unique=True, validators=[SLUG])
    name = models.CharField(max_length=200)
    domain = models.CharField(max_length=253, unique=True, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    keep_years = models.PositiveSmallIntegerField(
        null=True,
        editable=False,
        help_text="Students see papers for so many years after their sitting; empty: always.",
    )
    draft_first = models.BooleanField(
        default=False, editable=False, help_text="New profiles wait for staff to publish them."
    )
    language = models.CharField(
        max_length=10,
        default=settings.LANGUAGE_CODE,
        editable=False,
        help_text="Of printed reports, and of people who chose none.",
    )

    logo = models.CharField(max_length=200, blank=True, editable=False)  # a stored PNG
    accent = models.CharField(
        max_length=7, blank=True, editable=False, help_text="#rrggbb on light pages; empty: ours."
    )
    accent_dark = models.CharField(
        max_length=7, blank=True, editable=False, help_text="#rrggbb on dark pages; empty: ours."
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class TenantModel(models.Model):
    """A row of one institution. Its table's constraints start with `tenant_table(...)`."""

    institution = models.ForeignKey(
        Institution,
        on_delete=models.CASCADE,
        default=institution_if_any,
        editable=False,
        related_name="+",
    )

    objects = ScopedManager()
    across = PlatformManager()

    class Meta:
        abstract = True

    def save(self, *args: object, **kwargs: object) -> None:
        """Refuse another institution's row with words; the policy would refuse it anyway."""
        if not kwargs.get("using") and self.institution_id != current_institution():
            raise ScopeConflict(f"{self._meta.label} of institution {self.institution_id}")
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # passed through untouched
