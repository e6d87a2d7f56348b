"""The journal of a run in the database: each record one short transaction behind the fence."""

from dataclasses import asdict
from decimal import Decimal
from functools import partial
from typing import Any

from analysis.agents.journal import StepRecord, TurnRecord, Usage
from analysis.agents.prices import estimate_cost
from analysis.models import Step, Turn
from analysis.services.jobs import Lease
from analysis.services.store import fenced, patiently, stored
from exams.failpoints import failpoint


class DatabaseJournal:
    """What `analysis.agents.journal.Journal` asks for, over Turn and Step rows of one job.

    Writing raises `LeaseLost` where another worker has the job and `Cancelled` where somebody
    wants it to end; then nothing is written. Writing twice is writing once: a transaction may have
    been committed although nobody heard so.

    What is there is read once, since nobody but the holder of the lease writes.
    """

    def __init__(self, lease: Lease) -> None:
        self.lease = lease
        self._turns: dict[int, TurnRecord] = {}
        self._steps: dict[str, StepRecord] = {}
        self._read = False

    async def turn(self, number: int) -> TurnRecord | None:
        await self._once_read()
        return self._turns.get(number)

    async def record_turn(self, turn: TurnRecord) -> None:
        failpoint("turn.answered")
        await patiently(partial(self._record_turn, turn))
        self._turns[turn.number] = turn
        failpoint("turn.recorded")

    async def step(self, key: str) -> StepRecord | None:
        await self._once_read()
        return self._steps.get(key)

    async def record_step(self, step: StepRecord) -> None:
        failpoint(f"{step.kind}_step.done")
        await patiently(partial(self._record_step, step))
        self._steps[step.key] = step
        failpoint(f"{step.kind}_step.recorded")

    def recorded(self) -> tuple[list[TurnRecord], list[StepRecord]]:
        """All that a run wrote down before it was interrupted."""
        with stored(self.lease):
            turns = Turn.objects.filter(job_id=self.lease.job_id)
            steps = Step.objects.filter(job_id=self.lease.job_id)
            self._turns = {row.number: turn_of(row) for row in turns}
            self._steps = {row.key: step_of(row) for row in steps}
        self._read = True
        return list(self._turns.values()), list(self._steps.values())

    async def _once_read(self) -> None:
        if not self._read:
            await patiently(self.recorded)

    def _record_turn(self, turn: TurnRecord) -> None:
        written = {
            "job_id": self.lease.job_id,
            "number": turn.number,
            "request_hash": turn.request_hash,
            "message": turn.message,
            "model": turn.model,
            "outcome": turn.outcome,
            "seconds": turn.seconds,
            **spending(turn.model, turn.usage),
        }
        with fenced(self.lease):
            Turn.objects.bulk_create([Turn(**written)], ignore_conflicts=True)
            failpoint("turn.uncommitted")

    def _record_step(self, step: StepRecord) -> None:
        written = {
            "job_id": self.lease.job_id,
            "key": step.key,
            "kind": step.kind,
            "name": step.name,
            "arguments": step.arguments,
            "result": step.result,
            "succeeded": step.succeeded,
            "model": step.model,
            "seconds": step.seconds,
            **spending(step.model, step.usage),
        }
        with fenced(self.lease):
            Step.objects.bulk_create([Step(**written)], ignore_conflicts=True)
            failpoint(f"{step.kind}_step.uncommitted")


def spending(model: str, usage: Usage) -> dict[str, Any]:
    """What a call took, as the columns of `Spending`; nothing for what was not asked of a model."""
    cost = (estimate_cost(model, usage) if model else None) or Decimal(0)
    return {**asdict(usage), "cost": cost}


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
        cache_write_tokens=row.cache_write_tokens,
    )
