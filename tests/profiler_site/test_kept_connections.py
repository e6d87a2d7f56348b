"""Web processes keep their connections: no request leaves its scope behind for the next one."""

from http import HTTPStatus
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, connections
from django.http import HttpRequest, HttpResponse
from django.urls import path

from exams.models import Membership
from exams.tenancy.scope import institution_if_any
from tests.people import make_people


@login_not_required
def reading(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(Membership._base_manager.count()))


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    Membership.objects.update(role="student")
    raise RuntimeError


@login_not_required
def refused_by_sql(request: HttpRequest) -> HttpResponse:
    """The transaction is aborted, and refuses what comes after."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")
    return HttpResponse()


@login_not_required
def torn_away(request: HttpRequest) -> HttpResponse:
    """What a server's time-out raises in the middle of anything; nobody turns it into an answer."""
    raise SystemExit


@login_not_required
def committed_by_hand(request: HttpRequest) -> HttpResponse:
    """The worst that a page could do: end the transaction of the scope, and read on."""
    connection.connection.commit()
    return reading(request)


views = (reading, broken, refused_by_sql, torn_away, committed_by_hand)
urlpatterns = [path(f"{view.__name__}/", view) for view in views]


def answer(address: str) -> str:
    """Status and, where all went well, text of what the web server answers."""
    environ: dict[str, Any] = {"PATH_INFO": address, "HTTP_HOST": "localhost"}
    setup_testing_defaults(environ)
    web: Any = WSGIHandler()
    try:
        response = web(environ, lambda *_: None)
    except SystemExit:
        return "no answer"
    response.close()  # the end of a request, after which Django would close what it does not keep
    good = response.status_code == HTTPStatus.OK
    return f"200 {response.text}" if good else str(response.status_code)


def left_behind() -> tuple[int, str, int, bool, int | None]:
    """The server's process, the scope it is in, what it shows without one, and what we believe."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid(), current_setting('profiler.institution', true)")
        process, scope = cursor.fetchone()
    shown = Membership._base_manager.count()
    return process, scope or "", shown, connection.in_atomic_block, institution_if_any()


@pytest.mark.usefixtures("real_db")
def test_kept_connection_carries_no_scope_from_one_request_into_the_next(
    settings: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    make_people()
    settings.ROOT_URLCONF = __name__
    caplog.set_level("CRITICAL", "django.request")
    connections.close_all()
    monkeypatch.setitem(connections["default"].settings_dict, "CONN_MAX_AGE", 600)
    assert answer("/at/norvale/reading/") == "200 3"
    process = left_behind()[0]
    answers = {}
    for view in views:
        answers[view.__name__] = answer(f"/at/norvale/{view.__name__}/")
        assert left_behind() == (process, "", 0, False, None)
        assert answer("/at/elsewhere/reading/") == "200 1"
    assert answers == {
        "reading": "200 3",
        "broken": "500",
        "refused_by_sql": "500",
        "torn_away": "no answer",
        "committed_by_hand": "200 0",
    }
