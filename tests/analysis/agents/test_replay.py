import itertools
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from analysis.agents.budget import Budget, Limits
from analysis.agents.hub import run_hub
from analysis.agents.hub_results import HubResult
from analysis.agents.loop import run_agent
from analysis.errors import (
    BudgetExceeded,
    Cancelled,
    ConversationChanged,
    LeaseLost,
    ModelMisbehaved,
    RunInterrupted,
)
from tests.analysis.agents.runs import context, hub_request, opening
from tests.doubles.answers import Answer, Body, calls, says
from tests.doubles.journal import DyingJournal, Killed, MemoryJournal
from tests.doubles.model import ScriptedModel
from tests.doubles.server import offline
from tests.doubles.spokes import ENCRYPTED, FakeSpokes, LabellingSpokes

# Every way in which a turn can end, with a tool that fails and answers that are corrected.
STORY = [
    says(None),
    calls(*(("extract_exam_data", {"papers": [f"paper_{n}"]}) for n in (1, 2, 3))),
    calls(("extract_exam_data", {"papers": ["paper_1"]}), ("unknown", {})),
    says("too early"),
    calls(("analyze_patterns", {"papers": "all"})),
    says("cut o", "length"),
    calls(("generate_report", {"analysis": "analysis_1"})),
    says("Done."),
]


class ByProgress:
    """Answers by the length of the conversation, as a model does: not by how often it is asked."""

    def __init__(self, story: list[Answer]) -> None:
        self.story = story
        self.asked: list[int] = []

    def __call__(self, body: Body) -> Answer:
        turn: int = sum(message["role"] == "assistant" for message in body["messages"])
        self.asked.append(turn + 1)
        return self.story[turn]


async def run(journal: MemoryJournal, script: ByProgress, spokes: FakeSpokes) -> HubResult:
    budget = Budget(Limits(), journal.spent)
    return await run_hub(ScriptedModel(script), spokes, hub_request(3), journal, budget)


def without_times(journal: MemoryJournal) -> tuple[list[Any], dict[str, Any]]:
    turns = [replace(turn, seconds=0) for turn in journal.turns.values()]
    steps = {key: replace(step, seconds=0) for key, step in sorted(journal.steps.items())}
    return turns, steps


async def undisturbed() -> tuple[HubResult, MemoryJournal]:
    journal = MemoryJournal()
    spokes = FakeSpokes({"paper_2": ENCRYPTED})
    return await run(journal, ByProgress(STORY), spokes), journal


WRITES = len(STORY) + 7  # turns and steps


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("dies_at", range(1, WRITES + 1))
async def test_run_killed_at_any_write_ends_as_if_it_had_not_been(
    dies_at: int, *, after: bool
) -> None:
    expected, expected_journal = await undisturbed()
    kept, script = MemoryJournal(), ByProgress(STORY)
    spokes = FakeSpokes({"paper_2": ENCRYPTED})
    with pytest.raises(Killed):
        await run(DyingJournal(kept, dies_at, after=after), script, spokes)
    asked_before, kept_turns = list(script.asked), set(kept.turns)

    assert await run(kept, script, spokes) == expected
    assert without_times(kept) == without_times(expected_journal)
    repeated = set(asked_before) & set(script.asked[len(asked_before) :])
    assert repeated == set(asked_before) - kept_turns  # the one in flight, if any
    assert len(repeated) <= 1


async def test_run_killed_at_every_write_one_after_another_still_ends() -> None:
    expected, expected_journal = await undisturbed()
    kept, script = MemoryJournal(), ByProgress(STORY)
    spokes = FakeSpokes({"paper_2": ENCRYPTED})
    for deaths in itertools.count():
        try:
            # One write is kept in each life.
            result = await run(DyingJournal(kept, 2, after=False), script, spokes)
            break
        except Killed:
            assert deaths < WRITES
    assert result == expected
    assert without_times(kept) == without_times(expected_journal)


async def analysed(journal: MemoryJournal, model: ScriptedModel) -> HubResult:
    budget = Budget(Limits(), journal.spent)
    spokes = LabellingSpokes(model, journal, budget)
    return await run_hub(model, spokes, hub_request(3), journal, budget)


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("dies_at", range(1, 11))  # 4 turns, 3 tool calls, 3 papers
async def test_analysis_with_its_spokes_killed_at_any_write_repeats_only_calls_in_flight(
    dies_at: int, *, after: bool
) -> None:
    whole, kept, model = MemoryJournal(), MemoryJournal(), ScriptedModel(offline)
    expected = await analysed(whole, ScriptedModel(offline))
    with pytest.raises(Killed):
        await analysed(DyingJournal(kept, dies_at, after=after), model)
    lost = len(model.requests) - len(kept.turns) - labelled(kept)
    assert await analysed(kept, model) == expected
    assert without_times(kept) == without_times(whole)
    assert kept.spent.input_tokens == whole.spent.input_tokens
    assert len(model.requests) == 7 + lost
    assert lost <= 3


def labelled(journal: MemoryJournal) -> int:
    return sum(step.kind == "model" for step in journal.steps.values())


async def test_finished_run_is_replayed_without_a_call() -> None:
    expected, journal = await undisturbed()
    script, spokes = ByProgress(STORY), FakeSpokes()
    assert await run(journal, script, spokes) == expected
    assert (script.asked, spokes.calls) == ([], [])


async def test_replay_counts_bad_answers_as_the_first_run_did() -> None:
    journal, bad = MemoryJournal(), [says(None), says("cut", "length"), calls(("no", {}))]
    for script in (bad, []):
        with pytest.raises(ModelMisbehaved, match="turn 3"):
            await run_agent(context(ScriptedModel(script), journal), opening())


async def test_recorded_turn_of_another_conversation_ends_the_run() -> None:
    journal = MemoryJournal()
    await run_agent(context(ScriptedModel([says("4")]), journal), opening())
    state = opening()
    state.messages[0]["content"] = "Double other numbers."
    with pytest.raises(ConversationChanged) as ended:
        await run_agent(context(ScriptedModel([]), journal), state)
    assert ended.value.words.endswith("Start it again.")


async def test_budget_survives_a_crash() -> None:
    """Each life may spend only what the ones before have left."""
    script = ByProgress([calls(("double", {"number": n})) for n in range(1, 99)])
    kept, limits = MemoryJournal(), Limits(output_tokens=330)
    first = context(ScriptedModel(script), DyingJournal(kept, 4, after=True), Budget(limits))
    with pytest.raises(Killed):
        await run_agent(first, opening())
    second = context(ScriptedModel(script), kept, Budget(limits, kept.spent))
    with pytest.raises(BudgetExceeded):
        await run_agent(second, opening())
    assert script.asked == [1, 2, 3, 4]  # 4 × 10 tokens, and 300 held for the next
    assert kept.spent.output_tokens == 40


@pytest.mark.parametrize("end", [Cancelled, LeaseLost])
@pytest.mark.parametrize("method", ["turn", "record_turn", "step", "record_step"])
async def test_cancelled_run_writes_nothing_more(
    end: type[RunInterrupted], method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(anything: object) -> None:
        raise end

    refused: Callable[..., Any] = refuse
    journal = MemoryJournal()
    monkeypatch.setattr(journal, method, refused)
    with pytest.raises(end):
        await run(journal, ByProgress(STORY[1:]), FakeSpokes())
    assert len(journal.turns) == (1 if "step" in method else 0)
    assert journal.steps == {}
