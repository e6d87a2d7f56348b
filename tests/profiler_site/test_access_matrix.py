"""Every address of an institution, as everybody, by GET and POST, with own and foreign numbers.

The tables say what those who may get for objects of their own institution; the rest follows: a
foreign object is as good as none, a stranger finds nothing, a guest is sent to log in. The API has
a test of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import URLResolver, get_resolver

from analysis.models import Review, ReviewAction
from exams.enums import Role
from exams.models import Institution, Membership, Page, Professor, Syllabus, User
from exams.services.invitations import invite
from exams.services.tokens import issue_token
from exams.tenancy import institution_scope
from reports.models import Plan
from reports.services.release_objections import notice_token
from reports.services.study import feed_token
from tests.api_client import make_rows
from tests.people import People

CANARY = b"Lagrange"  # in every text of the other institution
METHODS = ("GET", "POST")
Statuses = tuple[int, int]  # of GET and POST
Numbers = dict[str, Any]

EVERYBODY: dict[str, Statuses] = {
    "login": (200, 200),
    "logout": (405, 302),
    "language": (405, 302),
    "notice": (200, 200),  # the key is in the address
    "notice_report": (200, 405),
    "calendar": (200, 405),  # as well
    "join": (404, 404),  # nobody was invited with this key
    "looks_css": (404, 405),  # our own colours
    "logo": (404, 405),  # there is none
}
MEMBERS: dict[str, Statuses] = {
    "home": (200, 405),
    "professors": (200, 405),
    "professor": (200, 405),
    "report": (200, 405),
    "profile_file": (200, 405),
    "evidence": (200, 405),
    "questions": (200, 405),
    "download_questions": (200, 405),
    "question": (200, 405),
    "paper": (200, 405),
    "page": (200, 405),
    "study_plan": (200, 200),  # no day of the exam was given
    "tick_topic": (405, 302),
    "plan_feed": (405, 302),
    "practice": (302, 405),
    "practice_paper": (200, 302),
    "complain": (405, 302),
    "reported": (200, 405),
    "compare": (200, 405),
    "compare_questions": (404, 405),  # nothing is chosen to be compared
    "page_picture": (404, 405),  # the pages of this test have no picture
}
STAFF: dict[str, Statuses] = {
    "dashboard": (200, 405),
    "choose_analysis": (200, 405),
    "papers": (200, 405),
    "paper_rows": (200, 405),
    "upload": (200, 200),  # no file was chosen
    "filing": (200, 200),  # no paper waits to be filed
    "staff_picture": (404, 405),  # the pages of this test have no picture
    "paper_reading": (200, 405),
    "file_paper": (200, 302),
    "read_again": (405, 302),
    "divide": (405, 302),
    "jobs": (200, 405),
    "job": (200, 405),
    "job_progress": (286, 405),  # the analysis is over: the page stops asking
    "transcript": (200, 405),
    "cancel_job": (405, 302),
    "resume_job": (405, 302),
    "retry_job": (405, 302),
    "start_analysis": (200, 302),
    "releases": (200, 405),
    "release_papers": (405, 302),
    "release_years": (405, 302),
    "new_profiles": (405, 302),
    "profile_state": (405, 302),
    "professor_notice": (200, 302),
    "objections": (200, 405),
    "answer_objection": (405, 302),
    "courses": (200, 405),
    "course": (200, 200),  # no change was sent
    "review": (200, 405),
    "review_paper": (302, 302),
    "review_question": (200, 200),  # what a question needs was not sent
    "restore_question": (405, 302),
    "split_question": (200, 200),  # what the halves need was not sent
    "undo_review": (405, 302),
    "drafts": (200, 200),  # no file was chosen
    "draft": (404, 405),  # uploaded by nobody of this test
    "read_draft_again": (405, 404),
    "draft_report": (404, 405),  # as the draft
    "outcomes": (200, 405),
    "paper_outcomes": (200, 405),
    "paper_outcomes_file": (200, 405),
    "year_outcomes": (200, 405),
    "year_outcomes_file": (200, 405),
    "remove_draft": (405, 404),
}
OWNERS: dict[str, Statuses] = {
    "institution_looks": (200, 200),  # no name was sent
    "members": (200, 200),  # nobody was named
    "withdraw_invitation": (405, 302),
    "trail": (200, 405),
}
ADMIN: dict[str, Statuses] = {
    "index": (200, 200),
    "login": (302, 302),
    "logout": (405, 302),
    "password_change": (200, 200),
    "password_change_done": (200, 405),
    "jsi18n": (200, 405),
    "autocomplete": (403, 405),
    "view_on_site": (404, 404),
    "app_list": (200, 200),
    "anything else": (404, 404),
}
ROWS: dict[str, Statuses] = {
    "changelist": (200, 200),
    "add": (200, 200),
    "change": (200, 200),
    "delete": (200, 302),
    "history": (302, 302),  # to the list
    "shortcut": (302, 302),  # to the form
}
UNLIKE_OTHER_ROWS: dict[str, Statuses] = {
    "course_delete": (200, 200),  # its papers protect it: said in words
    "paper_change": (200, 302),  # nothing in it must be filled in
    "membership_add": (403, 403),
    "apitoken_change": (200, 403),
    "apitoken_delete": (403, 403),
}
KINDS = ("professor", "course", "syllabus", "paper", "membership", "apitoken")
OWNERS_ONLY = {"membership", "apitoken"}
HARMLESS = {"history", "shortcut"}  # they only lead on, whoever asks for whatever


@dataclass(frozen=True)
class Address:
    """A pattern of the institution's urlconf, such as `staff/papers/<paper_id>/file/`."""

    name: str
    form: str

    @property
    def in_admin(self) -> bool:
        return self.form.startswith("admin/")

    @property
    def kind(self) -> str:
        """Of what it is the admin's page; empty for the admin's other pages."""
        found = re.match(r"admin/exams/(\w+)/", self.form)
        return found[1] if found else ""

    def at(self, numbers: Numbers) -> str:
        values = numbers | {"object_id": numbers.get(f"{self.kind}_id", 1)}
        return "/at/norvale/" + re.sub(r"<(\w+)>", lambda group: str(values[group[1]]), self.form)


