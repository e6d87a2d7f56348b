"""Jobs and their transcripts, in few queries however long they are."""

from typing import Any

from django.db.models import Count, Q, QuerySet, StringAgg, Sum, Value
from django.db.models.functions import TruncMonth

from analysis.agents.journal import UNDER_WAY
from analysis.enums import JobStatus
from analysis.models import Attempt, Job, JobPaper, Step, Turn

ATTEMPT_TOKENS = (
    *("input_tokens", "cached_tokens", "cache_write_tokens", "output_tokens"),
    "reasoning_tokens",
)
TURNS, STEPS = Turn._meta.db_table, Step._meta.db_table


def jobs_matching(
    *, professor: int | None = None, status: JobStatus | None = None
) -> QuerySet[Job]:
    """Jobs with these values, None for any: the latest first, without their results."""
    wanted = {"professor_id": professor, "status": status}
    chosen = {name: value for name, value in wanted.items() if value is not None}
    jobs = Job.objects.filter(**chosen).select_related("professor").defer("analysis")
    return jobs.order_by("-created_at", "-pk")


def papers_of_job(job: Job) -> QuerySet[JobPaper]:
    """What became of each paper of a job, in the order of their aliases."""
    return job.papers.select_related("paper").defer("paper__outline_json")


def attempts_of_job(job: Job) -> QuerySet[Attempt]:
    """Every request that a job sent, in the order of time."""
    return job.attempts.order_by("started_at", "pk")


def spending_by_month() -> list[dict[str, Any]]:
    """What each model took in each month, the latest month first; what is under way left out."""
    sums = {name: Sum(name) for name in ATTEMPT_TOKENS}
    failed = Count("pk", filter=~Q(outcome="ok"))
    rows = (
        Attempt.objects.exclude(outcome=UNDER_WAY)
        .annotate(month=TruncMonth("started_at"))
        .values("month", "model")
        .annotate(
            attempts=Count("pk"),
            failed=failed,
            cost_estimate_usd=Sum("cost"),
            price_tables=StringAgg("price_table", Value("; "), distinct=True),
            **sums,
        )
        .order_by("-month", "model")
    )
    return [{**row, "month": f"{row['month']:%Y-%m}"} for row in rows]


def transcript_of_job(job: Job, offset: int, limit: int) -> tuple[list[Turn | Step], int]:
    """Turns and steps as they were written down, from `offset` on, and how many there are in all.

    Four queries: how many, which rows stand in this part, and those rows.
    """
    places = _places(job, Turn).union(_places(job, Step)).order_by("created_at", "-table", "pk")
    part = list(places[offset : offset + limit])
    turns = Turn.objects.in_bulk([place["pk"] for place in part if place["table"] == TURNS])
    steps = Step.objects.in_bulk([place["pk"] for place in part if place["table"] == STEPS])
    rows = [turns[place["pk"]] if place["table"] == TURNS else steps[place["pk"]] for place in part]
    return rows, places.count()


def _places(job: Job, model: type[Turn | Step]) -> QuerySet[Any, Any]:
    table = Value(model._meta.db_table)
    return model._default_manager.filter(job=job).values("pk", "created_at", table=table)
