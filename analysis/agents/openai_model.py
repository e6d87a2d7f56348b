"""The client of every endpoint that speaks chat.completions: the only import of the OpenAI SDK.

The SDK's own retries are off, since each of them is paid for and none is told: ours are bounded,
reported one by one, and never made for an exhausted account or a wrong key.
"""

import asyncio
import json
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from itertools import count
from math import inf, nan
from typing import Self

import httpx2
import openai

from analysis.agents.abilities import (
    Abilities,
    after_answer,
    after_refusal,
    known,
    parameters,
    remember,
)
from analysis.agents.gate import Gatekeeper, shared_gate
from analysis.agents.journal import UNDER_WAY, Attempt, Usage
from analysis.agents.model import FILTERED, Fault, Reply, Request
from analysis.agents.provider_faults import PASSING, FaultKind, ProviderFault, kind_of_status
from analysis.agents.wire import read_reply

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 8.0  # seconds between attempts
PATH = "/chat/completions"
as_body = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
# Idle connections are looked at with every request, so that few are kept.
CONNECTIONS = httpx2.Limits(max_connections=1000, max_keepalive_connections=16)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model is and how patiently it is asked; times are in seconds.

    `transport` takes the place of the network: the offline model, or a test.
    """

    model: str
    api_key: str
    base_url: str | None = None
    transport: httpx2.AsyncBaseTransport | None = None
    connect_timeout: float = 5.0
    timeout: float = 120.0  # of one attempt, until the last byte
    attempts: int = 4
    patience: float = 20.0  # the longest pause that is waited for here; a longer one parks the job
    width: int = 32  # calls under way at once, over the whole process
    effort: str = ""  # of reasoning: "low", "high"; the model's own where it is empty


class OpenAIModel:
    """A model behind an endpoint. Use it as `async with`, so that its connections are closed."""

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        gate: Gatekeeper | None = None,
        on_attempt: Callable[[Attempt], None] | None = None,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.endpoint = endpoint
        self._gate = gate
        self._on_attempt = on_attempt
        self._pause = pause
        timeout = httpx2.Timeout(endpoint.timeout, connect=endpoint.connect_timeout)
        self._client = openai.AsyncOpenAI(
            api_key=endpoint.api_key,
            base_url=endpoint.base_url,
            max_retries=0,
            timeout=timeout,
            http_client=openai.DefaultAsyncHttpxClient(
                transport=endpoint.transport, timeout=timeout, limits=CONNECTIONS
            ),
        )

    @property
    def name(self) -> str:
        return self.endpoint.model

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._client.close()

    async def answer(self, request: Request) -> Reply:
        """Return the reply; raise the `StopJob` that says why there is none.

        A refusal and a cut-off answer are replies with a `fault`: they were paid for.
        """
        seconds = inf if request.seconds is None else request.seconds
        deadline = time.monotonic() + seconds
        able, given_up = self.abilities, 0
        for number in count(1):
            try:
                reply = await self._attempt(request, number, deadline, able)
            except ProviderFault as fault:
                if fault.kind is FaultKind.FILTERED:
                    return Reply(refusal=FILTERED, fault=Fault.FILTERED, model=self.name)
                if less := _with_less(fault, request, able):
                    able, given_up = less, given_up + 1
                else:
                    await self._wait_or_stop(fault, number - given_up, deadline)
            else:
                remember(self._place, self.name, after_answer(reply, request, able))
                return reply
        raise AssertionError("the last attempt returns or raises")

    @property
    def abilities(self) -> Abilities:
        """What the endpoint can do, as far as this process has found out."""
        return known(self._place)

    @property
    def _place(self) -> object:
        return self.endpoint.base_url, self.endpoint.model, self.endpoint.transport

    async def _wait_or_stop(self, fault: ProviderFault, number: int, deadline: float) -> None:
        wait = pause_before(number + 1, fault.retry_after)
        last = number == self.endpoint.attempts or time.monotonic() + wait >= deadline
        if last or fault.kind not in PASSING or wait > self.endpoint.patience:
            raise fault.as_stop(self.endpoint.patience) from fault
        await self._pause(wait)

    async def _attempt(
        self, request: Request, number: int, deadline: float, able: Abilities
    ) -> Reply:
        gate = self._gate or shared_gate(self.endpoint.base_url or "", self.endpoint.width)
        attempt = self._begin(request, number)
        await gate.enter(attempt)
        started = time.monotonic()
        try:
            reply = await self._send(request, started, deadline, able)
            attempt.outcome, attempt.status = "ok", HTTPStatus.OK
            attempt.usage, attempt.model = reply.usage, reply.model
        except ProviderFault as fault:
            attempt.outcome, attempt.status = fault.kind, fault.status
            attempt.retry_after = fault.retry_after
            raise
        finally:
            if attempt.outcome == UNDER_WAY:
                attempt.outcome = "cancelled"
            attempt.seconds = time.monotonic() - started
            if self._on_attempt:
                self._on_attempt(attempt)
            await gate.leave(attempt)
        return reply

    def _begin(self, request: Request, number: int) -> Attempt:
        sent = request.estimated_tokens
        return Attempt(
            self.name,
            number,
            request.purpose,
            request.hash,
            expected=Usage(sent, request.expected_output),
            most=Usage(sent, request.max_output_tokens),
        )

    async def _send(
        self, request: Request, started: float, deadline: float, able: Abilities
    ) -> Reply:
        """Send one request; every fault of the SDK and the network comes out as our own."""
        seconds = max(0.001, min(self.endpoint.timeout, deadline - started))
        body = as_body(parameters(self.name, self.endpoint.effort, request, able)).encode()
        try:
            async with asyncio.timeout(seconds):
                # As bytes, for the SDK takes longer to look through a request than we to make it.
                answer = await self._client.post(PATH, content=body, cast_to=httpx2.Response)
        except openai.APIStatusError as error:
            raise _fault_of(error) from error
        except (openai.APITimeoutError, TimeoutError) as error:
            raise ProviderFault(FaultKind.TIMEOUT, f"no answer in {seconds:.0f} s") from error
        except openai.APIConnectionError as error:
            detail = type(error.__cause__ or error).__name__
            raise ProviderFault(FaultKind.CONNECTION, detail) from error
        except openai.OpenAIError as error:
            raise ProviderFault(FaultKind.GARBLED, type(error).__name__) from error
        return read_reply(answer.content, request, self.name, time.monotonic() - started)


def pause_before(attempt: int, retry_after: float | None) -> float:
    """Return the seconds to wait before `attempt`, counted from 1.

    What the provider asks for, or else a doubling pause of which a random half is left out, so
    that calls that failed together do not come back together.
    """
    if retry_after is not None:
        return retry_after
    pause = min(FIRST_PAUSE * 2.0 ** (attempt - 2), LONGEST_PAUSE)
    return pause * (0.5 + secrets.randbelow(501) / 1000)


def _with_less(fault: ProviderFault, request: Request, able: Abilities) -> Abilities | None:
    """Return with what a refused request may be sent again, None where that is no use."""
    error = fault.__cause__
    if fault.kind is not FaultKind.REJECTED or not isinstance(error, openai.APIStatusError):
        return None
    return after_refusal(f"{error.param} {error.code} {error.message}"[:2_000], request, able)


def _fault_of(error: openai.APIStatusError) -> ProviderFault:
    codes = frozenset({str(error.code), str(error.type)})
    kind = kind_of_status(error.status_code, codes)
    detail = f"status {error.status_code}, {error.code or error.type or 'no code'}"
    return ProviderFault(kind, detail, _retry_after(error.response.headers), error.status_code)


def _retry_after(headers: httpx2.Headers) -> float | None:
    """Return the seconds that the provider asks to wait; nonsense counts as silence."""
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            seconds = float(headers[name]) * unit
        except KeyError:
            continue
        except ValueError:
            seconds = _seconds_until(headers[name])
        if 0 <= seconds < inf:
            return seconds
    return None


def _seconds_until(date: str) -> float:
    """Return the seconds until a date as HTTP writes it, 0 for a past one, NaN for no date."""
    try:
        moment = parsedate_to_datetime(date)
    except ValueError:
        return nan
    return max(0.0, (moment - datetime.now(UTC)).total_seconds()) if moment.tzinfo else nan
