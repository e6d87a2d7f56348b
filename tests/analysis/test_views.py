"""Staff pages about analyses: start, refuse, watch, end, run again."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_q.models import OrmQ

from analysis.models import Job, JobPaper, Step, Turn
from analysis.services.jobs import claim, request_job
from exams.models import Institution, Professor
from exams.services.catalogue import course_titled
from exams.tenancy import institution_scope
from tests.api_client import Rows, add_paper, make_rows
from tests.people import People

JOBS = "/at/norvale/staff/analyses/"


@pytest.fixture
def own(people: People) -> Rows:
    return make_rows(people.norvale, "Newton")


@pytest.fixture
def job(own: Rows, people: People) -> Job:
    """An analysis that waits for a worker."""
    with institution_scope(people.norvale.pk):
        return request_job(own.professor)


def jobs_of(institution: Institution) -> list[Job]:
    with institution_scope(institution.pk):
        return list(Job.objects.order_by("pk"))


def start_address(professor: Professor) -> str:
    return f"/at/norvale/staff/professors/{professor.pk}/analyse/"


def test_start_leads_to_the_page_of_the_new_analysis(
    own: Rows, people: People, browser: Any
) -> None:
    client = browser(people.bob)
    before = client.get(start_address(own.professor)).text
    assert "2023.pdf" in before
    response = client.post(start_address(own.professor))
    job = jobs_of(people.norvale)[-1]
    assert (job.status, job.requested_by_id) == ("queued", people.bob.pk)
    assert response["Location"] == f"{JOBS}{job.pk}/"
    assert OrmQ.objects.count() == 1


def test_start_offers_papers_by_course_and_takes_those_that_are_ticked(
    own: Rows, people: People, browser: Any, settings: Any
) -> None:
    client, address = browser(people.bob), start_address(own.professor)
    with institution_scope(people.norvale.pk):
        other = course_titled("Heat")
        hidden = add_paper(own.professor, other, 2020, release="withheld", status="read")
        heat = add_paper(own.professor, other, 2021, status="read")
    offered = client.get(address).context
    assert [
        [(one.paper, one.released, one.ticked) for one in group.papers]
        for group in offered["groups"]
    ] == [[(heat, True, True), (hidden, False, False)], [(own.paper, True, True)]]
    assert (offered["outlay"].papers, offered["outlay"].most) == (2, None)
    settings.OPENAI_API_KEY = "x"
    of_course = client.get(f"{address}?course={other.pk}").context["outlay"]
    assert (of_course.papers, of_course.most, of_course.model) == (1, 5.0, settings.PROFILER_MODEL)
    assert "It costs $5.00 at most" in client.get(address).text
    refused = client.post(address, {"choose": "yes"})
    assert refused.status_code == 409
    assert "Tick at least one paper." in refused.text
    client.post(address, {"choose": "yes", "papers": [str(heat.pk), "999999", "x"]})
    with institution_scope(people.norvale.pk):
        chosen = JobPaper.objects.filter(job=jobs_of(people.norvale)[-1])
        assert [one.paper for one in chosen] == [heat]
    assert own.professor.name in client.get(f"{JOBS}new/").text


def test_start_without_papers_is_refused_in_words(people: People, browser: Any) -> None:
    with institution_scope(people.norvale.pk):
        nobody = Professor.objects.create(name="Nobody", slug="nobody")
    response = browser(people.alice).post(start_address(nobody))
    assert response.status_code == 409
    assert "There are no papers of Nobody yet. Upload some first." in response.text
    assert jobs_of(people.norvale) == []


def test_start_while_one_is_under_way_is_refused_and_leads_there(
    own: Rows, job: Job, people: People, browser: Any
) -> None:
    response = browser(people.alice).post(start_address(own.professor))
    assert response.status_code == 409
    assert "An analysis of Newton is already under way." in response.text
    assert f'href="{JOBS}{job.pk}/"' in response.text
    assert OrmQ.objects.count() == 1


def test_list_shows_own_analyses_the_latest_first(
    own: Rows, job: Job, people: People, browser: Any
) -> None:
    make_rows(people.elsewhere, "Lagrange")
    page = browser(people.bob).get(JOBS).text
    assert page.index(f"{JOBS}{job.pk}/") < page.index(f"{JOBS}{own.job.pk}/")
    assert "Waiting for a worker" in page
    assert "$0.001" in page
    assert "Lagrange" not in page


def test_empty_list_says_how_to_begin(people: People, browser: Any) -> None:
    assert "No analysis has been asked for yet." in browser(people.bob).get(JOBS).text


def test_page_of_a_finished_analysis_shows_what_was_done_and_asks_no_more(
    own: Rows, people: People, browser: Any
) -> None:
    client = browser(people.bob)
    page = client.get(f"{JOBS}{own.job.pk}/").text
    for words in ("Made for Newton.", "Turn 1", "extract_exam_data", "2023 winter", "Labelled"):
        assert words in page
    assert "hx-get" not in page
    part = client.get(f"{JOBS}{own.job.pk}/progress/")
    assert part.status_code == 286  # tells htmx to stop
    assert "hx-get" not in part.text
    assert "<html" not in part.text


def test_page_of_a_waiting_analysis_looks_again(job: Job, people: People, browser: Any) -> None:
    client = browser(people.bob)
    page = client.get(f"{JOBS}{job.pk}/").text
    assert f'hx-get="{JOBS}{job.pk}/progress/"' in page
    assert "<noscript>" in page
    part = client.get(f"{JOBS}{job.pk}/progress/")
    assert part.status_code == 200
    assert "0 of 1 paper done" in part.text


def test_page_tells_failed_calls_and_papers_left_out(
    own: Rows, people: People, browser: Any
) -> None:
    with institution_scope(people.norvale.pk):
        result = {"error": "It has a password.", "type": "EncryptionError", "hint": ""}
        Step.objects.filter(job=own.job).update(succeeded=False, result=result)
        JobPaper.objects.filter(job=own.job).update(state="left_out", reason="It is locked.")
        Job.objects.filter(pk=own.job.pk).update(status="partial", detail="2023: it is locked.")
    page = browser(people.bob).get(f"{JOBS}{own.job.pk}/").text
    for words in ("It has a password.", "It is locked.", "2023: it is locked.", "Left out"):
        assert words in page


def test_queries_of_the_page_do_not_grow_with_the_transcript(
    own: Rows, people: People, browser: Any
) -> None:
    client = browser(people.bob)
    counts = []
    for year in (2001, 2002):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{JOBS}{own.job.pk}/").status_code == 200
        counts.append(len(queries))
        with institution_scope(people.norvale.pk):
            paper = add_paper(own.professor, own.course, year)
            JobPaper.objects.create(job=own.job, paper=paper, alias=f"paper_{year}")
            more: dict[str, Any] = {"job": own.job, "seconds": 1}
            Turn.objects.create(number=year, request_hash="h", message={}, outcome="tools", **more)
            for kind in ("tool", "model"):
                values: dict[str, Any] = {"kind": kind, "name": "x", "arguments": {}, "result": {}}
                Step.objects.create(key=f"{kind} {year}", succeeded=True, **values, **more)
    assert counts[0] == counts[1]


def test_waiting_analysis_is_cancelled_at_once(job: Job, people: People, browser: Any) -> None:
    response = browser(people.bob).post(f"{JOBS}{job.pk}/cancel/", follow=True)
    assert "Cancelled" in response.text
    assert jobs_of(people.norvale)[-1].status == "cancelled"


def test_running_analysis_says_that_it_stops_before_its_next_step(
    job: Job, people: People, browser: Any
) -> None:
    assert claim(people.norvale.pk, job.pk)
    response = browser(people.bob).post(f"{JOBS}{job.pk}/cancel/", follow=True)
    assert "stops before its next step" in response.text
    assert f"{JOBS}{job.pk}/cancel/" not in response.text
    assert jobs_of(people.norvale)[-1].status == "running"


def test_finished_analysis_is_run_again(own: Rows, people: People, browser: Any) -> None:
    response = browser(people.alice).post(f"{JOBS}{own.job.pk}/retry/")
    _, again = jobs_of(people.norvale)
    assert response["Location"] == f"{JOBS}{again.pk}/"
    assert again.requested_by_id == people.alice.pk


def test_retry_while_one_is_under_way_is_refused_in_words(
    own: Rows, job: Job, people: People, browser: Any
) -> None:
    response = browser(people.alice).post(f"{JOBS}{own.job.pk}/retry/")
    assert response.status_code == 409
    assert "An analysis of Newton is already under way." in response.text
    assert f'href="{JOBS}{job.pk}/"' in response.text
    assert len(jobs_of(people.norvale)) == 2
