"""Charging what attempts took, and those of a worker that died at what was expected of them."""

from decimal import Decimal
from typing import Any

from django.db.models import F

from analysis.agents.journal import UNDER_WAY
from analysis.models import Attempt, Job
from analysis.services import days, providers

LOST = "lost"


def charge(line: Attempt, took: dict[str, Any]) -> None:
    """Put what an attempt took on its line, on its job and on its institution's day.

    A line that was written off before was charged then; only the difference is added.
    """
    before = dict.fromkeys(took, 0)
    if line.outcome == LOST:
        before = {name: getattr(line, name) for name in took}
    more = {name: took[name] - before[name] for name in took}
    changes = {name: F(name) + value for name, value in more.items() if value}
    if changes:
        Job.objects.filter(pk=line.job_id).update(**changes)
    days.settle(line, more["input_tokens"] + more["output_tokens"], Decimal(more["cost"]))
    for name, value in took.items():
        setattr(line, name, value)


def write_off(job_id: int) -> int:
    """Close the attempts that a dead worker of this job left under way; returns how many.

    Each may have been paid, so that it counts as what was expected.
    """
    lines = Attempt.objects.select_for_update().filter(job_id=job_id, outcome=UNDER_WAY)
    found = list(lines.order_by("pk"))
    if found:
        providers.forget_calls(job_id)
    for line in found:
        columns = ("input_tokens", "output_tokens", "cost")
        charge(line, {name: getattr(line, name) for name in columns})
        line.outcome = LOST
        line.save()
    return len(found)
