"""The language of pages: the account's, else the cookie's, else the browser's."""

from django.test import Client

from exams.models import Institution, User
from tests.people import People

LOGIN = "/at/norvale/login/"
SWITCH = "/at/norvale/language/"


def language_of(client: Client, address: str = LOGIN, asked: str = "") -> str:
    response = client.get(address, headers={"accept-language": asked} if asked else {})
    varies = {name.strip() for name in response.headers["Vary"].split(",")}
    assert {"Accept-Language", "Cookie"} <= varies
    language = response.content.decode().partition('<html lang="')[2].partition('"')[0]
    assert response.headers["Content-Language"] == language
    return language


def test_page_follows_account_then_cookie_then_browser_then_institution(
    client: Client, people: People
) -> None:
    assert language_of(client) == "en-gb"
    assert language_of(client, asked="de-AT,de;q=0.9") == "de"
    assert language_of(client, asked="fr") == "en-gb"
    Institution.objects.update(language="de")
    assert language_of(client) == "de"
    client.post(SWITCH, {"language": "en-gb"})
    assert language_of(client, asked="de") == "en-gb"
    client.force_login(people.carol)
    client.post(SWITCH, {"language": "de"})
    client.cookies.pop("django_language")
    assert User.objects.get(pk=people.carol.pk).language == "de"
    assert language_of(client, "/at/norvale/professors/", asked="en") == "de"


def test_switch_goes_back_to_its_page_and_nowhere_else(client: Client, people: People) -> None:
    wanted = {"language": "de", "next": "/at/norvale/professors/?q=x"}
    assert client.post(SWITCH, wanted)["Location"] == "/at/norvale/professors/?q=x"
    elsewhere = client.post(SWITCH, {"language": "xx", "next": "//evil.example/"})
    assert elsewhere["Location"] == "/at/norvale/"
    assert client.cookies["django_language"].value == "de"


def test_api_speaks_english_whatever_is_asked_for(client: Client, people: People) -> None:
    response = client.get("/at/norvale/api/v1/papers", headers={"accept-language": "de"})
    assert response.status_code == 401
    assert "Send a token" in response.json()["detail"]
