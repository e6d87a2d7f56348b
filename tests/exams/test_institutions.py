"""Institutions and accounts, as whoever runs the platform adds and removes them."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client

from analysis.models import Review
from exams.models import Deed, Institution, Membership, Paper, TrailEntry, User
from exams.selectors.trail import lines
from exams.services.institutions import forget_user, remove_institution
from exams.services.trail import note
from exams.tenancy import institution_scope
from tests.analysis.reviewed import doubtful_paper
from tests.api_client import make_rows
from tests.people import make_people


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue().strip()


@pytest.mark.usefixtures("db")
def test_added_institution_waits_for_its_first_owner(client: Client) -> None:
    said = run("institution", "add", "north", "North College", "Nora")
    address = said.rsplit(None, 1)[1].removeprefix("http://localhost:8000")
    client.post(address, {"name": "Nora", "email": "n@example.org", "password": "norvale-12345"})
    assert client.get("/at/north/staff/members/").status_code == 200
    assert run("institution", "list") == "north\tNorth College"
    for slug, reason in (("north", "already exists"), ("No rth", "Use a-z")):
        with pytest.raises(CommandError, match=reason):
            run("institution", "add", slug, "Other", "Otto")


@pytest.mark.usefixtures("real_db")
def test_removed_institution_leaves_no_row_and_no_file(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    people = make_people()
    for institution in (people.norvale, people.elsewhere):
        make_rows(institution, institution.slug)
        default_storage.save(f"{institution.pk}/ab/abc.pdf", ContentFile(b"%PDF"))
        with institution_scope(institution.pk):
            note(Deed.SETTING, "", people.alice, "looks")
    remove_institution(people.norvale)
    assert [one.slug for one in Institution.objects.all()] == ["elsewhere"]
    assert [one.name for one in tmp_path.iterdir()] == [str(people.elsewhere.pk)]
    with institution_scope(people.elsewhere.pk):
        assert (Paper.objects.count(), TrailEntry.objects.count()) == (1, 1)
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            connection.cursor().execute("DELETE FROM exams_trailentry")
    assert User.objects.filter(pk=people.alice.pk).exists()


@pytest.mark.usefixtures("real_db")
def test_forgotten_user_leaves_decisions_without_a_name() -> None:
    people = make_people()
    paper = doubtful_paper(people)
    with institution_scope(people.norvale.pk):
        Review.objects.create(paper=paper, action="approved", reviewer=people.bob)
        note(Deed.SETTING, "", people.bob, "looks")
    forget_user(people.bob)
    with institution_scope(people.norvale.pk):
        assert [one.reviewer for one in Review.objects.all()] == [None]
        assert [one.person for one in lines(TrailEntry.objects.all())][:1] == [
            "somebody whose account is gone"
        ]
        assert Membership.objects.count() == 2
    with pytest.raises(CommandError, match="Alice is the only owner of Norvale"):
        run("forget_user", people.alice.email)
