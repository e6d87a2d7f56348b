"""The whole hub through the real client: against the offline model, in process and served."""

import json

import pytest

from analysis.agents.budget import Budget
from analysis.agents.hub import HubRequest, run_hub
from analysis.agents.hub_results import HubResult, HubStatus
from analysis.agents.journal import Attempt, Usage
from analysis.agents.offline_model import offline_endpoint, respond
from analysis.agents.openai_model import Endpoint, OpenAIModel
from tests.analysis.agents.runs import hub_request
from tests.doubles.answers import Body
from tests.doubles.journal import MemoryJournal
from tests.doubles.server import offline, scripted_server
from tests.doubles.spokes import ENCRYPTED, FakeSpokes

SUMMARY = (
    "The analysis rests on {good} of {all} papers. Safe to expect: Electromagnetism, Waves."
    " Rare, but with high marks: Solids. Likely next: Electromagnetism, Optics. The report is at"
    " /reports/1.pdf. Left out: 2016 mid-sem. The file is encrypted."
)


async def told(endpoint: Endpoint, papers: int, spokes: FakeSpokes) -> tuple[HubResult, int]:
    attempts: list[Attempt] = []
    async with OpenAIModel(endpoint, on_attempt=attempts.append) as model:
        result = await run_hub(model, spokes, hub_request(papers), MemoryJournal(), Budget())
    return result, len(attempts)


@pytest.mark.parametrize("papers", [4, 10, 20])
async def test_offline_model_tells_the_story_in_four_turns(papers: int) -> None:
    spokes = FakeSpokes({"paper_1": ENCRYPTED})
    result, asked = await told(offline_endpoint(), papers, spokes)
    assert (result.status, result.turns, asked) == (HubStatus.FINISHED, 4, 4)
    assert result.analysed == tuple(f"paper_{n}" for n in range(2, papers + 1))
    assert result.summary == SUMMARY.format(good=papers - 1, all=papers)


@pytest.mark.parametrize("papers", [4, 10])
async def test_served_model_tells_the_same_story_over_a_socket(papers: int) -> None:
    spokes = FakeSpokes({"paper_1": ENCRYPTED})
    with scripted_server(offline) as server:
        result, _ = await told(Endpoint("gpt-5.5", "key", server.base_url), papers, spokes)
    assert result.summary == SUMMARY.format(good=papers - 1, all=papers)
    assert [len(request["messages"]) for request in server.requests] == [2, 4, 6, 8]


async def tokens_for(papers: int) -> int:
    journal = MemoryJournal()
    request = HubRequest(
        "Dr. A. Okafor", tuple((f"paper_{n}", f"sitting {n}") for n in range(1, papers + 1))
    )
    async with OpenAIModel(offline_endpoint()) as model:
        result = await run_hub(model, FakeSpokes(), request, journal, Budget())
    assert (result.status, len(result.analysed)) == (HubStatus.FINISHED, papers)
    return journal.spent.input_tokens + journal.spent.output_tokens


async def test_three_hundred_papers_cost_the_hub_no_more_than_fifty() -> None:
    fifty, three_hundred = await tokens_for(50), await tokens_for(300)
    assert three_hundred <= fifty + 10
    assert three_hundred < 3_800


async def test_offline_model_says_when_nothing_could_be_read() -> None:
    spokes = FakeSpokes(dict.fromkeys(["paper_1", "paper_2"], ENCRYPTED))
    result, asked = await told(offline_endpoint(), 2, spokes)
    assert (result.status, asked) == (HubStatus.FINISHED, 2)
    assert result.summary == (
        "None of the papers could be read, so there is nothing to analyse."
        " Left out: 2016 mid-sem. The file is encrypted."
        " Left out: 2016 end-sem. The file is encrypted."
    )


def test_endpoint_answers_what_is_not_a_conversation_with_an_error() -> None:
    bodies: list[bytes] = [b"", b"\xff", b"[]", b"{}", b'{"messages": []}', b'{"messages": 7}']
    answers = [respond("POST", "/v1/chat/completions", body)[0] for body in bodies]
    assert answers == [400] * len(bodies)
    assert respond("GET", "/v1/elsewhere", b"")[0] == 404
    status, models = respond("GET", "/v1/models", b"")
    assert (status, models["data"][0]["id"]) == (200, "offline-rules")


def test_endpoint_answers_the_same_request_with_the_same_bytes() -> None:
    task = {"number_of_papers": 1, "papers": [{"paper": "paper_1", "label": "2024"}]}
    body: Body = {"messages": [{"role": "user", "content": json.dumps(task)}]}
    first, second = (offline(body).body for _ in range(2))
    assert first == second
    assert json.loads(first)["usage"]["prompt_tokens"] > Usage().input_tokens
