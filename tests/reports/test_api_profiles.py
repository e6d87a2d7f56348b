from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exams.tenancy import institution_scope
from reports.document import ProfileDocument
from reports.evidence import list_evidence
from reports.models import Report
from tests.api_client import NOON_TEXT, Api, Rows, make_rows, program
from tests.people import People

NO_OBJECT = {"error": "not_found", "detail": "No such object."}


def brief(rows: Rows) -> dict[str, object]:
    return {
        "professor": {"id": rows.professor.pk, "name": rows.name},
        "job_id": rows.job.pk,
        "published_at": NOON_TEXT,
    }


def question(rows: Rows) -> dict[str, object]:
    return {
        "id": rows.question.pk,
        "paper": {"id": rows.paper.pk, "label": "2023 winter"},
        "page": 1,
        "number": "1(a)",
        "section": "",
        "stem": "A wheel turns.",
        "text": "Find the speed of Ada's wheel.",
        "marks": 10.0,
        "topic": "Ada wheels",
        "difficulty": "medium",
        "bloom": "apply",
        "requires_derivation": False,
        "command": "find",
        "confidence": 0.9,
        "figures": [],
    }


def test_list_of_profiles_is_by_professor(people: People) -> None:
    ben, ada = make_rows(people.norvale, "Ben"), make_rows(people.norvale, "Ada")
    api = program(people.norvale)
    assert api.get("profiles") == (200, {"items": [brief(ada), brief(ben)], "count": 2})
    assert api.get("profiles?limit=1&offset=1") == (200, {"items": [brief(ben)], "count": 2})


def test_profile_says_all_of_its_document(people: People) -> None:
    rows = make_rows(people.norvale, "Ada")
    status, found = program(people.norvale).get(f"profiles/{rows.professor.pk}")
    document = ProfileDocument.model_validate(rows.profile.document).model_dump(mode="json")
    assert (status, found) == (200, {**brief(rows), "document": document})


def test_evidence_index_has_every_key_of_the_profile(people: People) -> None:
    rows = make_rows(people.norvale, "Ada")
    status, found = program(people.norvale).get(f"profiles/{rows.professor.pk}/evidence")
    analysis = ProfileDocument.model_validate(rows.profile.document).analysis
    listed = [
        {"key": one.key, "title": one.title, "questions": len(one.question_ids)}
        for one in list_evidence(analysis)
    ]
    assert (status, found) == (200, {"items": listed})
    words = "Questions that ask for a derivation or proof"
    assert {"key": "derivations", "title": words, "questions": 1} in listed


def test_evidence_opens_its_questions(people: People) -> None:
    rows = make_rows(people.norvale, "Ada")
    path = f"profiles/{rows.professor.pk}/evidence/derivations"
    assert program(people.norvale).get(path) == (
        200,
        {
            "key": "derivations",
            "title": "Questions that ask for a derivation or proof",
            "questions": [question(rows)],
        },
    )


def test_evidence_takes_as_many_queries_for_three_questions_as_for_one(people: People) -> None:
    rows = make_rows(people.norvale, "Ada")
    api, path = program(people.norvale), f"profiles/{rows.professor.pk}/evidence/derivations"
    with CaptureQueriesContext(connection) as one:
        api.get(path)
    with institution_scope(people.norvale.pk):
        more = [rows.question.pk]
        for place in (2, 3):
            rows.question.pk, rows.question.position = None, place
            rows.question.save()
            more.append(rows.question.pk)
        rows.profile.document["analysis"]["derivations"]["evidence"] = more
        rows.profile.save()
    with CaptureQueriesContext(connection) as three:
        _, found = api.get(path)
    assert len(found["questions"]) == 3
    assert len(three) == len(one)


def test_question_is_shown_to_staff_and_to_students(people: People) -> None:
    rows = make_rows(people.norvale, "Ada")
    answer = (200, question(rows))
    assert program(people.norvale).get(f"questions/{rows.question.pk}") == answer
    carol = Api(people.norvale, user=people.carol)
    assert carol.get(f"questions/{rows.question.pk}") == answer


def test_question_of_an_unpublished_profile_is_hidden_from_students(people: People) -> None:
    rows = make_rows(people.norvale, "Ada")
    with institution_scope(people.norvale.pk):
        rows.profile.delete()
    path = f"questions/{rows.question.pk}"
    assert Api(people.norvale, user=people.carol).get(path) == (404, NO_OBJECT)
    assert Api(people.norvale, user=people.bob).get(path) == (200, question(rows))


@pytest.mark.parametrize(
    "path", ["", "/evidence", "/evidence/derivations", "/report", "/report.pdf"]
)
def test_unpublished_profile_is_not_found(people: People, path: str) -> None:
    rows = make_rows(people.norvale, "Ada")
    with institution_scope(people.norvale.pk):
        rows.profile.delete()
    api = program(people.norvale)
    assert api.get(f"profiles/{rows.professor.pk}{path}") == (404, NO_OBJECT)
    assert api.get(f"profiles/424242{path}") == (404, NO_OBJECT)


def test_unknown_key_of_evidence_is_not_found(people: People) -> None:
    rows = make_rows(people.norvale, "Ada")
    path = f"profiles/{rows.professor.pk}/evidence/topic-99"
    assert program(people.norvale).get(path) == (404, NO_OBJECT)


def test_report_is_described(people: People) -> None:
    rows = make_rows(people.norvale, "Ada")
    assert program(people.norvale).get(f"profiles/{rows.professor.pk}/report") == (
        200,
        {
            "job_id": rows.job.pk,
            "size": 20,
            "pages": 3,
            "charts": ["topics"],
            "created_at": NOON_TEXT,
        },
    )


def test_report_is_downloaded_as_a_file_that_opens_nowhere_in_the_site(people: People) -> None:
    rows = make_rows(people.norvale, "Ada")
    carol = Api(people.norvale, user=people.carol)
    response = carol.call("GET", f"profiles/{rows.professor.pk}/report.pdf")
    assert (response.status_code, response.content) == (200, b"%PDF-1.7 Ada")
    names = (
        "Content-Type",
        "Content-Disposition",
        "Content-Security-Policy",
        "X-Content-Type-Options",
        "Cache-Control",
    )
    assert [response[name] for name in names] == [
        "application/pdf",
        f'attachment; filename="profile-{rows.professor.pk}.pdf"',
        "sandbox; default-src 'none'",
        "nosniff",
        "private, no-store",
    ]


def test_report_whose_file_is_gone_is_not_found(people: People, home: Path) -> None:
    rows = make_rows(people.norvale, "Ada")
    (home / "media" / rows.report.file).unlink()
    path = f"profiles/{rows.professor.pk}/report.pdf"
    assert program(people.norvale).get(path) == (404, NO_OBJECT)


def test_profile_that_was_not_printed_has_no_report(people: People) -> None:
    rows = make_rows(people.norvale, "Ada")
    with institution_scope(people.norvale.pk):
        Report.objects.all().delete()
    api = program(people.norvale)
    assert api.get(f"profiles/{rows.professor.pk}/report") == (404, NO_OBJECT)
    assert api.get(f"profiles/{rows.professor.pk}")[0] == 200
