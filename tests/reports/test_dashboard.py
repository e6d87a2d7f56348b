"""What waits: each number is that of the list behind it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from analysis.models import DaySpending, Job
from exams.models import Paper
from exams.outline.model import Outline, OutlineQuestion, Scorecard
from exams.services.catalogue import add_professor
from exams.tenancy import institution_scope
from tests.analysis.reviewed import doubtful_paper
from tests.api_client import add_paper
from tests.people import People

AT = "/at/norvale/staff/"


def shown(client: Any) -> dict[str, int]:
    groups = client.get(AT).context["groups"]
    return {f"{one.title} {count.words}": count.number for one in groups for count in one.counts}


def add(name: str, status: str, outline: Outline | None = None, **more: Any) -> Paper:
    values = {"sha256": name, "file_name": f"{name}.pdf", "status": status}
    return add_paper(
        None, None, 2020, **values, outline_json=outline and outline.model_dump(mode="json"), **more
    )


@pytest.mark.parametrize(("who", "status"), [("bob", 200), ("carol", 404), ("mallory", 404)])
def test_empty_institution_is_told_what_to_do_and_others_nothing(
    who: str, status: int, people: People, browser: Any
) -> None:
    response = browser(getattr(people, who)).get(AT)
    assert response.status_code == status
    assert ("There are no papers yet." in response.text) == (status == 200)


def test_numbers_are_those_of_their_lists(people: People, browser: Any) -> None:
    client = browser(people.bob)
    doubtful_paper(people)  # with a gap, and marks that do not add up
    question = OutlineQuestion(number="1", path=("1",), text="Why?", page=1)
    card = Scorecard(marks_sum=20, marks_printed=20)
    with institution_scope(people.norvale.pk):
        add("fits", "read", Outline(questions=(question,), scorecard=card))
        add("bare", "read", Outline())
        add("broken", "unreadable")
        add("new", "received")
        professor = add_professor("Ada")
        for status in ("failed", "running"):
            Job.objects.create(professor=professor, status=status)
        today = timezone.localdate()
        DaySpending.objects.create(day=today, cost=Decimal("12.5"))
        DaySpending.objects.create(day=today - timedelta(days=40), cost=Decimal(9))
    found = shown(client)
    assert found == {
        "Papers wait to be filed": 2,
        "Papers are being read": 1,
        "Papers have no outline": 2,
        "Papers have numbers or marks that do not fit": 1,
        "Questions are doubtful": 1,
        "Analyses wait or run": 1,
        "Analyses failed in the last seven days": 1,
        "Release profiles wait to be published": 0,
        "Release messages of professors wait for an answer": 0,
        "Release professors have opted out": 0,
    }
    for show, names in (
        ("unread", ["new.pdf"]),
        ("bare", ["bare.pdf", "broken.pdf"]),
        ("odd", ["2023.pdf"]),
    ):
        listed = client.get(f"{AT}papers/?show={show}").context["papers"]
        assert sorted(one.file_name for one in listed) == names
    page = client.get(AT)
    spent = page.context["spending"]
    assert (spent.today, spent.month, spent.share) == (Decimal("12.5"), Decimal("12.5"), 25)
    assert page.context["next"].address == f"{AT}papers/filing/"
    for show, count in (("failed", 1), ("active", 1), ("", 2)):
        assert len(client.get(f"{AT}analyses/?show={show}").context["jobs"]) == count
