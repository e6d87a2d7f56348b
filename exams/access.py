"""From a number that somebody sent to an object: the only way in.

Inside the institution's scope a foreign object does not exist, so missing and foreign look the
same; `NotFound` becomes a 404 in pages and API.
"""

import functools
from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.http import HttpResponse

from exams.enums import Role
from exams.errors import NotFound
from exams.models import Course, Paper, Professor


def find[M: Model](model: type[M], **by: object) -> M:
    """The one object with these values; raises `NotFound`."""
    found = model._default_manager.filter(**by).first()
    if found is None:
        raise NotFound(f"No such {model._meta.verbose_name}.")
    return found


def access_paper(paper_id: int) -> Paper:
    """A paper of this institution."""
    return find(Paper, pk=paper_id)


def access_professor(professor_id: int) -> Professor:
    """A professor of this institution."""
    return find(Professor, pk=professor_id)


def access_course(course_id: int) -> Course:
    """A course of this institution."""
    return find(Course, pk=course_id)


def owner_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view for owners; to everybody else it does not exist."""

    @functools.wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.membership is None or request.membership.role != Role.OWNER:
            raise NotFound("No such page.")
        return view(request, *args, **kwargs)

    return guarded


def staff_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view for owners and staff; to everybody else it does not exist."""

    @functools.wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.membership is None or not request.membership.is_staff:
            raise NotFound("No such page.")
        return view(request, *args, **kwargs)

    return guarded
