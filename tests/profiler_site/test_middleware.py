"""From the address to the institution: by path, by domain, or not at all; and what is put back."""

import logging
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_script_prefix

from exams.models import Institution, Professor
from exams.tenancy import institution_scope
from exams.views import papers as views
from exams.views import upload as upload_views
from tests.people import People

DOMAIN = "papers.norvale.example"


@pytest.fixture
def domain(people: People, settings: Any) -> str:
    settings.ALLOWED_HOSTS = [DOMAIN, "testserver"]
    Institution.objects.filter(pk=people.norvale.pk).update(domain=DOMAIN)
    return DOMAIN


def names(institution: Institution) -> list[str]:
    with institution_scope(institution.pk):
        return [one.name for one in Professor.objects.all()]


def test_institutions_are_offered_where_the_address_names_none(people: People) -> None:
    page = Client().get("/")
    assert page.status_code == 200
    assert '<a href="/at/norvale/">Norvale University</a>' in page.text
    assert '<a href="/at/elsewhere/">Elsewhere College</a>' in page.text


def test_institution_with_a_domain_is_offered_there(people: People, domain: str) -> None:
    assert f'<a href="//{DOMAIN}/">Norvale University</a>' in Client().get("/").text


@pytest.mark.django_db
def test_first_page_without_any_institution_says_so() -> None:
    assert "There is no institution yet." in Client().get("/").text


@pytest.mark.parametrize("address", ["/at/nowhere/", "/at/nowhere/admin/", "/at/NORVALE/", "/at/"])
def test_unknown_institution_is_not_found(address: str, people: People, browser: Any) -> None:
    response = browser(people.alice).get(address)
    assert response.status_code == 404
    assert "There is nothing here" in response.text


@pytest.mark.parametrize("address", ["/admin/", "/staff/papers/", "/login/", "/api/v1/professors"])
def test_pages_of_institutions_are_not_found_outside_of_one(
    address: str, people: People, browser: Any
) -> None:
    assert browser(people.alice).get(address).status_code == 404


def test_address_without_its_last_slash_is_led_on(people: People) -> None:
    for address, query in (("/at/norvale", ""), ("/at/norvale", "?q=waves")):
        response = Client().get(address + query)
        assert (response.status_code, response["Location"]) == (302, f"{address}/{query}")


def test_pages_within_are_led_on_with_their_prefix(people: People, browser: Any) -> None:
    response = browser(people.alice).get("/at/norvale/staff/papers")
    assert response["Location"] == "/at/norvale/staff/papers/"


def test_domain_serves_pages_admin_and_api_without_a_prefix(
    people: People, domain: str, browser: Any
) -> None:
    client = browser(people.alice)
    for host in (domain, domain.upper(), f"{domain}:8000"):
        page = client.get("/staff/papers/", headers={"host": host})
        assert 'href="/staff/papers/upload/"' in page.text
        assert "/at/norvale" not in page.text
    assert 'href="/admin/exams/paper/"' in client.get("/admin/", headers={"host": domain}).text
    api = client.get("/api/v1/professors", headers={"host": domain})
    assert api.json() == {"items": [], "count": 0}
    guest = Client().get("/staff/papers/", headers={"host": domain})
    assert guest["Location"] == "/login/?next=/staff/papers/"


def test_prefix_stays_valid_for_an_institution_with_a_domain(
    people: People, domain: str, browser: Any
) -> None:
    page = browser(people.alice).get("/at/norvale/staff/papers/")
    assert 'href="/at/norvale/staff/papers/upload/"' in page.text


def test_prefix_on_the_domain_of_another_institution_leads_to_the_one_it_names(
    people: People, domain: str, browser: Any
) -> None:
    page = browser(people.mallory).get("/at/elsewhere/", headers={"host": domain})
    assert "Elsewhere College" in page.text
    assert "Norvale" not in page.text


def test_script_prefix_is_put_back_after_every_kind_of_answer(
    people: People, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = browser(people.alice)
    monkeypatch.setattr(views, "professors_to_analyse", fail)
    client.raise_request_exception = False
    answers = {
        address: client.get(f"/at/norvale{address}").status_code
        for address in ("/", "/nothing/", "/staff/papers/")
    }
    assert answers == {"/": 200, "/nothing/": 404, "/staff/papers/": 500}
    assert get_script_prefix() == "/"


def fail(*_: Any) -> None:
    raise RuntimeError("the secret of the database")


def test_failing_page_undoes_what_it_wrote_and_shows_no_trace(
    people: People,
    browser: Any,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(upload_views, "receive_paper", fail)
    client = browser(people.alice)
    client.raise_request_exception = False
    with caplog.at_level(logging.CRITICAL, "django.request"):
        response = client.post(
            "/at/norvale/staff/papers/upload/",
            {"papers": SimpleUploadedFile("a.pdf", b"%PDF-1.7"), "new_professor": "Ada"},
        )
    assert response.status_code == 500
    assert "Something broke on our side" in response.text
    for secret in ("secret of the database", "Traceback", "RuntimeError"):
        assert secret not in response.text
    assert names(people.norvale) == []


def test_failing_page_undoes_writes_that_were_not_undone_by_themselves(
    people: People, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_and_fail(*_: Any) -> None:
        Professor.objects.create(name="Half", slug="half")
        raise RuntimeError

    monkeypatch.setattr(views, "professors_to_analyse", write_and_fail)
    client = browser(people.alice)
    client.raise_request_exception = False
    assert client.get("/at/norvale/staff/papers/").status_code == 500
    assert names(people.norvale) == []


def test_answer_that_refuses_keeps_what_was_written(
    people: People, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = browser(people.alice)
    client.post("/at/norvale/admin/exams/professor/add/", {"name": "Ada"})
    assert client.get("/at/norvale/nothing/").status_code == 404
    assert names(people.norvale) == ["Ada"]


def test_health_answers_without_an_institution(people: People) -> None:
    response = Client().get("/health/")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
