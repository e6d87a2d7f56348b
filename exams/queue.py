"""The queue, as little of it as we use: ring a bell about a row.

A message carries two numbers and is enqueued in the transaction that changes the row, for the
queue lives in the same database. Losing or repeating one does no harm: the rows say what is to do.
"""

from enum import StrEnum

from django.db.models.functions import Now
from django_q.models import OrmQ
from django_q.tasks import async_task

from exams.tenancy import current_institution


class Bell(StrEnum):
    """What can be asked of a worker. Names, not functions: the work is composed above this app."""

    READ_PAPER = "profiler_site.pipeline.read_paper"
    READ_DRAFT = "profiler_site.pipeline.read_draft"
    RUN_JOB = "profiler_site.pipeline.run_job"
    COUNT_AGAIN = "profiler_site.pipeline.count_again"


def ring(bell: Bell, row_id: int) -> None:
    """Tell a worker, once this transaction is committed, that something is to do about a row."""
    async_task(bell.value, current_institution(), row_id)


def waiting() -> frozenset[int]:
    """The numbers of the messages that no worker has taken."""
    return frozenset(OrmQ.objects.filter(lock__lt=Now()).values_list("pk", flat=True))
