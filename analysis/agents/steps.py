"""One tool call: done once, recorded, and whatever goes wrong with it made readable."""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from analysis.agents.journal import StepRecord
from analysis.agents.model import Call
from analysis.agents.state import RunContext, RunState
from analysis.agents.tools import (
    Arguments,
    Past,
    Result,
    Tool,
    find_tool,
    fingerprint,
    plain,
)
from analysis.errors import COUNTED_TYPES, CorrectModel, RepeatedCall, StopJob, ToolFailed

logger = logging.getLogger(__name__)

UNEXPECTED = ToolFailed(
    "The tool failed unexpectedly.", "Go on without its result and say so.", kind="InternalError"
)


@dataclass(slots=True)
class Outcome:
    """What came of one call."""

    arguments: Result
    result: Result
    succeeded: bool


async def take_step(
    context: RunContext, past: Past, place: str, call: Call, *, repeated: bool
) -> StepRecord:
    """Do one call unless the journal has it already, and record it.

    `place` is where in the run the call stands and so, with the name, its key. A failure is a
    result that the model reads; only a `StopJob` or the journal's own failure is raised.
    """
    name = call.name if call.name in context.tools else "unknown"
    key = f"{place}:{name}"
    if recorded := await context.journal.step(key):
        return recorded
    started = time.monotonic()
    outcome = await _attempt(context, past, call, repeated=repeated)
    seconds = time.monotonic() - started
    step = StepRecord(
        key, "tool", name, outcome.arguments, outcome.result, outcome.succeeded, seconds
    )
    await context.journal.record_step(step)
    return step


async def _attempt(context: RunContext, past: Past, call: Call, *, repeated: bool) -> Outcome:
    arguments: Result = {}
    try:
        tool, checked = _check(context, call, repeated=repeated)
        arguments = checked.model_dump(mode="json")
        return Outcome(arguments, plain(await tool.run(checked, past)), succeeded=True)
    except CorrectModel as error:
        return Outcome(arguments, error.as_result(), succeeded=False)
    except StopJob:
        raise
    except Exception:
        # Its words may name rows and files, so that they are for the log and not for the model.
        logger.exception("tool %s failed", call.name if call.name in context.tools else "unknown")
        return Outcome(arguments, UNEXPECTED.as_result(), succeeded=False)


def _check(context: RunContext, call: Call, *, repeated: bool) -> tuple[Tool[Any], Arguments]:
    tool = find_tool(context.tools, call.name)
    checked = tool.check(call)
    if repeated:
        raise RepeatedCall("This call was made before.", "Its result stands above. Go on.")
    return tool, checked


def is_counted(step: StepRecord) -> bool:
    """Whether the step was the model's mistake, and not a failure of the tool."""
    return not step.succeeded and step.result["type"] in COUNTED_TYPES


def repeats(state: RunState, calls: Sequence[Call]) -> list[bool]:
    """Return which of `calls` were made before and cannot end differently now.

    A call that failed may be made again once something else has succeeded: an analysis that was
    asked for too early is right after the extraction.
    """
    successes, here, repeated = _successes(state), set(), []
    for mark in map(fingerprint, calls):
        repeated.append(mark in here or successes <= state.made.get(mark, -1))
        here.add(mark)
    return repeated


def note_steps(state: RunState, calls: Sequence[Call], steps: Sequence[StepRecord]) -> None:
    """Keep the steps of a turn, and from how many successes on each call may be made again."""
    successes = _successes(state)
    for call, step in zip(calls, steps, strict=True):
        mark = fingerprint(call)
        never_again = inf if step.succeeded else successes
        state.made[mark] = max(never_again, state.made.get(mark, -1))
    state.steps += steps


def _successes(state: RunState) -> int:
    return sum(step.succeeded for step in state.steps)


def as_read(context: RunContext, step: StepRecord) -> Result:
    """Return the result of `step` as the model reads it."""
    return context.tools[step.name].digest(step.result) if step.succeeded else step.result
