"""Journals in memory: one that keeps, and one that dies at a given write."""

from dataclasses import replace
from typing import Any

from analysis.agents.budget import Spent, already_spent
from analysis.agents.journal import StepRecord, TurnRecord


def as_stored(value: Any) -> Any:
    """Return a JSON value as PostgreSQL's jsonb gives it back: keys by length, then by bytes."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: (len(key), key))
        return {key: as_stored(value[key]) for key in keys}
    if isinstance(value, list):
        return [as_stored(item) for item in value]
    assert value is None or isinstance(value, str | int | float | bool)
    return value


class MemoryJournal:
    """Keeps turns and steps as rows would be kept: each may be written once."""

    def __init__(self) -> None:
        self.turns: dict[int, TurnRecord] = {}
        self.steps: dict[str, StepRecord] = {}

    async def turn(self, number: int) -> TurnRecord | None:
        kept = self.turns.get(number)
        return kept and replace(kept, message=as_stored(kept.message))

    async def record_turn(self, turn: TurnRecord) -> None:
        assert turn.number not in self.turns
        as_stored(turn.message)
        self.turns[turn.number] = turn

    async def step(self, key: str) -> StepRecord | None:
        kept = self.steps.get(key)
        return kept and replace(kept, result=as_stored(kept.result))

    async def record_step(self, step: StepRecord) -> None:
        assert step.key not in self.steps
        as_stored([step.arguments, step.result])
        self.steps[step.key] = step

    @property
    def spent(self) -> Spent:
        return already_spent(self.turns.values(), self.steps.values())


class Killed(BaseException):
    """Stands for SIGKILL: nothing catches it."""


class DyingJournal(MemoryJournal):
    """Dies at its write number `dies_at`, counted from 1, before or after it is kept."""

    def __init__(self, kept: MemoryJournal, dies_at: int, *, after: bool) -> None:
        super().__init__()
        self.turns, self.steps = kept.turns, kept.steps
        self._left = dies_at
        self._after = after
        self._dead = False

    async def record_turn(self, turn: TurnRecord) -> None:
        self._die(last=self._after)
        await super().record_turn(turn)
        self._die(last=not self._after, counted=True)

    async def record_step(self, step: StepRecord) -> None:
        self._die(last=self._after)
        await super().record_step(step)
        self._die(last=not self._after, counted=True)

    def _die(self, *, last: bool, counted: bool = False) -> None:
        """Die here if this is the write; a dead process writes nothing more."""
        if not counted:
            self._left -= 1
        if self._dead or (self._left <= 0 and not last):
            self._dead = True
            raise Killed
