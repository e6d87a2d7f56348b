"""Jobs against the real database: who may work on one, when, and what is left when they may not."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now
from django.utils import timezone
from django_q.models import OrmQ
from django_q.signing import SignedPackage

from analysis.enums import FINISHED, JobStatus, Stage
from analysis.errors import LeaseLost
from analysis.models import Job, JobPaper
from analysis.services import jobs
from analysis.services.jobs import Lease, claim, request_job
from analysis.services.refusals import JobRefused
from exams.models import Institution, Paper, Professor
from exams.tenancy import institution_scope
from tests.api_client import add_paper
from tests.people import People

SECOND = timedelta(seconds=1)


@pytest.fixture
def ada(norvale: Institution) -> Professor:
    professor = Professor.objects.create(name="Ada", slug="ada")
    for year in (2021, 2022):
        add_paper(professor, None, year)
    return professor


@pytest.fixture
def job(ada: Professor) -> Job:
    return request_job(ada)


@pytest.fixture
def lease(job: Job) -> Lease:
    return claimed(job)


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


def let_lease_end(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(lease_until=Now() - SECOND)


def messages() -> list[tuple[str, tuple[int, ...]]]:
    """What the queue holds: who is rung for, and the two numbers."""
    tasks = [SignedPackage.loads(row.payload) for row in OrmQ.objects.order_by("pk")]
    return [(str(task["func"]), task["args"]) for task in tasks]


def values(job: Job, *names: str) -> tuple[Any, ...]:
    row: tuple[Any, ...] = Job.objects.values_list(*names).get(pk=job.pk)
    return row


# --- Asking ---------------------------------------------------------------------------------


def test_request_takes_all_papers_of_the_professor_and_rings_once(
    ada: Professor, people: People
) -> None:
    job = request_job(ada, requested_by=people.bob)
    assert values(job, "status", "stage", "requested_by", "claims", "lease_token") == (
        *("queued", "read"),
        *(people.bob.pk, 0, None),
    )
    entries = [(one.alias, one.paper.year, one.state) for one in job.papers.all()]
    assert entries == [("paper_1", 2021, "waiting"), ("paper_2", 2022, "waiting")]
    assert messages() == [("profiler_site.pipeline.run_job", (job.institution_id, job.pk))]


def test_request_takes_the_chosen_papers_only(ada: Professor) -> None:
    paper = ada.papers.get(year=2022)
    job = request_job(ada, [paper])
    assert [(one.alias, one.paper) for one in job.papers.all()] == [("paper_1", paper)]


@pytest.mark.parametrize("papers", [None, []])
def test_request_without_papers_is_refused(
    papers: list[Paper] | None, norvale: Institution
) -> None:
    nobody = Professor.objects.create(name="Nobody", slug="nobody")
    with pytest.raises(JobRefused) as refused:
        request_job(nobody, papers)
    assert refused.value.code == "no_papers"
    assert str(refused.value) == "There are no papers of Nobody yet. Upload some first."
    assert (Job.objects.count(), messages()) == (0, [])


def test_request_for_papers_of_somebody_else_names_them(ada: Professor) -> None:
    ben = Professor.objects.create(name="Ben", slug="ben")
    strange = [add_paper(ben, None, 2019), add_paper(None, None, 2020)]
    with pytest.raises(JobRefused) as refused:
        request_job(ada, [*ada.papers.all(), *strange])
    assert refused.value.code == "other_professor"
    assert str(refused.value) == "Not by Ada: 2019.pdf, 2020.pdf."
    assert (Job.objects.count(), messages()) == (0, [])


@pytest.mark.parametrize("status", [JobStatus.QUEUED, JobStatus.RUNNING])
def test_request_while_one_is_under_way_is_refused(status: str, ada: Professor, job: Job) -> None:
    Job.objects.update(status=status)
    with pytest.raises(JobRefused) as refused:
        request_job(ada)
    assert refused.value.code == "running"
    assert str(refused.value) == "An analysis of Ada is already under way."
    assert (Job.objects.count(), JobPaper.objects.count(), len(messages())) == (1, 2, 1)


@pytest.mark.parametrize("status", sorted(FINISHED))
def test_request_after_a_finished_one_is_granted(status: str, ada: Professor, job: Job) -> None:
    Job.objects.update(status=status)
    assert request_job(ada).pk != job.pk


def test_request_that_is_rolled_back_leaves_no_message(
    ada: Professor, norvale: Institution
) -> None:
    held = []

    def change_our_mind() -> None:
        with institution_scope(norvale.pk):
            request_job(ada)
            held.extend(messages())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change_our_mind()
    assert len(held) == 1
    assert (Job.objects.count(), messages()) == (0, [])


# --- Claiming and holding -------------------------------------------------------------------


def test_claim_starts_a_waiting_job(job: Job, settings: Any) -> None:
    settings.LEASE_SECONDS = 40
    lease = claimed(job)
    assert (lease.institution_id, lease.job_id) == (job.institution_id, job.pk)
    assert values(job, "status", "lease_token", "claims") == ("running", lease.token, 1)
    job.refresh_from_db()
    assert job.started_at
    assert job.lease_until
    left = job.lease_until - timezone.now()
    assert timedelta(seconds=5) < left <= timedelta(seconds=41)


def test_claim_of_a_held_job_is_refused(job: Job, lease: Lease) -> None:
    assert take(job) is None
    assert values(job, "lease_token", "claims") == (lease.token, 1)


@pytest.mark.parametrize("status", sorted(FINISHED))
def test_claim_of_a_finished_job_is_refused(status: str, job: Job) -> None:
    Job.objects.update(status=status)
    assert take(job) is None
    assert values(job, "status", "claims") == (status, 0)


def test_claim_of_a_missing_job_is_refused(job: Job) -> None:
    assert claim(home(job), job.pk + 1) is None


def test_lease_that_is_over_is_taken_over_and_the_start_is_kept(job: Job, lease: Lease) -> None:
    (started,) = values(job, "started_at")
    let_lease_end(job)
    second = claimed(job)
    assert second.token != lease.token
    assert values(job, "lease_token", "claims", "started_at") == (second.token, 2, started)


def test_former_holder_can_do_nothing_any_more(job: Job, lease: Lease) -> None:
    let_lease_end(job)
    second = claimed(job)
    assert jobs.renew(lease) is False
    with pytest.raises(LeaseLost):
        jobs.hold(lease)
    with pytest.raises(LeaseLost):
        jobs.enter(lease, Stage.REPORT, model="mine")
    with pytest.raises(LeaseLost):
        jobs.settle(lease, JobStatus.FAILED, reason="mine")
    assert values(job, "status", "stage", "model", "reason", "lease_token") == (
        *("running", "read", "", ""),
        second.token,
    )


def test_renewal_prolongs_the_lease_even_when_it_was_over(job: Job, lease: Lease) -> None:
    let_lease_end(job)
    assert jobs.renew(lease) is True
    assert take(job) is None


def test_stage_is_entered_and_the_model_kept(job: Job, lease: Lease) -> None:
    jobs.enter(lease, Stage.EXTRACT, model="offline-rules")
    jobs.enter(lease, Stage.ANALYSE)
    assert values(job, "stage", "model") == ("analyse", "offline-rules")


# --- Ending ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "stage"),
    [("succeeded", "done"), ("partial", "done"), ("failed", "report"), ("cancelled", "report")],
)
def test_settling_ends_the_job_and_frees_it(
    status: str, stage: str, job: Job, lease: Lease
) -> None:
    jobs.enter(lease, Stage.REPORT)
    words = {"reason": "why", "detail": "words", "summary": "all"}
    jobs.settle(lease, JobStatus(status), **words)
    assert values(job, "status", "stage", *words) == (status, stage, *words.values())
    assert values(job, "lease_token", "lease_until") == (None, None)
    job.refresh_from_db()
    assert job.finished_at
    with pytest.raises(LeaseLost):
        jobs.settle(lease, JobStatus.FAILED)
    assert take(job) is None


def test_waiting_job_is_cancelled_at_once(job: Job) -> None:
    jobs.cancel(job)
    job.refresh_from_db()
    assert (job.status, job.cancel_requested) == ("cancelled", False)
    assert job.finished_at
    assert take(job) is None


def test_running_job_is_asked_to_end_before_its_next_step(job: Job, lease: Lease) -> None:
    jobs.cancel(job)
    assert values(job, "status", "cancel_requested", "lease_token") == (
        *("running", True),
        lease.token,
    )


@pytest.mark.parametrize("status", sorted(FINISHED))
def test_finished_job_is_not_cancelled(status: str, job: Job) -> None:
    Job.objects.update(status=status)
    jobs.cancel(job)
    assert values(job, "status", "cancel_requested", "finished_at") == (status, False, None)


def test_retry_asks_for_the_same_papers_again(ada: Professor, people: People) -> None:
    first = request_job(ada, [ada.papers.get(year=2022)])
    jobs.cancel(first)
    first.refresh_from_db()
    again = jobs.retry(first, people.alice)
    assert (again.pk != first.pk, again.status, again.requested_by) == (
        *(True, "queued"),
        people.alice,
    )
    assert [entry.paper.year for entry in again.papers.all()] == [2022]
    assert [row for _, (_, row) in messages()] == [first.pk, again.pk]


def test_retry_of_a_job_under_way_is_refused(job: Job) -> None:
    with pytest.raises(JobRefused, match=r"This analysis is still under way\."):
        jobs.retry(job)
    assert Job.objects.count() == 1


def test_retry_after_its_papers_were_given_to_somebody_else_is_refused(job: Job) -> None:
    jobs.cancel(job)
    job.refresh_from_db()
    Paper.objects.update(professor=Professor.objects.create(name="Ben", slug="ben"))
    with pytest.raises(JobRefused, match=r"Not by Ada: 2021\.pdf, 2022\.pdf\."):
        jobs.retry(job)


def test_job_that_kills_its_workers_ends_at_the_sixth_claim(job: Job) -> None:
    for _ in range(jobs.MAX_CLAIMS):
        claimed(job)
        let_lease_end(job)
    assert take(job) is None
    assert values(job, "status", "reason", "detail", "lease_token") == (
        *("failed", "poison"),
        "The worker died 5 times over this job. Look at its papers.",
        None,
    )
