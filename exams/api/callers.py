"""Who calls the API, and what only staff may call."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from exams.models import User


@dataclass(frozen=True, slots=True)
class Caller:
    """A program with a token of this institution, which counts as staff, or a logged-in member.

    `user` is who made the token, or the member; None where that person is gone.
    """

    user: User | None
    is_staff: bool


class ApiRequest(HttpRequest):
    """A request whose caller is known: django-ninja puts what authentication found in `auth`."""

    auth: Caller


class StaffOnly(Exception):
    """A member who is not staff called an operation of the staff."""


def staff_only[**P, R](operation: Callable[P, R]) -> Callable[P, R]:
    """Raise `StaffOnly` before the operation looks anything up, so that nothing is given away."""

    @functools.wraps(operation)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        request: Any = args[0]
        if not request.auth.is_staff:
            raise StaffOnly
        return operation(*args, **kwargs)

    return guarded
