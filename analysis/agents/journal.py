"""The memory of a run: every turn and step is kept, so that a killed run goes on where it was.

The loop asks the journal before it spends anything and tells it after. Each method is one short
transaction in the product (`analysis.services.journal`) and a dictionary in tests.
"""

import uuid
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one model call, under OpenTelemetry's names for generative AI."""

    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    reasoning_tokens: int = 0
    cache_write_tokens: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.cached_tokens + other.cached_tokens,
            self.reasoning_tokens + other.reasoning_tokens,
            self.cache_write_tokens + other.cache_write_tokens,
        )


UNDER_WAY = "under_way"


@dataclass(slots=True)
class Attempt:
    """One request to a provider, from before it is sent to what came of it: a line of the ledger.

    `outcome` is "under_way", then "ok", "cancelled" or the kind of fault. `expected` is what it
    will probably take, `most` what it can take.
    """

    model: str
    number: int = 1  # of the attempts at one answer, from 1
    purpose: str = ""  # "turn:2", "extract:paper_3"
    request_hash: str = ""
    expected: Usage = field(default_factory=Usage)
    most: Usage = field(default_factory=Usage)
    outcome: str = UNDER_WAY
    status: int | None = None  # of HTTP, where there was an answer
    retry_after: float | None = None  # seconds
    seconds: float = 0.0
    usage: Usage = field(default_factory=Usage)
    key: uuid.UUID = field(default_factory=uuid.uuid4)


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """One answer of the orchestrator model."""

    number: int  # from 1
    request_hash: str  # of the messages it was asked with
    message: dict[str, Any]  # the assistant message as it goes back into the conversation
    model: str
    usage: Usage
    seconds: float
    outcome: str  # "tools", "finished", "corrected"


@dataclass(frozen=True, slots=True)
class StepRecord:
    """One tool call and its result, or one spoke's model call."""

    key: str  # unique within the run, the same after a crash: "turn:2:call:0:extract_exam_data"
    kind: str  # "tool" or "model"
    name: str  # the tool's or the spoke's
    arguments: dict[str, Any]
    result: dict[str, Any]  # {"error", "type", "hint"} where it failed
    succeeded: bool
    seconds: float
    model: str = ""
    usage: Usage = field(default_factory=Usage)


class Journal(Protocol):
    """What a run writes down. Any method may raise `Cancelled` or `LeaseLost` and so end it.

    A store that cannot be reached is raised as `StoreUnavailable`, here and in the tools: any
    other exception of a tool is taken for a failure of the tool, and the run goes on without it.
    """

    async def turn(self, number: int) -> TurnRecord | None: ...
    async def record_turn(self, turn: TurnRecord) -> None: ...
    async def step(self, key: str) -> StepRecord | None: ...
    async def record_step(self, step: StepRecord) -> None: ...
