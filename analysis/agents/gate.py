"""How many calls may be under way at once, learnt from the provider's refusals.

Without a gate 100 of 300 calls started together were lost to rate limits; with one, none.
"""

import asyncio
import time
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Protocol
from weakref import WeakKeyDictionary

from analysis.agents.journal import Attempt

GROWTH = 20  # good answers for one place more
OUTAGE = 8  # attempts in a row that nobody answered, after which the provider counts as away
UNANSWERED = frozenset({"server", "timeout", "connection"})


class Gatekeeper(Protocol):
    """Whom an attempt passes on its way out and back, and who writes it down.

    `enter` may take long and may raise a `StopJob`; whoever has entered always leaves.
    """

    async def enter(self, attempt: Attempt) -> None: ...
    async def leave(self, attempt: Attempt) -> None: ...


@dataclass(frozen=True, slots=True)
class Width:
    """How many calls at once a provider takes, as far as we know: AIMD, as TCP has it."""

    widest: int
    width: int
    good: int = 0  # good answers since the last change
    unanswered: int = 0  # attempts in a row

    @property
    def away(self) -> bool:
        return self.unanswered >= OUTAGE

    def after(self, outcome: str, *, known: bool = False) -> "Width":
        """Return the width after an attempt that ended as `outcome`.

        `known`: it was sent before the last narrowing, so that its rate limit is no news.
        """
        if outcome == "rate" and not known:
            return replace(self, width=max(1, self.width // 2), good=0, unanswered=0)
        if outcome in UNANSWERED:
            return replace(self, good=0, unanswered=self.unanswered + 1)
        if outcome != "ok":
            return self
        grown = self.good + 1 >= GROWTH and self.width < self.widest
        good = 0 if grown else self.good + 1
        return replace(self, width=self.width + grown, good=good, unanswered=0)


class Gate:
    """A semaphore over one process whose width halves with rate limits and grows back slowly."""

    def __init__(self, widest: int) -> None:
        self.state = Width(widest, widest)
        self._inside = 0
        self._left = asyncio.Event()
        self._narrowed = 0.0

    async def enter(self, attempt: Attempt) -> None:
        await self.__aenter__()

    async def leave(self, attempt: Attempt) -> None:
        known = time.monotonic() - attempt.seconds < self._narrowed
        state = self.state.after(attempt.outcome, known=known)
        if state.width < self.state.width:
            self._narrowed = time.monotonic()
        self.state = state
        await self.__aexit__(None, None, None)

    async def __aenter__(self) -> None:
        while self._inside >= self.state.width:
            self._left.clear()
            await self._left.wait()
        self._inside += 1

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # Nothing is awaited here, so that a cancelled call cannot keep its place.
        self._inside -= 1
        self._left.set()


_gates: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[tuple[str, int], Gate]] = (
    WeakKeyDictionary()
)


def shared_gate(endpoint: str, width: int) -> Gate:
    """Return the gate of all calls of this process to `endpoint` (one event loop a process)."""
    gates = _gates.setdefault(asyncio.get_running_loop(), {})
    return gates.setdefault((endpoint, width), Gate(width))
