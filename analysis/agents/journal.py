"""The memory of a run: every turn and step is kept, so that a killed run goes on where it was.

The loop asks the journal before it spends anything and tells it after. Each method is one short
transaction in the product (`analysis.services.journal`) and a dictionary in tests.
"""

from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one model call, under OpenTelemetry's names for generative AI."""

    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    reasoning_tokens: int = 0


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
