"""Jobs seen by several connections: claimed at once, swept, freed and drained."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone
from django_q.models import OrmQ
from django_q.signing import SignedPackage

from analysis.enums import FINISHED
from analysis.errors import Waiting
from analysis.models import Job
from analysis.services import jobs
from analysis.services.jobs import Lease, claim, request_job
from analysis.services.profiling import run_job
from analysis.services.sweeping import drain, free_jobs_of, sweep
from exams.models import Professor
from exams.queue import Bell, ring
from exams.tenancy import institution_scope
from tests.api_client import add_paper
from tests.people import make_people

SECOND = timedelta(seconds=1)


def home(job: Job) -> int:
    """The institution of a stored job."""
    assert job.institution_id
    return job.institution_id


def take(job: Job) -> Lease | None:
    return claim(home(job), job.pk)


def claimed(job: Job) -> Lease:
    lease = take(job)
    assert lease is not None
    return lease


def messages() -> list[tuple[str, tuple[int, ...]]]:
    """What the queue holds: who is rung for, and the two numbers."""
    tasks = [SignedPackage.loads(row.payload) for row in OrmQ.objects.order_by("pk")]
    return [(str(task["func"]), task["args"]) for task in tasks]


def values(job: Job, *names: str) -> tuple[Any, ...]:
    row: tuple[Any, ...] = Job.objects.values_list(*names).get(pk=job.pk)
    return row


@pytest.fixture
def two_jobs(real_db: None) -> tuple[Job, Job]:
    """A job in each of two institutions, committed; the queue emptied of their bells."""
    people = make_people()
    found = []
    for institution in (people.norvale, people.elsewhere):
        with institution_scope(institution.pk):
            professor = Professor.objects.create(name="Ada", slug="ada")
            add_paper(professor, None, 2021)
            found.append(request_job(professor))
    OrmQ.objects.all().delete()
    return found[0], found[1]


def change(job: Job, **new: Any) -> None:
    with institution_scope(home(job)):
        Job.objects.filter(pk=job.pk).update(**new)


def test_claim_in_the_name_of_another_institution_is_refused(two_jobs: tuple[Job, Job]) -> None:
    job, foreign = two_jobs
    assert claim(home(job), foreign.pk) is None
    assert take(foreign) is not None


def test_of_many_claims_at_once_one_is_granted(two_jobs: tuple[Job, Job]) -> None:
    job, _ = two_jobs
    ready, granted = threading.Barrier(4), list[Lease | None]()

    def try_it() -> None:
        ready.wait()
        granted.append(take(job))
        connection.close()

    threads = [threading.Thread(target=try_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [lease is None for lease in granted].count(False) == 1
    with institution_scope(home(job)):
        assert values(job, "claims") == (1,)


def test_sweep_rings_for_abandoned_and_unheard_jobs_of_all_institutions(
    two_jobs: tuple[Job, Job], settings: Any
) -> None:
    settings.LEASE_SECONDS = 30
    abandoned, unheard = two_jobs
    assert take(abandoned)
    change(abandoned, lease_until=Now() - SECOND, rung_at=Now() - 31 * SECOND)
    change(unheard, rung_at=Now() - 31 * SECOND)
    assert sweep() == 2
    assert sorted(messages()) == [
        (Bell.RUN_JOB.value, (job.institution_id, job.pk)) for job in two_jobs
    ]
    OrmQ.objects.all().delete()
    assert sweep() == 0  # rung for a moment ago
    assert messages() == []


def test_sweep_leaves_waiting_jobs_alone_while_their_bells_may_be_in_the_queue(
    two_jobs: tuple[Job, Job], settings: Any
) -> None:
    settings.LEASE_SECONDS = 30
    abandoned, waiting = two_jobs
    with institution_scope(home(waiting)):
        ring(Bell.RUN_JOB, waiting.pk)
    OrmQ.objects.update(lock=timezone.now() - SECOND)
    change(waiting, rung_at=Now() - 31 * SECOND)
    assert sweep() == 0
    assert take(abandoned)
    change(abandoned, lease_until=Now() - SECOND, rung_at=Now() - 31 * SECOND)
    assert sweep() == 1


def test_sweep_rings_for_nobody_who_is_well(two_jobs: tuple[Job, Job], settings: Any) -> None:
    settings.LEASE_SECONDS = 30
    running, waiting = two_jobs
    assert take(running)
    change(running, rung_at=Now() - timedelta(days=1))
    change(waiting, rung_at=Now() - 25 * SECOND)
    assert sweep() == 0
    for status in sorted(FINISHED):
        long_ago = Now() - timedelta(days=1)
        change(running, status=status, lease_until=long_ago, rung_at=long_ago)
        change(waiting, status=status, rung_at=long_ago)
        assert sweep() == 0
    assert messages() == []


def test_sweep_rings_for_a_parked_job_when_its_time_has_come(
    two_jobs: tuple[Job, Job], settings: Any
) -> None:
    settings.LEASE_SECONDS = 30
    due, _ = two_jobs
    for job in two_jobs:
        jobs.park(claimed(job), Waiting.PROVIDER_WAITS, 60)
        change(job, rung_at=Now() - timedelta(minutes=2))
    change(due, not_before=Now() - SECOND)
    assert sweep() == 1
    assert messages() == [(Bell.RUN_JOB.value, (due.institution_id, due.pk))]
    assert sweep() == 0


def test_jobs_of_a_dead_cluster_are_free_at_once(
    two_jobs: tuple[Job, Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    dead, well = two_jobs
    for job, cluster in ((dead, "one"), (well, "two")):
        monkeypatch.setenv("PROFILER_CLUSTER", cluster)
        claimed(job)
    assert free_jobs_of("one") == 1
    assert messages() == [(Bell.RUN_JOB.value, (dead.institution_id, dead.pk))]
    assert take(well) is None
    assert take(dead) is not None


def test_drained_cluster_gives_its_job_back_before_the_next_call(
    two_jobs: tuple[Job, Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    job, _ = two_jobs
    monkeypatch.setenv("PROFILER_CLUSTER", "one")
    monkeypatch.setattr("analysis.services.profiling.read_papers", lambda _: drain("one"))
    run_job(home(job), job.pk, lambda _: {})
    job = stored(job)
    assert (job.status, job.claims, job.drain_requested) == ("queued", 0, False)
    assert messages() == [(Bell.RUN_JOB.value, (job.institution_id, job.pk))]


def stored(job: Job) -> Job:
    with institution_scope(home(job)):
        return Job.objects.get(pk=job.pk)
