import asyncio
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.agents.asking import ask_model
from analysis.agents.budget import Budget, Limits, Spent, already_spent, spent_on
from analysis.agents.journal import StepRecord, TurnRecord, Usage
from analysis.agents.loop import run_agent
from analysis.agents.model import Reply, Request
from analysis.errors import BudgetExceeded, Limit, ModelUnavailable
from tests.analysis.agents.runs import context, limited, opening
from tests.doubles.answers import calls
from tests.doubles.journal import MemoryJournal
from tests.doubles.model import ScriptedModel

USAGES = st.builds(Usage, st.integers(0, 5_000), st.integers(0, 5_000))


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@settings(deadline=None)
@given(st.lists(st.tuples(USAGES, USAGES), max_size=30), st.integers(0, 20_000))
async def test_overshoot_is_at_most_what_calls_took_beyond_their_estimates(
    purchases: list[tuple[Usage, Usage]], limit: int
) -> None:
    budget, paid, beyond = limited(input_tokens=limit), 0, 0
    for expected, actual in purchases:
        try:
            async with budget.reserve("offline-rules", expected) as purchase:
                assert paid + expected.input_tokens <= limit
                purchase.settle("offline-rules", actual)
        except BudgetExceeded:
            continue
        paid += actual.input_tokens
        beyond = max(beyond, actual.input_tokens - expected.input_tokens)
    assert budget.spent.input_tokens == paid
    assert paid <= limit + beyond


@settings(deadline=None)
@given(st.lists(st.tuples(USAGES, st.floats(0, 1)), max_size=12), st.integers(0, 20_000))
async def test_calls_started_together_pass_a_limit_by_one_call_at_most(
    calls_made: list[tuple[Usage, float]], limit: int
) -> None:
    budget, most_beyond = limited(output_tokens=limit), 0

    async def call(most: Usage, share: float) -> None:
        nonlocal most_beyond
        expected = Usage(0, int(most.output_tokens * share))
        most = Usage(0, most.output_tokens)
        async with budget.reserve("offline-rules", expected, most) as purchase:
            await asyncio.sleep(0)
            purchase.settle("offline-rules", most)
            most_beyond = max(most_beyond, most.output_tokens - expected.output_tokens)

    ended = await asyncio.gather(*(call(*one) for one in calls_made), return_exceptions=True)
    assert all(end is None or isinstance(end, BudgetExceeded) for end in ended)
    assert budget.spent.output_tokens <= limit + most_beyond


@settings(deadline=None)
@given(st.lists(USAGES, max_size=20), st.integers(0, 20))
async def test_spending_is_the_same_with_and_without_a_crash(
    usages: list[Usage], crash: int
) -> None:
    turns = [TurnRecord(n, "", {}, "gpt-5.5", use, 1.0, "tools") for n, use in enumerate(usages)]
    whole = already_spent(turns, [])
    again = Budget(spent=already_spent(turns[:crash], []))
    for turn in turns[crash:]:
        async with again.reserve(turn.model, turn.usage) as purchase:
            purchase.settle(turn.model, turn.usage)
    assert (again.spent.input_tokens, again.spent.output_tokens, again.spent.money) == (
        whole.input_tokens,
        whole.output_tokens,
        whole.money,
    )


async def test_call_that_failed_gives_back_what_was_held() -> None:
    budget = limited(output_tokens=100)
    for _ in range(3):
        with pytest.raises(OSError, match="gone"):
            async with budget.reserve("gpt-5.5", Usage(0, 100)):
                raise OSError("gone")
    assert budget.spent.output_tokens == 0


@pytest.mark.parametrize(
    ("limits", "usage", "limit", "words"),
    [
        ({"input_tokens": 9}, Usage(10, 0), Limit.INPUT_TOKENS, "tokens sent to the model"),
        ({"output_tokens": 9}, Usage(0, 10), Limit.OUTPUT_TOKENS, "tokens written by the model"),
        ({"money": Decimal("0.01")}, Usage(0, 1_000), Limit.MONEY, "limit of money"),
        ({"seconds": 0.0}, Usage(), Limit.SECONDS, "limit of time"),
    ],
)
async def test_each_limit_has_its_own_end(
    limits: dict[str, float], usage: Usage, limit: Limit, words: str
) -> None:
    with pytest.raises(BudgetExceeded) as ended:
        async with limited(**limits).reserve("gpt-5.5", usage):
            pass
    assert ended.value.limit is limit
    assert words in ended.value.words


async def test_turns_are_capped_at_ten() -> None:
    model = ScriptedModel(lambda body: calls(("double", {"number": len(body["messages"])})))
    journal = MemoryJournal()
    with pytest.raises(BudgetExceeded) as ended:
        await run_agent(context(model, journal), opening())
    assert (ended.value.limit, len(journal.turns)) == (Limit.TURNS, 10)
    assert ended.value.words == (
        "The job used all the turns that it may take. It does not go on by itself: run it again,"
        " and only what is missing is paid."
    )


def test_model_without_a_price_is_counted_apart() -> None:
    assert spent_on("llama-of-ours", Usage(10, 5)) == Spent(10, 5, Decimal(0), 0.0, 1)


def test_time_of_a_turn_is_that_of_its_longest_call() -> None:
    turns = [TurnRecord(1, "", {}, "offline-rules", Usage(10, 1), 2.0, "tools")]
    steps = [
        StepRecord(f"turn:1:call:{n}:t", "tool", "t", {}, {}, succeeded=True, seconds=seconds)
        for n, seconds in enumerate((3.0, 5.0))
    ]
    spoke = StepRecord(
        "extract:paper_1", "model", "extraction", {}, {}, succeeded=True, seconds=4.0
    )
    assert already_spent(turns, [*steps, spoke]).seconds == 7.0


def test_seconds_count_from_before_the_crash() -> None:
    clock = Clock()
    budget = Budget(Limits(seconds=10), Spent(seconds=6), clock)
    clock.now += 3
    assert (budget.spent.seconds, budget.seconds_left) == (9, 1)
    clock.now += 2
    assert budget.seconds_left == 0
    with pytest.raises(BudgetExceeded, match="10"):
        budget.ask_time()


async def test_model_that_is_gone_when_time_is_up_is_the_end_of_the_time() -> None:
    clock = Clock()

    class Slow:
        name = "slow"

        async def answer(self, request: Request) -> Reply:
            clock.now += 60
            raise ModelUnavailable

    request = Request(({"role": "user", "content": "?"},))
    with pytest.raises(BudgetExceeded):
        await ask_model(Slow(), request, Budget(Limits(seconds=30), clock=clock), 1)
    with pytest.raises(ModelUnavailable):
        await ask_model(Slow(), request, Budget(Limits(seconds=300), clock=clock), 1)
