"""Reviews: what is queued, what a decision changes, and that no later run undoes it."""

from typing import Any

import pytest

from analysis.models import Extraction, Question, Review
from analysis.services.extractions import apply_reread
from analysis.services.review_queue import agreements, not_in_profile, queue
from exams.models import Paper, Professor
from tests.analysis.reviewed import doubtful_paper, extract, inside, labels, question
from tests.people import People

AT = "/at/norvale/staff/review/"


@pytest.fixture
def paper(people: People) -> Paper:
    return doubtful_paper(people)


def wanted(**values: Any) -> dict[str, Any]:
    start = {"number": "2", "marks": "5", "topic": "Waves", "difficulty": "easy"}
    return start | {"bloom": "apply", "text": "Explain number 2."} | values


def send(client: Any, row: Question, **values: Any) -> Any:
    return client.post(f"{AT}questions/{row.pk}/", wanted(**values), follow=True)


def told(paper: Paper) -> list[tuple[Any, ...]]:
    """What the latest extraction says."""
    with inside(paper):
        rows = Extraction.objects.latest("pk").questions.select_related("topic")
        return [(one.number, one.marks, str(one.topic), one.difficulty) for one in rows]


def test_queue_holds_only_what_is_doubtful(paper: Paper) -> None:
    with inside(paper):
        (entry,) = queue()
    assert entry.reasons == (
        "Numbers are missing: 4.",
        "The marks add up to 15, not to 20.",
    )
    assert [(one.question.number, one.reasons) for one in entry.questions] == [
        ("2", ("may have been read wrongly",))
    ]


def test_approved_question_leaves_the_queue_and_the_paper_with_it(
    paper: Paper, people: People, browser: Any
) -> None:
    client = browser(people.bob)
    response = send(client, question(paper, 1))
    assert "2: approved." in response.text
    client.post(f"{AT}papers/{paper.pk}/")
    with inside(paper):
        assert queue() == []
        decisions = [(one.key, one.action, one.reviewer) for one in Review.objects.all()]
    assert decisions == [("|2", "approved", people.bob), ("", "approved", people.bob)]


def test_change_is_kept_with_who_and_what_and_holds_against_later_runs(
    paper: Paper, people: People, browser: Any
) -> None:
    sent = {"number": "2(a)", "marks": "7.5", "topic": "Heat", "difficulty": "hard"}
    send(browser(people.alice), question(paper, 1), **sent)
    changed = ("2(a)", 7.5, "Heat", "hard")
    others = [("1", 5, "Waves", "easy"), ("3", 5, "Waves", "easy")]
    assert told(paper) == [others[0], changed, others[1]]
    with inside(paper):
        apply_reread(Extraction.objects.get(), labels("Waves"))
        assert told(paper)[1] == changed
        extract(paper, "two", "Optics")
        decision = Review.objects.get()
    assert told(paper) == [("1", 5, "Optics", "easy"), changed, ("3", 5, "Optics", "easy")]
    assert (decision.action, decision.reviewer) == ("changed", people.alice)
    assert (decision.before["topic"], decision.after["topic"]) == ("Waves", "Heat")
    assert decision.before["marks"] == "5.00"
    assert decision.after["marks"] == "7.50"


def test_removed_question_stays_away_until_it_is_put_back(
    paper: Paper, people: People, browser: Any
) -> None:
    client = browser(people.bob)
    send(client, question(paper, 1), action="remove")
    with inside(paper):
        apply_reread(Extraction.objects.get(), labels())
        extract(paper, "two")
        decision = Review.objects.get()
        numbers = [one.number for one in Question.objects.order_by("extraction", "position")]
    assert numbers == ["1", "3", "1", "3"]
    for _ in range(2):  # the second time there is nothing to put back
        client.post(f"{AT}decisions/{decision.pk}/restore/")
    assert [one[0] for one in told(paper)] == ["1", "2", "3"]
    with inside(paper):
        assert [one.action for one in Review.objects.all()] == ["removed", "restored"]
        extract(paper, "three")
    assert [one[0] for one in told(paper)] == ["1", "2", "3"]


def test_impossible_values_change_nothing(paper: Paper, people: People, browser: Any) -> None:
    response = send(browser(people.bob), question(paper, 1), marks="-1", difficulty="vague")
    assert set(response.context["form"].errors) == {"marks", "difficulty"}
    with inside(paper):
        assert not Review.objects.exists()


def test_agreement_is_between_the_first_label_and_the_last_decision(
    paper: Paper, people: People, browser: Any
) -> None:
    client = browser(people.bob)
    send(client, question(paper, 0), number="1", topic="Heat", text="Explain number 1.")
    send(client, question(paper, 1), difficulty="hard")
    send(client, question(paper, 1), difficulty="easy")
    with inside(paper):
        found = {name: (one.rated, one.share) for name, one in agreements()}
        assert found == {"topic": (2, 0.5), "difficulty": (2, 1.0), "bloom": (2, 1.0)}
        assert not_in_profile() == list(Professor.objects.all())
    page = client.get(AT).text
    assert "Make the profile again" in page
    assert "Kappa" in page


@pytest.mark.parametrize(
    ("who", "status"), [("alice", 200), ("bob", 200), ("carol", 404), ("mallory", 404)]
)
def test_review_is_for_staff(
    who: str, status: int, paper: Paper, people: People, browser: Any
) -> None:
    client, row = browser(getattr(people, who)), question(paper, 1)
    addresses = [AT, f"{AT}questions/{row.pk}/"]
    assert [client.get(one).status_code for one in addresses] == [status, status]
    assert send(client, row, action="remove").status_code == status
    assert (len(told(paper)) == 3) == (status == 404)


def test_foreign_question_is_neither_seen_nor_touched(
    paper: Paper, people: People, browser: Any
) -> None:
    client = browser(people.mallory)
    row = question(paper, 1)
    for address in (f"questions/{row.pk}/", f"papers/{paper.pk}/"):
        assert client.post(f"/at/elsewhere/staff/review/{address}", wanted()).status_code == 404
    assert "Ada" not in client.get("/at/elsewhere/staff/review/").text


def test_second_of_two_reviewers_is_told_before_anything_is_saved(
    paper: Paper, people: People, browser: Any
) -> None:
    row = question(paper, 1)
    first, second = browser(people.bob), browser(people.alice)
    sent = {"seen": 0, "paper": paper.pk}
    send(first, row, topic="Heat", **sent)
    late = send(second, row, topic="Light", **sent)
    assert "Bob decided on 2 while you looked at it (Changed)." in late.text
    assert 'value="Light"' in late.text
    assert ("2", 5, "Heat", "easy") in told(paper)
    send(second, row, topic="Light", **sent | {"seen": late.context["seen"]})
    assert ("2", 5, "Light", "easy") in told(paper)
    send(first, row, action="remove", **sent | {"seen": late.context["seen"] + 1})
    gone = send(second, row, topic="Waves", **sent)
    assert "A colleague has taken this question out meanwhile." in gone.text
