"""What owners keep: looks, members by invitation, and the trail that nobody changes."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from exams.colours import DARK_GROUNDS, LIGHT_GROUNDS, contrast, nearest, passes
from exams.enums import Role
from exams.models import Institution, Invitation, Membership, TrailEntry
from exams.selectors.trail import lines
from exams.services import looks
from exams.services.invitations import accept, invite
from exams.services.tokens import digest
from exams.tenancy import institution_scope
from tests.corpus.hostile import clean_pdf
from tests.people import People

AT = "/at/norvale/"
COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def told(people: People) -> list[tuple[str, str, str, str]]:
    with institution_scope(people.norvale.pk):
        found = lines(TrailEntry.objects.order_by("pk"))
        return [(one.entry.deed, one.person, one.about, one.detail) for one in found]


def picture(kind: str = "PNG", size: tuple[int, int] = (900, 300), **more: Any) -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", size, "#aa2211").save(kept, kind, **more)
    return kept.getvalue()


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#2f5d8c", "#2f5d8c") == 1


@given(COLOURS, st.sampled_from([LIGHT_GROUNDS, DARK_GROUNDS]))
def test_nearest_colour_can_always_be_read(colour: str, grounds: tuple[str, ...]) -> None:
    found = nearest(colour, grounds)
    assert passes(found, grounds)
    assert not passes(colour, grounds) or found == colour


def test_looks_are_kept_shown_to_guests_and_drawn_anew(
    people: People, browser: Any, client: Any, django_capture_on_commit_callbacks: Any
) -> None:
    owner, page = browser(people.alice), f"{AT}staff/looks/"
    weak = owner.post(page, {"name": "Norvale", "accent": "#ffcc00"})
    words = "#ffcc00 is too weak for text on light pages. The nearest that can be read is "
    better = nearest("#ffcc00", LIGHT_GROUNDS)
    assert weak.context["form"].errors == {"accent": [f"{words}{better}."]}
    bad = SimpleUploadedFile("logo.svg", b"<svg onload='alert(1)'/>")
    refused = owner.post(page, {"name": "Norvale", "logo": bad})
    assert list(refused.context["form"].errors) == ["logo"]
    comment = picture("JPEG", comment=b"secret")
    sent = {"name": "Norvale Tech", "accent": "#8A1538", "logo": SimpleUploadedFile("l", comment)}
    owner.post(page, sent)
    here = Institution.objects.get(pk=people.norvale.pk)
    assert (here.name, here.accent) == ("Norvale Tech", "#8a1538")
    assert passes(here.accent_dark, DARK_GROUNDS)
    shown = client.get(f"{AT}login/").text
    assert 'src="/at/norvale/logo.png?' in shown
    assert "looks.css?8a1538" in shown
    logo = client.get(f"{AT}logo.png")
    with Image.open(io.BytesIO(logo.content)) as opened:
        assert (opened.format, opened.size) == ("PNG", (600, 200))
    assert b"secret" not in logo.content
    assert "--accent: #8a1538;" in client.get(f"{AT}looks.css").text
    with django_capture_on_commit_callbacks(execute=True):
        owner.post(page, {"name": "Norvale Tech", "no_logo": "on"})
    assert client.get(f"{AT}logo.png").status_code == client.get(f"{AT}looks.css").status_code
    assert [one[:2] for one in told(people)] == [("setting", "Alice")] * 2
    for who in (people.bob, people.carol, people.mallory):
        assert browser(who).post(page, {"name": "Mine"}).status_code == 404


@pytest.mark.parametrize("content", [b"", b"x" * (1024**2 + 1), picture("GIF", (9, 9))])
def test_logo_that_is_none_is_refused(content: bytes) -> None:
    with pytest.raises(looks.LooksRefused):
        looks.drawn_anew(content)


def test_invited_stranger_joins_once(people: People, browser: Any, client: Any) -> None:
    response = browser(people.alice).post(
        f"{AT}staff/members/", {"meant_for": "Dan", "role": "staff", "days": "7"}
    )
    address = response.context["address"].removeprefix("http://testserver")
    assert address not in browser(people.alice).get(f"{AT}staff/members/").text
    page = client.get(address)
    assert (page["Cache-Control"], page["Referrer-Policy"]) == ("no-store", "same-origin")
    assert client.post(address, {"name": "Dan", "email": "d@example.org"}).status_code == 200
    sent = {"name": "Dan", "email": "D@example.org", "password": "norvale-12345"}
    taken = client.post(address, sent | {"email": people.bob.email})
    assert list(taken.context["form"].errors) == ["email"]
    client.post(address, sent)
    assert client.get(f"{AT}staff/papers/").status_code == 200
    assert browser(people.mallory).post(address).status_code == 404
    with institution_scope(people.norvale.pk):
        assert Membership.objects.get(user__email="d@example.org").role == Role.STAFF
    assert told(people) == [
        ("member", "Alice", "Invitation of Dan", "Staff"),
        ("member", "Dan", "Dan joined as Staff", "invited as Dan"),
    ]


def test_invitation_ends_and_lowers_nobody(people: People, browser: Any, client: Any) -> None:
    with institution_scope(people.norvale.pk):
        late, late_text = invite(Role.STAFF, "Late", 7, people.alice)
        Invitation.objects.filter(pk=late.pk).update(expires_at=timezone.now() - timedelta(1))
        ended, ended_text = invite(Role.STAFF, "Ended", 7, people.alice)
        student, text = invite(Role.STUDENT, "Bob", 7, people.alice)
        assert Invitation.objects.filter(digest=digest(text)).exists()
    browser(people.alice).post(f"{AT}staff/members/invitations/{ended.pk}/withdraw/")
    for secret in (late_text, ended_text, "", "nothing"):
        assert client.get(f"{AT}join/{secret}/").status_code == 404
    assert client.get(f"/at/elsewhere/join/{text}/").status_code == 404
    browser(people.bob).post(f"{AT}join/{text}/")
    with institution_scope(people.norvale.pk):
        assert Membership.objects.get(user=people.bob).role == Role.STAFF
        assert accept(student, people.carol) is None
        raised, _ = invite(Role.STAFF, "Carol", 7, people.alice)
        accept(raised, people.carol)
        assert Membership.objects.get(user=people.carol).role == Role.STAFF


def test_deeds_are_written_down_for_owners_and_stay(people: People, browser: Any) -> None:
    bob, alice = browser(people.bob), browser(people.alice)
    file = SimpleUploadedFile("one.pdf", clean_pdf())
    bob.post(f"{AT}staff/papers/upload/", {"papers": file})
    bob.post(f"{AT}admin/exams/professor/add/", {"name": "Ada"})
    with institution_scope(people.norvale.pk):
        member = Membership.objects.get(user=people.carol)
    alice.post(f"{AT}admin/exams/membership/{member.pk}/change/", {"role": "staff"})
    alice.post(f"{AT}admin/exams/apitoken/add/", {"name": "timetable"})
    alice.post(f"{AT}staff/release/new-profiles/", {"draft_first": "on"})
    assert told(people) == [
        ("uploaded", "Bob", "one.pdf", ""),
        ("edited", "Bob", "Professor Ada", "added"),
        ("member", "Alice", "Membership Carol", "role"),
        ("token", "Alice", told(people)[3][2], "added"),
        ("setting", "Alice", "New profiles", "wait as drafts"),
    ]
    with override("de"):
        assert [detail for *_, detail in told(people)][1:] == [
            *("hinzugefügt", "Rolle", "hinzugefügt", "warten als Entwürfe")
        ]
    page = f"{AT}staff/audit/"
    assert "one.pdf" in alice.get(page).text
    listed = alice.get(page, {"person": people.bob.pk, "deed": "edited"}).context["lines"]
    assert [one.about for one in listed] == ["Professor Ada"]
    tomorrow = timezone.localdate() + timedelta(1)
    for asked in ({"since": str(tomorrow)}, {"to": "2001-01-01"}):
        assert "Nothing of this kind" in alice.get(page, asked).text
    assert len(alice.get(page, {"since": "2001-13-01", "deed": "x"}).context["shown"]) == 5
    assert "one.pdf" not in browser(people.mallory).get("/at/elsewhere/staff/audit/").text
    with institution_scope(people.norvale.pk):
        for statement in ("UPDATE exams_trailentry SET about = ''", "DELETE FROM exams_trailentry"):
            with (
                pytest.raises(DatabaseError, match="append-only"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)


def test_lines_from_before_codes_say_what_was_written(people: People) -> None:
    with institution_scope(people.norvale.pk):
        old = {"deed": "setting", "about": "Alle Kurse", "detail": "5 Jahre lang"}
        TrailEntry.objects.create(**old, person="Olga", person_id=people.mallory.pk + 99)
        TrailEntry.objects.create(**old, code="of a later version", values={"n": 1})
    assert told(people) == [
        ("setting", "Olga", "Alle Kurse", "5 Jahre lang"),
        ("setting", "", "Alle Kurse", "5 Jahre lang"),
    ]
