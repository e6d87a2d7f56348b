"""Every operation as owner, colleague, student, stranger, nobody, and with foreign ids."""

import re
from dataclasses import dataclass
from typing import Any

import pytest

from profiler_site.api import api as composed
from tests.api_client import Api, Rows, make_rows, program
from tests.people import People

OURS, FOREIGN = "Ada", "Zelda"
OF_STUDENTS = {  # what a student may read
    "professors",
    "professors/{professor_id}",
    "profiles",
    "profiles/{professor_id}",
    "profiles/{professor_id}/evidence",
    "profiles/{professor_id}/evidence/{key}",
    "profiles/{professor_id}/report",
    "profiles/{professor_id}/report.pdf",
    "profiles/{professor_id}/plan",
    "comparisons",
    "comparisons/{left}/{right}",
    "questions",
    "questions/{question_id}",
}
UNAUTHORIZED = "Send a token of this institution, as in 'Authorization: Bearer pp_…'."


@dataclass(frozen=True)
class Operation:
    """One operation of the schema, its path below `/api/v1/`."""

    method: str
    path: str

    def call(self, api: Api, rows: Rows) -> Any:
        path = self.path.format(
            professor_id=rows.professor.pk,
            paper_id=rows.paper.pk,
            job_id=rows.job.pk,
            question_id=rows.question.pk,
            course_id=rows.course.pk,
            objection_id=rows.objection.pk,
            review_id=rows.review.pk,
            key="derivations",
            left=f"professor-{rows.professor.pk}",
            right=f"professor-{rows.professor.pk}",
        )
        return api.call(self.method, path, **self.body(rows))

    @property
    def names_rows(self) -> bool:
        return "{" in self.path or (self.method == "POST" and self.path in {"papers", "jobs"})

    def body(self, rows: Rows) -> dict[str, Any]:
        if (self.method, self.path) == ("POST", "papers"):
            return multipart(rows)
        if (self.method, self.path) == ("POST", "courses/{course_id}/syllabuses"):
            form = "application/x-www-form-urlencoded"
            return {"data": "name=2019&text=%23+Optics", "content_type": form}
        bodies = {
            "professors": '{"name": "Newton"}',
            "courses": '{"title": "Optics"}',
            "jobs": f'{{"professor_id": {rows.professor.pk}, "paper_ids": [{rows.paper.pk}]}}',
            "papers/{paper_id}/release": '{"release": "released"}',
            "profiles/{professor_id}/state": '{"state": "published"}',
            "release/years": '{"years": 90}',
            "review/questions/{question_id}": '{"number": "1(b)"}',
            "review/questions/{question_id}/split": HALVES,
            "review/questions/{question_id}/merge": f'{{"other_id": {rows.question.pk}}}',
            "objections/{objection_id}/answer": '{"verdict": "upheld", "answer": "It is so."}',
        }
        text = bodies.get(self.path, "") if self.method == "POST" else ""
        return {"data": text, "content_type": "application/json"}


HALVES = '{"first": {"number": "1", "text": "Find."}, "second": {"number": "2", "text": "Say."}}'
MULTIPART = """--x\r
Content-Disposition: form-data; name="professor_id"\r
\r
{professor_id}\r
--x\r
Content-Disposition: form-data; name="files"; filename="new.pdf"\r
Content-Type: application/pdf\r
\r
%PDF-1.7 new\r
--x--\r
"""


def multipart(rows: Rows) -> dict[str, Any]:
    text = MULTIPART.format(professor_id=rows.professor.pk)
    return {"data": text, "content_type": "multipart/form-data; boundary=x"}


def listed() -> list[Operation]:
    schema = composed.get_openapi_schema(path_prefix="")
    return [
        Operation(method.upper(), path.lstrip("/"))
        for path, methods in schema["paths"].items()
        for method in methods
    ]


OPERATIONS = listed()
SUCCESS = {
    Operation("POST", "papers"): 201,
    Operation("POST", "courses/{course_id}/syllabuses"): 201,
    Operation("POST", "papers/{paper_id}/read-again"): 409,  # for it was read
    Operation("POST", "papers/{paper_id}/divide"): 409,  # for it is one paper
    Operation("POST", "jobs"): 201,
    Operation("POST", "jobs/{job_id}/cancel"): 202,
    Operation("POST", "jobs/{job_id}/resume"): 409,  # for it waits for nothing
    Operation("POST", "jobs/{job_id}/retry"): 201,
    Operation("POST", "review/questions/{question_id}/merge"): 409,  # with itself
    Operation("POST", "review/decisions/{review_id}/restore"): 409,  # for nothing was taken out
}
everything = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: f"{one}")


def test_operations_are_these() -> None:
    """A new operation is to be thought about here."""
    assert len(OPERATIONS) == 51
    assert {one.path for one in OPERATIONS} >= OF_STUDENTS