def walk(resolver: Any, before: str = "") -> Iterator[Address]:
    """All patterns below it but the API's."""
    for one in resolver.url_patterns:
        form = before + plain(str(one.pattern))
        if not isinstance(one, URLResolver):
            yield Address(page_name(one.name, form), form)
        elif not form.startswith("api/"):
            yield from walk(one, form)


def plain(pattern: str) -> str:
    """A pattern with its groups as `<name>`, be it a path or a regular expression."""
    path = re.sub(r"<\w+:(\w+)>", r"<\1>", pattern)
    return re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", path).removeprefix("^").removesuffix("$")


def page_name(name: str | None, form: str) -> str:
    if name is None:
        return "shortcut" if "<object_id>" in form else "anything else"
    return re.sub(r"^exams_[a-z]+_", "", name)


ADDRESSES = list(walk(get_resolver("profiler_site.urls")))


def numbers_of(institution: Institution, name: str, member: User) -> Numbers:
    """One of everything of an institution, with `name` in every text."""
    rows = make_rows(institution, name)
    with institution_scope(institution.pk):
        Page.objects.create(paper=rows.paper, number=1, width=595, height=842, verdict="ok")
        token, _ = issue_token(name)
        key = notice_token(rows.professor)
        plan = Plan.objects.create(user=member, professor=rows.professor, feed_open=True)
        feed = feed_token(plan)
        version = Syllabus.objects.create(course=rows.course, name=name, text=f"# {name}")
        decision = Review.objects.create(paper=rows.paper, action=ReviewAction.APPROVED)
        membership = Membership.objects.get(user=member)
        invitation, _ = invite(Role.STUDENT, name, 7, member)
    return {
        "professor_id": rows.professor.pk,
        "key": "derivations",
        "suffix": "csv",
        "year": rows.paper.year,
        "paper_id": rows.paper.pk,
        "question_id": rows.question.pk,
        "job_id": rows.job.pk,
        "draft_id": 1,
        "course_id": rows.course.pk,
        "syllabus_id": version.pk,
        "objection_id": rows.objection.pk,
        "token": key,
        "feed": feed,
        "seed": 1,
        "review_id": decision.pk,
        "invitation_id": invitation.pk,
        "secret": "nothing",
        "membership_id": membership.pk,
        "apitoken_id": token.pk,
        "number": 1,
        "content_type_id": ContentType.objects.get_for_model(Professor).pk,
        "app_label": "exams",
        "url": "nothing/",
    }


