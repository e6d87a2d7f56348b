"""The journal of a run in the database: each record one short transaction behind the fence."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from asgiref.sync import sync_to_async
from django.db import InterfaceError, OperationalError, close_old_connections
from django.db.models import F

from analysis.agents.journal import StepRecord, TurnRecord, Usage
from analysis.agents.prices import estimate_cost
from analysis.errors import Cancelled, StoreUnavailable
from analysis.models import Job, Step, Turn
from analysis.services.jobs import Lease, hold
from exams.tenancy import institution_scope


class DatabaseJournal:
    """What `analysis.agents.journal.Journal` asks for, over Turn and Step rows of one job.

    Writing raises `LeaseLost` where another worker has the job and `Cancelled` where somebody
    wants it to end; then nothing is written.
    """

    def __init__(self, lease: Lease) -> None:
        self.lease = lease

    async def turn(self, number: int) -> TurnRecord | None:
        return await sync_to_async(self._turn)(number)

    async def record_turn(self, turn: TurnRecord) -> None:
        await sync_to_async(self._record_turn)(turn)

    async def step(self, key: str) -> StepRecord | None:
        return await sync_to_async(self._step)(key)

    async def record_step(self, step: StepRecord) -> None:
        await sync_to_async(self._record_step)(step)

    def recorded(self) -> tuple[list[TurnRecord], list[StepRecord]]:
        """All that a run wrote down before it was interrupted."""
        with stored(self.lease):
            turns = Turn.objects.filter(job_id=self.lease.job_id)
            steps = Step.objects.filter(job_id=self.lease.job_id)
            return [turn_of(row) for row in turns], [step_of(row) for row in steps]

    def _turn(self, number: int) -> TurnRecord | None:
        with stored(self.lease):
            row = Turn.objects.filter(job_id=self.lease.job_id, number=number).first()
            return turn_of(row) if row else None

    def _step(self, key: str) -> StepRecord | None:
        with stored(self.lease):
            row = Step.objects.filter(job_id=self.lease.job_id, key=key).first()
            return step_of(row) if row else None

    def _record_turn(self, turn: TurnRecord) -> None:
        with fenced(self.lease):
            Turn.objects.create(
                job_id=self.lease.job_id,
                number=turn.number,
                request_hash=turn.request_hash,
                message=turn.message,
                model=turn.model,
                outcome=turn.outcome,
                seconds=turn.seconds,
                **self._spend(turn.model, turn.usage),
            )

    def _record_step(self, step: StepRecord) -> None:
        with fenced(self.lease):
            Step.objects.create(
                job_id=self.lease.job_id,
                key=step.key,
                kind=step.kind,
                name=step.name,
                arguments=step.arguments,
                result=step.result,
                succeeded=step.succeeded,
                model=step.model,
                seconds=step.seconds,
                **self._spend(step.model, step.usage),
            )

    def _spend(self, model: str, usage: Usage) -> dict[str, Any]:
        """Add a call to the job's spending and return it as columns."""
        cost = (estimate_cost(model, usage) if model else None) or Decimal(0)
        columns = {**asdict(usage), "cost": cost}
        more = {name: F(name) + value for name, value in columns.items() if value}
        if more:
            Job.objects.filter(pk=self.lease.job_id).update(**more)
        return columns


@contextmanager
def stored(lease: Lease) -> Iterator[None]:
    """A transaction in the job's institution; raises `StoreUnavailable` where the database is away.

    What is away for a moment must not look like the failure of a tool or of a paper.
    """
    close_old_connections()
    try:
        with institution_scope(lease.institution_id):
            yield
    except (OperationalError, InterfaceError) as error:
        raise StoreUnavailable(str(error)) from error


@contextmanager
def fenced(lease: Lease) -> Iterator[None]:
    """A transaction of the lease's holder in a job that nobody has cancelled."""
    with stored(lease):
        hold(lease)
        if Job.objects.filter(pk=lease.job_id, cancel_requested=True).exists():
            raise Cancelled
        yield


def turn_of(row: Turn) -> TurnRecord:
    """A row as the loop knows it."""
    return TurnRecord(
        number=row.number,
        request_hash=row.request_hash,
        message=row.message,
        model=row.model,
        usage=usage_of(row),
        seconds=row.seconds,
        outcome=row.outcome,
    )


def step_of(row: Step) -> StepRecord:
    """A row as the loop knows it."""
    return StepRecord(
        key=row.key,
        kind=row.kind,
        name=row.name,
        arguments=row.arguments,
        result=row.result,
        succeeded=row.succeeded,
        seconds=row.seconds,
        model=row.model,
        usage=usage_of(row),
    )


def usage_of(row: Turn | Step) -> Usage:
    """The tokens of a row."""
    return Usage(
        input_tokens=row.input_tokens,
        output_tokens=row.output_tokens,
        cached_tokens=row.cached_tokens,
        reasoning_tokens=row.reasoning_tokens,
    )
