from typing import Any

import pytest
from django_q.models import OrmQ

from exams.models import Paper
from exams.services import papers
from exams.services.tokens import issue_token
from exams.tenancy import institution_scope
from tests.api_client import Api, make_rows, program
from tests.people import People

PDF = b"%PDF-1.7 one"
TAKEN = "Taken in; it will be read next."


def stored(people: People) -> list[Paper]:
    with institution_scope(people.norvale.pk):
        return list(Paper.objects.order_by("pk"))


def test_upload_of_several_papers_files_them_all(people: People) -> None:
    rows = make_rows(people.norvale, "Ada")
    answer = program(people.norvale).upload(
        ("one.pdf", PDF),
        ("two.pdf", b"%PDF-1.7 two"),
        professor_id=rows.professor.pk,
        course_id=rows.course.pk,
        year=2024,
        session="summer",
    )
    one, two = stored(people)[1:]
    assert answer == (
        201,
        {
            "files": [
                {"file_name": "one.pdf", "paper_id": one.pk, "error": None, "detail": TAKEN},
                {"file_name": "two.pdf", "paper_id": two.pk, "error": None, "detail": TAKEN},
            ]
        },
    )
    for paper in (one, two):
        assert (paper.professor_id, paper.course_id) == (rows.professor.pk, rows.course.pk)
        assert (paper.label, paper.status) == ("2024 summer", "received")
    assert OrmQ.objects.count() == 2


def test_upload_goes_on_after_files_that_are_not_taken(people: People, settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 1024**2
    answer = program(people.norvale).upload(
        ("empty.pdf", b""),
        ("one.pdf", PDF),
        ("letter.docx", b"PK\x03\x04"),
        ("again.pdf", PDF),
        ("large.pdf", b"%PDF-1.7" + bytes(1024**2)),
    )
    (one,) = stored(people)
    rows = [
        ("empty.pdf", None, "empty", "empty.pdf: the file is empty."),
        ("one.pdf", one.pk, None, TAKEN),
        (
            "letter.docx",
            None,
            "not_pdf",
            "letter.docx: not a PDF. Print or scan it to a PDF first.",
        ),
        ("again.pdf", one.pk, "duplicate", "again.pdf: the same file is here as one.pdf."),
        ("large.pdf", None, "too_large", "large.pdf: larger than 1 MB."),
    ]
    names = ("file_name", "paper_id", "error", "detail")
    assert answer == (207, {"files": [dict(zip(names, row, strict=True)) for row in rows]})
    assert OrmQ.objects.count() == 1


def test_upload_names_the_duplicate_of_an_earlier_upload(people: People) -> None:
    api = program(people.norvale)
    _, first = api.upload(("one.pdf", PDF))
    known = first["files"][0]["paper_id"]
    words = "copy.pdf: the same file is here as one.pdf."
    refused = {"file_name": "copy.pdf", "paper_id": known, "error": "duplicate", "detail": words}
    assert api.upload(("copy.pdf", PDF)) == (207, {"files": [refused]})


def test_upload_of_the_same_file_by_two_institutions_is_no_duplicate(people: People) -> None:
    assert program(people.elsewhere).upload(("one.pdf", PDF))[0] == 201
    status, found = program(people.norvale).upload(("one.pdf", PDF))
    assert (status, found["files"][0]["error"]) == (201, None)


@pytest.mark.parametrize("content", [b"%PDF-1.7 /Encrypt", b"%PDF-1.7\n1 0 obj <<"])
def test_upload_of_a_pdf_that_only_reading_can_judge_is_taken(
    people: People, content: bytes
) -> None:
    status, found = program(people.norvale).upload(("odd.pdf", content))
    assert (status, found["files"][0]["detail"]) == (201, TAKEN)


@pytest.mark.parametrize(
    ("fields", "status", "problem"),
    [
        ({"professor_id": 424242}, 404, ("not_found", "No such professor.")),
        ({"course_id": 424242}, 404, ("not_found", "No such course.")),
        (
            {"year": "soon"},
            422,
            (
                "invalid",
                "year: Input should be a valid integer, unable to parse string as an integer",
            ),
        ),
        (
            {"session": "x" * 61},
            422,
            ("invalid", "session: String should have at most 60 characters"),
        ),
    ],
)
def test_upload_with_unusable_fields_stores_nothing(
    people: People, fields: dict[str, object], status: int, problem: tuple[str, str]
) -> None:
    answer = program(people.norvale).upload(("one.pdf", PDF), **fields)
    assert answer == (status, dict(zip(("error", "detail"), problem, strict=True)))
    assert stored(people) == []


def test_upload_without_files_is_refused(people: People) -> None:
    refused = {"error": "invalid", "detail": "files: Field required"}
    assert program(people.norvale).upload() == (422, refused)


def test_upload_of_too_many_files_is_refused(people: People, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 1
    status, found = program(people.norvale).upload(("one.pdf", PDF), ("two.pdf", PDF))
    assert (status, found["error"]) == (400, "bad_request")
    assert found["detail"].startswith("Cannot read the request: The number of files exceeded")
    assert stored(people) == []


def test_upload_that_breaks_on_our_side_keeps_none_of_its_files(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung = []

    def ring_once(*args: object) -> None:
        rung.append(args)
        if len(rung) > 1:
            raise RuntimeError("secret of the queue")

    monkeypatch.setattr(papers, "ring", ring_once)
    answer = program(people.norvale).upload(("one.pdf", PDF), ("two.pdf", b"%PDF-1.7 two"))
    words = "Something went wrong on our side. It was logged; nothing was changed."
    assert answer == (500, {"error": "internal_error", "detail": words})
    assert stored(people) == []


def test_upload_notes_who_made_the_token(people: People) -> None:
    with institution_scope(people.norvale.pk):
        _, text = issue_token("import", people.bob)
    Api(people.norvale, token=text).upload(("one.pdf", PDF))
    assert [paper.uploaded_by for paper in stored(people)] == [people.bob]
