"""Professors and courses as lists show them."""

from typing import TypedDict

from django.db.models import Count, Max, Min, Q, QuerySet

from exams.models import Course, Professor
from exams.selectors.released import released_papers


class ProfessorRow(TypedDict):
    """A professor with the number and the years of their papers."""

    pk: int
    name: str
    paper_count: int
    first_year: int | None
    last_year: int | None


def professors_named(words: str = "", *, staff: bool = True) -> QuerySet[Professor, ProfessorRow]:
    """Professors whose name contains `words`, by name.

    Only for staff are those who have opted out in it, and unreleased papers counted.
    """
    found = Professor.objects.all() if staff else Professor.objects.filter(opted_out_at=None)
    seen = None if staff else Q(papers__in=released_papers().values("pk"))
    counted = found.filter(name__icontains=words).annotate(
        paper_count=Count("papers", filter=seen),
        first_year=Min("papers__year", filter=seen),
        last_year=Max("papers__year", filter=seen),
    )
    ordered = counted.order_by("name", "pk")
    return ordered.values("pk", "name", "paper_count", "first_year", "last_year")


def courses_named(words: str = "") -> QuerySet[Course]:
    """Courses whose title or code contains `words`, by title."""
    matching = Q(title__icontains=words) | Q(code__icontains=words)
    return Course.objects.filter(matching).order_by("title", "pk")
