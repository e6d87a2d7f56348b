"""The admin of one institution: own rows only, refusals in words, nothing in Django's log."""

import re
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django_q.models import OrmQ

from exams.models import Course, Institution, Membership, Paper, Professor
from exams.tenancy import institution_scope
from tests.api_client import Rows, add_paper, make_rows
from tests.people import People

ADMIN = "/at/norvale/admin"
STAFF_KEEPS = ["course", "paper", "professor", "syllabus"]
KEPT = ("professor", "course", "paper")


@pytest.fixture
def own(people: People) -> Rows:
    return make_rows(people.norvale, "Newton")


@pytest.fixture
def foreign(people: People) -> Rows:
    return make_rows(people.elsewhere, "Lagrange")


def rows_of(model: Any, institution: Institution, **filters: Any) -> list[Any]:
    with institution_scope(institution.pk):
        return list(model.objects.filter(**filters).order_by("pk"))


def notes(response: Any) -> list[str]:
    """What the admin says above the page."""
    return [str(one) for one in response.context["messages"]]


def row_id(rows: Rows, name: str) -> int:
    return int(getattr(rows, name).pk)


@pytest.mark.parametrize("name", KEPT)
@pytest.mark.parametrize("who", ["alice", "bob"])
def test_list_and_search_show_own_rows_only(
    name: str, who: str, people: People, own: Rows, foreign: Rows, browser: Any
) -> None:
    client = browser(getattr(people, who))
    for query in ({}, {"q": "Newton"}, {"q": "Lagrange"}):
        page = client.get(f"{ADMIN}/exams/{name}/", query)
        assert page.status_code == 200
        shown = page.context["cl"].result_list
        expected = [] if query == {"q": "Lagrange"} else [getattr(own, name)]
        assert list(shown) == expected
        assert "Lagrange" not in page.text or query == {"q": "Lagrange"}


@pytest.mark.parametrize("name", KEPT)
def test_pages_of_a_foreign_row_say_that_it_is_not_there(
    name: str, people: People, foreign: Rows, browser: Any
) -> None:
    client = browser(people.alice)
    for page in ("change", "delete"):
        address = f"{ADMIN}/exams/{name}/{row_id(foreign, name)}/{page}/"
        for response in (client.get(address, follow=True), client.post(address, follow=True)):
            assert response.redirect_chain == [(f"{ADMIN}/", 302)]
            assert "doesn’t exist" in notes(response)[0]
    assert rows_of(type(getattr(foreign, name)), people.elsewhere) == [getattr(foreign, name)]


def test_choices_and_filters_of_papers_are_own_rows_only(
    people: People, own: Rows, foreign: Rows, browser: Any
) -> None:
    client = browser(people.bob)
    page = client.get(f"{ADMIN}/exams/paper/{own.paper.pk}/change/")
    assert re.findall(r"<option[^>]*>([^<]+)<", page.text) == [
        *("- Select an option -", "Newton"),
        *("- Select an option -", "PH201 Newton Mechanics"),
    ]
    assert "Lagrange" not in client.get(f"{ADMIN}/exams/paper/").text


def test_foreign_row_cannot_be_chosen(
    people: People, own: Rows, foreign: Rows, browser: Any
) -> None:
    address = f"{ADMIN}/exams/paper/{own.paper.pk}/change/"
    chosen = {"professor": foreign.professor.pk, "course": foreign.course.pk, "year": 2020}
    response = browser(people.alice).post(address, chosen)
    assert set(response.context["adminform"].form.errors) == {"professor", "course"}
    assert [paper.professor_id for paper in rows_of(Paper, people.norvale)] == [own.professor.pk]


def test_bulk_actions_do_nothing_to_foreign_rows(
    people: People, own: Rows, foreign: Rows, browser: Any
) -> None:
    with institution_scope(people.elsewhere.pk):
        Paper.objects.update(status="unreadable")
    for action in ("delete_selected", "read_once_more"):
        order = {"action": action, "_selected_action": [foreign.paper.pk], "post": "yes"}
        browser(people.alice).post(f"{ADMIN}/exams/paper/", order)
    (paper,) = rows_of(Paper, people.elsewhere)
    assert paper.status == "unreadable"
    assert OrmQ.objects.count() == 0


def test_read_again_rings_for_the_unreadable_of_the_chosen(
    people: People, own: Rows, browser: Any
) -> None:
    with institution_scope(people.norvale.pk):
        broken = add_paper(own.professor, own.course, 2020, status="unreadable")
    client = browser(people.bob)
    order = {"action": "read_once_more", "_selected_action": [broken.pk, own.paper.pk]}
    said = [notes(client.post(f"{ADMIN}/exams/paper/", order, follow=True)) for _ in range(2)]
    assert said == [
        ["1 paper is being read again."],
        ["None of the chosen papers needs to be read again."],
    ]
    (paper,) = rows_of(Paper, people.norvale, pk=broken.pk)
    assert paper.status == "received"
    assert OrmQ.objects.count() == 1


