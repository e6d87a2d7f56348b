"""A run in two objects: what is given and what changes."""

from collections.abc import Callable
from dataclasses import dataclass, field

from analysis.agents.budget import Budget
from analysis.agents.journal import Journal, StepRecord
from analysis.agents.model import ChatModel, Message
from analysis.agents.tools import Past, Tools

MAX_BAD_ANSWERS = 3
MAX_RESULT = 6_000  # characters of one result, as the model reads it


def always(steps: Past) -> str | None:
    """Accept any answer in words as the end of a run."""
    return None


@dataclass(frozen=True, slots=True)
class RunContext:
    """What a run is given. `missing` says what must be done before the model may finish."""

    model: ChatModel
    tools: Tools
    journal: Journal
    budget: Budget
    missing: Callable[[Past], str | None] = always
    max_bad_answers: int = MAX_BAD_ANSWERS


@dataclass(slots=True)
class RunState:
    """What a run changes: all of it can be made again from the opening and the journal."""

    messages: list[Message]
    turn: int = 0
    bad_answers: int = 0  # in a row
    steps: list[StepRecord] = field(default_factory=list)
    # By fingerprint of a call: how many steps had succeeded when it failed, infinite if it did not.
    made: dict[str, float] = field(default_factory=dict)
