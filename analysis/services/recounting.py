"""Decisions of reviewers counted at once: the statistics again, without any model and its cost.

So are topics that were renamed, merged or parted. A reviewer decides every few seconds and a
profile takes some to be made, so it is made again when there has been nothing for a moment.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Max, Q, QuerySet
from django.db.models.functions import Coalesce, Now

from analysis.enums import ACTIVE, JobStatus, PaperState
from analysis.models import Job, Review
from analysis.services.findings import analyse_papers, keep_analysis
from exams.models import Topic
from exams.queue import Bell, ring
from exams.tenancy import institution_scope, platform_scope

QUIET = timedelta(seconds=20)
GIVEN_UP = timedelta(hours=1)  # later it counts with the next analysis that somebody starts
CONCLUDED = (JobStatus.SUCCEEDED, JobStatus.PARTIAL)


def sweep_reviews() -> int:
    """Ring for every professor whose decisions no profile counts yet; returns how many."""
    with platform_scope("find decisions that no profile counts yet"):
        decided = _due(Review.across.all(), "created_at", "paper__professor")
        renamed = _due(Topic.across.all(), "changed_at", "course__papers__professor")
        found = decided | renamed
    for institution_id, professor_id in found:
        with institution_scope(institution_id):
            ring(Bell.COUNT_AGAIN, professor_id)
    return len(found)


def _due(rows: QuerySet[Any], when: str, professor: str) -> set[tuple[int, int]]:
    """Institution and professor of rows of whose latest a moment has passed, and no count."""
    lately = rows.filter(**{f"{when}__gt": Now() - GIVEN_UP})
    latest = lately.values("institution_id", f"{professor}_id").annotate(
        last=Max(when), counted=_counted(f"{professor}__")
    )
    due = latest.filter(last__lt=Now() - QUIET, counted__lt=F("last"))
    return set(due.values_list("institution_id", f"{professor}_id"))


def _last_change(professor_id: int) -> datetime | None:
    """When somebody last decided on a question or renamed a topic of the professor's papers."""
    decided = Review.objects.filter(paper__professor=professor_id)
    renamed = Topic.objects.filter(course__papers__professor=professor_id)
    times = (
        decided.aggregate(last=Max("created_at"))["last"],
        renamed.aggregate(last=Max("changed_at"))["last"],
    )
    return max(filter(None, times), default=None)


def _counted(to: str) -> Max:
    """When the latest analysis of a professor was computed; empty where there is none."""
    when = Coalesce(f"{to}jobs__counted_at", f"{to}jobs__finished_at")
    return Max(when, filter=Q(**{f"{to}jobs__status__in": CONCLUDED}))


def count_again(institution_id: int, professor_id: int) -> int | None:
    """Compute the latest analysis of a professor anew from what is stored; answers its job.

    None where there is none, where a newer one is under way that will count the decisions anyway,
    and where they are counted already.
    """
    with institution_scope(institution_id):
        jobs = Job.objects.filter(professor=professor_id)
        concluded = jobs.filter(status__in=CONCLUDED).filter(analysis__isnull=False)
        job = concluded.select_for_update(of=("self",)).order_by("-pk").first()
        last = _last_change(professor_id)
        if job is None or last is None or jobs.filter(status__in=ACTIVE).exists():
            return None
        if last <= (job.counted_at or job.finished_at or last):
            return None
        entries = job.papers.select_related("paper__course").filter(state=PaperState.EXTRACTED)
        keep_analysis(job, analyse_papers(job, list(entries), job.model))
        return job.pk
