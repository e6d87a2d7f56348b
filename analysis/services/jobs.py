"""Jobs: asked for, claimed, renewed, parked, settled. The only writer of `Job.status`.

A job is worked on by whoever holds its lease. The lease's token is a fence: whatever is written
for a job is written in the transaction in which the token is found to be the holder's still, so
that a worker believed dead cannot write once another has taken over. All times are the database's.
"""

import os
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Greatest, Now

from analysis.enums import ACTIVE, JobStatus, Stage
from analysis.errors import WAITING_WORDS, Cancelled, Drained, LeaseLost, Waiting
from analysis.models import Job, JobPaper
from analysis.services import providers
from analysis.services.engines import engine_address
from analysis.services.refusals import JobRefused
from analysis.services.writing_off import write_off
from exams.failpoints import failpoint
from exams.models import Paper, Professor, User
from exams.queue import Bell, ring
from exams.selectors.released import released_papers
from exams.tenancy import institution_scope

MAX_CLAIMS = 5  # a job that takes its worker down with it ends here
LONGEST_PARKED = timedelta(days=3)
CLUSTER = "PROFILER_CLUSTER"  # the variable that names the cluster of a worker
UNHELD: dict[str, Any] = {"lease_token": None, "lease_until": None}
FRESH: dict[str, Any] = {"not_before": None, "reason": "", "detail": "", "drain_requested": False}


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on a job."""

    institution_id: int
    job_id: int
    token: uuid.UUID


@transaction.atomic
def request_job(
    professor: Professor, papers: Sequence[Paper] | None = None, requested_by: User | None = None
) -> Job:
    """Ask for a profile over `papers` (default: all of the professor's); raises `JobRefused`.

    Papers that students may not see are left out: nothing of them may get into a forecast.
    """
    wanted = list(papers if papers is not None else professor.papers.all())
    if not wanted:
        raise JobRefused("no_papers", f"There are no papers of {professor} yet. Upload some first.")
    ids = [paper.pk for paper in wanted]
    released = set(released_papers().filter(pk__in=ids).values_list("pk", flat=True))
    chosen = [paper for paper in wanted if paper.pk in released]
    foreign = [paper.file_name for paper in wanted if paper.professor_id != professor.pk]
    if foreign:
        raise JobRefused("other_professor", f"Not by {professor}: {', '.join(foreign)}.")
    if not chosen:
        words = f"Students may see none of these papers of {professor}. Release some first."
        raise JobRefused("unreleased", words)
    try:
        with transaction.atomic():
            job = Job.objects.create(professor=professor, requested_by=requested_by)
    except IntegrityError as error:
        raise JobRefused("running", f"An analysis of {professor} is already under way.") from error
    JobPaper.objects.bulk_create(
        JobPaper(job=job, paper=paper, alias=f"paper_{number}")
        for number, paper in enumerate(chosen, 1)
    )
    ring(Bell.RUN_JOB, job.pk)
    return job


def claim(institution_id: int, job_id: int) -> Lease | None:
    """Take a job that nobody works on; None where it is gone, finished, parked or somebody else's.

    What its last worker left under way is written off. A job claimed too often is failed here: it
    must have killed its workers.
    """
    lease = Lease(institution_id, job_id, uuid.uuid4())
    with institution_scope(institution_id):
        free = Q(lease_until=None) | Q(lease_until__lt=Now())
        due = Q(not_before=None) | Q(not_before__lte=Now())
        claimed = Job.objects.filter(free, due, pk=job_id, status__in=ACTIVE).update(
            status=JobStatus.RUNNING,
            lease_token=lease.token,
            lease_until=Now() + timedelta(seconds=settings.LEASE_SECONDS),
            holder=os.environ.get(CLUSTER, ""),
            claims=F("claims") + 1,
            started_at=Coalesce("started_at", Now()),
            **FRESH,
        )
        if not claimed:
            return None
        write_off(job_id)
        if Job.objects.filter(pk=job_id, claims__gt=MAX_CLAIMS).exists():
            words = f"The worker died {MAX_CLAIMS} times over this job. Look at its papers."
            settle(lease, JobStatus.FAILED, reason="poison", detail=words)
            return None
    failpoint("job.claimed")
    return lease


def renew(lease: Lease) -> bool:
    """Keep the lease; False where another worker has it or the job was settled."""
    try:
        with institution_scope(lease.institution_id):
            hold(lease)
    except LeaseLost:
        return False  # the next write will meet the fence
    return True


def hold(lease: Lease) -> None:
    """The fence: within a transaction, go on only as the holder, and so renew the lease."""
    held = Job.objects.filter(pk=lease.job_id, lease_token=lease.token, status=JobStatus.RUNNING)
    until = Now() + timedelta(seconds=settings.LEASE_SECONDS)
    if not held.update(lease_until=until):
        raise LeaseLost


def go_on(lease: Lease, *, before_call: bool = False) -> None:
    """The fence of a job that is to go on: raises `LeaseLost`, `Cancelled` or `Drained`.

    A job that is to go back into the queue does so before its next call, and ends what it began.
    """
    held = Job.objects.filter(pk=lease.job_id, lease_token=lease.token, status=JobStatus.RUNNING)
    wanted = held.filter(cancel_requested=False)
    wanted = wanted.filter(drain_requested=False) if before_call else wanted
    if wanted.update(lease_until=Now() + timedelta(seconds=settings.LEASE_SECONDS)):
        return
    cancelled = held.values_list("cancel_requested", flat=True).first()
    if cancelled is None:
        raise LeaseLost
    raise Cancelled if cancelled else Drained


def enter(lease: Lease, stage: Stage, *, model: str = "") -> None:
    """Say what the job is doing now, and with which model."""
    with institution_scope(lease.institution_id):
        hold(lease)
        Job.objects.filter(pk=lease.job_id).update(
            stage=stage, **({"model": model} if model else {})
        )


def note_lacks(lease: Lease, lacks: Sequence[str]) -> None:
    """Write down what the endpoint was found to lack, for whoever holds the lease still."""
    with institution_scope(lease.institution_id):
        held = Job.objects.filter(pk=lease.job_id, lease_token=lease.token)
        held.exclude(lacks=list(lacks)).update(lacks=list(lacks))


def settle(
    lease: Lease, status: JobStatus, *, reason: str = "", detail: str = "", summary: str = ""
) -> None:
    """End a job; raises `LeaseLost` where it is not ours to end."""
    with institution_scope(lease.institution_id):
        hold(lease)
        stage = {"stage": Stage.DONE} if status in {JobStatus.SUCCEEDED, JobStatus.PARTIAL} else {}
        Job.objects.filter(pk=lease.job_id).update(
            status=status,
            reason=reason,
            detail=detail,
            summary=summary,
            finished_at=Now(),
            **UNHELD,
            **stage,
        )
        failpoint("job.unsettled")


def park(lease: Lease, cause: Waiting, seconds: float) -> None:
    """Let the job wait for something outside, and its worker go; the sweep rings when it is time.

    A job that has been at it for days is failed instead. It has shown that it kills no worker, so
    that its claims are counted anew.
    """
    words = WAITING_WORDS[cause]
    with institution_scope(lease.institution_id):
        hold(lease)
        if _cancelled(lease):
            return
        job = Job.objects.filter(pk=lease.job_id)
        if job.filter(started_at__lt=Now() - LONGEST_PARKED).exists():
            days = f"It has been so for {LONGEST_PARKED.days} days. Start the job again later."
            settle(lease, JobStatus.FAILED, reason=cause, detail=f"{words} {days}")
            return
        job.update(
            status=JobStatus.QUEUED,
            not_before=Now() + timedelta(seconds=seconds),
            reason=cause,
            detail=words,
            parks=F("parks") + 1,
            claims=0,
            **UNHELD,
        )


def give_back(lease: Lease) -> None:
    """Put the job back into the queue, for this worker is about to stop; it is not counted."""
    with institution_scope(lease.institution_id):
        hold(lease)
        if _cancelled(lease):
            return
        Job.objects.filter(pk=lease.job_id).update(
            status=JobStatus.QUEUED,
            claims=Greatest(F("claims") - 1, 0),
            drain_requested=False,
            rung_at=Now(),
            **UNHELD,
        )
        ring(Bell.RUN_JOB, lease.job_id)


def _cancelled(lease: Lease) -> bool:
    """Whether somebody wants the job to end, which it has then; it is not to wait before."""
    wanted = Job.objects.filter(pk=lease.job_id, cancel_requested=True).exists()
    if wanted:
        settle(lease, JobStatus.CANCELLED)
    return wanted


@transaction.atomic
def cancel(job: Job) -> None:
    """End a waiting job at once, a running one before its next step."""
    waiting = Job.objects.filter(pk=job.pk, status=JobStatus.QUEUED)
    if waiting.update(status=JobStatus.CANCELLED, finished_at=Now(), **FRESH):
        return
    Job.objects.filter(pk=job.pk, status=JobStatus.RUNNING).update(cancel_requested=True)


@transaction.atomic
def resume(job: Job) -> None:
    """Have a parked job go on now; raises `JobRefused` where it waits for nothing outside.

    A provider that closed is asked again. Where it is still away, or the day's limit still reached,
    the job is parked again and says so.
    """
    waiting = Job.objects.filter(pk=job.pk, status=JobStatus.QUEUED, not_before__isnull=False)
    if not waiting.update(rung_at=Now(), **FRESH):
        raise JobRefused("not_parked", "This analysis does not wait for anything outside.")
    providers.reopen(engine_address())
    ring(Bell.RUN_JOB, job.pk)


@transaction.atomic
def retry(job: Job, requested_by: User | None = None) -> Job:
    """Ask for the same again. What was extracted is kept, so that only the rest is paid."""
    if job.active:
        raise JobRefused("running", "This analysis is still under way.")
    return request_job(
        job.professor, [entry.paper for entry in job.papers.select_related("paper")], requested_by
    )
