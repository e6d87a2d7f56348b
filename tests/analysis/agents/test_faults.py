"""Whole analyses while the provider fails: the real client over a socket, spokes that label."""

import itertools
from collections.abc import Sequence

import pytest

from analysis.agents.budget import Budget
from analysis.agents.hub import run_hub
from analysis.agents.hub_results import HubResult, HubStatus
from analysis.agents.openai_model import Endpoint, OpenAIModel
from tests.analysis.agents.runs import hub_request
from tests.doubles.answers import Answer, Body, calls, fails, labels, says
from tests.doubles.journal import MemoryJournal
from tests.doubles.server import offline, scripted_server
from tests.doubles.spokes import LabellingSpokes

# What a provider may answer in place of what was asked for; each is met at every place of a run.
FAULTS = {
    "rate limit": fails(429, "rate_limit_exceeded"),
    "rate limit with a pause": fails(429, "rate_limit_exceeded", retry_after="1"),
    "server error": fails(500),
    "bad gateway": fails(502),
    "unavailable": fails(503, retry_after_ms="20"),
    "overloaded": fails(529),
    "request timeout": fails(408),
    "conflict": fails(409),
    "page of a proxy": Answer(body=b"<html>"),
    "cut in the middle": Answer(body=b"x" * 200, cut=True),
    "JSON cut short": Answer(body=b'{"choices": [{"mess'),
    "NaN": Answer(body=b'{"choices": NaN}'),
    "a list": Answer(body=b"[]"),
    "no choices": Answer(body=b'{"choices": []}'),
    "empty words": says(""),
    "cut off by length": says("{", "length"),
    "wrong tool": calls(("publish", {})),
    "wrong arguments": calls(("extract_exam_data", {"file_id": "x.pdf"})),
    "labels of no question": labels({"n": "x"}),
    "giant answer": says("x" * 300_000, "length"),
}


async def at_once(seconds: float) -> None:
    """Wait for nothing."""


async def analysed(script: Sequence[Answer | None]) -> HubResult:
    """Run an analysis of four papers; where the script has an answer, it comes first."""
    played = itertools.chain(script, itertools.repeat(None))

    def answer(body: Body) -> Answer:
        return next(played) or offline(body)

    journal, budget = MemoryJournal(), Budget()
    with scripted_server(answer) as server:
        place = Endpoint("gpt-5.5", "key", server.base_url)
        async with OpenAIModel(place, pause=at_once) as model:
            spokes = LabellingSpokes(model, journal, budget)
            return await run_hub(model, spokes, hub_request(4), journal, budget)


@pytest.mark.parametrize("kind", FAULTS)
async def test_fault_in_three_of_ten_calls_leaves_the_analysis_whole(kind: str) -> None:
    fault = FAULTS[kind]
    pattern = [None, fault, None, None, fault, None, None, fault, None, None]
    result = await analysed(pattern * 3)
    assert (result.status, result.left_out) == (HubStatus.FINISHED, ())


async def test_refusal_of_one_paper_leaves_that_paper_out() -> None:
    result = await analysed([None, says(None, refusal="No.")])
    assert (result.status, len(result.analysed)) == (HubStatus.FINISHED, 3)
    assert [one.type for one in result.left_out] == ["ModelRefused"]


async def test_provider_that_goes_away_after_the_first_turn_is_an_honest_stop() -> None:
    result = await analysed([None, *[fails(503)] * 99])
    assert (result.status, result.analysed, result.turns) == (HubStatus.STOPPED, (), 1)
    assert {one.type for one in result.left_out} == {"ModelUnavailable"}
    assert result.summary.startswith("The model could not be reached. Start the job again later.")
