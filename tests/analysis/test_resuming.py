"""A parked job that staff have go on now, and what the page says of it and of its endpoint."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now

from analysis.errors import Waiting
from analysis.models import Job, Provider
from analysis.services import jobs
from analysis.services.jobs import claim, request_job
from analysis.services.refusals import JobRefused
from exams.tenancy import institution_scope
from tests.api_client import make_rows, program
from tests.people import People

PLACE = "http://model.invalid/v1"


@pytest.fixture
def parked(people: People, settings: Any) -> Job:
    """A job that waits an hour for a provider that is closed for as long."""
    settings.OPENAI_BASE_URL = PLACE
    own = make_rows(people.norvale, "Newton")
    with institution_scope(people.norvale.pk):
        job = request_job(own.professor)
        lease = claim(people.norvale.pk, job.pk)
        assert lease
        jobs.note_lacks(lease, ("strict_schemas", "pictures"))
        jobs.park(lease, Waiting.PROVIDER_WAITS, 3600)
    closed = Now() + timedelta(hours=1)
    Provider.objects.create(endpoint=PLACE, width=4, closed_until=closed, unanswered=8)
    return job


def test_page_of_a_parked_job_says_why_and_has_it_go_on_now(
    parked: Job, people: People, browser: Any
) -> None:
    client, address = browser(people.bob), f"/at/norvale/staff/analyses/{parked.pk}/"
    page = client.get(address).text
    for words in (
        "provider asks us to wait.",
        "It goes on by itself at",
        "Go on now",
        "They are checked here; more may have to be asked again.",
        "It sees no pictures.",
    ):
        assert words in page
    page = client.post(f"{address}resume/", follow=True).text
    assert "Go on now" not in page
    again = client.post(f"{address}resume/")  # somebody else was quicker
    assert (again.status_code, again["Location"]) == (302, address)
    with institution_scope(people.norvale.pk):
        parked.refresh_from_db()
        assert (parked.status, parked.parked, parked.detail) == ("queued", False, "")
        assert claim(people.norvale.pk, parked.pk)
        with pytest.raises(JobRefused, match="does not wait for anything outside"):
            jobs.resume(parked)
    assert not Provider.objects.filter(closed_until__gt=Now()).exists()
    assert Provider.objects.get().unanswered == 8  # so that one call finds out


def test_program_has_a_parked_job_go_on_once(parked: Job, people: People) -> None:
    api = program(people.norvale)
    status, found = api.post(f"jobs/{parked.pk}/resume")
    told = ("status", "not_before", "reason", "lacks")
    assert (status, *(found[name] for name in told)) == (
        *(202, "queued", None, ""),
        ["strict_schemas", "pictures"],
    )
    status, found = api.post(f"jobs/{parked.pk}/resume")
    assert (status, found["error"]) == (409, "not_parked")
