"""Who may call the API: a program with a token, or for reading a member who is logged in."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer

from exams.api.callers import Caller
from exams.services.tokens import find_token

READING = frozenset({"GET", "HEAD"})


class InstitutionToken(HttpBearer):
    """`Authorization: Bearer pp_…` with a token of the institution in the address."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        found = find_token(token)
        return Caller(user=found.created_by, is_staff=True) if found else None


class MemberSession(APIKeyCookie):
    """The log-in of a member, for reading only: so no other site can make a browser change things.

    A request that carries a token stands and falls with it.
    """

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self) -> None:
        super().__init__(csrf=False)

    def authenticate(self, request: Any, key: str | None) -> Caller | None:
        member = request.membership
        if member is None or request.method not in READING or "Authorization" in request.headers:
            return None
        return Caller(user=request.user, is_staff=member.is_staff)
