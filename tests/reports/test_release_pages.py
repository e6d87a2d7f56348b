"""The pages of release: the staff's list, the professor's link, objections, opting out."""

from collections.abc import Callable
from typing import Any

import pytest

from exams.models import Institution, Paper, Professor
from exams.tenancy import institution_scope
from reports.models import Objection, Profile
from reports.services.release_objections import notice_token, professor_of_notice, renew_notice
from tests.api_client import Rows, make_rows, program
from tests.people import People
from tests.reports.test_releases import everything, nothing, rows_of, seen_by

AT = "/at/norvale"


def notice_of(people: People, rows: Rows) -> str:
    with institution_scope(people.norvale.pk):
        return f"{AT}/notice/{notice_token(Professor.objects.get(pk=rows.professor.pk))}/"


def test_staff_change_papers_and_profiles_on_one_page(
    people: People, browser: Callable[..., Any]
) -> None:
    rows, bob = rows_of(people), browser(people.bob)
    wish = {"papers": [rows.paper.pk], "release": "withheld", "reason": "In dispute."}
    assert "Changed for 1 paper." in bob.post(f"{AT}/staff/release/papers/", wish, follow=True).text
    page = bob.get(f"{AT}/staff/release/").text
    assert "Held back" in page
    assert "In dispute." in page
    state = {"state": "withdrawn", "reason": "Under review."}
    bob.post(f"{AT}/staff/release/profiles/{rows.professor.pk}/", state)
    assert "Under review." in bob.get(f"{AT}/staff/release/").text
    with institution_scope(people.norvale.pk):
        assert Paper.objects.get(pk=rows.paper.pk).release == "withheld"
        assert Profile.objects.get().state == "withdrawn"


def test_staff_are_told_what_is_missing(people: People, browser: Callable[..., Any]) -> None:
    rows, bob = rows_of(people), browser(people.bob)
    for wish, words in (
        ({"release": "released"}, "Tick the papers first."),
        ({"papers": [rows.paper.pk], "release": "embargo"}, "Say from which day on"),
        ({"papers": [rows.paper.pk], "release": "exempt"}, "Say why it is kept back."),
    ):
        assert words in bob.post(f"{AT}/staff/release/papers/", wish, follow=True).text


def test_staff_set_years_and_let_new_profiles_wait(
    people: People, browser: Callable[..., Any]
) -> None:
    rows, bob = rows_of(people), browser(people.bob)
    bob.post(f"{AT}/staff/release/years/", {"years": 5})
    bob.post(f"{AT}/staff/release/years/", {"years": 9, "course": rows.course.pk})
    page = bob.post(f"{AT}/staff/release/new-profiles/", {"draft_first": "on"}, follow=True).text
    assert "for 5 years after their sitting" in page
    assert "PH201 Ada Mechanics: 9 years" in page
    assert Institution.objects.get(pk=people.norvale.pk).draft_first


def test_opt_out_is_effective_at_once_and_a_rejected_one_shows_the_papers_again(
    people: People, browser: Callable[..., Any]
) -> None:
    rows, guest = rows_of(people), browser(None)
    address = notice_of(people, rows)
    assert "made from 12 papers" in guest.get(address).text
    assert guest.get(f"{address}report.pdf").status_code == 200
    answer = guest.post(address, {"act": "opt_out", "text": "Please."}, follow=True)
    assert "You have opted out." in answer.text
    assert nothing(seen_by(people, browser, rows, "carol"))
    assert guest.get(f"{address}report.pdf").status_code == 404
    for page in ("", "professors/", "professors/?q=Ada"):
        assert "Ada</a>" not in browser(people.carol).get(f"{AT}/{page}").text
    api = program(people.norvale)
    assert [api.get(path)[1]["count"] for path in ("profiles", "questions")] == [0, 0]
    assert api.get(f"questions/{rows.question.pk}")[0] == 404
    said = objection_of(people, "opt_out")
    queue = browser(people.bob).get(f"{AT}/staff/objections/").text
    assert "Please." in queue
    answered = {"verdict": "rejected", "answer": "The statute asks for them."}
    browser(people.bob).post(f"{AT}/staff/objections/{said.pk}/answer/", answered)
    assert everything(seen_by(people, browser, rows, "carol"))
    assert "The statute asks for them." in guest.get(address).text