def expected(operation: Operation, who: str) -> int:
    """The status that each person is to get for rows of their own institution."""
    if who == "program":
        return SUCCESS.get(operation, 200)
    if operation.method == "POST" or who in {"stranger", "stranger's program", "nobody"}:
        return 401
    return 200 if who != "student" or operation.path in OF_STUDENTS else 403


@everything
def test_operation_answers_each_person_as_it_should(people: People, operation: Operation) -> None:
    rows = make_rows(people.norvale, OURS)
    callers = {
        "owner": Api(people.norvale, user=people.alice),
        "colleague": Api(people.norvale, user=people.bob),
        "student": Api(people.norvale, user=people.carol),
        "stranger": Api(people.norvale, user=people.mallory),
        "stranger's program": Api(people.norvale, token=program(people.elsewhere).token),
        "nobody": Api(people.norvale),
        "program": program(people.norvale),
    }
    found = {who: operation.call(api, rows) for who, api in callers.items()}
    assert {who: answer.status_code for who, answer in found.items()} == {
        who: expected(operation, who) for who in callers
    }
    for who, answer in found.items():
        if answer.status_code in {401, 403}:
            assert OURS not in answer.content.decode(), who
    if operation.method == "GET":
        assert found["owner"].content == found["colleague"].content == found["program"].content


@everything
def test_operation_with_foreign_ids_finds_nothing(people: People, operation: Operation) -> None:
    make_rows(people.norvale, OURS)
    foreign = make_rows(people.elsewhere, FOREIGN)
    at_home = operation.call(program(people.elsewhere), foreign)
    assert at_home.status_code == expected(operation, "program")
    callers = {
        "program": program(people.norvale),
        "student": Api(people.norvale, user=people.carol),
        "stranger": Api(people.norvale, user=people.mallory),
    }
    for who, api in callers.items():
        answer = operation.call(api, foreign)
        of_their_own = expected(operation, who)
        missing = operation.names_rows and of_their_own not in {401, 403}
        assert answer.status_code == (404 if missing else of_their_own), who
        assert FOREIGN.encode() not in answer.content, who


@pytest.mark.parametrize("path", ["papers?professor={0}", "jobs?professor={0}", "professors?q={1}"])
def test_list_filtered_by_foreign_rows_is_empty(people: People, path: str) -> None:
    make_rows(people.norvale, OURS)
    foreign = make_rows(people.elsewhere, FOREIGN)
    asked = path.format(foreign.professor.pk, FOREIGN)
    assert program(people.elsewhere).get(asked)[1]["count"] == 1
    assert program(people.norvale).get(asked) == (200, {"items": [], "count": 0})


def test_foreign_paper_is_not_filed_in_a_job_of_ours(people: People) -> None:
    ours, foreign = make_rows(people.norvale, OURS), make_rows(people.elsewhere, FOREIGN)
    body = {"professor_id": ours.professor.pk, "paper_ids": [ours.paper.pk, foreign.paper.pk]}
    missing = {**body, "paper_ids": [ours.paper.pk, 424242]}
    api = program(people.norvale)
    answer = (404, {"error": "not_found", "detail": "No such paper."})
    assert api.post("jobs", body) == api.post("jobs", missing) == answer


def test_foreign_and_missing_look_the_same(people: People) -> None:
    foreign = make_rows(people.elsewhere, FOREIGN)
    api = program(people.norvale)
    for operation in (one for one in OPERATIONS if "{" in one.path):
        answer = operation.call(api, foreign)
        path = re.sub(r"\{\w+_id\}", "424242", operation.path)
        missing = api.call(operation.method, path, **operation.body(foreign))
        assert (answer.status_code, answer.content) == (404, missing.content), operation


@pytest.mark.parametrize("text", ["", "pp_", "pp_wrong", "Ünlaut", "a b c"])
def test_invalid_token_is_refused_even_beside_a_login(people: People, text: str) -> None:
    for user in (None, people.alice):
        answer = Api(people.norvale, token=text or " ", user=user).call("GET", "papers")
        assert answer.status_code == 401
        assert answer.json() == {"error": "unauthorized", "detail": UNAUTHORIZED}
        assert answer["WWW-Authenticate"] == "Bearer"


def test_login_is_told_that_it_only_reads(people: People) -> None:
    answer = Api(people.norvale, user=people.alice).post("professors", {"name": "Newton"})
    words = f"{UNAUTHORIZED} A log-in is good for reading only."
    assert answer == (401, {"error": "unauthorized", "detail": words})


def test_student_is_told_what_is_for_staff(people: People) -> None:
    answer = (
        403,
        {"error": "staff_only", "detail": "Only staff of the institution may do this."},
    )
    carol = Api(people.norvale, user=people.carol)
    assert carol.get("papers") == carol.get("papers/424242") == answer
