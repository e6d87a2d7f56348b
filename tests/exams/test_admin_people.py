"""Members and tokens in the admin: for owners only; a token is shown once."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from exams.models import ApiToken, Institution, Membership
from exams.services.tokens import find_token
from exams.tenancy import institution_scope
from tests.api_client import Api
from tests.people import People

ADMIN = "/at/norvale/admin/exams"
TOKENS, MEMBERS = f"{ADMIN}/apitoken/", f"{ADMIN}/membership/"
NEW = {"name": "Timetable", "expires_at_0": "", "expires_at_1": ""}


def tokens_of(institution: Institution) -> list[ApiToken]:
    with institution_scope(institution.pk):
        return list(ApiToken.objects.order_by("pk"))


def member(people: People, name: str) -> Membership:
    with institution_scope(people.norvale.pk):
        return Membership.objects.get(user=getattr(people, name))


def issue(client: Any) -> str:
    """A new token by the form; returns the text that it shows."""
    (text,) = re.findall(r">(pp_[^<]+)</textarea>", client.post(f"{TOKENS}add/", NEW).text)
    return str(text)


def revoke(client: Any, token: ApiToken) -> list[str]:
    order = {"action": "revoke", "_selected_action": [token.pk]}
    response = client.post(TOKENS, order, follow=True)
    return [str(note) for note in response.context["messages"]]


@pytest.mark.parametrize("address", [TOKENS, f"{TOKENS}add/", MEMBERS])
def test_members_and_tokens_are_for_owners_only(address: str, people: People, browser: Any) -> None:
    assert browser(people.alice).get(address).status_code == 200
    assert browser(people.bob).get(address).status_code == 403
    assert browser(people.carol).get(address).status_code == 404


def test_token_is_shown_once_and_opens_the_api(people: People, browser: Any) -> None:
    client = browser(people.alice)
    answer = client.post(f"{TOKENS}add/", NEW)
    (text,) = re.findall(r">(pp_[^<]+)</textarea>", answer.text)
    assert "no-store" in answer["Cache-Control"]
    assert text not in str(answer.cookies)
    assert Api(people.norvale, token=text).get("professors")[0] == 200
    assert Api(people.elsewhere, token=text).get("professors")[0] == 401
    (token,) = tokens_of(people.norvale)
    assert (token.name, token.created_by, token.prefix) == ("Timetable", people.alice, text[:8])
    for address in (TOKENS, f"{TOKENS}{token.pk}/change/"):
        page = client.get(address).text
        assert text not in page
        assert token.digest not in page


def test_token_that_is_revoked_opens_nothing_and_stays_in_the_list(
    people: People, browser: Any
) -> None:
    client = browser(people.alice)
    text = issue(client)
    (token,) = tokens_of(people.norvale)
    assert revoke(client, token) == ["Revoked: Timetable."]
    assert Api(people.norvale, token=text).get("professors")[0] == 401
    assert revoke(client, token) == ["They were revoked before."]
    assert [one.name for one in tokens_of(people.norvale)] == ["Timetable"]


def test_token_is_neither_changed_nor_deleted(people: People, browser: Any) -> None:
    client = browser(people.alice)
    text = issue(client)
    (token,) = tokens_of(people.norvale)
    assert client.post(f"{TOKENS}{token.pk}/change/", NEW | {"name": "Mine"}).status_code == 403
    assert client.post(f"{TOKENS}{token.pk}/delete/", {"post": "yes"}).status_code == 403
    with institution_scope(people.norvale.pk):
        assert find_token(text) == token


def test_token_that_would_be_over_already_is_refused(people: People, browser: Any) -> None:
    yesterday = timezone.now() - timedelta(days=1)
    over = {"expires_at_0": yesterday.date().isoformat(), "expires_at_1": "12:00"}
    response = browser(people.alice).post(f"{TOKENS}add/", NEW | over)
    assert response.context["adminform"].form.errors == {
        "expires_at": ["This time is over. Choose a later one."]
    }
    assert tokens_of(people.norvale) == []


def test_tokens_of_another_institution_cannot_be_revoked(people: People, browser: Any) -> None:
    text = issue(browser(people.alice))
    (token,) = tokens_of(people.norvale)
    order = {"action": "revoke", "_selected_action": [token.pk]}
    browser(people.mallory).post("/at/elsewhere/admin/exams/apitoken/", order)
    with institution_scope(people.norvale.pk):
        assert find_token(text) == token


def test_owner_changes_the_role_of_another_member(people: People, browser: Any) -> None:
    client = browser(people.alice)
    page = client.get(MEMBERS).text
    assert "Carol" in page
    assert "Mallory" not in page
    bob = member(people, "bob")
    client.post(f"{MEMBERS}{bob.pk}/change/", {"role": "student"})
    assert member(people, "bob").role == "student"
    assert browser(people.bob).get("/at/norvale/staff/papers/").status_code == 404


def test_owner_cannot_leave_an_institution_without_an_owner(people: People, browser: Any) -> None:
    client, own = browser(people.alice), member(people, "alice")
    assert client.post(f"{MEMBERS}{own.pk}/change/", {"role": "student"}).status_code == 403
    assert client.post(f"{MEMBERS}{own.pk}/delete/", {"post": "yes"}).status_code == 403
    order = {"action": "delete_selected", "_selected_action": [own.pk], "post": "yes"}
    assert client.post(MEMBERS, order).status_code == 403
    assert member(people, "alice").role == "owner"


def test_member_who_is_removed_has_no_access_any_more(people: People, browser: Any) -> None:
    carol = member(people, "carol")
    browser(people.alice).post(f"{MEMBERS}{carol.pk}/delete/", {"post": "yes"})
    assert browser(people.carol).get("/at/norvale/").status_code == 404


def test_people_are_not_picked_from_everybody_who_has_an_account(
    people: People, browser: Any
) -> None:
    assert browser(people.alice).get(f"{MEMBERS}add/").status_code == 403
