"""The pages of students: what they show, who sees them, and in how many queries."""

import re
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from analysis.models import Evidence, Finding, Question
from exams.models import Institution, Paper, Professor
from exams.tenancy import institution_scope
from reports.models import Profile
from tests.people import People
from tests.reports.documents import QUESTIONS
from tests.reports.rows import publish

AT = "/at/norvale"


@pytest.fixture
def fenwick(people: People) -> Professor:
    with institution_scope(people.norvale.pk):
        return publish()


def row_of(model: Any, institution: Institution, **filters: Any) -> Any:
    with institution_scope(institution.pk):
        return model.objects.filter(**filters).first()


def test_home_lists_professors_with_their_first_topics(
    fenwick: Professor, people: People, browser: Any
) -> None:
    page = browser(people.carol).get(f"{AT}/").content.decode()
    assert f'<a href="{AT}/professors/{fenwick.pk}/">Dr. Ada Fenwick</a>' in page
    assert "PH201 Classical Mechanics" in page
    assert "Rotating rigid bodies, Conservation of energy, Damped oscillations" in page
    assert "12 papers, 2018–2023" in page


def test_home_without_profiles_says_what_comes_next(people: People, browser: Any) -> None:
    assert "No profile has been published yet." in browser(people.carol).get(f"{AT}/").text


@pytest.mark.parametrize(
    ("query", "found"), [("fenw", True), ("ph201", True), ("MECHANICS", True), ("nobody", False)]
)
def test_professors_are_found_by_name_and_course(
    query: str, fenwick: Professor, people: People, browser: Any, *, found: bool
) -> None:
    page = browser(people.carol).get(f"{AT}/professors/", {"q": query}).content.decode()
    assert ("Dr. Ada Fenwick" in page) is found
    assert (f"No professor or course is called “{query}”." in page) is not found


def test_list_says_why_there_is_no_profile_to_read(
    fenwick: Professor, people: People, browser: Any
) -> None:
    def listed(who: Any) -> str:
        return str(browser(who).get(f"{AT}/professors/").text)

    assert "not analysed yet" not in listed(people.carol)
    with institution_scope(people.norvale.pk):
        Professor.objects.create(name="Nobody Yet", slug="nobody")
        paper = Paper.objects.earliest("pk")
        profile = Profile.objects.get()
        profile.rests_on = [paper.pk]
        profile.save()
        Paper.objects.filter(pk=paper.pk).update(release="withheld")
    assert "11 papers, 2018–2023 · no profile to read at the moment" in listed(people.carol)
    assert "0 papers · not analysed yet" in listed(people.carol)
    assert "12 papers, 2018–2023 · held back, for it rests on" in listed(people.bob)
    for state in ("draft", "withdrawn"):
        with institution_scope(people.norvale.pk):
            Profile.objects.update(state=state)
        assert f"{state}: only staff see it" in listed(people.bob)
        assert "no profile to read at the moment" in listed(people.carol)
    address = f"{AT}/api/v1/professors/{fenwick.pk}"
    counts = [browser(who).get(address).json()["papers"] for who in (people.carol, people.bob)]
    assert counts == [11, 12]


def test_profile_shows_first_what_to_study_and_opens_every_number(
    fenwick: Professor, people: People, browser: Any
) -> None:
    client = browser(people.carol)
    page = client.get(f"{AT}/professors/{fenwick.pk}/").content.decode()
    assert page.index("What to study first") < page.index("Forecast") < page.index("Syllabus")
    assert "In 12 of 12 papers; 93\u00a0% likely next time (73\u00a0% to 100\u00a0%)." in page
    links = set(re.findall(rf'href="({AT}/[^"]+evidence/[^"]+)"', page))
    assert len(links) > 100
    for address in (min(links), f"{AT}/professors/{fenwick.pk}/evidence/cell-4-6/"):
        assert client.get(address).status_code == 200


def test_profile_obeys_the_content_policy_and_stays_small(
    fenwick: Professor, people: People, browser: Any
) -> None:
    response = browser(people.carol).get(f"{AT}/professors/{fenwick.pk}/")
    page = response.content.decode()
    assert "unsafe-inline" not in response["Content-Security-Policy"]
    assert "<style" not in page
    assert " style=" not in page
    assert not re.search(r"<script(?![^>]*\ssrc=)", page)
    assert not re.search(r"\son[a-z]+=", page)
    assert len(response.content) < 150_000


