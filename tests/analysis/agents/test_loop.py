import asyncio
from typing import Any

import pytest

from analysis.agents.loop import TOO_MANY, run_agent
from analysis.agents.state import RunContext
from analysis.agents.tools import Past, Tool
from analysis.errors import ModelMisbehaved, ModelRefused, QuotaExhausted
from tests.analysis.agents.runs import Number, context, opening
from tests.doubles.answers import Answer, calls, says
from tests.doubles.journal import MemoryJournal
from tests.doubles.model import ScriptedModel


def called(identity: str, number: int) -> dict[str, Any]:
    function = {"name": "double", "arguments": f'{{"number": {number}}}'}
    return {"id": identity, "type": "function", "function": function}


def answered(identity: str, content: str) -> dict[str, Any]:
    return {"role": "tool", "tool_call_id": identity, "content": content}


def results(answer: list[dict[str, Any]]) -> list[str]:
    return [message["content"] for message in answer if message["role"] == "tool"]


async def test_run_with_one_failing_call_keeps_the_whole_conversation() -> None:
    script = [
        calls(("double", {"number": 2}), ("double", {"number": 13}), ("double", {"number": 0})),
        says("4, and two that failed."),
    ]
    journal, state = MemoryJournal(), opening()
    assert await run_agent(context(ScriptedModel(script), journal), state) == (
        "4, and two that failed."
    )
    assert state.messages == [
        {"role": "user", "content": "Double some numbers."},
        {
            "role": "assistant",
            "content": None,
            "tool_calls": [called("c0", 2), called("c1", 13), called("c2", 0)],
        },
        answered("c0", '{"doubled": 4}'),
        answered(
            "c1",
            '{"error": "Thirteen is not doubled.", "hint": "Take another.",'
            ' "type": "SuperstitionError"}',
        ),
        answered(
            "c2",
            '{"error": "The tool failed unexpectedly.",'
            ' "hint": "Go on without its result and say so.", "type": "InternalError"}',
        ),
        {"role": "assistant", "content": "4, and two that failed."},
    ]
    assert [(turn.number, turn.outcome) for turn in journal.turns.values()] == [
        (1, "tools"),
        (2, "finished"),
    ]
    assert {key: step.succeeded for key, step in journal.steps.items()} == {
        "turn:1:call:0:double": True,
        "turn:1:call:1:double": False,
        "turn:1:call:2:double": False,
    }


async def test_calls_of_one_turn_run_side_by_side() -> None:
    everybody_is_here = asyncio.Barrier(5)

    async def wait(wanted: Number, past: Past) -> dict[str, Any]:
        await everybody_is_here.wait()
        return {}

    script = [calls(*(("wait", {"number": n}) for n in range(5))), says("done")]
    given = context(ScriptedModel(script), MemoryJournal())
    tools = {"wait": Tool("wait", "Waits for the others.", Number, wait)}
    given = RunContext(given.model, tools, given.journal, given.budget)
    async with asyncio.timeout(30):
        assert await run_agent(given, opening()) == "done"


@pytest.mark.parametrize(
    ("wrong", "kind", "hint"),
    [
        (("triple", {}), "UnknownTool", "The tools are: double."),
        (("double", "{"), "InvalidArguments", "double takes the arguments: number."),
        (("double", {"number": "x"}), "InvalidArguments", "double takes the arguments: number."),
        (("double", {"number": 1, "job": 7}), "InvalidArguments", "double takes"),
        (("double", '{"number": NaN}'), "InvalidArguments", "double takes"),
        (("double", "[" * 3_500), "InvalidArguments", "double takes"),
        (("double", "9" * 3_900), "InvalidArguments", "double takes"),
        (("double", '{"number": ' + "1" * 9_000 + "}"), "InvalidArguments", "double takes"),
        (("double", "null"), "InvalidArguments", "double takes"),
    ],
)
async def test_wrong_call_is_answered_with_what_to_change(
    wrong: tuple[str, Any], kind: str, hint: str
) -> None:
    state, journal = opening(), MemoryJournal()
    model = ScriptedModel([calls(wrong), calls(("double", {"number": 1})), says("2")])
    assert await run_agent(context(model, journal), state) == "2"
    step = next(iter(journal.steps.values()))
    assert (step.succeeded, step.result["type"]) == (False, kind)
    assert step.result["hint"].startswith(hint)
    assert state.bad_answers == 0


