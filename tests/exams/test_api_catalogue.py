import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exams.models import Professor
from exams.tenancy import institution_scope
from tests.api_client import Api, add_paper, make_rows, program
from tests.people import People


def test_list_of_professors_counts_their_papers(people: People) -> None:
    ada = make_rows(people.norvale, "Ada").professor
    with institution_scope(people.norvale.pk):
        add_paper(ada, None, 2019)
        ben = Professor.objects.create(name="Ben", slug="ben")
    assert program(people.norvale).get("professors") == (
        200,
        {
            "items": [
                {"id": ada.pk, "name": "Ada", "papers": 2, "first_year": 2019, "last_year": 2023},
                {"id": ben.pk, "name": "Ben", "papers": 0, "first_year": None, "last_year": None},
            ],
            "count": 2,
        },
    )


def test_list_of_professors_is_searched_and_cut(people: People) -> None:
    with institution_scope(people.norvale.pk):
        for name in ("Ada One", "Ada Two", "Ben"):
            Professor.objects.create(name=name, slug=name.replace(" ", "-").lower())
    status, found = program(people.norvale).get("professors?q=ada&limit=1&offset=1")
    assert (status, [one["name"] for one in found["items"]], found["count"]) == (
        200,
        ["Ada Two"],
        2,
    )


@pytest.mark.parametrize("path", ["professors", "courses", "papers", "jobs", "profiles"])
def test_list_takes_as_many_queries_for_three_rows_as_for_one(people: People, path: str) -> None:
    api = program(people.norvale)
    counts = []
    for names in (["Ada"], ["Ben", "Cyd"]):
        for name in names:
            make_rows(people.norvale, name)
        with CaptureQueriesContext(connection) as queries:
            status, found = api.get(path)
        counts.append(len(queries))
        assert status == 200
    assert found["count"] == 3
    assert counts[0] == counts[1]


def test_professor_is_added_once_whatever_the_title(people: People) -> None:
    api = program(people.norvale)
    status, added = api.post("professors", {"name": " Prof. Ada Fenwick "})
    assert (status, added) == (
        200,
        {
            "id": added["id"],
            "name": "Prof. Ada Fenwick",
            "papers": 0,
            "first_year": None,
            "last_year": None,
        },
    )
    assert api.post("professors", {"name": "Ada Fenwick"}) == (200, added)
    assert api.get(f"professors/{added['id']}") == (200, added)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "name: Field required"),
        ({"name": "  "}, "name: String should have at least 1 character"),
        ({"name": "x" * 151}, "name: String should have at most 150 characters"),
        ({"name": "a\x00b"}, "name: must not contain control characters"),
        ({"name": 7}, "name: Input should be a valid string"),
        (None, "body: Field required"),
    ],
)
def test_professor_without_a_usable_name_is_refused_by_field(
    people: People, body: object, words: str
) -> None:
    api = program(people.norvale)
    assert api.post("professors", body) == (422, {"error": "invalid", "detail": words})
    assert api.get("professors") == (200, {"items": [], "count": 0})


def test_course_is_added_once_and_listed(people: People) -> None:
    api = program(people.norvale)
    status, added = api.post("courses", {"title": "Mechanics", "code": "PH201"})
    assert (status, added) == (200, {"id": added["id"], "code": "PH201", "title": "Mechanics"})
    assert api.post("courses", {"title": "Mechanics"}) == (200, added)
    assert api.get("courses?q=ph2") == (200, {"items": [added], "count": 1})
    assert api.get("courses?q=optics") == (200, {"items": [], "count": 0})


def test_list_beyond_its_limits_is_refused(people: People) -> None:
    assert program(people.norvale).get("courses?limit=201&offset=-1") == (
        422,
        {
            "error": "invalid",
            "detail": "limit: Input should be less than or equal to 200; "
            "offset: Input should be greater than or equal to 0",
        },
    )


def test_missing_professor_is_not_found(people: People) -> None:
    answer = (404, {"error": "not_found", "detail": "No such professor."})
    assert program(people.norvale).get("professors/424242") == answer
    assert Api(people.norvale, user=people.carol).get("professors/424242") == answer