@pytest.mark.parametrize("sittings", [1, 12])
def test_profile_takes_the_same_few_queries_for_any_number_of_questions(
    sittings: int,
    people: People,
    browser: Any,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with institution_scope(people.norvale.pk):
        professor = publish(sittings)
    client = browser(people.carol)
    with django_assert_max_num_queries(12):
        assert client.get(f"{AT}/professors/{professor.pk}/").status_code == 200
    with django_assert_max_num_queries(12):
        assert client.get(f"{AT}/professors/{professor.pk}/evidence/topic-0/").status_code == 200


def test_evidence_lists_the_printed_questions_of_a_cell(
    fenwick: Professor, people: People, browser: Any
) -> None:
    client = browser(people.carol)
    page = client.get(f"{AT}/professors/{fenwick.pk}/evidence/cell-4-6/").content.decode()
    asked = row_of(Question, people.norvale, paper__year=2021, topic__name__startswith="Lagr")
    assert "Lagrangian mechanics in 2021 May" in page
    assert "2 printed questions, latest first." in page
    assert f'href="{AT}/questions/{asked.pk}/"' in page
    assert f'href="{AT}/papers/{asked.paper_id}/pages/1/"' in page
    assert "was counted" not in page
    with institution_scope(people.norvale.pk):
        asked.delete()
    page = client.get(f"{AT}/professors/{fenwick.pk}/evidence/cell-4-6/").text
    assert "1 printed question." in page
    assert "1 more was counted, and has been changed or withheld since." in page
    assert client.get(f"{AT}/professors/{fenwick.pk}/evidence/topic-99/").status_code == 404


def test_evidence_of_a_finding_opens_by_its_key(
    fenwick: Professor, people: People, browser: Any
) -> None:
    with institution_scope(people.norvale.pk):
        asked = Question.objects.all()[0]
        job = Profile.objects.get().job
        title = "Seven questions came back."
        finding = Finding.objects.create(
            job=job, position=0, kind="headline", key="headline:repeats", title=title, value={}
        )
        Evidence.objects.create(finding=finding, question=asked)
    client = browser(people.carol)
    page = client.get(f"{AT}/professors/{fenwick.pk}/evidence/headline:repeats/").text
    assert title in page
    assert "1 printed question." in page


def test_question_shows_its_printed_place_and_its_family(
    fenwick: Professor, people: People, browser: Any
) -> None:
    asked = row_of(Question, people.norvale, topic__name="Fluid statics")
    page = browser(people.carol).get(f"{AT}/questions/{asked.pk}/").content.decode()
    assert f'<image href="{AT}/papers/{asked.paper_id}/pages/1/picture"' in page
    assert 'viewBox="47.6 90 499.8 50"' in page
    assert "Asked in other sittings" in page


def test_page_shades_its_questions_and_serves_its_picture(
    fenwick: Professor, people: People, browser: Any
) -> None:
    client = browser(people.carol)
    paper = row_of(Paper, people.norvale, year=2018, session="May")
    page = client.get(f"{AT}/papers/{paper.pk}/pages/1/").content.decode()
    assert page.count('class="mark"') == sum(1 for one in QUESTIONS if one.paper_id == 1)
    assert f'href="{AT}/papers/{paper.pk}/pages/2/"' in page
    picture = client.get(f"{AT}/papers/{paper.pk}/pages/1/picture")
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/webp")
    assert client.get(f"{AT}/papers/{paper.pk}/pages/3/").status_code == 404
    assert client.get(f"{AT}/papers/{paper.pk}/").status_code == 200


def test_report_is_kept_as_a_file(fenwick: Professor, people: People, browser: Any) -> None:
    response = browser(people.carol).get(f"{AT}/professors/{fenwick.pk}/report.pdf")
    assert response.content == b"%PDF-1.7 the report"
    assert response["Content-Disposition"] == 'attachment; filename="dr-ada-fenwick-profile.pdf"'


def addresses(professor: Professor, question: Question) -> list[str]:
    return [
        f"/professors/{professor.pk}/",
        f"/professors/{professor.pk}/report.pdf",
        f"/professors/{professor.pk}/evidence/topic-0/",
        f"/questions/{question.pk}/",
        f"/papers/{question.paper_id}/",
        f"/papers/{question.paper_id}/pages/1/",
        f"/papers/{question.paper_id}/pages/1/picture",
    ]


def test_pages_of_an_institution_do_not_exist_for_strangers(
    fenwick: Professor, people: People, browser: Any
) -> None:
    asked = row_of(Question, people.norvale)
    stranger, guest = browser(people.mallory), browser(None)
    for address in addresses(fenwick, asked):
        assert stranger.get(f"/at/norvale{address}").status_code == 404
        assert stranger.get(f"/at/elsewhere{address}").status_code == 404
        assert guest.get(f"/at/norvale{address}").status_code == 302
        assert browser(people.carol).get(f"/at/norvale{address}").status_code == 200


def test_pages_of_an_unpublished_professor_are_for_staff_alone(
    fenwick: Professor, people: People, browser: Any
) -> None:
    asked = row_of(Question, people.norvale)
    with institution_scope(people.norvale.pk):
        Profile.objects.all().delete()
    for address in addresses(fenwick, asked):
        assert browser(people.carol).get(f"{AT}{address}").status_code == 404
    staff = browser(people.bob)
    page = staff.get(f"{AT}/professors/{fenwick.pk}/").content.decode()
    assert "12 papers, not analysed yet." in page
    assert staff.get(f"{AT}/questions/{asked.pk}/").status_code == 200


def test_addresses_in_print_are_those_of_the_pages() -> None:
    assert reverse("question", args=[5]) == "/questions/5/"
    assert reverse("evidence", args=[7, "bloom-apply"]) == "/professors/7/evidence/bloom-apply/"