async def test_same_call_twice_is_refused_however_it_is_spelled() -> None:
    model = ScriptedModel(
        [
            calls(("double", '{"number":1}'), ("double", '{ "number" : 1 }')),
            calls(("double", {"number": 1}), ("double", {"number": 2})),
            says("done"),
        ]
    )
    state, journal = opening(), MemoryJournal()
    await run_agent(context(model, journal), state)
    assert [step.succeeded for step in journal.steps.values()] == [True, False, False, True]
    assert '"RepeatedCall"' in results(state.messages)[1]


@pytest.mark.parametrize(
    ("bad", "ending"),
    [
        (calls(("unknown", {})), ModelMisbehaved),
        (says(None), ModelMisbehaved),
        (says("half an ans", "length"), ModelMisbehaved),
        (says(None, refusal="I cannot help with exams."), ModelRefused),
        (says("partly", "content_filter"), ModelRefused),
    ],
)
async def test_three_bad_answers_in_a_row_end_the_run(bad: Answer, ending: type[Exception]) -> None:
    model, journal = ScriptedModel([bad] * 9), MemoryJournal()
    with pytest.raises(ending, match="turn 3"):
        await run_agent(context(model, journal), opening())
    assert len(journal.turns) == 3


async def test_good_answer_between_bad_ones_starts_the_count_anew() -> None:
    bad = says(None)
    good = [calls(("double", {"number": number})) for number in range(1, 3)]
    model = ScriptedModel([bad, bad, good[0], bad, bad, good[1], says("done")])
    assert await run_agent(context(model, MemoryJournal()), opening()) == "done"


async def test_answer_before_the_work_is_done_is_corrected() -> None:
    def missing(past: Past) -> str | None:
        return None if past else "Double something first."

    model = ScriptedModel([says("All done!"), calls(("double", {"number": 3})), says("6")])
    state = opening()
    assert await run_agent(context(model, MemoryJournal(), missing=missing), state) == "6"
    assert state.messages[2] == {"role": "user", "content": "Double something first."}


async def test_more_than_128_calls_are_cut_and_the_model_is_told() -> None:
    flood = calls(*(("double", {"number": 100 + n}) for n in range(300)))
    state, journal = opening(), MemoryJournal()
    await run_agent(context(ScriptedModel([flood, says("done")]), journal), state)
    assert len(journal.steps) == len(state.messages[1]["tool_calls"]) == 128
    assert state.messages[-2] == {"role": "user", "content": TOO_MANY}


async def test_duplicate_and_missing_call_ids_are_replaced() -> None:
    turn = calls(*(("double", {"number": n}) for n in (1, 2, 3)), ids=["same", "same", ""])
    state = opening()
    await run_agent(context(ScriptedModel([turn, says("done")]), MemoryJournal()), state)
    asked = [call["id"] for call in state.messages[1]["tool_calls"]]
    assert len(set(asked)) == 3
    assert [message["tool_call_id"] for message in state.messages[2:5]] == asked


async def test_end_of_the_job_in_one_tool_waits_for_the_others_to_be_recorded() -> None:
    async def spend(wanted: Number, past: Past) -> dict[str, Any]:
        if wanted.number == 0:
            raise QuotaExhausted
        await asyncio.sleep(0)
        return {}

    journal = MemoryJournal()
    script = [calls(*(("spend", {"number": n}) for n in (0, 1, 2)))]
    given = context(ScriptedModel(script), journal)
    tools = {"spend": Tool("spend", "Spends.", Number, spend)}
    with pytest.raises(QuotaExhausted):
        await run_agent(RunContext(given.model, tools, journal, given.budget), opening())
    assert sorted(journal.steps) == ["turn:1:call:1:spend", "turn:1:call:2:spend"]


async def test_unexpected_failure_is_logged_and_its_words_are_kept_from_the_model(
    caplog: pytest.LogCaptureFixture,
) -> None:
    state = opening()
    model = ScriptedModel([calls(("double", {"number": 0})), says("failed")])
    await run_agent(context(model, MemoryJournal()), state)
    assert "4711" not in str(state.messages)
    assert "row 4711 of exams_paper" in caplog.text


@pytest.mark.parametrize("answer", [{"at": object()}, {"marks": float("nan")}])
async def test_result_that_cannot_be_stored_is_a_failure_of_the_tool(
    answer: dict[str, Any],
) -> None:
    async def odd(wanted: Number, past: Past) -> dict[str, Any]:
        return answer

    journal = MemoryJournal()
    given = context(ScriptedModel([calls(("odd", {"number": 1})), says("failed")]), journal)
    tools = {"odd": Tool("odd", "Odd.", Number, odd)}
    await run_agent(RunContext(given.model, tools, journal, given.budget), opening())
    assert journal.steps["turn:1:call:0:odd"].result["type"] == "InternalError"
