"""Whatever a model asks for, nothing outside the job is touched and the caps hold."""

import json

import pytest

from analysis.agents.budget import Budget
from analysis.agents.hub import run_hub
from analysis.agents.hub_results import HubResult, HubStatus
from analysis.agents.openai_model import Endpoint, OpenAIModel
from analysis.errors import BudgetExceeded, ModelMisbehaved
from tests.analysis.agents.runs import hub_request
from tests.doubles.evil import EvilScript, hostile_calls
from tests.doubles.journal import MemoryJournal
from tests.doubles.model import ScriptedModel
from tests.doubles.server import scripted_server
from tests.doubles.spokes import FakeSpokes


async def attacked(script: EvilScript) -> tuple[HubResult, FakeSpokes, MemoryJournal]:
    spokes, journal = FakeSpokes(), MemoryJournal()
    model = ScriptedModel(script)
    result = await run_hub(model, spokes, hub_request(3), journal, Budget())
    return result, spokes, journal


async def test_model_that_does_nothing_right_is_stopped_in_the_third_turn() -> None:
    result, spokes, journal = await attacked(EvilScript(width=100))
    assert (result.status, type(result.stopped_by)) == (HubStatus.STOPPED, ModelMisbehaved)
    assert (spokes.calls, len(journal.turns), len(journal.steps)) == ([], 3, 300)


async def test_two_thousand_hostile_calls_reach_nothing_but_the_bait() -> None:
    made = 0
    script = EvilScript(width=120, bait=True)
    while made < 2_000:
        result, spokes, journal = await attacked(script)
        made += len(journal.steps)
        assert (result.status, type(result.stopped_by)) == (HubStatus.CAPPED, BudgetExceeded)
        assert set(spokes.calls) == {("extract_exam_data", "paper_1")}
        assert len(spokes.calls) <= 10
        assert result.report is None
    assert script.made >= len(hostile_calls())


async def test_what_is_kept_of_an_attack_can_be_stored_and_is_bounded() -> None:
    _, _, journal = await attacked(EvilScript(width=120, bait=True))
    for step in journal.steps.values():
        assert len(step.key) <= 120
        assert len(step.name) <= 60
        assert len(json.dumps([step.arguments, step.result])) < 10_000
    for turn in journal.turns.values():
        kept = json.dumps(turn.message, ensure_ascii=False)
        assert "\x00" not in kept
        kept.encode()
        assert len(turn.message["tool_calls"]) <= 128


@pytest.mark.parametrize("bait", [False, True])
async def test_attack_over_the_wire_ends_the_same_way(*, bait: bool) -> None:
    spokes = FakeSpokes()
    with scripted_server(EvilScript(width=30, bait=bait)) as server:
        async with OpenAIModel(Endpoint("evil", "key", server.base_url)) as model:
            result = await run_hub(model, spokes, hub_request(3), MemoryJournal(), Budget())
    assert result.status in {HubStatus.CAPPED, HubStatus.STOPPED}
    assert set(spokes.calls) <= {("extract_exam_data", "paper_1")}
    assert len(server.requests) == (10 if bait else 3)
