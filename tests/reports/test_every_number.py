"""Every number that is published opens its questions: on the page, in the API, in the findings."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from django.test import Client

from analysis.models import Finding
from analysis.statistics.rows import Sitting
from exams.models import Course
from exams.tenancy import institution_scope
from reports.evidence import list_evidence
from reports.models import Profile
from reports.selectors import document_of
from tests.analysis.statistics.drawn import drawn
from tests.analysis.statistics.papers import ask, sit
from tests.people import People
from tests.reports.real_rows import publish_sittings

AT = "/at/norvale"


def with_choices() -> list[Sitting]:
    """Twelve papers that change in the middle and leave a choice in their last question."""
    return [
        replace(
            paper,
            questions=(
                *paper.questions,
                ask(50_000 + 2 * paper.paper_id, "T1", choice_group="g", weight=0.5, section="A"),
                ask(50_001 + 2 * paper.paper_id, "T2", choice_group="g", weight=0.5, section="A"),
            ),
        )
        for paper in drawn(np.random.default_rng(1), 12, change=6)
    ]


@pytest.fixture
def profile(people: People) -> Profile:
    with institution_scope(people.norvale.pk):
        course = Course.objects.create(title="Algebra", slug="algebra")
        publish_sittings("Brown", course, [sit(1, ask(1, "T1")), sit(2, ask(2, "T1"))])
        return publish_sittings("Ada", course, with_choices())


def evidence_in(value: Any) -> Iterator[tuple[int, ...]]:
    """Every list of evidence in a JSON value that is not empty."""
    if isinstance(value, list):
        for item in value:
            yield from evidence_in(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key in {"evidence", "choice_evidence"}:
                yield from [tuple(item)] if item else []
            else:
                yield from evidence_in(item)


def opened(client: Client, page: str) -> int:
    """How many links of a page lead to questions; each that is opened must show some."""
    text = client.get(page).content.decode()
    links = set(re.findall(rf'href="({AT}/[^"]*(?:/evidence/|compare/questions/)[^"]*)"', text))
    cells = sorted(address for address in links if "/cell-" in address or "now-cell-" in address)
    for address in links - set(cells) | set(cells[::5]):  # cells are all alike
        response = client.get(address.replace("&amp;", "&"))
        assert response.status_code == 200, address
        assert re.search(r"[1-9]\d* printed question", response.content.decode()), address
    return len(links)


def test_every_list_of_evidence_has_a_key(profile: Profile) -> None:
    analysis = document_of(profile).analysis
    assert analysis.current is not None
    assert analysis.study_sets
    known = {found.question_ids for found in list_evidence(analysis)}

    assert set(evidence_in(analysis.model_dump(mode="json"))) <= known
    keys = [found.key for found in list_evidence(analysis)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("page", "fewest"),
    [
        ("professors/{0}/", 100),
        ("professors/{0}/?papers=now", 40),
        ("professors/{0}/plan/", 8),
        ("compare/?left=era-{0}-0&right=era-{0}-1", 20),
    ],
)
def test_every_link_of_a_page_opens_questions(
    page: str, fewest: int, profile: Profile, people: People, browser: Any
) -> None:
    address = f"{AT}/{page.format(profile.professor_id)}"
    assert opened(browser(people.carol), address) >= fewest


def test_every_key_of_the_api_opens_as_many_questions_as_it_says(
    profile: Profile, people: People, browser: Any
) -> None:
    client = browser(people.carol)
    base = f"{AT}/api/v1/profiles/{profile.professor_id}/evidence"
    index = json.loads(client.get(base).content)["items"]
    assert len(index) > 150
    for item in index[::7]:
        found = json.loads(client.get(f"{base}/{item['key']}").content)
        assert len(found["questions"]) == item["questions"]


def test_every_finding_opens_its_questions(profile: Profile, people: People, browser: Any) -> None:
    with institution_scope(people.norvale.pk):
        findings = list(Finding.objects.filter(job=profile.job))
        proofs = {one.key: one.questions.count() for one in findings}
    assert {"change:2007", "unseen", "next-paper:questions"} <= proofs.keys()
    client = browser(people.carol)
    for key, count in list(proofs.items())[::5]:
        page = client.get(f"{AT}/professors/{profile.professor_id}/evidence/{key}/")
        assert f"{count} printed question" in page.content.decode(), key


def test_page_of_the_current_papers_says_so(profile: Profile, people: People, browser: Any) -> None:
    client = browser(people.carol)
    whole = client.get(f"{AT}/professors/{profile.professor_id}/").content.decode()
    current = client.get(f"{AT}/professors/{profile.professor_id}/?papers=now").content.decode()
    assert "The papers have another format since 2007: " in whole
    assert "Show only the papers since then" in whole
    assert "Only the 6 papers since the last change." in current
    assert "What would have been enough" in whole


def test_comparison_of_professor_and_course_counts_each_paper_once(
    profile: Profile, people: People, browser: Any
) -> None:
    client = browser(people.carol)
    with institution_scope(people.norvale.pk):
        course = Course.objects.get()
    address = f"{AT}/api/v1/comparisons/professor-{profile.professor_id}/course-{course.pk}"
    found = json.loads(client.get(address).content)["comparison"]
    assert (found["left_papers"], found["right_papers"]) == (12, 2)


def test_plan_in_the_address_is_the_plan_of_the_api(
    profile: Profile, people: People, browser: Any
) -> None:
    client = browser(people.carol)
    wish = "days=2&hours=1&known=T1"
    base = f"{AT}/api/v1/profiles/{profile.professor_id}/plan"
    plan = json.loads(client.get(f"{base}?{wish}").content)
    page = client.get(f"{AT}/professors/{profile.professor_id}/plan/?{wish}").content.decode()
    assert plan["known"] == ["T1"]
    assert sum(one["hours"] for one in plan["topics"]) == 2
    assert all(one["topic"] in page for one in plan["topics"])
    assert client.get(f"{base}?days=0").status_code == 422


@pytest.mark.parametrize("query", ["left=professor-0&right=course-0", "left=x&right=y"])
def test_comparison_of_what_is_not_there_is_not_found(
    query: str, profile: Profile, people: People, browser: Any
) -> None:
    assert browser(people.carol).get(f"{AT}/compare/?{query}").status_code == 404
