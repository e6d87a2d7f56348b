"""Logging in to one institution, and out again."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.people import People

LOGIN, LOGOUT = "/at/norvale/login/", "/at/norvale/logout/"
WRONG = "E-mail address and password do not match. Check both; capitals count in the password."


@pytest.fixture(autouse=True)
def _passwords(people: People, settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick
    for user in (people.alice, people.bob, people.carol, people.mallory):
        user.set_password("right")
        user.save()


def log_in(email: str, password: str = "right", **more: str) -> Any:
    return Client().post(LOGIN, {"username": email, "password": password, **more})


@pytest.mark.parametrize("email", ["alice@example.org", "Carol@Example.ORG "])
def test_member_logs_in_whatever_the_case_of_the_address(email: str) -> None:
    response = log_in(email)
    assert (response.status_code, response["Location"]) == (302, "/at/norvale/")
    assert "sessionid" in response.cookies


@pytest.mark.parametrize(
    ("email", "password", "words"),
    [
        ("alice@example.org", "wrong", WRONG),
        ("nobody@example.org", "right", WRONG),
        ("mallory@example.org", "wrong", WRONG),
        (
            *("mallory@example.org", "right"),
            "This account has no access to Norvale University.",
        ),
    ],
)
def test_login_that_is_refused_says_why(email: str, password: str, words: str) -> None:
    response = log_in(email, password)
    assert response.status_code == 200
    assert words in response.text
    assert "sessionid" not in response.cookies


def test_login_to_a_closed_account_is_refused(people: People) -> None:
    people.alice.is_active = False
    people.alice.save(update_fields=["is_active"])
    assert WRONG in log_in("alice@example.org").text


def test_login_without_words_asks_for_them() -> None:
    assert log_in("", "").text.count("This field is required.") == 2


def test_guest_is_led_back_to_where_they_wanted_to_go() -> None:
    client = Client()
    first = client.get("/at/norvale/staff/papers/?page=2")
    assert first["Location"] == f"{LOGIN}?next=/at/norvale/staff/papers/%3Fpage%3D2"
    form = client.get(first["Location"]).text
    assert 'value="/at/norvale/staff/papers/?page=2"' in form
    words = {"username": "alice@example.org", "password": "right"}
    response = client.post(LOGIN, words | {"next": "/at/norvale/staff/papers/?page=2"})
    assert response["Location"] == "/at/norvale/staff/papers/?page=2"


def test_login_leads_to_no_other_site() -> None:
    response = log_in("alice@example.org", next="https://evil.example/")
    assert response["Location"] == "/at/norvale/"


def test_stranger_reads_on_the_login_page_that_they_are_no_member(
    people: People, browser: Any
) -> None:
    assert "You are logged in as Mallory" in browser(people.mallory).get(LOGIN).text
    assert "You are logged in as" not in browser(people.alice).get(LOGIN).text


@pytest.mark.parametrize("address", [LOGOUT, "/at/norvale/admin/logout/"])
def test_logout_ends_the_session_and_shows_the_login(
    address: str, people: People, browser: Any
) -> None:
    client = browser(people.alice)
    response = client.post(address)
    assert (response.status_code, response["Location"]) == (302, LOGIN)
    assert client.get("/at/norvale/").status_code == 302
    assert client.get(LOGIN).status_code == 200


def test_form_without_its_secret_is_refused_in_words(people: People) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post(LOGIN, {"username": "alice@example.org", "password": "right"})
    assert response.status_code == 403
    assert "This form was open for too long" in response.text
    assert "sessionid" not in response.cookies


def test_more_files_than_one_request_may_carry_are_refused_in_words(
    people: People, browser: Any, settings: Any
) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    files = [SimpleUploadedFile(f"{n}.pdf", b"%PDF-1.7") for n in range(3)]
    client = browser(people.alice)
    response = client.post("/at/norvale/staff/papers/upload/", {"papers": files})
    assert response.status_code == 400
    assert "upload at most 100 files at once" in response.text
