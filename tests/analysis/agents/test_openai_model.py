"""Every fault of a provider, over a real socket and through the real client."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import pytest

from analysis.agents.journal import Attempt, Usage
from analysis.agents.model import AnswerSchema, Call, Fault, Request
from analysis.agents.openai_model import Endpoint, OpenAIModel, pause_before
from analysis.errors import (
    ModelMisbehaved,
    ModelUnavailable,
    ParkJob,
    QuotaExhausted,
    RequestRejected,
    StopJob,
    WrongKey,
)
from tests.doubles.answers import Answer, calls, completion, fails, says
from tests.doubles.server import ScriptedServer, scripted_server

ASKED = Request(({"role": "user", "content": "?"},), max_output_tokens=50)


async def at_once(seconds: float) -> None:
    """Wait for nothing."""


@asynccontextmanager
async def served(
    *script: Answer, **endpoint: Any
) -> AsyncIterator[tuple[OpenAIModel, ScriptedServer, list[float], list[Attempt]]]:
    pauses: list[float] = []
    attempts: list[Attempt] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    with scripted_server(script) as server:
        place = Endpoint("gpt-5.5", "key", server.base_url, **endpoint)
        async with OpenAIModel(place, on_attempt=attempts.append, pause=pause) as model:
            yield model, server, pauses, attempts


@pytest.mark.parametrize(
    ("faults", "ending", "requests"),
    [
        ([fails(401, "invalid_api_key")], WrongKey, 1),
        ([fails(403, "model_not_allowed")], WrongKey, 1),
        ([fails(429, "insufficient_quota")], QuotaExhausted, 1),
        ([fails(402)], QuotaExhausted, 1),
        ([fails(404, "model_not_found")], RequestRejected, 1),
        ([fails(400, "context_length_exceeded")], RequestRejected, 1),
        ([fails(422)], RequestRejected, 1),
        ([fails(429, "rate_limit_exceeded", retry_after="3600")], ParkJob, 1),
        ([fails(503, retry_after="Fri, 31 Dec 2100 23:59:59 GMT")], ParkJob, 1),
        ([fails(429, "insufficient_quota", retry_after="3600")], ParkJob, 1),
        ([fails(429, "rate_limit_exceeded")] * 4, ModelUnavailable, 4),
        ([fails(500)] * 4, ModelUnavailable, 4),
        ([fails(502), fails(503), fails(504), fails(529)], ModelUnavailable, 4),
        ([fails(408), fails(409)] * 2, ModelUnavailable, 4),
        ([Answer(body=b"<html>Bad gateway</html>")] * 4, ModelMisbehaved, 4),
        ([Answer(body=b'{"choices": [{"message":')] * 4, ModelMisbehaved, 4),
        ([Answer(body=b'{"choices": NaN}')] * 4, ModelMisbehaved, 4),
        ([Answer(body=b"[]")] * 4, ModelMisbehaved, 4),
        ([Answer(body=b'{"choices": [{"message": 7}]}')] * 4, ModelMisbehaved, 4),
        ([Answer(body=b'{"choices": "' + b"x" * 4_000_000 + b'"}')] * 4, ModelMisbehaved, 4),
        ([Answer(body=b"x" * 100, cut=True)] * 4, ModelUnavailable, 4),
    ],
)
async def test_fault_ends_the_job_with_its_own_reason(
    faults: list[Answer], ending: type[StopJob], requests: int
) -> None:
    async with served(*faults) as (model, server, _, attempts):
        with pytest.raises(ending) as ended:
            await model.answer(ASKED)
    assert (len(server.requests), len(attempts)) == (requests, requests)
    assert ended.value.words
    assert "key" not in ended.value.detail.split()


@pytest.mark.parametrize(
    "fault",
    [
        fails(429, "rate_limit_exceeded"),
        fails(500),
        fails(503),
        Answer(body=b"not json"),
        Answer(body=b"x" * 100, cut=True),
    ],
)
async def test_passing_fault_is_asked_again(fault: Answer) -> None:
    async with served(fault, says("Hello.")) as (model, _, pauses, attempts):
        assert (await model.answer(ASKED)).text == "Hello."
    assert len(pauses) == 1
    assert 0.25 <= pauses[0] <= 0.5
    assert [attempt.outcome for attempt in attempts][1:] == ["ok"]


async def test_provider_says_how_long_to_wait() -> None:
    faults = [
        fails(429, retry_after="7"),
        fails(503, retry_after_ms="1500"),
        fails(429, retry_after="Wed, 21 Oct 2026 07:28:00 GMT"),
    ]
    async with served(*faults, says("Hello.")) as (model, _, pauses, _):
        await model.answer(ASKED)
    assert pauses == [7.0, 1.5, 0.0]


async def test_silence_ends_after_the_timeout() -> None:
    attempts: list[Attempt] = []

    async def silent(request: httpx2.Request) -> httpx2.Response:
        await asyncio.Event().wait()
        raise AssertionError

    transport = httpx2.MockTransport(silent)
    place = Endpoint("m", "key", transport=transport, timeout=0.01, attempts=2)
    async with OpenAIModel(place, on_attempt=attempts.append, pause=at_once) as model:
        with pytest.raises(ModelUnavailable, match="timeout: no answer"):
            await model.answer(ASKED)
    assert [attempt.outcome for attempt in attempts] == ["timeout", "timeout"]


async def test_endpoint_that_is_not_there_is_unavailable() -> None:
    place = Endpoint("gpt-5.5", "key", "http://127.0.0.1:9/v1", attempts=1)
    async with OpenAIModel(place) as model:
        with pytest.raises(ModelUnavailable, match="connection"):
            await model.answer(ASKED)


async def test_address_that_is_none_is_unavailable() -> None:
    async with OpenAIModel(Endpoint("m", "key", "localhost:8000", attempts=1)) as model:
        with pytest.raises(StopJob):
            await model.answer(ASKED)


@pytest.mark.parametrize(
    ("answer", "fault", "text"),
    [
        (says("half", "length"), Fault.LENGTH, "half"),
        (says("half", "content_filter"), Fault.FILTERED, ""),
        (says(None, refusal="No."), Fault.REFUSED, ""),
        (says(None), Fault.EMPTY, ""),
        (says(""), Fault.EMPTY, ""),
        (Answer(body=b'{"choices": []}'), Fault.EMPTY, ""),
        (Answer(body=b'{"choices": null}'), Fault.EMPTY, ""),
        (fails(400, "content_filter"), Fault.FILTERED, ""),
        (completion({"content": [{"type": "text", "text": "parts"}]}), None, "parts"),
        (says("a\x00b\ud800"), None, "ab?"),
        (says("x" * 100_000), Fault.LENGTH, "x" * 20_000),
    ],
)
async def test_answer_is_read_with_what_is_wrong_with_it(
    answer: Answer, fault: Fault | None, text: str
) -> None:
    async with served(answer) as (model, _, _, _):
        reply = await model.answer(ASKED)
    assert (reply.fault, reply.text, reply.calls) == (fault, text, ())


async def test_request_and_reply_are_whole() -> None:
    usage = {
        "prompt_tokens": 1_000,
        "completion_tokens": 200,
        "prompt_tokens_details": {"cached_tokens": 600},
        "completion_tokens_details": {"reasoning_tokens": 150},
    }
    wanted = calls(("look", {"at": "paper_1"}))
    message = json.loads(wanted.body)["choices"][0]["message"]
    schema = {"type": "object", "properties": {}, "required": [], "additionalProperties": False}
    tool = {"type": "function", "function": {"name": "look", "parameters": schema}}
    asked = Request(ASKED.messages, (tool,), AnswerSchema("labels", schema), 50)
    async with served(completion(message, "tool_calls", usage)) as (model, server, _, attempts):
        reply = await model.answer(asked)
    assert server.requests == [
        {
            "model": "gpt-5.5",
            "messages": [{"role": "user", "content": "?"}],
            "max_completion_tokens": 50,
            "tools": [tool],
            "tool_choice": "auto",
            "parallel_tool_calls": True,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "labels", "strict": True, "schema": schema},
            },
        }
    ]
    assert (reply.usage, reply.model) == (Usage(1_000, 200, 600, 150), "scripted")
    assert reply.calls == (Call("c0", "look", '{"at": "paper_1"}'),)
    assert [(one.number, one.outcome, one.usage) for one in attempts] == [(1, "ok", reply.usage)]


async def test_tokens_are_estimated_where_the_endpoint_does_not_count() -> None:
    body = json.dumps({"choices": [{"message": {"content": "x" * 36}}]}).encode()
    async with served(Answer(body=body)) as (model, _, _, _):
        reply = await model.answer(ASKED)
    assert reply.usage == Usage(ASKED.estimated_tokens, 10)


async def test_calls_under_way_are_bounded_and_narrowed_by_rate_limits() -> None:
    inside = most = asked = 0

    async def answer(request: httpx2.Request) -> httpx2.Response:
        nonlocal inside, most, asked
        inside, asked = inside + 1, asked + 1
        first = asked == 1
        most = max(most, inside)
        await asyncio.sleep(0)
        inside -= 1
        said = fails(429) if first else says("ok")
        return httpx2.Response(said.status, content=said.body)

    transport = httpx2.MockTransport(answer)
    place = Endpoint("m", "key", "http://bounded.invalid/v1", transport=transport, width=8)

    async with OpenAIModel(place, pause=at_once) as model:
        replies = await asyncio.gather(*(model.answer(ASKED) for _ in range(100)))
    assert [reply.text for reply in replies] == ["ok"] * 100
    assert (most <= 8, asked) == (True, 101)  # how many meet depends on the machine


@pytest.mark.parametrize(
    ("attempt", "least", "most"), [(2, 0.25, 0.5), (3, 0.5, 1.0), (6, 4.0, 8.0), (60, 4.0, 8.0)]
)
def test_pauses_double_up_to_eight_seconds(attempt: int, least: float, most: float) -> None:
    pauses = [pause_before(attempt, None) for _ in range(50)]
    assert least <= min(pauses) < max(pauses) <= most


async def test_no_attempt_is_begun_after_the_time_of_the_request() -> None:
    script = [fails(503, retry_after="15"), says("too late")]
    async with served(*script) as (model, server, pauses, _):
        with pytest.raises(ModelUnavailable) as ended:
            await model.answer(Request(ASKED.messages, seconds=10))
    assert (len(server.requests), pauses, ended.value.retry_after) == (1, [], 15.0)
