"""Reviewing through the API: the same queue and the same held decisions as on the pages."""

from typing import Any

from analysis.models import Review
from tests.analysis.reviewed import doubtful_paper, inside, question
from tests.api_client import Api, program
from tests.people import People


def post(api: Api, path: str, body: Any = None) -> Any:
    status, answer = api.post(f"review/{path}", {} if body is None else body)
    assert status == 200, answer
    return answer


def test_program_reviews_as_people_do_and_its_decisions_hold(people: People) -> None:
    paper = doubtful_paper(people)
    api = program(people.norvale)
    status, queue = api.get("review")
    assert (status, queue["count"]) == (200, 1)
    (entry,) = queue["items"]
    assert entry["reasons"] == [
        "Numbers are missing: 4.",
        "The marks add up to 15, not to 20.",
    ]
    (doubtful,) = entry["questions"]
    assert doubtful["reasons"] == ["may have been read wrongly"]

    made = post(api, f"questions/{doubtful['id']}", {"number": "4", "topic": "Optics"})
    assert (made["action"], made["after"]["number"], made["after"]["topic"]) == (
        *("changed", "4"),
        "Optics",
    )
    assert post(api, f"questions/{doubtful['id']}")["action"] == "approved"
    post(api, f"papers/{paper.pk}/settle")
    assert api.get("review") == (200, {"items": [], "count": 0})
    (undone,) = post(api, f"decisions/{made['id'] + 1}/undo")
    assert undone["action"] == "undone"

    removed = post(api, f"questions/{doubtful['id']}/remove")
    assert api.get(f"review/questions/{doubtful['id']}")[0] == 404
    assert post(api, f"decisions/{removed['id']}/restore")["action"] == "restored"
    refused = api.post(f"review/decisions/{removed['id']}/restore")
    assert refused == (
        409,
        {
            "error": "cannot_decide",
            "detail": "Only a question that is taken out can be put back.",
        },
    )
    with inside(paper):
        row = question(paper, 1)
        assert (row.number, str(row.topic), row.confidence) == ("4", "Optics", 1.0)
        assert Review.objects.filter(paper=paper).count() == 6
    _, agreed = api.get("review/agreement")
    assert {one["label"] for one in agreed} == {"topic", "difficulty", "bloom"}


def test_values_that_no_question_can_have_are_refused(people: People) -> None:
    paper = doubtful_paper(people)
    api, row = program(people.norvale), question(paper, 1)
    for body in ({"marks": -1}, {"number": ""}, {"bloom": "guess"}, {"text": ""}):
        assert api.post(f"review/questions/{row.pk}", body)[0] == 422
