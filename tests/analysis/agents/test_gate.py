import asyncio

import pytest

from analysis.agents.gate import GROWTH, Gate, shared_gate


def test_gate_halves_with_rate_limits_and_grows_back_slowly() -> None:
    gate, widths = Gate(16), []
    for _ in range(6):
        gate.narrow()
        widths.append(gate.width)
    assert widths == [8, 4, 2, 1, 1, 1]
    for _ in range(GROWTH * 2):
        gate.widen()
    assert gate.width == 3
    for _ in range(GROWTH * 99):
        gate.widen()
    assert gate.width == 16


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
