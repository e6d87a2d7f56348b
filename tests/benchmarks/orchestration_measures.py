"""What the benchmark of orchestration measures with: the served model, its answers, the clock."""

import asyncio
import json
import multiprocessing
import time
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from analysis.agents.journal import Usage
from analysis.agents.offline_model.serving import ModelServer, Pace, Responder, Served
from analysis.agents.prices import estimate_cost
from analysis.agents.tokens import conversation_tokens, message_tokens

LABELLING, ANALYSIS, REPORT = 2.0, 3.0, 1.0  # seconds
FLOOR = LABELLING + ANALYSIS + REPORT
PRICES = ("gpt-5.5", "gpt-5.4-mini", "gpt-6-luna")
QUESTIONS = 30  # of a paper
TEXT = "Derive the field on the axis of a current loop and state every assumption you make. " * 3


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: real seconds as explained above, and what the model was asked."""

    seconds: float
    by_cpu: float  # the same with the processes' own time on top, however busy the machine is
    own_cpu: float  # CPU seconds of the client alone
    turns: int
    calls: int
    hub: Usage
    each: tuple[Usage, ...]
    refused: bool = False

    @property
    def ratio(self) -> float:
        return self.seconds / FLOOR

    def cost(self, model: str) -> Decimal:
        """The price of all calls; each on its own, since long ones have another price."""
        return sum((estimate_cost(model, one) or Decimal(0) for one in self.each), Decimal(0))


def pace(scale: float) -> Pace:
    return Pace(0.5, 20_000, 80, LABELLING, scale)


class ServerApart:
    """The served model in a process of its own, so that it takes no time of the clients'."""

    def __init__(self, scale: float, responder: Responder) -> None:
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=serve_until_told, args=(theirs, scale, responder))
        self.base_url, self.served, self.cpu = "", list[Served](), 0.0

    async def __aenter__(self) -> Self:
        self._process.start()
        self.base_url = await asyncio.to_thread(self._ours.recv)
        return self

    async def __aexit__(self, *error: object) -> None:
        self._ours.send("stop")
        self.served, self.cpu = await asyncio.to_thread(self._ours.recv)
        await asyncio.to_thread(self._process.join)


def serve_until_told(pipe: Any, scale: float, responder: Responder) -> None:
    async def serve() -> None:
        async with ModelServer(pace(scale), responder=responder) as server:
            pipe.send(server.base_url)
            before = time.process_time()
            await asyncio.to_thread(pipe.recv)
        pipe.send((server.served, time.process_time() - before))

    asyncio.run(serve())


def serving(scale: float, responder: Responder, *, apart: bool) -> ServerApart | ModelServer:
    if apart:
        return ServerApart(scale, responder)
    return ModelServer(pace(scale), responder=responder)


def calling(name: str, arguments: list[dict[str, Any]]) -> dict[str, Any]:
    calls = [
        {
            "id": f"call_{name}_{place}",
            "type": "function",
            "function": {"name": name, "arguments": json.dumps(one)},
        }
        for place, one in enumerate(arguments)
    ]
    return {"role": "assistant", "content": None, "tool_calls": calls}


def completion(request: dict[str, Any], message: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    finish = "tool_calls" if message.get("tool_calls") else "stop"
    usage = {
        "prompt_tokens": conversation_tokens(request["messages"], request.get("tools", ())),
        "completion_tokens": message_tokens(message),
    }
    choice = {"index": 0, "message": message, "finish_reason": finish}
    return 200, {"object": "chat.completion", "model": "m", "choices": [choice], "usage": usage}


class Clock:
    """Time of the wall and of this process since it was made, until it is stopped."""

    def __init__(self) -> None:
        self.wall, self.cpu = -time.monotonic(), -time.process_time()

    def stop(self) -> None:
        self.wall += time.monotonic()
        self.cpu += time.process_time()


def measured(
    server: ServerApart | ModelServer, clock: Clock, scale: float, labelling: float
) -> Measured:
    """Put together what was planned, and what came on top of it."""
    turns = [one for one in server.served if one.kind == "turn" and one.outcome == "ok"]
    planned = sum(one.seconds for one in turns) + labelling + ANALYSIS + REPORT
    on_top = max(0.0, clock.wall - planned * scale)
    cpu = clock.cpu + (server.cpu if isinstance(server, ServerApart) else 0.0)
    each = tuple(total([one]) for one in server.served)
    found = planned + on_top, planned + cpu, clock.cpu
    return Measured(*found, len(turns), len(each), total(turns), each)


def total(served: list[Served]) -> Usage:
    return Usage(sum(one.sent for one in served), sum(one.written for one in served))
