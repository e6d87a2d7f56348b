"""Papers and their pages."""

from django.conf import settings
from django.db import models
from django.db.models.fields.json import KeyTransform
from django.utils.translation import gettext_lazy as _

from exams.enums import PaperStatus, ReleaseState
from exams.models.course import Course, Professor
from exams.models.institution import TenantModel
from exams.outline.explain import Explained
from exams.outline.model import BundledPaper, Outline
from exams.sandbox.reading import Verdict
from exams.tenancy.policies import tenant_table


def pages_named(first: int, last: int) -> str:
    """Pages of a file in words: "page 3" or "pages 3 to 5"."""
    return f"page {first}" if first == last else f"pages {first} to {last}"


class Paper(TenantModel):
    """One sitting's PDF. `status` is written by `exams.services.papers` alone.

    A paper is filed once it has a professor, which only a person says; `meant_for` is the
    professor whom somebody named for a whole upload, for the table in which they are filed.
    `sketch` holds a few numbers of its words, by which the same paper scanned again is found.
    Where a file holds several papers, `first_page` and `last_page` say which of its pages this one
    is; both are empty where the paper is the whole file.
    """

    professor = models.ForeignKey(
        Professor,
        on_delete=models.CASCADE,
        db_constraint=False,
        related_name="papers",
        null=True,
        blank=True,
    )
    course = models.ForeignKey(
        Course,
        on_delete=models.PROTECT,
        db_constraint=False,
        related_name="papers",
        null=True,
        blank=True,
    )
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    session = models.CharField(max_length=60, blank=True, help_text=_("Such as winter or resit."))
    file_name = models.CharField(max_length=255)
    file = models.CharField(max_length=200, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    size = models.PositiveIntegerField(editable=False)
    first_page = models.PositiveIntegerField(null=True, editable=False)
    last_page = models.PositiveIntegerField(null=True, editable=False)
    status = models.CharField(
        max_length=12, choices=PaperStatus.choices, default=PaperStatus.RECEIVED, editable=False
    )
    reading_since = models.DateTimeField(null=True, editable=False)
    verdict = models.CharField(max_length=20, blank=True, editable=False)
    detail = models.TextField(blank=True, editable=False)
    page_count = models.PositiveIntegerField(default=0, editable=False)
    outline_json = models.JSONField(null=True, editable=False)
    meant_for = models.ForeignKey(
        Professor,
        on_delete=models.SET_NULL,
        db_constraint=False,
        related_name="+",
        null=True,
        editable=False,
    )
    sketch = models.JSONField(default=list, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    release = models.CharField(
        max_length=10,
        choices=ReleaseState.choices,
        default=ReleaseState.RELEASED,
        editable=False,
        help_text="Written by `reports.services.release` alone.",
    )
    embargo_until = models.DateField(null=True, editable=False)
    release_reason = models.CharField(max_length=300, blank=True, editable=False)
    sample = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        db_constraint=False,
        related_name="+",
        null=True,
        editable=False,
        help_text="Shown in the place of an exempt paper.",
    )

    # Kept by the database, so that lists of doubtful papers need not unpack whole outlines.
    card = models.GeneratedField(
        expression=KeyTransform("scorecard", "outline_json"),
        output_field=models.JSONField(null=True),
        db_persist=True,
    )
    several = models.GeneratedField(
        expression=KeyTransform("papers", "outline_json"),
        output_field=models.JSONField(null=True),
        db_persist=True,
    )

    class Meta:
        ordering = ["year", "session", "file_name"]
        constraints = [
            *tenant_table("exams_paper", "professor", "course", "meant_for", "sample"),
            models.UniqueConstraint(
                fields=["institution", "sha256", "first_page"],
                nulls_distinct=False,
                name="one_paper_per_file_and_page",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """How people call it: "2023 winter", or the file's name where no year is known."""
        if self.year:
            return f"{self.year} {self.session}".strip()
        if self.span:
            return f"{self.file_name}, {pages_named(*self.span)}"
        return self.file_name

    @property
    def outline(self) -> Outline | None:
        """What was read, or None while the paper is not read."""
        return Outline.model_validate(self.outline_json) if self.outline_json else None

    @property
    def span(self) -> tuple[int, int] | None:
        """The first and last page of the file that this paper is; None for the whole file."""
        if self.first_page is None or self.last_page is None:
            return None
        return self.first_page, self.last_page

    @property
    def pages_words(self) -> str:
        """The pages of the file that this paper is, in words; empty for the whole file."""
        return pages_named(*self.span) if self.span else ""

    @property
    def bundle(self) -> tuple[BundledPaper, ...]:
        """The papers of the file that may still be filed apart; mostly none."""
        if self.status != PaperStatus.READ or self.span or not self.outline_json:
            return ()
        return tuple(map(BundledPaper.model_validate, self.outline_json.get("bundle", ())))

    @property
    def readable(self) -> bool:
        """Whether there is something to analyse."""
        return self.status == PaperStatus.READ


class Page(TenantModel):
    """One page of a paper as it was read."""

    paper = models.ForeignKey(
        Paper, on_delete=models.CASCADE, db_constraint=False, related_name="pages"
    )
    number = models.PositiveIntegerField()
    width = models.FloatField()
    height = models.FloatField()
    verdict = models.CharField(max_length=20, choices=[(v.value, v.value) for v in Verdict])
    text = models.TextField(blank=True)
    hidden_words = models.PositiveIntegerField(default=0)
    picture = models.CharField(max_length=200, blank=True)
    reasons_json = models.JSONField(default=list)

    class Meta:
        ordering = ["number"]
        constraints = [
            *tenant_table("exams_page", "paper"),
            models.UniqueConstraint(
                fields=["institution", "paper", "number"], name="one_page_per_number"
            ),
        ]

    def __str__(self) -> str:
        return f"page {self.number}"

    @property
    def reasons(self) -> tuple[Explained, ...]:
        """What each place that may be a label or a mark was taken for, and why."""
        return tuple(map(Explained.model_validate, self.reasons_json))
