"""The loop: ask the model, do what it calls for, until it answers in words.

Each turn ends as `Finish`, `CallTools` or `Correct`. Every turn and every step is in the journal
before the next begins; what is recorded is replayed and never asked or done again, so a run that
was killed anywhere goes on from there and repeats at most the calls that were in flight.
"""

from collections.abc import Sequence

from analysis.agents.asking import ask_model
from analysis.agents.endings import CallTools, Correct, Ending, Finish, judge
from analysis.agents.journal import TurnRecord
from analysis.agents.model import MAX_CALLS, Call, Reply, Request, reply_of
from analysis.agents.side_by_side import side_by_side
from analysis.agents.state import MAX_RESULT, RunContext, RunState
from analysis.agents.steps import as_read, is_counted, note_steps, repeats, take_step
from analysis.agents.tools import capped
from analysis.errors import ConversationChanged, ModelMisbehaved, ModelRefused

MAX_OUTPUT = 4_000  # tokens that one turn may have
USUAL_OUTPUT = 300  # tokens that one turn is expected to have
TOO_MANY = f"Only the first {MAX_CALLS} calls of a turn are done. Ask for any others again."


async def run_agent(context: RunContext, state: RunState) -> str:
    """Run from the opening messages in `state` until the model finishes; return its words.

    Raises a `StopJob` that names why the run ended before that: a limit of the budget, too many
    bad answers in a row, a provider's fault, or the journal's `Cancelled` and `LeaseLost`.
    """
    while True:
        state.turn += 1
        context.budget.ask_turn(state.turn)
        ending = await _take_turn(context, state)
        match ending:
            case Finish(text):
                return text
            case CallTools(calls):
                await _call_tools(context, state, calls)
            case Correct(words):
                state.messages.append({"role": "user", "content": words})
        _count_bad_answers(context, state, ending)


async def _take_turn(context: RunContext, state: RunState) -> Ending:
    """Get one reply, from the journal or from the model, and say how the turn ends."""
    past = tuple(state.steps)
    tools = tuple(tool.on_the_wire() for tool in context.tools.values() if tool.offered(past))
    purpose = f"turn:{state.turn}"
    request = Request(tuple(state.messages), tools, max_output_tokens=MAX_OUTPUT, purpose=purpose)
    recorded = await context.journal.turn(state.turn)
    if recorded and recorded.request_hash != request.hash:
        raise ConversationChanged(f"turn {state.turn} was asked with other messages")
    if recorded:
        reply = reply_of(recorded)
    else:
        reply = await ask_model(context.model, request, context.budget, USUAL_OUTPUT)
    ending = judge(reply, context.missing(past))
    if not recorded:
        turn = _record_of(state.turn, request, reply, ending)
        await context.journal.record_turn(turn)
    state.messages.append(reply.message)
    return ending


def _record_of(number: int, request: Request, reply: Reply, ending: Ending) -> TurnRecord:
    return TurnRecord(
        number=number,
        request_hash=request.hash,
        message=reply.message,
        model=reply.model,
        usage=reply.usage,
        seconds=reply.seconds,
        outcome=ending.outcome,
    )


async def _call_tools(context: RunContext, state: RunState, calls: Sequence[Call]) -> None:
    """Do all calls side by side; every one is heard out before a `StopJob` of one ends the run."""
    past, again = tuple(state.steps), repeats(state, calls)
    steps = await side_by_side(
        take_step(context, past, f"turn:{state.turn}:call:{place}", call, repeated=repeated)
        for place, (call, repeated) in enumerate(zip(calls, again, strict=True))
    )
    note_steps(state, calls, steps)
    for call, step in zip(calls, steps, strict=True):
        content = capped(as_read(context, step), MAX_RESULT)
        state.messages.append({"role": "tool", "tool_call_id": call.id, "content": content})
    if len(calls) == MAX_CALLS:
        state.messages.append({"role": "user", "content": TOO_MANY})


def _count_bad_answers(context: RunContext, state: RunState, ending: CallTools | Correct) -> None:
    """Count the turns in a row with nothing right in them, and end the run at the cap."""
    bad = isinstance(ending, Correct) or all(map(is_counted, state.steps[-len(ending.calls) :]))
    state.bad_answers = state.bad_answers + 1 if bad else 0
    if state.bad_answers >= context.max_bad_answers:
        refused = isinstance(ending, Correct) and ending.refused
        raise (ModelRefused if refused else ModelMisbehaved)(f"turn {state.turn}")
