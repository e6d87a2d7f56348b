"""Jobs that nobody works on, found and rung for again; and clusters that are about to stop."""

from datetime import timedelta

from django.conf import settings
from django.db.models import F, Q
from django.db.models.functions import Now

from analysis.enums import JobStatus
from analysis.models import Job
from exams.queue import Bell, ring, waiting
from exams.tenancy import institution_scope, platform_scope


def sweep() -> int:
    """Ring again for jobs that nobody works on; returns how many.

    These are running ones whose lease is over, parked ones whose time has come, and waiting ones
    whose bell was lost: it cannot be in the queue if that is empty.
    """
    lately = Now() - timedelta(seconds=settings.LEASE_SECONDS)
    abandoned = Q(status=JobStatus.RUNNING, lease_until__lt=Now(), rung_at__lt=lately)
    parked = Q(status=JobStatus.QUEUED, not_before__lte=Now())
    due = parked & (Q(rung_at__lt=F("not_before")) | Q(rung_at__lt=lately))
    lost = Q(status=JobStatus.QUEUED, not_before=None, rung_at__lt=lately)
    unheard = Q(pk=None) if waiting() else lost
    return _ring_for(abandoned | due | unheard, "find jobs that no worker holds")


def free_jobs_of(cluster: str) -> int:
    """Let others take up at once what a cluster held whose processes are all dead; how many."""
    held = Q(status=JobStatus.RUNNING, holder=cluster)
    return _ring_for(held, "free the jobs of a dead worker", lease_until=Now())


def drain(cluster: str) -> int:
    """Ask a cluster's jobs to go back into the queue before their next call; how many there are."""
    held = Q(status=JobStatus.RUNNING, holder=cluster, lease_until__gt=Now())
    found = _find(held, "drain a worker that is to stop")
    for institution_id, job_id in found:
        with institution_scope(institution_id):
            Job.objects.filter(held, pk=job_id).update(drain_requested=True)
    return len(found)


def _ring_for(wanted: Q, reason: str, **changes: object) -> int:
    found = _find(wanted, reason)
    for institution_id, job_id in found:
        with institution_scope(institution_id):
            if Job.objects.filter(wanted, pk=job_id).update(rung_at=Now(), **changes):
                ring(Bell.RUN_JOB, job_id)
    return len(found)


def _find(wanted: Q, reason: str) -> list[tuple[int, int]]:
    """The institution and number of each job; by the role that sees all institutions."""
    with platform_scope(reason):
        return list(Job.across.filter(wanted).values_list("institution_id", "pk"))