def expected(address: Address, who: str, *, own: bool) -> Statuses:
    """What `who` gets, by the tables and the rules on top of this file."""
    if address.name in EVERYBODY and not address.in_admin:
        return EVERYBODY[address.name]
    if who == "guest":
        return 302, 302
    if who == "mallory" or (who == "carol" and address.name not in MEMBERS):
        return 404, 404
    if address.in_admin:
        return in_admin(address, who, own=own)
    if who == "bob" and address.name in OWNERS:
        return 404, 404
    here = (MEMBERS | STAFF | OWNERS)[address.name]
    return here if own else (instead(here[0], 404), instead(here[1], 404))


def in_admin(address: Address, who: str, *, own: bool) -> Statuses:
    if not address.kind:
        return ADMIN[address.name]
    here = UNLIKE_OTHER_ROWS.get(f"{address.kind}_{address.name}", ROWS[address.name])
    if who == "bob" and address.kind in OWNERS_ONLY and address.name not in HARMLESS:
        return 403, 403
    if not own and address.name == "change":
        return 302, 302
    return here if own else (instead(here[0], 302), instead(here[1], 302))


def instead(status: int, missing: int) -> int:
    """What stands for `status` where the object is missing; refusals come before any look."""
    return missing if status in {200, 286, 302} else status


def ask(client: Any, method: str, address: str) -> Any:
    """An answer, with all that it changed undone."""
    with transaction.atomic():
        response = client.generic(method, address, "post=yes", "application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    return response


def test_tables_name_every_address_and_no_other() -> None:
    pages = {one.name for one in ADDRESSES if not one.in_admin}
    assert pages == {*EVERYBODY, *MEMBERS, *STAFF, *OWNERS}
    assert {one.name for one in ADDRESSES if one.in_admin and not one.kind} == {*ADMIN}
    rows = {(one.kind, one.name) for one in ADDRESSES if one.kind}
    assert rows == {(kind, name) for kind in KINDS for name in ROWS}


@pytest.mark.parametrize("who", ["alice", "bob", "carol", "mallory", "guest"])
def test_every_address_answers_as_the_tables_say_and_names_nothing_foreign(
    who: str, people: People, browser: Any
) -> None:
    own = numbers_of(people.norvale, "Newton", people.carol)
    foreign = numbers_of(people.elsewhere, CANARY.decode(), people.mallory)
    wrong, leaks = {}, []
    for address in ADDRESSES:
        client = browser(getattr(people, who, None))
        targets = {address.at(own): True}
        if "_id>" in address.form:
            targets[address.at(foreign)] = False
        for (target, is_own), (place, method) in product(targets.items(), enumerate(METHODS)):
            response = ask(client, method, target)
            wanted = expected(address, who, own=is_own)[place]
            if response.status_code != wanted:
                wrong[method, target] = (response.status_code, wanted)
            if CANARY in response.content or CANARY.decode() in str(response.headers):
                leaks.append((method, target))
            if who == "guest" and address.name not in EVERYBODY:
                assert response["Location"].startswith("/at/norvale/login/?next=/at/norvale/")
    assert wrong == {}
    assert leaks == []
