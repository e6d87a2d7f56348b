"""Pages that list something ask the database as often for three of everything as for one."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from analysis.models import Complaint, Draft, Question
from exams.enums import Role
from exams.models import Institution, Membership, Page, Paper, User
from exams.services.invitations import invite
from exams.tenancy import institution_scope
from tests.api_client import make_rows
from tests.people import People

LISTS = (
    "",
    "professors/",
    "questions/",
    "questions/?words=wheel",
    "questions/reported/",
    "compare/",
    "staff/",
    "staff/papers/",
    "staff/papers/filing/",
    "staff/analyses/",
    "staff/analyses/new/",
    "staff/drafts/",
    "staff/outcomes/",
    "staff/review/",
    "staff/release/",
    "staff/objections/",
    "staff/audit/",
    "staff/members/",
    "admin/exams/paper/",
    "admin/exams/professor/",
)


def add_rows(institution: Institution, name: str, who: User) -> None:
    """One more of everything that a list may show, published, doubtful and waiting."""
    rows = make_rows(institution, name)
    with institution_scope(institution.pk):
        Question.objects.filter(pk=rows.question.pk).update(confidence=0.2)
        waiting = Paper.objects.get(pk=rows.paper.pk)
        Page.objects.create(paper=waiting, number=1, width=595, height=842, verdict="ok")
        kept = {"file_name": f"{name}.pdf", "file": "none", "size": 1, "status": "read"}
        waiting = Paper.objects.create(
            **kept, sha256=name, outline_json=waiting.outline_json, meant_for=rows.professor
        )
        Page.objects.create(paper=waiting, number=1, width=595, height=842, verdict="ok")
        Draft.objects.create(
            professor=rows.professor,
            course=rows.course,
            file_name=f"{name}.pdf",
            file="none",
            uploaded_by=who,
        )
        Complaint.objects.create(
            paper=rows.paper, key="1", position=1, number="1(a)", kind="text", user=who
        )
        member = User.objects.create_user(f"{name}@example.org", name=name)
        Membership.objects.create(user=member, role=Role.STAFF)
        invite(Role.STUDENT, name, 7, who)


def queries_of(client: Any, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/at/norvale/{path}").status_code == 200, path
    return len(queries)


@pytest.mark.usefixtures("home")
def test_lists_take_as_many_queries_for_three_rows_as_for_one(people: People, browser: Any) -> None:
    client = browser(people.alice)
    add_rows(people.norvale, "Ada", people.alice)
    queries_of(client, "admin/exams/paper/")  # what Django asks once in a process
    for_one = {path: queries_of(client, path) for path in LISTS}
    for name in ("Ben", "Cyd"):
        add_rows(people.norvale, name, people.alice)
    assert {path: queries_of(client, path) for path in LISTS} == for_one
