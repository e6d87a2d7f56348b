"""One form for every error, nothing half done, and documentation under the strict policy."""

import logging
import re
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client

from exams.models import ApiToken, Institution, Professor
from exams.services import catalogue
from exams.tenancy import institution_scope
from tests.api_client import NOON, Api, program, unpack
from tests.people import People

OURS = {
    "error": "internal_error",
    "detail": "Something went wrong on our side. It was logged; nothing was changed.",
}


def names(institution: Institution) -> list[str]:
    with institution_scope(institution.pk):
        return [one.name for one in Professor.objects.all()]


def test_operation_that_breaks_undoes_what_it_did(
    people: People, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def half(name: str) -> Professor:
        Professor.objects.create(name=name, slug="half")
        raise RuntimeError("password of the database")

    monkeypatch.setattr(catalogue, "add_professor", half)
    with caplog.at_level(logging.ERROR, "profiler_site.api"):
        answer = program(people.norvale).post("professors", {"name": "Newton"})
    assert answer == (500, OURS)
    assert names(people.norvale) == []
    assert "password of the database" in caplog.text


def test_operation_that_breaks_in_the_database_leaves_a_usable_connection(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(name: str) -> Professor:
        Professor.objects.create(name=name, slug="half")
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
        raise AssertionError

    api = program(people.norvale)
    monkeypatch.setattr(catalogue, "add_professor", broken)
    assert api.post("professors", {"name": "Newton"}) == (500, OURS)
    assert api.get("professors") == (200, {"items": [], "count": 0})


def test_stack_trace_is_not_shown_while_debugging(
    people: People, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.DEBUG = True

    def broken(name: str) -> Professor:
        raise RuntimeError("password of the database")

    monkeypatch.setattr(catalogue, "add_professor", broken)
    assert program(people.norvale).post("professors", {"name": "Newton"}) == (500, OURS)


def test_body_that_is_not_json_is_refused(people: People) -> None:
    for text in ("{", "\ud800".encode("utf-8", "surrogatepass")):
        how = {"data": text, "content_type": "application/json"}
        refused = {"error": "bad_request", "detail": "Cannot parse request body."}
        assert unpack(program(people.norvale).call("POST", "jobs", **how)) == (400, refused)


def test_multipart_without_boundary_is_refused(people: People) -> None:
    how = {"data": "x", "content_type": "multipart/form-data"}
    words = "Cannot read the request: Invalid boundary in multipart: None"
    refused = {"error": "bad_request", "detail": words}
    assert unpack(program(people.norvale).call("POST", "papers", **how)) == (400, refused)


def test_body_beyond_the_limit_is_refused(people: People, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    status, found = program(people.norvale).post("professors", {"name": "x" * 200})
    assert (status, found["error"]) == (413, "too_large")


def test_method_that_an_address_does_not_know_is_refused(people: People) -> None:
    answer = program(people.norvale).call("DELETE", "papers/1")
    words = "DELETE is not possible here, but GET."
    assert (answer.status_code, answer["Allow"]) == (405, "GET")
    assert answer.json() == {"error": "method_not_allowed", "detail": words}


@pytest.mark.parametrize("path", ["", "nothing", "papers/", "papers/1/pages", "docs/x"])
def test_address_without_operation_is_not_found(people: People, path: str) -> None:
    missing = {"error": "not_found", "detail": "Nothing has this address."}
    assert program(people.norvale).get(path) == (404, missing)
    assert Api(people.norvale).get(path) == (404, missing)


@pytest.mark.parametrize("column", ["revoked_at", "expires_at"])
def test_token_that_is_over_is_refused(people: People, column: str) -> None:
    api = program(people.norvale)
    assert api.get("professors")[0] == 200
    with institution_scope(people.norvale.pk):
        ApiToken.objects.update(**{column: NOON})
    assert api.get("professors")[0] == 401


def test_schema_is_open_and_names_every_answer(people: People) -> None:
    status, schema = Api(people.norvale).get("openapi.json")
    assert (status, schema["info"]["title"]) == (200, "Professor Profiler")
    for path, methods in schema["paths"].items():
        assert path.startswith("/at/norvale/api/v1/")
        for operation in methods.values():
            answers = operation["responses"]
            assert {"401", "500"} < answers.keys(), path
            assert all(answer.get("content") for answer in answers.values()), path


def test_schema_tells_nothing_about_the_institution(people: People) -> None:
    ours = Api(people.norvale).call("GET", "openapi.json").content.decode()
    theirs = Api(people.elsewhere).call("GET", "openapi.json").content.decode()
    assert ours.replace("/at/norvale/", "/at/elsewhere/") == theirs


def test_documentation_runs_under_the_strict_policy(people: People) -> None:
    page = Api(people.norvale).call("GET", "docs")
    policy = page["Content-Security-Policy"]
    assert page.status_code == 200
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    text = page.content.decode()
    assert '"url": "/at/norvale/api/v1/openapi.json"' in text
    for attributes, body in re.findall(r"<script([^>]*)>(.*?)</script>", text, re.DOTALL):
        assert 'src="' in attributes or 'type="application/json"' in attributes, body
    assert not re.search(r"<style| style=| on\w+=", text)
    assets = re.findall(r'(?:src|href)="([^"]+)"', text)
    assert len(assets) == 5
    for asset in assets:
        assert asset.startswith(settings.STATIC_URL)
        assert finders.find(asset.removeprefix(settings.STATIC_URL)), asset


def test_api_of_an_unknown_institution_is_not_found(people: People) -> None:
    assert Client().get("/at/nowhere/api/v1/papers").status_code == 404
