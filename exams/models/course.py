"""Professors, courses and what is taught in them."""

from django.db import models

from exams.models.institution import TenantModel
from exams.tenancy.policies import tenant_table


class Professor(TenantModel):
    """Somebody who sets papers."""

    name = models.CharField(max_length=150)
    slug = models.SlugField(max_length=80)
    created_at = models.DateTimeField(auto_now_add=True)

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
    syllabus = models.TextField(blank=True, help_text="One topic a line, or the syllabus as text.")

    class Meta:
        ordering = ["title"]
        constraints = [
            *tenant_table("exams_course"),
            models.UniqueConstraint(fields=["institution", "slug"], name="one_course_per_slug"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()


class Topic(TenantModel):
    """A topic of a course: from its syllabus, or found in its papers."""

    course = models.ForeignKey(
        Course, on_delete=models.CASCADE, db_constraint=False, related_name="topics"
    )
    name = models.CharField(max_length=200)
    position = models.PositiveIntegerField(default=0)
    in_syllabus = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            *tenant_table("exams_topic", "course"),
            models.UniqueConstraint(
                fields=["institution", "course", "name"], name="one_topic_per_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name
