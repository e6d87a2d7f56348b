"""The offline model behind a socket, as slow and as faulty as one wants it.

For benchmarks, for tests of faults, and for whoever wants to point another client at it. One
process, one event loop; requests are HTTP/1.1 with a Content-Length, as the OpenAI SDK sends them.
"""

import asyncio
import json
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from math import inf
from typing import Any, Self

from analysis.agents.model import MAX_CALLS
from analysis.agents.offline_model.app import Answer, respond
from analysis.agents.offline_model.faults import Bad, FaultPlan

MAX_REQUEST = 64_000_000  # bytes
type Responder = Callable[[str, str, bytes], Answer]


@dataclass(frozen=True, slots=True)
class Pace:
    """How long an answer takes: to its first token, and tokens a second in and out.

    An answer that is bound to a schema takes `labelling` seconds, where that is set. `scale`
    multiplies all of it.
    """

    first_token: float = 0.0
    input_rate: float = inf
    output_rate: float = inf
    labelling: float | None = None
    scale: float = 1.0

    def seconds(self, sent: int, written: int, *, bound: bool) -> float:
        """Return the seconds, before scaling, of an answer of so many tokens."""
        if bound and self.labelling is not None:
            return self.labelling
        return self.first_token + sent / self.input_rate + written / self.output_rate


@dataclass(frozen=True, slots=True)
class Served:
    """One answer that was sent; `seconds` are before scaling, `kind` is "turn" or "labels"."""

    kind: str
    outcome: str  # "ok", the name of a fault, or a status
    seconds: float
    sent: int = 0
    written: int = 0


@dataclass(slots=True)
class ModelServer:
    """Serves `responder` until it is closed; use it as `async with`."""

    pace: Pace = field(default_factory=Pace)
    faults: FaultPlan = field(default_factory=FaultPlan)
    responder: Responder = respond
    host: str = "127.0.0.1"
    port: int = 0  # 0 takes a free one
    served: list[Served] = field(default_factory=list)
    _server: asyncio.Server | None = None
    _conversations: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def base_url(self) -> str:
        """What a client is given as the endpoint's address."""
        return f"http://{self.host}:{self.port}/v1"

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(
            self._connected, self.host, self.port, backlog=1024
        )
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *error: object) -> None:
        if self._server:
            self._server.close()
            for task in list(self._conversations):
                task.cancel()
            await asyncio.gather(*self._conversations, return_exceptions=True)
            await self._server.wait_closed()

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._converse(reader, writer))
        self._conversations.add(task)
        task.add_done_callback(self._conversations.discard)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection until it ends."""
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                while request := await _read_request(reader):
                    if not await self._answer(*request, writer):
                        break
        finally:
            writer.close()

    async def _answer(
        self, method: str, path: str, body: bytes, writer: asyncio.StreamWriter
    ) -> bool:
        """Send one answer; False where the connection is to end with it."""
        bound = b'"response_format"' in body
        fault = self.faults.next() if method == "POST" else None
        if fault:
            kind, bad = fault
            return await self._fail(kind, bad, writer, bound=bound)
        answered = refusal_of(body)
        if answered is None:
            answered = await asyncio.to_thread(self.responder, method, path, body)
        status, answer = answered
        usage = answer.get("usage", {})
        sent, written = usage.get("prompt_tokens", 0), usage.get("completion_tokens", 0)
        seconds = self.pace.seconds(sent, written, bound=bound) if usage else 0.0
        await asyncio.sleep(seconds * self.pace.scale)
        await _send(writer, Bad(status, json.dumps(answer).encode()))
        if method == "POST":
            outcome = "ok" if status == HTTPStatus.OK else str(status)
            self.served.append(Served(_kind(bound=bound), outcome, seconds, sent, written))
        return True

    async def _fail(
        self, kind: str, bad: Bad, writer: asyncio.StreamWriter, *, bound: bool
    ) -> bool:
        self.served.append(Served(_kind(bound=bound), kind, 0.0))
        if bad.hung:
            await asyncio.Event().wait()
        await _send(writer, bad)
        return not bad.cut


def refusal_of(body: bytes) -> Answer | None:
    """Return the refusal of a conversation in which one turn has more calls than the API takes."""
    if b'"tool_calls"' not in body:
        return None
    messages: list[dict[str, Any]] = json.loads(body).get("messages", [])
    most = max((len(message.get("tool_calls") or ()) for message in messages), default=0)
    if most <= MAX_CALLS:
        return None
    words = f"tool_calls: array too long, {most} of at most {MAX_CALLS}"
    return 400, {"error": {"message": words, "type": "invalid_request_error", "code": None}}


def _kind(*, bound: bool) -> str:
    return "labels" if bound else "turn"


async def _read_request(reader: asyncio.StreamReader) -> tuple[str, str, bytes] | None:
    """Return method, path and body of the next request; None at the end or for what is none."""
    head = await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    fields = dict(line.lower().split(": ", 1) for line in lines if ": " in line)
    length = fields.get("content-length", "0")
    asked = re.fullmatch(r"([A-Z]+) (\S+) HTTP/1\.[01]", first)
    if not asked or not length.isdigit() or int(length) > MAX_REQUEST:
        return None
    method, path = asked.groups()
    return method, path, await reader.readexactly(int(length))


async def _send(writer: asyncio.StreamWriter, answer: Bad) -> None:
    fields = [
        f"HTTP/1.1 {answer.status} Answer",
        "Content-Type: application/json",
        f"Content-Length: {len(answer.body)}",
        *(f"{name}: {value}" for name, value in answer.headers),
    ]
    body = answer.body[: len(answer.body) // 2] if answer.cut else answer.body
    writer.write("\r\n".join([*fields, "", ""]).encode() + body)
    await writer.drain()