def objection_of(people: People, kind: str) -> Objection:
    with institution_scope(people.norvale.pk):
        return Objection.objects.filter(kind=kind).latest("pk")


def test_professor_who_opted_out_may_come_back(people: People, browser: Callable[..., Any]) -> None:
    rows, guest = rows_of(people), browser(None)
    address = notice_of(people, rows)
    guest.post(address, {"act": "opt_out"})
    guest.post(address, {"act": "opt_in"})
    assert everything(seen_by(people, browser, rows, "carol"))
    assert objection_of(people, "opt_out").answer == "Taken back by the professor."


def test_objection_is_kept_shown_to_staff_and_answered_once(
    people: People, browser: Callable[..., Any]
) -> None:
    rows, bob = rows_of(people), browser(people.bob)
    address = notice_of(people, rows)
    text = "Question 3 of 2021 is not mine. <script>"
    browser(None).post(address, {"act": "object", "text": text})
    said = objection_of(people, "objection")
    assert said.text == text
    page = bob.get(f"{AT}/staff/objections/").text
    assert "is not mine. &lt;script&gt;" in page
    answer = f"{AT}/staff/objections/{said.pk}/answer/"
    assert "Say why" in bob.post(answer, {"verdict": "upheld"}, follow=True).text
    bob.post(answer, {"verdict": "upheld", "answer": "It is taken out."})
    assert (
        "answered already"
        in bob.post(answer, {"verdict": "rejected", "answer": "No."}, follow=True).text
    )
    assert "It is taken out." in browser(None).get(address).text
    assert "2 messages" not in bob.get(f"{AT}/staff/release/").text


def test_empty_objection_is_said_beside_its_field(
    people: People, browser: Callable[..., Any]
) -> None:
    address = notice_of(people, rows_of(people))
    answer = browser(None).post(address, {"act": "object", "text": " "})
    assert "This field is required." in answer.text
    assert browser(None).post(address, {"act": "something"}).status_code == 200


def test_notice_says_nothing_to_caches_and_search_engines(
    people: People, browser: Callable[..., Any]
) -> None:
    answer = browser(None).get(notice_of(people, rows_of(people)))
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"


def test_notice_ends_when_renewed_and_is_of_one_institution(
    people: People, browser: Callable[..., Any]
) -> None:
    rows, foreign = rows_of(people), make_rows(people.elsewhere, "Zelda")
    with institution_scope(people.norvale.pk):
        old = notice_token(rows.professor)
        assert professor_of_notice(old) == rows.professor
        new = renew_notice(rows.professor)
        assert professor_of_notice(old) is None
        assert professor_of_notice(new) == rows.professor
    with institution_scope(people.elsewhere.pk):
        elsewhere = notice_token(foreign.professor)
    for token in (old, elsewhere, f"{new}x", "nothing"):
        assert browser(None).get(f"{AT}/notice/{token}/").status_code == 404
    page = browser(people.bob).get(f"{AT}/staff/professors/{rows.professor.pk}/notice/").text
    assert new in page


@pytest.mark.parametrize(
    ("path", "body", "status", "part"),
    [
        ("papers/{paper}/release", {"release": "embargo"}, 409, "Say from which day"),
        ("papers/{paper}/release", {"release": "withheld", "reason": "x"}, 200, "'shown': False"),
        ("papers/{paper}/release", {"release": "exempt", "sample_id": 424242}, 404, "No such"),
        ("profiles/{professor}/state", {"state": "withdrawn"}, 409, "Say why"),
        ("profiles/{professor}/state", {"state": "draft"}, 200, "'standing': 'Draft'"),
        ("release/years", {"years": -1}, 422, "years"),
        ("objections/{objection}/answer", {"verdict": "open", "answer": "x"}, 422, "verdict"),
    ],
)
def test_program_changes_release(
    people: People, path: str, body: dict[str, Any], status: int, part: str
) -> None:
    rows = rows_of(people)
    numbers = {
        "paper": rows.paper.pk,
        "professor": rows.professor.pk,
        "objection": rows.objection.pk,
    }
    answer = program(people.norvale).post(path.format(**numbers), body)
    assert answer[0] == status
    assert part in str(answer[1])
