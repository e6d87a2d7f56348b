"""The served model: paced, faulty on demand, and what an analysis takes of it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from math import inf

import httpx2
import pytest
from django.core.management import CommandError, call_command

from analysis.agents.model import Request
from analysis.agents.offline_model.faults import FAULTS, Bad, FaultPlan
from analysis.agents.offline_model.serving import ModelServer, Pace, Served
from analysis.agents.openai_model import Endpoint, OpenAIModel
from analysis.errors import StopJob
from tests.benchmarks.orchestration import one_call_a_paper, ours
from tests.benchmarks.orchestration_measures import FLOOR, PRICES
from tests.benchmarks.usual_loop import whole

TASK = {"number_of_papers": 1, "papers": [{"paper": "paper_1", "label": "2024"}]}
ASKED = Request(({"role": "user", "content": json.dumps(TASK)},))


async def at_once(seconds: float) -> None:
    """Wait for nothing."""


@asynccontextmanager
async def asking(server: ModelServer) -> AsyncIterator[OpenAIModel]:
    async with server:
        place = Endpoint("m", "key", server.base_url, timeout=0.3, attempts=2)
        async with OpenAIModel(place, pause=at_once) as model:
            yield model


async def outcome_of(model: OpenAIModel) -> str:
    """How a question ends: the reason of a stop, the fault of a reply, or what was answered."""
    try:
        reply = await model.answer(ASKED)
    except StopJob as end:
        return str(end.reason)
    return str(reply.fault or (reply.calls and reply.calls[0].name) or reply.text)


def test_pace_is_first_token_and_rates_or_a_fixed_time_for_labels() -> None:
    pace = Pace(0.5, 20_000, 80, 2.0, 0.1)
    assert pace.seconds(1_000, 40, bound=False) == pytest.approx(0.5 + 0.05 + 0.5)
    assert pace.seconds(1_000, 40, bound=True) == 2.0
    assert Pace(output_rate=inf).seconds(9, 9, bound=True) == 0.0


async def test_served_model_answers_and_keeps_account() -> None:
    server = ModelServer()
    async with asking(server) as model:
        reply = await model.answer(ASKED)
    assert [call.name for call in reply.calls] == ["extract_exam_data"]
    usage = reply.usage
    assert server.served == [Served("turn", "ok", 0.0, usage.input_tokens, usage.output_tokens)]


OUTCOMES = {
    "rate": "model_unavailable",
    "quota": "quota",
    "key": "wrong_key",
    "server": "model_unavailable",
    "gateway": "model_unavailable",
    "unavailable": "model_unavailable",
    "overloaded": "model_unavailable",
    "silence": "model_unavailable",
    "cut": "model_unavailable",
    "html": "model_misbehaved",
    "nan": "model_misbehaved",
    "empty_choices": "empty",
    "empty": "empty",
    "length": "length",
    "refusal": "refused",
    "content_filter": "filtered",
    "invalid_json": "Sure! Here are the labels:",  # what it is depends on what was asked for
    "wrong_schema": '{"answers": []}',
    "wrong_tool": "publish",
    "wrong_arguments": "extract_exam_data",
    "duplicate_ids": "extract_exam_data",
    "giant": "model_misbehaved",
    "surrogates": "\U000103ff?",  # a pair is a character, the lone one is none
}


@pytest.mark.parametrize("kind", FAULTS)
async def test_every_fault_has_a_typed_outcome(kind: str) -> None:
    server = ModelServer(faults=FaultPlan(1.0, (kind,)))
    async with asking(server) as model:
        assert await outcome_of(model) == OUTCOMES[kind]
    passing = OUTCOMES[kind] in {"model_unavailable", "model_misbehaved"}
    assert [one.outcome for one in server.served] == [kind] * (2 if passing else 1)


def thousand_of(plan: FaultPlan) -> list[tuple[str, Bad] | None]:
    return [plan.next() for _ in range(1_000)]


def test_faults_come_by_the_seed_at_their_rate() -> None:
    plans = [FaultPlan(0.3, ("rate", "cut"), seed) for seed in (1, 1, 2)]
    drawn = [
        [fault and fault[0] for fault in (plan.next() for _ in range(1_000))] for plan in plans
    ]
    assert drawn[0] == drawn[1] != drawn[2]
    assert 250 < sum(kind is not None for kind in drawn[0]) < 350
    assert FaultPlan(1.0, ()).next() is None


def test_unknown_fault_is_refused_by_name() -> None:
    with pytest.raises(CommandError, match="no fault smoke; there are rate, quota"):
        call_command("serve_model", "--faults", "rate,smoke")


def test_taken_port_is_refused_in_words() -> None:
    async def twice() -> None:
        async with ModelServer() as server:
            await asyncio.to_thread(call_command, "serve_model", "--port", str(server.port))

    with pytest.raises(CommandError, match="Cannot listen on 127"):
        asyncio.run(twice())


@pytest.mark.parametrize(
    ("request_", "status"),
    [(("GET", "/v1/models"), 200), (("GET", "/"), 404), (("POST", "/v1/chat/completions"), 400)],
)
async def test_other_requests_are_answered_too(request_: tuple[str, str], status: int) -> None:
    method, path = request_
    async with ModelServer() as server, httpx2.AsyncClient() as client:
        address = server.base_url.removesuffix("/v1") + path
        assert (await client.request(method, address)).status_code == status


async def test_what_is_no_http_ends_the_connection() -> None:
    async with ModelServer() as server:
        reader, writer = await asyncio.open_connection(server.host, server.port)
        writer.write(b"hello\r\n\r\n")
        assert await reader.read() == b""
        writer.close()


# --- What an analysis takes: short runs of tests/benchmarks/orchestration.py ------------------


@pytest.mark.parametrize("papers", [4, 10, 100])
async def test_analysis_takes_a_call_a_paper_and_four(papers: int) -> None:
    found = await ours(papers, scale=0.0001)
    assert (found.turns, found.calls) == (4, papers + 4)
    assert found.hub.input_tokens + found.hub.output_tokens <= 3_100
    assert len(PRICES) == 3


async def test_hundred_papers_take_the_hub_less_than_three_thousand_tokens() -> None:
    found = await ours(100, scale=0.0001, stored=True)
    assert found.calls == 4
    assert found.hub.input_tokens + found.hub.output_tokens <= 3_000


async def test_three_hundred_calls_of_a_model_that_calls_by_paper_come_in_three_turns() -> None:
    found = await ours(300, 0.0001, one_call_a_paper, stored=True)
    assert (found.turns, found.calls) == (6, 6)


async def test_planned_time_stays_under_twice_the_floor_and_the_usual_loop_far_above() -> None:
    """What the pace makes of the tokens, with nothing timed: the clients' part is left out."""
    pace, found = Pace(0.5, 20_000, 80), await ours(10, scale=0.0001)
    planned = FLOOR + 0.5 * found.turns + found.hub.input_tokens / 20_000
    assert planned + found.hub.output_tokens / pace.output_rate <= 1.9 * FLOOR
    usual = await whole(4, scale=0.0001)
    assert usual.hub.output_tokens / pace.output_rate > 15 * FLOOR


async def test_usual_loop_is_refused_above_128_calls_in_a_turn() -> None:
    assert (await whole(129, scale=0.0001)).refused
