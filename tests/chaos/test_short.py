"""Short versions of the try-outs of `python -m tests.chaos`, within one process."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models.functions import Now

from analysis.models import Attempt, Job, Provider
from exams import failpoints
from exams.tenancy import institution_scope
from profiler_site.pipeline import run_job
from tests.chaos.audit import broken_rules, differences, left_by
from tests.chaos.spoiling import ANY
from tests.chaos.stage import ask, copy_of, institutions, job_of, number_from_far
from tests.doubles.answers import Answer, Body, says
from tests.doubles.server import ScriptedServer, offline, scripted_server

PLACES = ("call.entered:2", "model_step.uncommitted:1", "analysis.kept:1", "report.published:1")

pytestmark = pytest.mark.timeout(300)


class Killed(BaseException):
    """Stands for SIGKILL: nothing of ours catches it."""


def killed() -> None:
    raise Killed


@pytest.fixture
def server(settings: Any, unprinted: None) -> Iterator[ScriptedServer]:
    with scripted_server(offline) as running:
        settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL = "key", running.base_url
        yield running


@pytest.fixture
def first(real_db: None) -> int:
    """An institution whose one paper is read."""
    number_from_far()
    return institutions(1, papers=1)[0]


def test_crash_at_a_failpoint_leaves_what_an_undisturbed_run_leaves(
    first: int, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(failpoints, "die", killed)
    run_job(first, ask(first).pk)
    same, needed = left_by(first), len(server.requests)
    assert (same.status, broken_rules(first)) == ("succeeded", [])
    for number, place in enumerate(PLACES, 1):
        other, before = copy_of(first, number), len(server.requests)
        job = ask(other)
        failpoints.visits.clear()
        monkeypatch.setattr(failpoints, "armed", place)
        with pytest.raises(Killed):
            run_job(other, job.pk)
        monkeypatch.setattr(failpoints, "armed", "")
        with institution_scope(other):
            Job.objects.update(lease_until=Now())
        run_job(other, job.pk)
        assert (place, differences(same, left_by(other))) == (place, [])
        assert (place, broken_rules(other)) == (place, [])
        assert len(server.requests) - before <= needed + 1


def test_message_that_comes_again_does_nothing(first: int, server: ScriptedServer) -> None:
    job = ask(first)
    run_job(first, job.pk)
    before, asked = left_by(first), len(server.requests)
    for _ in range(4):
        run_job(first, job.pk)
    assert (left_by(first), len(server.requests)) == (before, asked)


def test_provider_that_is_away_parks_the_job_which_then_goes_on(first: int, settings: Any) -> None:
    settings.MODEL_PATIENCE = 2
    asked: list[Body] = []

    def busy_at_first(body: Body) -> Answer:
        asked.append(body)
        if len(asked) > 1:
            return offline(body)
        return Answer(429, b"{}", {"retry-after": "3600"})

    with scripted_server(busy_at_first) as server:
        settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL = "key", server.base_url
        job = ask(first)
        run_job(first, job.pk)
        waiting = job_of(first)
        assert (waiting.parked, waiting.reason, waiting.claims) == (True, "provider_waits", 0)
        run_job(first, job.pk)
        assert len(asked) == 1
        let_time_pass(first)
        run_job(first, job.pk)
    assert (job_of(first).status, broken_rules(first)) == ("succeeded", [])
    with institution_scope(first):
        outcomes = Attempt.objects.values_list("purpose", "number", "outcome", "status")
        assert list(outcomes)[:2] == [("turn:1", 1, "rate", 429), ("turn:1", 1, "ok", 200)]


def let_time_pass(institution: int) -> None:
    """Bring the job to the moment that it waits for, and the provider past what it asked for."""
    Provider.objects.update(closed_until=None)
    with institution_scope(institution):
        Job.objects.update(not_before=Now())


@pytest.mark.parametrize("name", sorted(ANY))
def test_spoilt_answer_is_not_the_right_one(name: str) -> None:
    right = says("Hello.")
    spoilt = ANY[name](right)
    assert (spoilt.body, spoilt.status, spoilt.after, spoilt.cut, spoilt.drip) != (
        *(right.body, 200),
        *(0.0, 1.0, 0),
    )
