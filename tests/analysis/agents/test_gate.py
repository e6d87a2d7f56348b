import asyncio

import pytest

from analysis.agents.gate import GROWTH, Gate, Width, shared_gate
from analysis.agents.journal import Attempt


def after(width: Width, *outcomes: str) -> Width:
    for outcome in outcomes:
        width = width.after(outcome)
    return width


def test_width_halves_with_rate_limits_and_grows_back_slowly() -> None:
    width, widths = Width(16, 16), []
    for _ in range(6):
        width = width.after("rate")
        widths.append(width.width)
    assert widths == [8, 4, 2, 1, 1, 1]
    assert after(width, *["ok"] * GROWTH * 2).width == 3
    assert after(width, *["ok"] * GROWTH * 99).width == 16


def test_width_takes_rate_limits_of_one_burst_for_one() -> None:
    assert Width(16, 8).after("rate", known=True) == Width(16, 8)


def test_provider_counts_as_away_after_eight_attempts_without_any_answer() -> None:
    faults = ["server", "timeout", "connection", "server", "server", "timeout", "server"]
    assert not after(Width(16, 16), *faults).away
    assert after(Width(16, 16), *faults, "garbled", "server").away
    assert not after(Width(16, 16), *faults, "ok", "server").away
    assert not after(Width(16, 16), *faults, "rate", "server").away


async def test_gate_narrows_once_for_a_burst() -> None:
    gate = Gate(16)
    attempts = [Attempt("m") for _ in range(8)]
    for attempt in attempts:
        await gate.enter(attempt)
    for attempt in attempts:
        attempt.outcome, attempt.seconds = "rate", 60.0
        await gate.leave(attempt)
    assert gate.state.width == 8


async def test_gate_shared_by_all_calls_to_an_endpoint_lets_in_as_many_as_it_is_wide() -> None:
    inside = most = 0

    async def work() -> None:
        nonlocal inside, most
        async with shared_gate("a", 3):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    await asyncio.gather(*(work() for _ in range(20)))
    assert most == 3
    assert shared_gate("a", 3) is shared_gate("a", 3)
    assert shared_gate("a", 3) is not shared_gate("b", 3)


async def test_cancelled_call_gives_its_place_back() -> None:
    gate = Gate(1)

    async def stay() -> None:
        async with gate:
            await asyncio.Event().wait()

    task = asyncio.create_task(stay())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with asyncio.timeout(30), gate:
        pass


async def test_waiting_calls_go_on_when_those_inside_are_cancelled() -> None:
    gate, through = Gate(2), 0

    async def stay() -> None:
        async with gate:
            await asyncio.Event().wait()

    async def pass_through() -> None:
        nonlocal through
        async with gate:
            through += 1

    inside = [asyncio.create_task(stay()) for _ in range(2)]
    await asyncio.sleep(0)
    waiting = [asyncio.create_task(pass_through()) for _ in range(10)]
    await asyncio.sleep(0)
    for task in [*inside, waiting[3]]:
        task.cancel()
    async with asyncio.timeout(30):
        await asyncio.gather(*inside, *waiting, return_exceptions=True)
    assert through == 9
