"""Professors, courses and what is taught in them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from exams.models.institution import TenantModel
from exams.tenancy.policies import tenant_table


class Professor(TenantModel):
    """Somebody who sets papers."""

    name = models.CharField(max_length=150)
    slug = models.SlugField(max_length=80)
    created_at = models.DateTimeField(auto_now_add=True)
    opted_out_at = models.DateTimeField(
        null=True, editable=False, help_text="Since then students see nothing of their papers."
    )
    notice_number = models.PositiveIntegerField(
        default=0, editable=False, help_text="Counted up to end the notice links sent before."
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            *tenant_table("exams_professor"),
            models.UniqueConstraint(fields=["institution", "slug"], name="one_professor_per_slug"),
        ]

    def __str__(self) -> str:
        return self.name


class Course(TenantModel):
    """A course; papers of it may be set by several professors."""

    code = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=120)
    syllabus = models.TextField(
        blank=True,
        help_text=_(
            "One topic a line, or the syllabus as text. Its versions by year go before it."
        ),
    )
    keep_years = models.PositiveSmallIntegerField(
        null=True, editable=False, help_text="Goes before the institution's."
    )

    class Meta:
        ordering = ["title"]
        constraints = [
            *tenant_table("exams_course"),
            models.UniqueConstraint(fields=["institution", "slug"], name="one_course_per_slug"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()


class Syllabus(TenantModel):
    """One version of a course's syllabus, and the years in which papers were set after it.

    A year left empty is open: without `valid_from` it holds from the beginning. `text` is what
    `exams.syllabus.read_tree` reads the topics from.
    """

    course = models.ForeignKey(
        Course, on_delete=models.CASCADE, db_constraint=False, related_name="versions"
    )
    name = models.CharField(max_length=100, help_text=_("Such as 2019 regulation."))
    valid_from = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text=_("First year of papers after it; empty: from the beginning."),
    )
    valid_until = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text=_("Last year of papers after it; empty: until today.")
    )
    text = models.TextField(help_text=_("A line for each topic: # Topic (8 hours): detail; detail"))
    file_name = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["course", "-valid_from", "name"]
        verbose_name = _("syllabus version")
        constraints = [
            *tenant_table("exams_syllabus", "course"),
            models.UniqueConstraint(
                fields=["institution", "course", "name"], name="one_syllabus_per_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course}: {self.name}"

    @property
    def years(self) -> str:
        """The years in words: "2015 to 2019", "from 2020", "all years"."""
        if self.valid_from and self.valid_until:
            return f"{self.valid_from} to {self.valid_until}"
        if self.valid_from:
            return f"from {self.valid_from}"
        return f"until {self.valid_until}" if self.valid_until else "all years"

    def holds_in(self, year: int) -> bool:
        """Whether papers of that year were set after it."""
        return (self.valid_from or year) <= year <= (self.valid_until or year)


class Topic(TenantModel):
    """A topic of a course: from its syllabus, or found in its papers.

    One that staff renamed or merged stays and says what it `counts_as`, so that a later run that
    finds the old name again still counts it there. `moved` has what pointed to it until then: rows
    by column.
    """

    course = models.ForeignKey(
        Course, on_delete=models.CASCADE, db_constraint=False, related_name="topics"
    )
    name = models.CharField(max_length=200)
    position = models.PositiveIntegerField(default=0)
    in_syllabus = models.BooleanField(default=False)
    counts_as = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="other_names",
    )
    moved = models.JSONField(default=dict, editable=False)  # what to bring back when it is parted
    changed_at = models.DateTimeField(
        null=True, editable=False, help_text="When it was last renamed, merged or parted."
    )

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            *tenant_table("exams_topic", "course", "counts_as"),
            models.UniqueConstraint(
                fields=["institution", "course", "name"], name="one_topic_per_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name
