"""The JSON API of an institution, composed from the three apps under `/api/v1/`.

Its documentation and its schema are open: they are the same for every institution, tell nothing
about any, and are needed by people who have no token yet.
"""

import functools
import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.urls import URLPattern, path
from ninja import NinjaAPI, Swagger
from ninja.errors import AuthenticationError, HttpError, ValidationError

from analysis.api.jobs import router as jobs
from analysis.api.ledger import router as spending
from analysis.api.review import router as reviewing
from analysis.services.refusals import JobRefused
from analysis.services.reviews import ReviewRefused
from exams.api.callers import StaffOnly
from exams.api.papers import router as papers
from exams.errors import NotFound, PaperRejected
from profiler_site.auth import READING, InstitutionToken, MemberSession
from reports.api.profiles import router as profiles
from reports.api.releases import router as releases
from reports.api.studying import router as studying

logger = logging.getLogger(__name__)
type View = Callable[..., HttpResponse]

WHO_ASKS = "Send a token of this institution, as in 'Authorization: Bearer pp_…'."
LOGGED_IN = " A log-in is good for reading only."
TOO_LARGE = (
    "The request is too large. Send fewer files at a time, none over the limit of one paper."
)
DESCRIPTION = "Papers in, profiles out. Every error is {error: a code, detail: words}."

api = NinjaAPI(
    title="Professor Profiler",
    version="1",
    description=DESCRIPTION,
    auth=[InstitutionToken(), MemberSession()],
    # The validator's badge would send the schema to a site of somebody else.
    docs=Swagger(settings={"validatorUrl": None}),
)
for router in (papers, jobs, spending, reviewing, profiles, studying, releases):
    api.add_router("", router)


def problem(status: HTTPStatus, error: str, detail: str) -> JsonResponse:
    """An error in the form that all errors have."""
    return JsonResponse({"error": error, "detail": detail}, status=status)


def in_one_form(view: View) -> View:
    """Let a view either succeed or undo all that it did, and fail in the one form."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            try:
                response = view(request, *args, **kwargs)
            except Http404:
                response = problem(HTTPStatus.NOT_FOUND, "not_found", "Nothing has this address.")
            if response.status_code >= HTTPStatus.BAD_REQUEST:
                transaction.set_rollback(True)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            response = not_allowed(request, response["Allow"])
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return answer


def not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """The answer to a method that an address does not know."""
    words = f"{request.method} is not possible here, but {allowed}."
    response = problem(HTTPStatus.METHOD_NOT_ALLOWED, "method_not_allowed", words)
    response["Allow"] = allowed
    return response


def nothing_here(request: HttpRequest, rest: str) -> HttpResponse:
    """Any address that no operation has."""
    raise Http404


def addresses() -> tuple[list[URLPattern], str, str]:
    """The addresses of all operations, of the documentation, and of everything else below."""
    patterns, app, namespace = api.urls
    found = [one for one in patterns if isinstance(one, URLPattern)]
    for pattern in found:
        pattern.callback = in_one_form(pattern.callback)
    return [*found, path("<path:rest>", in_one_form(nothing_here))], app, namespace


@api.exception_handler(AuthenticationError)
def refuse_stranger(request: HttpRequest, error: Any) -> HttpResponse:
    """Nobody we know; members who are not of this institution are nobody here."""
    is_member = getattr(request, "membership", None) is not None
    words = WHO_ASKS + (LOGGED_IN if is_member and request.method not in READING else "")
    response = problem(HTTPStatus.UNAUTHORIZED, "unauthorized", words)
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(StaffOnly)
def refuse_student(request: HttpRequest, error: Any) -> HttpResponse:
    """A member, but not of the staff."""
    return problem(HTTPStatus.FORBIDDEN, "staff_only", "Only staff of the institution may do this.")


@api.exception_handler(Http404)
@api.exception_handler(NotFound)
def miss(request: HttpRequest, error: Any) -> HttpResponse:
    """Missing, or another institution's: the same words for both."""
    words = str(error) if isinstance(error, NotFound) else "No such object."
    return problem(HTTPStatus.NOT_FOUND, "not_found", words)


@api.exception_handler(JobRefused)
@api.exception_handler(PaperRejected)
@api.exception_handler(ReviewRefused)
def refuse_wish(request: HttpRequest, error: Any) -> HttpResponse:
    """Understood, but not possible as things stand."""
    return problem(HTTPStatus.CONFLICT, error.code, str(error))


@api.exception_handler(ValidationError)
def refuse_input(request: HttpRequest, error: Any) -> HttpResponse:
    """Values that cannot be used, each with the name of its field."""
    words = "; ".join(field_words(one) for one in error.errors)
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", words)


def field_words(error: dict[str, Any]) -> str:
    """What is wrong with one field, such as "year: Input should be less than …"."""
    place = [str(part) for part in error["loc"][1:]]  # the first says body, query or path
    field = ".".join(place[1:] if place[:1] == ["body"] else place)
    return f"{field or 'body'}: {error['msg'].removeprefix('Value error, ')}"


@api.exception_handler(HttpError)
def refuse_request(request: HttpRequest, error: Any) -> HttpResponse:
    """What django-ninja itself refuses, such as a body that is not JSON."""
    return problem(HTTPStatus(error.status_code), "bad_request", f"{error}.")


@api.exception_handler(MultiPartParserError)
@api.exception_handler(UnreadablePostError)
@api.exception_handler(SuspiciousOperation)
def refuse_body(request: HttpRequest, error: Any) -> HttpResponse:
    """A body that Django could not or would not take apart."""
    return problem(HTTPStatus.BAD_REQUEST, "bad_request", f"Cannot read the request: {error}")


@api.exception_handler(RequestDataTooBig)
def refuse_size(request: HttpRequest, error: Any) -> HttpResponse:
    """More than Django takes in at once."""
    return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", TOO_LARGE)


@api.exception_handler(Exception)
def admit(request: HttpRequest, error: Any) -> HttpResponse:
    """A fault of ours: written down for us, and nothing of it shown."""
    logger.error("%s %s failed", request.method, request.path, exc_info=error)
    words = "Something went wrong on our side. It was logged; nothing was changed."
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "internal_error", words)
