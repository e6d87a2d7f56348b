import pytest

from exams.enums import PaperStatus
from exams.models import Institution, Paper
from exams.sandbox.reading import Reading, Verdict
from exams.services.papers import keep
from exams.tenancy import institution_scope
from tests.api_client import NOON_TEXT, Rows, add_paper, make_rows, program
from tests.people import People


def brief(rows: Rows) -> dict[str, object]:
    return {
        "id": rows.paper.pk,
        "label": "2023 winter",
        "file_name": "2023.pdf",
        "professor": {"id": rows.professor.pk, "name": "Ada"},
        "course": {"id": rows.course.pk, "code": "PH201", "title": "Ada Mechanics"},
        "year": 2023,
        "session": "winter",
        "status": "read",
        "pages": 2,
        "size": 1200,
        "first_page": None,
        "last_page": None,
        "uploaded_at": NOON_TEXT,
    }


COVER: dict[str, object] = {
    "institution": None,
    "course_code": None,
    "subject": "Mechanics",
    "professor": "Ada",
    "year": 2023,
    "session": None,
    "duration_minutes": None,
    "total_marks": 10.0,
    "places": [],
}
QUESTION: dict[str, object] = {
    "number": "1(a)",
    "section": None,
    "stem": "A wheel turns.",
    "text": "Find the speed of Ada's wheel.",
    "marks": 10.0,
    "marks_source": "printed",
    "page": 1,
    "choice_group": None,
    "command": "find",
    "options": [],
    "course_outcome": None,
    "program_outcome": None,
    "bloom_printed": None,
    "confidence": 0.9,
}


def test_paper_that_was_read_shows_cover_and_questions(people: People) -> None:
    rows = make_rows(people.norvale, "Ada")
    assert program(people.norvale).get(f"papers/{rows.paper.pk}") == (
        200,
        {
            **brief(rows),
            "verdict": "ok",
            "verdict_words": "Read from the text of the file.",
            "cover": COVER,
            "bundle": [],
            "confidence": 0.8,
            "questions": [QUESTION],
        },
    )


def test_list_of_papers_has_the_latest_first(people: People) -> None:
    rows = make_rows(people.norvale, "Ada")
    with institution_scope(people.norvale.pk):
        later = add_paper(None, None, 2024)
        undated = add_paper(None, None, 0)
        Paper.objects.filter(pk=undated.pk).update(year=None)
    status, found = program(people.norvale).get("papers")
    assert (status, found["count"]) == (200, 3)
    assert (found["items"][2]["id"], found["items"][2]["label"]) == (undated.pk, "0.pdf")
    assert found["items"][1] == brief(rows)
    assert found["items"][0] == {
        **brief(rows),
        "id": later.pk,
        "label": "2024 winter",
        "file_name": "2024.pdf",
        "professor": None,
        "course": None,
        "year": 2024,
        "status": "received",
        "pages": 0,
    }


@pytest.mark.parametrize(
    ("query", "years"),
    [
        ("professor={professor}", [2023]),
        ("course={course}", [2023]),
        ("status=received", [2024, 2020]),
        ("year=2020", [2020]),
        ("year=2020&status=read", []),
        ("professor=424242", []),
    ],
)
def test_list_of_papers_is_filtered(people: People, query: str, years: list[int]) -> None:
    rows = make_rows(people.norvale, "Ada")
    with institution_scope(people.norvale.pk):
        add_paper(None, None, 2024)
        add_paper(None, None, 2020)
    path = query.format(professor=rows.professor.pk, course=rows.course.pk)
    status, found = program(people.norvale).get(f"papers?{path}")
    assert (status, [one["year"] for one in found["items"]]) == (200, years)
    assert found["count"] == len(years)


def test_list_of_papers_with_an_unknown_status_is_refused(people: People) -> None:
    status, found = program(people.norvale).get("papers?status=lost")
    assert (status, found["error"]) == (422, "invalid")
    assert found["detail"].startswith("status: Input should be 'received', 'reading', 'read'")


def read_as(institution: Institution, verdict: Verdict, detail: str) -> Paper:
    with institution_scope(institution.pk):
        paper = add_paper(None, None, 2022)
        keep(paper, Reading(verdict=verdict, detail=detail))
        return paper


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict.ENCRYPTED, "The file asks for a password. Save it without one."),
        (Verdict.CORRUPT, "The file ends in the middle. Send it again."),
        (Verdict.TOO_LARGE, "The file has 3000 pages. Send one paper a file."),
    ],
)
def test_paper_that_could_not_be_read_says_why(
    people: People, verdict: Verdict, words: str
) -> None:
    paper = read_as(people.norvale, verdict, words)
    status, found = program(people.norvale).get(f"papers/{paper.pk}")
    shown = {name: found[name] for name in ("status", "verdict", "verdict_words", "questions")}
    assert (status, found["cover"], found["confidence"]) == (200, None, None)
    assert shown == {
        "status": "unreadable",
        "verdict": verdict.value,
        "verdict_words": words,
        "questions": [],
    }


def test_paper_that_waits_says_so(people: People) -> None:
    with institution_scope(people.norvale.pk):
        paper = add_paper(None, None, 2022)
    _, found = program(people.norvale).get(f"papers/{paper.pk}")
    assert (found["verdict"], found["verdict_words"]) == ("", "Waiting to be read.")


def test_unreadable_paper_is_read_again(people: People) -> None:
    paper = read_as(people.norvale, Verdict.TIMED_OUT, "It took too long.")
    status, found = program(people.norvale).post(f"papers/{paper.pk}/read-again")
    assert (status, found["status"]) == (202, "received")
    assert found["verdict_words"] == "Waiting to be read."
    with institution_scope(people.norvale.pk):
        assert Paper.objects.get(pk=paper.pk).status == PaperStatus.RECEIVED


def test_paper_that_was_read_is_not_read_again(people: People) -> None:
    rows = make_rows(people.norvale, "Ada")
    assert program(people.norvale).post(f"papers/{rows.paper.pk}/read-again") == (
        409,
        {
            "error": "not_unreadable",
            "detail": "2023 winter: only unreadable papers can be retried.",
        },
    )


def test_missing_paper_is_not_found(people: People) -> None:
    answer = (404, {"error": "not_found", "detail": "No such paper."})
    api = program(people.norvale)
    assert api.get("papers/424242") == answer
    assert api.post("papers/424242/read-again") == answer