def test_professor_is_kept_under_the_name_that_covers_are_compared_with(
    people: People, browser: Any
) -> None:
    client = browser(people.bob)
    assert client.post(f"{ADMIN}/exams/professor/add/", {"name": "Prof. Zoë Marée"}).status_code
    (professor,) = rows_of(Professor, people.norvale)
    assert (professor.name, professor.slug) == ("Prof. Zoë Marée", "zoe-maree")
    again = client.post(f"{ADMIN}/exams/professor/add/", {"name": "zoe MAREE"})
    assert again.context["adminform"].form.errors == {
        "name": ["In the list already: Prof. Zoë Marée."]
    }
    empty = client.post(f"{ADMIN}/exams/professor/add/", {"name": "…!"})
    assert empty.context["adminform"].form.errors == {"name": ["There is no letter in it."]}


def test_course_is_kept_once(people: People, browser: Any) -> None:
    client, address = browser(people.alice), f"{ADMIN}/exams/course/add/"
    values = {"title": "Physics", "code": "P1", "syllabus": ""}
    client.post(address, values)
    (course,) = rows_of(Course, people.norvale)
    assert (course.title, course.slug) == ("Physics", "physics")
    again = client.post(address, values)
    assert again.context["adminform"].form.errors == {"title": ["In the list already: P1 Physics."]}


def test_course_with_papers_is_not_deleted_but_explained(
    people: People, own: Rows, browser: Any
) -> None:
    client = browser(people.alice)
    address = f"{ADMIN}/exams/course/{own.course.pk}/delete/"
    assert "2023 winter" in client.get(address).text
    for response in (
        client.post(address, {"post": "yes"}),
        client.post(
            f"{ADMIN}/exams/course/",
            {"action": "delete_selected", "_selected_action": [own.course.pk], "post": "yes"},
        ),
    ):
        assert response.status_code == 200
        assert "Cannot delete" in response.text
    assert rows_of(Course, people.norvale) == [own.course]


@pytest.mark.parametrize("name", ["paper", "professor"])
@pytest.mark.parametrize("who", ["alice", "bob"])
def test_paper_and_professor_are_deleted_with_all_that_rests_on_them(
    name: str, who: str, people: People, own: Rows, browser: Any
) -> None:
    client: Client = browser(getattr(people, who))
    address = f"{ADMIN}/exams/{name}/{row_id(own, name)}/delete/"
    assert "Are you sure" in client.get(address).text
    done = client.post(address, {"post": "yes"}, follow=True)
    assert "was deleted successfully" in notes(done)[0]
    assert rows_of(type(getattr(own, name)), people.norvale) == []
    assert rows_of(Course, people.norvale) == [own.course]


def test_bulk_delete_takes_the_chosen_only(people: People, own: Rows, browser: Any) -> None:
    with institution_scope(people.norvale.pk):
        other = add_paper(own.professor, own.course, 2020)
    order = {"action": "delete_selected", "_selected_action": [own.paper.pk]}
    client = browser(people.bob)
    assert "Are you sure" in client.post(f"{ADMIN}/exams/paper/", order).text
    client.post(f"{ADMIN}/exams/paper/", order | {"post": "yes"})
    assert rows_of(Paper, people.norvale) == [other]


def test_nothing_is_written_to_the_log_of_all_institutions(
    people: People, own: Rows, browser: Any
) -> None:
    client = browser(people.alice)
    client.post(f"{ADMIN}/exams/professor/add/", {"name": "Ada"})
    address = f"{ADMIN}/exams/professor/{own.professor.pk}"
    client.post(f"{address}/change/", {"name": "Isaac"})
    client.post(f"{address}/delete/", {"post": "yes"})
    (ada,) = rows_of(Professor, people.norvale)
    order = {"action": "delete_selected", "_selected_action": [ada.pk], "post": "yes"}
    client.post(f"{ADMIN}/exams/professor/", order)
    assert rows_of(Professor, people.norvale) == []
    assert LogEntry.objects.count() == 0


def test_history_says_that_there_is_none(people: People, own: Rows, browser: Any) -> None:
    client = browser(people.bob)
    address = f"{ADMIN}/exams/paper/{own.paper.pk}"
    response = client.get(f"{address}/history/", follow=True)
    assert response.redirect_chain == [(f"{ADMIN}/exams/paper/", 302)]
    assert notes(response) == ["Owners see changes under “Who did what”."]
    assert "history" not in client.get(f"{address}/change/").text.lower()


@pytest.mark.parametrize(
    ("who", "links"),
    [
        ("alice", [*STAFF_KEEPS, "membership", "apitoken"]),
        ("bob", STAFF_KEEPS),
    ],
)
def test_first_page_offers_what_the_role_may_keep(
    who: str, links: list[str], people: People, browser: Any
) -> None:
    page = browser(getattr(people, who)).get(f"{ADMIN}/").text
    found = set(re.findall(rf'href="{ADMIN}/exams/(\w+)/"', page))
    assert found == set(links)
    assert "Norvale University" in page
    assert 'href="/at/norvale/">View site' in page


def test_student_does_not_find_the_admin(people: People, own: Rows, browser: Any) -> None:
    client = browser(people.carol)
    for address in ("", "login/", "exams/paper/", f"exams/paper/{own.paper.pk}/change/"):
        assert client.get(f"{ADMIN}/{address}").status_code == 404


def test_superuser_without_membership_does_not_find_the_admin(people: People, browser: Any) -> None:
    people.mallory.is_staff = people.mallory.is_superuser = True
    people.mallory.save()
    assert browser(people.mallory).get(f"{ADMIN}/").status_code == 404
    assert rows_of(Membership, people.norvale, user=people.mallory) == []
