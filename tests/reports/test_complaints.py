"""Something is wrong with a question: said by a reader, looked at by staff, answered."""

from typing import Any

import pytest

from analysis.models import Complaint, Question
from analysis.services import reviews
from analysis.services.review_queue import queue
from exams.models import Institution
from exams.tenancy import institution_scope
from tests.api_client import Rows, make_rows
from tests.people import People

AT = "/at/norvale"


@pytest.fixture
def rows(people: People) -> Rows:
    return make_rows(people.norvale, "Newton")


def reasons(institution: Institution) -> list[tuple[str, ...]]:
    with institution_scope(institution.pk):
        return [one.reasons for paper in queue() for one in paper.questions]


def test_complaint_comes_to_the_reviewers_and_their_decision_to_the_reader(
    rows: Rows, people: People, browser: Any
) -> None:
    carol = browser(people.carol)
    page = f"{AT}/questions/{rows.question.pk}/"
    with institution_scope(people.norvale.pk):  # as a review leaves it: nothing else is doubtful
        Question.objects.update(confidence=1, topic_confidence=1, label_confidence=1)
    assert reasons(people.norvale) == []
    said = {"kind": "marks", "words": "It is <b>12</b>."}
    assert "Somebody will look at it." in carol.post(f"{page}wrong/", said, follow=True).text
    assert "You have said so already" in carol.post(f"{page}wrong/", said, follow=True).text
    assert reasons(people.norvale) == [("a reader says: The marks are wrong: It is <b>12</b>.",)]
    assert "Nobody has looked at it yet." in carol.get(page).text
    assert "Nobody has looked at it yet." not in browser(people.alice).get(page).text
    review = browser(people.bob).get(f"{AT}/staff/review/").text
    assert "It is &lt;b&gt;12&lt;/b&gt;." in review
    with institution_scope(people.norvale.pk):
        wanted = reviews.snapshot(rows.question) | {"marks": 12}
        reviews.change(rows.question, wanted, people.bob)
    assert reasons(people.norvale) == []
    assert "Put right. Thank you." in carol.get(page).text
    # Looked at again, and taken out: the list still says so when the question's page is gone.
    carol.post(f"{page}wrong/", {"kind": "other"})
    with institution_scope(people.norvale.pk):
        reviews.remove(Question.objects.get(), people.bob)
    assert carol.get(page).status_code == 404
    listed = carol.get(f"{AT}/questions/reported/").text
    assert listed.count("Taken out: it is no question.") == 2


def test_complaints_are_capped_in_words_and_number(
    rows: Rows, people: People, browser: Any
) -> None:
    carol = browser(people.carol)
    address = f"{AT}/questions/{rows.question.pk}/wrong/"
    for sent in ({}, {"kind": "rude"}, {"kind": "text", "words": "x" * 501}):
        assert "your words may have 500 letters" in carol.post(address, sent, follow=True).text
    with institution_scope(people.norvale.pk):
        Complaint.objects.bulk_create(
            Complaint(
                paper=rows.paper, key="x", position=at, number="1", kind="text", user=people.carol
            )
            for at in range(2, 12)
        )
    assert "That is 10 in a day." in carol.post(address, {"kind": "text"}, follow=True).text
    bob = browser(people.bob).post(address, {"kind": "text"}, follow=True).text
    assert "Somebody will look at it." in bob
