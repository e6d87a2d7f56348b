"""Endpoints that can do less: what they refuse or ignore is left out, once, and said."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from analysis.agents.abilities import Abilities, AnswerForm
from analysis.agents.budget import Budget
from analysis.agents.extraction import label_paper
from analysis.agents.hub import run_hub
from analysis.agents.hub_results import HubStatus
from analysis.agents.model import Message, Request
from analysis.agents.openai_model import Endpoint, OpenAIModel
from analysis.errors import RequestRejected
from tests.analysis.agents.runs import hub_request
from tests.analysis.agents.test_second_looks import LONG, asked_for
from tests.doubles.answers import Answer, Body, calls, completion, label, labels, says
from tests.doubles.journal import MemoryJournal
from tests.doubles.server import ScriptedServer, offline, scripted_server
from tests.doubles.spokes import FakeSpokes

type Check = Callable[[Body], str | None]
TOOL = {"type": "function", "function": {"name": "look", "strict": True, "parameters": {}}}
PICTURE = {"type": "image_url", "image_url": {"url": "data:image/jpeg;base64,eA=="}}
SEEING: Message = {"role": "user", "content": [{"type": "text", "text": "Look."}, PICTURE]}


def refusal(words: str) -> Answer:
    """A refusal as servers on one's own machine spell it: only in words."""
    return Answer(400, json.dumps({"error": {"message": words}}).encode())


def with_field(name: str, words: str) -> Check:
    return lambda body: words if name in body else None


def with_form(kind: str, words: str) -> Check:
    return lambda body: words if body.get("response_format", {}).get("type") == kind else None


def with_pictures(body: Body) -> str | None:
    lists = any(isinstance(message["content"], list) for message in body["messages"])
    return "this model is missing data required for image input" if lists else None


def with_strict_tools(body: Body) -> str | None:
    strict = any("strict" in tool["function"] for tool in body.get("tools", ()))
    return "unknown field 'strict'" if strict else None


def endpoint(*checks: Check) -> Callable[[Body], Answer]:
    """An endpoint that refuses the first thing that any check finds, and else says JSON."""

    def answer(body: Body) -> Answer:
        for check in checks:
            if words := check(body):
                return refusal(words)
        return says("{}")

    return answer


async def ask(server: ScriptedServer, request: Request, **fields: Any) -> Abilities:
    async with OpenAIModel(Endpoint("small", "key", server.base_url, **fields)) as model:
        await model.answer(request)
        return model.abilities


WHOLE = Request(({"role": "user", "content": "?"}, SEEING), (TOOL,), None)


@pytest.mark.parametrize(
    ("check", "missing"),
    [
        (with_field("parallel_tool_calls", "Unrecognized: parallel_tool_calls"), "parallel calls"),
        (with_pictures, "pictures"),
        (with_strict_tools, "strict tools"),
        (with_field("reasoning_effort", "reasoning_effort is not supported"), "effort"),
    ],
)
async def test_refused_field_is_left_out_from_then_on(check: Check, missing: str) -> None:
    with scripted_server(endpoint(check)) as server:
        able = await ask(server, WHOLE, effort="low")
        assert await ask(server, WHOLE, effort="low") == able
    assert [words.startswith(missing) for words in able.missing] == [True]
    assert [check(body) is None for body in server.requests] == [False, True, True]


async def test_older_name_of_the_limit_is_found() -> None:
    check = with_field("max_completion_tokens", "use max_tokens, not max_completion_tokens")
    with scripted_server(endpoint(check)) as server:
        able = await ask(server, WHOLE)
    assert (able.limit, able.missing) == ("max_tokens", ())
    assert server.requests[1]["max_tokens"] == 4_000


async def test_refusal_that_names_nothing_takes_things_away_one_by_one() -> None:
    def vague(body: Body) -> str | None:
        return "Bad Request" if with_pictures(body) else None

    with scripted_server(endpoint(vague)) as server:
        able = await ask(server, WHOLE)
    assert [("parallel_tool_calls" in body) for body in server.requests] == [True, False, False]
    assert able == Abilities(pictures=False, parallel_calls=False)


@pytest.mark.parametrize(
    "words", ["This model's maximum context length is 8192", "The model `x` does not exist"]
)
async def test_hopeless_request_is_sent_once_and_teaches_nothing(words: str) -> None:
    with scripted_server([refusal(words)]) as server:
        async with OpenAIModel(Endpoint("small", "key", server.base_url)) as model:
            with pytest.raises(RequestRejected):
                await model.answer(WHOLE)
            assert model.abilities == Abilities()


