"""A job that is cancelled, whatever it is doing: it asks nothing more and publishes nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection

from analysis.models import Job, Step
from analysis.models import Provider as ProviderRow
from analysis.services import jobs, profiling
from exams import failpoints
from exams.models import Paper
from exams.tenancy import institution_scope
from profiler_site.pipeline import run_job
from reports.models import Profile, Report
from tests.chaos.audit import broken_rules
from tests.chaos.stage import ask, copy_of, institutions, job_of, number_from_far
from tests.doubles.answers import Answer, Body
from tests.doubles.server import offline, scripted_server


@dataclass
class Provider:
    """Answers as the offline model; while request `number` is under way it does `meanwhile`."""

    number: int = 0
    meanwhile: Callable[[], object] = lambda: None
    answer: Answer | None = None  # to that request, instead
    asked: list[Body] = field(default_factory=list)

    def __call__(self, body: Body) -> Answer:
        self.asked.append(body)
        if len(self.asked) != self.number:
            return offline(body)
        try:
            self.meanwhile()
        finally:
            connection.close()  # of this thread
        return self.answer or offline(body)


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    told = Provider()
    with scripted_server(told) as server:
        settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL = "key", server.base_url
        yield told


LATER = Answer(429, b"{}", {"retry-after": "3600"})
STAGES = {  # what is asked of the model before the job ends; the first request is a turn
    "queued": 0,
    "reading": 0,
    "extracting, with the call in flight": 2,
    "draining": 2,
    "about to be parked": 2,
    "parked": 2,
    "analysing": 3,
    "reporting": 4,
}


def prepare(
    stage: str, place: int, job: Job, provider: Provider, patch: pytest.MonkeyPatch
) -> None:
    """Have the job cancelled when it is at that stage."""

    def cancel() -> None:
        with institution_scope(place):
            jobs.cancel(Job.objects.get(pk=job.pk))

    def cancel_while_draining() -> None:
        with institution_scope(place):
            Job.objects.filter(pk=job.pk).update(drain_requested=True)
        cancel()

    def read(institution_id: int, paper_id: int) -> bool:
        cancel()
        return True

    match stage:
        case "queued":
            cancel()
        case "reading":
            with institution_scope(place):
                Paper.objects.update(status="received")
            patch.setattr(profiling, "read_paper", read)
        case "extracting, with the call in flight":
            provider.number, provider.meanwhile = 2, cancel
        case "draining":
            provider.number, provider.meanwhile = 2, cancel_while_draining
        case "about to be parked":
            provider.number, provider.meanwhile, provider.answer = 2, cancel, LATER
        case "parked":
            provider.number, provider.answer = 2, LATER
        case _:
            patch.setattr(failpoints, "die", cancel)
            entered = {"analysing": "analysis.entered:1", "reporting": "report.entered:1"}
            patch.setattr(failpoints, "armed", entered[stage])


def test_cancelled_job_asks_nothing_more_and_publishes_nothing(
    real_db: None, provider: Provider, settings: Any
) -> None:
    settings.MODEL_PATIENCE = 2
    number_from_far()
    first = institutions(1, papers=1)[0]
    found = {}
    for number, stage in enumerate(STAGES, 1):
        place = copy_of(first, number)
        job = ask(place)
        provider.asked, provider.number, provider.answer = [], 0, None
        provider.meanwhile = Provider.meanwhile
        failpoints.visits.clear()
        ProviderRow.objects.all().delete()
        with pytest.MonkeyPatch.context() as patch:
            prepare(stage, place, job, provider, patch)
            run_job(place, job.pk)
        if stage == "parked":
            assert job_of(place).parked
            with institution_scope(place):
                jobs.cancel(job)
        run_job(place, job.pk)
        ended = job_of(place)
        with institution_scope(place):
            left = Profile.objects.count() + Report.objects.count()
            reported = Step.objects.filter(name="generate_report").exists()
        found[stage] = (len(provider.asked), ended.status, left, reported, broken_rules(place))
        assert (stage, ended.cancel_requested and ended.active) == (stage, False)
    assert found == {stage: (asked, "cancelled", 0, False, []) for stage, asked in STAGES.items()}
