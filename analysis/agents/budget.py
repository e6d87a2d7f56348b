"""The purse of a run: asked before each call, settled after it, shared by hub and spokes.

A call first reserves the most it can take, so that a hundred calls started together cannot each
find the purse full. Near a limit, where that much is not left, calls wait for each other and go one
by one, so that the limit is passed by one call's misjudgement at most. What was spent before a
crash is handed in again as `Spent`, from the rows; replayed turns and steps are not settled twice.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from decimal import Decimal

from analysis.agents.journal import StepRecord, TurnRecord, Usage
from analysis.agents.prices import estimate_cost
from analysis.errors import BudgetExceeded, Limit


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one job may take. Money is in US dollars, estimated; seconds are of work."""

    turns: int = 10
    input_tokens: int = 3_000_000
    output_tokens: int = 600_000
    money: Decimal = Decimal(20)
    seconds: float = 3_600.0


@dataclass(frozen=True, slots=True)
class Spent:
    """What was taken so far. `money` leaves out calls whose model has no known price."""

    input_tokens: int = 0
    output_tokens: int = 0
    money: Decimal = Decimal(0)
    seconds: float = 0.0
    unpriced_calls: int = 0


class Purchase:
    """One call under way: `settle` says what it really took."""

    def __init__(self) -> None:
        self.actual: Spent | None = None

    def settle(self, model: str, usage: Usage) -> None:
        self.actual = spent_on(model, usage)


class Budget:
    """Limits, what was spent, and what is reserved for calls under way."""

    def __init__(
        self,
        limits: Limits | None = None,
        spent: Spent | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.limits = limits or Limits()
        self._spent = spent or Spent()
        self._reserved = Spent()
        self._under_way = 0
        self._settled = asyncio.Event()
        self._clock = clock
        self._started = clock()

    @property
    def spent(self) -> Spent:
        """What was taken up to now, before a crash and since."""
        return replace(self._spent, seconds=self._spent.seconds + self._clock() - self._started)

    @property
    def seconds_left(self) -> float:
        return max(0.0, self.limits.seconds - self.spent.seconds)

    def ask_turn(self, number: int) -> None:
        """Raise `BudgetExceeded` if turn `number`, counted from 1, is one too many."""
        if number > self.limits.turns:
            raise BudgetExceeded(Limit.TURNS, f"turn {number} of at most {self.limits.turns}")

    def ask_time(self) -> None:
        """Raise `BudgetExceeded` if no time is left."""
        if self.seconds_left <= 0:
            raise BudgetExceeded(Limit.SECONDS, f"all {self.limits.seconds} seconds are used")

    @asynccontextmanager
    async def reserve(
        self, model: str, usage: Usage, most: Usage | None = None
    ) -> AsyncIterator[Purchase]:
        """Hold `most` for one call that will probably take `usage`.

        Waits for calls under way where both do not fit beside each other; raises `BudgetExceeded`
        where `usage` would not fit in any case. A call that ends without being settled cost nothing
        that we know of.
        """
        expected, held = spent_on(model, usage), spent_on(model, most or usage)
        await self._room(expected, held)
        self._reserved = _plus(self._reserved, held)
        self._under_way += 1
        purchase = Purchase()
        try:
            yield purchase
        finally:
            self._reserved = _minus(self._reserved, held)
            self._under_way -= 1
            if purchase.actual:
                self._spent = _plus(self._spent, purchase.actual)
            self._settled.set()

    async def _room(self, expected: Spent, held: Spent) -> None:
        """Return when the call may go; raise `BudgetExceeded` where it never may."""
        while True:
            passed = self._passed(expected)
            if passed is not None:
                raise BudgetExceeded(passed, f"more than {getattr(self.limits, passed)}")
            self.ask_time()
            if not self._under_way or self._passed(_plus(self._reserved, held)) is None:
                return
            self._settled.clear()
            await self._settled.wait()

    def _passed(self, more: Spent) -> Limit | None:
        """The first limit that `more` on top of what was spent would pass."""
        total = _plus(self._spent, more)
        counted = (Limit.INPUT_TOKENS, Limit.OUTPUT_TOKENS, Limit.MONEY)
        over = (one for one in counted if getattr(total, one) > getattr(self.limits, one))
        return next(over, None)


def spent_on(model: str, usage: Usage) -> Spent:
    """Return what one call takes from a purse, without its time."""
    cost = estimate_cost(model, usage)
    unpriced = int(cost is None)
    return Spent(usage.input_tokens, usage.output_tokens, cost or Decimal(0), 0.0, unpriced)


def already_spent(turns: Iterable[TurnRecord], steps: Iterable[StepRecord]) -> Spent:
    """Return what a run took before it was interrupted, from what its journal kept.

    Tool calls of one turn ran side by side, so a turn took as long as its longest.
    """
    total = Spent()
    longest: dict[str, float] = {}
    for turn in turns:
        total = _plus(total, spent_on(turn.model, turn.usage))
        longest[f"answer {turn.number}"] = turn.seconds
    for step in steps:
        if step.kind == "model":
            total = _plus(total, spent_on(step.model, step.usage))
        else:
            turn_key = step.key.rsplit(":call:", 1)[0]
            longest[turn_key] = max(longest.get(turn_key, 0.0), step.seconds)
    return replace(total, seconds=sum(longest.values()))


def _plus(one: Spent, other: Spent) -> Spent:
    return Spent(
        one.input_tokens + other.input_tokens,
        one.output_tokens + other.output_tokens,
        one.money + other.money,
        one.seconds + other.seconds,
        one.unpriced_calls + other.unpriced_calls,
    )


def _minus(one: Spent, other: Spent) -> Spent:
    return Spent(
        one.input_tokens - other.input_tokens,
        one.output_tokens - other.output_tokens,
        one.money - other.money,
        one.seconds - other.seconds,
        one.unpriced_calls - other.unpriced_calls,
    )