async def test_what_does_not_help_is_not_held_against_the_endpoint() -> None:
    with scripted_server([refusal("no")] * 9) as server:
        async with OpenAIModel(Endpoint("small", "key", server.base_url)) as model:
            with pytest.raises(RequestRejected):
                await model.answer(WHOLE)
            assert model.abilities == Abilities()
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("checks", "form"),
    [
        ([], AnswerForm.STRICT),
        ([with_form("json_schema", "json_schema is not supported")], AnswerForm.OBJECT),
        (
            [
                with_form("json_schema", "This response_format type is unavailable now"),
                with_form("json_object", "response_format is not supported"),
            ],
            AnswerForm.WORDS,
        ),
    ],
)
async def test_paper_is_labelled_in_whichever_form_the_endpoint_has(
    checks: list[Check], form: AnswerForm
) -> None:
    refuses = endpoint(*checks)

    def answer(body: Body) -> Answer:
        refused = refuses(body)
        return refused if refused.status == 400 else labels(*map(label, asked_for(body)))

    with scripted_server(answer) as server:
        async with OpenAIModel(Endpoint("small", "key", server.base_url)) as model:
            found = await label_paper(model, LONG, (), MemoryJournal(), Budget())
            able = model.abilities
    assert (len(found.labels), found.missing, able.form) == (10, (), form)
    told = "JSON Schema" in server.requests[-1]["messages"][-1]["content"]
    assert told == (form is not AnswerForm.STRICT)


async def test_ignored_schema_is_told_in_words_after_the_first_answer() -> None:
    answers = iter([says("Sure, here are the labels!")])

    def answer(body: Body) -> Answer:
        return next(answers, None) or labels(*map(label, asked_for(body)))

    with scripted_server(answer) as server:
        async with OpenAIModel(Endpoint("chatty", "key", server.base_url)) as model:
            paper = LONG.__class__("paper_1", "", LONG.questions, LONG.pages)
            found = await label_paper(model, paper, (), MemoryJournal(), Budget())
            assert model.abilities.form is AnswerForm.OBJECT
    assert (len(found.labels), len(server.requests)) == (10, 2)
    assert server.requests[1]["response_format"] == {"type": "json_object"}


async def test_missing_counts_are_estimated_and_said() -> None:
    silent = Answer(body=b'{"choices": [{"message": {"content": "Hello."}}]}')
    with scripted_server([silent]) as server:
        able = await ask(server, Request(({"role": "user", "content": "?"},)))
    assert able.missing == ("counts of tokens: they are estimated",)


async def test_model_that_calls_one_tool_at_a_time_comes_to_its_end() -> None:
    """Papers one by one: more turns than in parallel, and the same result."""
    order: list[Any] = [("extract_exam_data", {"papers": [f"paper_{n}"]}) for n in (1, 2, 3)]
    order += [
        ("analyze_patterns", {"papers": "all"}),
        ("generate_report", {"analysis": "analysis_1"}),
    ]

    def answer(body: Body) -> Answer:
        if "parallel_tool_calls" in body:
            return refusal("unknown parameter: parallel_tool_calls")
        turn = sum(message["role"] == "assistant" for message in body["messages"])
        return calls(order[turn]) if turn < len(order) else says("Done.")

    with scripted_server(answer) as server:
        async with OpenAIModel(Endpoint("serial", "key", server.base_url)) as model:
            result = await run_hub(model, FakeSpokes(), hub_request(3), MemoryJournal(), Budget())
    assert (result.status, result.turns, len(result.analysed)) == (HubStatus.FINISHED, 6, 3)


def thinking(body: Body) -> Answer:
    """Answer as the offline model does, with what it thought beside every call."""
    message = json.loads(offline(body).body)["choices"][0]["message"]
    return completion(message | {"reasoning_content": f"thought {len(body['messages'])}"})


async def thoughts_sent(answer: Callable[[Body], Answer], journal: MemoryJournal) -> list[Any]:
    with scripted_server(answer) as server:
        async with OpenAIModel(Endpoint("thinker", "key", server.base_url)) as model:
            result = await run_hub(model, FakeSpokes(), hub_request(2), journal, Budget())
    assert result.status is HubStatus.FINISHED
    last = server.requests[-1]["messages"]
    return [one.get("reasoning_content") for one in last if one["role"] == "assistant"]


async def test_reasoning_goes_back_with_the_calls_it_led_to_and_is_replayed() -> None:
    journal = MemoryJournal()
    assert await thoughts_sent(thinking, journal) == ["thought 2", "thought 4", "thought 6"]
    del journal.turns[4]
    assert await thoughts_sent(thinking, journal) == ["thought 2", "thought 4", "thought 6"]


async def test_endpoint_that_refuses_its_own_reasoning_is_not_sent_it() -> None:
    def answer(body: Body) -> Answer:
        sent = any("reasoning_content" in message for message in body["messages"])
        return refusal("messages[2].reasoning_content is not allowed") if sent else thinking(body)

    assert await thoughts_sent(answer, MemoryJournal()) == [None, None, None]
