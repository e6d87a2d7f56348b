"""Every number that is published opens its questions: on the page, in the API, in the findings."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import numpy as np
import pytest
from django.test import Client

from analysis.models import Evidence, Finding
from analysis.statistics.rows import Sitting
from exams.models import Course
from exams.tenancy import institution_scope
from reports.evidence import list_evidence
from reports.models import Profile
from reports.selectors import document_of, questions_by_id
from reports.study.sides import find_side, list_sides
from reports.views.comparison import compared
from tests.analysis.statistics.drawn import drawn
from tests.analysis.statistics.papers import ask, sit
from tests.people import People
from tests.reports.real_rows import publish_sittings

AT = "/at/norvale"


COILS = (
    "A coil of 50 turns carries a current of 2 A. Calculate the field on its axis.",
    "If coils of 120 turns carry a current of 0.5 A, what is the field on the axis?",
)
HARMONIC = "Prove that the harmonic series diverges although its terms tend to zero."


def with_choices() -> list[Sitting]:
    """Twelve papers that change in the middle, with a choice, repeats and unknown topics."""
    return [
        replace(
            paper,
            questions=(
                *paper.questions,
                *[
                    ask(
                        50_000 + 10 * paper.paper_id + at,
                        topic,
                        text=text,
                        section="A",
                        choice_group="g" if topic else None,
                        weight=0.5 if topic else 1.0,
                    )
                    for at, (topic, text) in enumerate(
                        [("T1", COILS[place % 2]), ("T2", HARMONIC), ("", "")]
                    )
                ],
            ),
        )
        for place, paper in enumerate(drawn(np.random.default_rng(1), 12, change=6))
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


def links_of(client: Client, page: str) -> set[str]:
    """The links of a page that lead to questions."""
    text = client.get(page).content.decode()
    found = re.findall(rf'href="({AT}/[^"]*(?:/evidence/|compare/questions/)[^"]*)"', text)
    return {address.replace("&amp;", "&") for address in found}


def kind_of(key: str) -> str:
    """What keys that are drawn alike have in common: "cell-2-5" is a "cell-"."""
    return re.split(r"\d", key, maxsplit=1)[0]


def one_of_each_kind(keys: Iterable[str]) -> list[str]:
    """The last key of each kind: opened as a page, while all are opened by their selector."""
    return list({kind_of(key.rpartition("/")[0] or key): key for key in sorted(keys)}.values())


def assert_shows_questions(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200, address
    assert re.search(r"[1-9]\d* printed question", response.content.decode()), address


def proofs_of(profile: Profile, people: People) -> dict[str, int]:
    """How many questions each key opens that a student may read."""
    proofs = {one.key: one.question_ids for one in list_evidence(document_of(profile).analysis)}
    with institution_scope(people.norvale.pk):
        readable = {
            one.pk for one in questions_by_id({id_ for ids in proofs.values() for id_ in ids})
        }
    return {key: len(readable.intersection(ids)) for key, ids in proofs.items()}


def test_every_list_of_evidence_has_a_key(profile: Profile) -> None:
    analysis = document_of(profile).analysis
    assert analysis.current is not None
    assert analysis.study_sets
    known = {found.question_ids for found in list_evidence(analysis)}

    assert set(evidence_in(analysis.model_dump(mode="json"))) <= known
    keys = [found.key for found in list_evidence(analysis)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("page", "fewest"), [("", 100), ("?papers=now", 40), ("plan/", 8)], ids=["all", "now", "plan"]
)
def test_every_link_of_a_profile_opens_questions(
    page: str, fewest: int, profile: Profile, people: People, browser: Any
) -> None:
    client = browser(people.carol)
    links = links_of(client, f"{AT}/professors/{profile.professor_id}/{page}")
    proofs = proofs_of(profile, people)
    assert len(links) >= fewest
    assert not [one for one in links if not proofs[one.rstrip("/").rpartition("/")[2]]]
    for address in one_of_each_kind(links):
        assert_shows_questions(client, address)


def test_every_link_of_a_comparison_opens_questions(
    profile: Profile, people: People, browser: Any
) -> None:
    client = browser(people.carol)
    eras = [f"era-{profile.professor_id}-{place}" for place in (0, 1)]
    links = links_of(client, f"{AT}/compare/?left={eras[0]}&right={eras[1]}")
    with institution_scope(people.norvale.pk):
        sides = list_sides()
        rows = compared(find_side(sides, eras[0]), find_side(sides, eras[1])).rows
        shown = {
            (row.key, name): questions_by_id(side.evidence)
            for row in rows
            for name, side in (("left", row.left), ("right", row.right))
        }
    asked = {address: dict(parse_qsl(urlsplit(address).query)) for address in links}
    assert len(links) >= 20
    assert not [one for one, of in asked.items() if not shown[of["row"], of["side"]]]
    for address in {kind_of(of["row"]): one for one, of in asked.items()}.values():
        assert_shows_questions(client, address)


def test_every_key_of_the_api_opens_as_many_questions_as_it_says(
    profile: Profile, people: People, browser: Any
) -> None:
    client = browser(people.carol)
    base = f"{AT}/api/v1/profiles/{profile.professor_id}/evidence"
    said = {one["key"]: one["questions"] for one in json.loads(client.get(base).content)["items"]}
    assert said == proofs_of(profile, people)
    assert len(said) > 150
    assert {"similar-0", "repeat-0", "unclassified", "now-similar-0"} <= said.keys()
    for key in one_of_each_kind(said):
        found = json.loads(client.get(f"{base}/{key}").content)
        assert len(found["questions"]) == said[key]


def test_every_finding_opens_its_questions(profile: Profile, people: People, browser: Any) -> None:
    with institution_scope(people.norvale.pk):
        findings = list(Finding.objects.filter(job=profile.job))
        found = Evidence.objects.filter(finding__in=findings).values_list("finding", "question")
        readable = {one.pk for one in questions_by_id({question for _, question in found})}
    proofs = {
        one.key: sum(at == one.pk and question in readable for at, question in found)
        for one in findings
    }
    absent = {one.key for one in findings if one.kind == "coverage"}  # never asked: nothing to open
    assert not [key for key, count in proofs.items() if not count and key not in absent]
    assert {"change:2007", "unseen", "next-paper:questions", "unclassified"} <= proofs.keys()
    client = browser(people.carol)
    for kind in {one.kind: one.key for one in findings}.values():
        page = client.get(f"{AT}/professors/{profile.professor_id}/evidence/{kind}/")
        assert f"{proofs[kind]} printed question" in page.content.decode(), kind


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


def test_plan_of_the_api_has_the_days_that_the_address_asks_for(
    profile: Profile, people: People, browser: Any
) -> None:
    client = browser(people.carol)
    wish = "days=2&hours=1&known=T1"
    base = f"{AT}/api/v1/profiles/{profile.professor_id}/plan"
    plan = json.loads(client.get(f"{base}?{wish}").content)
    assert plan["known"] == ["T1"]
    assert sum(one["hours"] for one in plan["topics"]) == 2
    assert client.get(f"{base}?days=0").status_code == 422


@pytest.mark.parametrize("query", ["left=professor-0&right=course-0", "left=x&right=y"])
def test_comparison_of_what_is_not_there_is_not_found(
    query: str, profile: Profile, people: People, browser: Any
) -> None:
    assert browser(people.carol).get(f"{AT}/compare/?{query}").status_code == 404


def test_question_shows_similar_questions_apart_from_its_family(
    profile: Profile, people: People, browser: Any
) -> None:
    (alike,) = document_of(profile).analysis.similar
    page = browser(people.carol).get(f"{AT}/questions/{alike.evidence[0]}/").content.decode()
    assert "Alike does not mean repeated." in page
    assert alike.wordings[1].text in page
    assert "Asked in other sittings" in page
