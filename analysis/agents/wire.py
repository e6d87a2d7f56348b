"""Answers of the chat.completions wire format, read without trust."""

import json
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from analysis.agents.clean_text import BadJson, clean_text, parse_json
from analysis.agents.journal import Usage
from analysis.agents.model import (
    FILTERED,
    MAX_REASONING,
    REASONING_FIELDS,
    Call,
    Fault,
    Reply,
    Request,
    bounded,
)
from analysis.agents.provider_faults import FaultKind, ProviderFault
from analysis.agents.tokens import estimate_tokens

MAX_BODY = 4_000_000  # bytes; no honest answer comes near
MAX_COUNT = 2_000_000_000  # tokens; what a column of the database holds


class Wire(BaseModel):
    """A part of an answer: fields that we do not know are left alone."""

    model_config = ConfigDict(extra="ignore")


class WireFunction(Wire):
    """What a tool call calls; some endpoints send the arguments as an object."""

    name: str = ""
    arguments: str | dict[str, Any] | None = None


class WireCall(Wire):
    """One tool call."""

    id: str | None = None
    function: WireFunction = WireFunction()


class WirePart(Wire):
    """One part of a message in parts."""

    text: str | None = None


class WireMessage(Wire):
    """The assistant's message."""

    content: str | list[WirePart] | None = None
    refusal: str | None = None
    tool_calls: list[WireCall] | None = None
    reasoning_content: Any = None
    reasoning: Any = None
    reasoning_details: Any = None


class WireChoice(Wire):
    """One of the answers; we ask for one."""

    message: WireMessage
    finish_reason: str | None = None


class WireDetails(Wire):
    """What a count of tokens is made of."""

    cached_tokens: int | None = None
    cache_write_tokens: int | None = None
    reasoning_tokens: int | None = None


class WireUsage(Wire):
    """Counts of tokens."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    prompt_tokens_details: WireDetails | None = None
    completion_tokens_details: WireDetails | None = None


class WireCompletion(Wire):
    """A whole answer."""

    model: str | None = None
    choices: list[WireChoice] | None = None
    usage: WireUsage | None = None


def read_reply(body: bytes, request: Request, model: str, seconds: float) -> Reply:
    """Return the reply in `body`; raise a garbled `ProviderFault` where there is none."""
    completion = _parse(body)
    choice = completion.choices[0] if completion.choices else WireChoice(message=WireMessage())
    text = _text_of(choice.message)
    giant = len(text) > request.most_text
    text = text[: request.most_text]
    calls = bounded([_call_of(call) for call in choice.message.tool_calls or ()])
    refusal = clean_text(choice.message.refusal or "", 500)
    if choice.finish_reason == "content_filter":
        refusal = refusal or FILTERED
    if refusal:
        text, calls = "", ()
    return Reply(
        text=text,
        calls=calls,
        refusal=refusal,
        fault=_fault_of(text, calls, refusal, "length" if giant else choice.finish_reason),
        usage=_usage_of(completion, request, text),
        model=clean_text(completion.model or model, 100),
        seconds=seconds,
        reasoning=_reasoning_of(choice.message) if calls else {},
        counted=completion.usage is not None,
    )


def _parse(body: bytes) -> WireCompletion:
    if len(body) > MAX_BODY:
        raise ProviderFault(FaultKind.GARBLED, f"the answer has {len(body)} bytes")
    try:
        return WireCompletion.model_validate(parse_json(body.decode("utf-8", "replace")))
    except (BadJson, ValidationError) as error:
        problem = type(error).__name__
        raise ProviderFault(FaultKind.GARBLED, f"unreadable answer: {problem}") from None


def _text_of(message: WireMessage) -> str:
    if isinstance(message.content, list):
        return clean_text("".join(part.text or "" for part in message.content))
    return clean_text(message.content or "")


def _reasoning_of(message: WireMessage) -> dict[str, Any]:
    """Return what the model thought, as it came; nothing of what is too long to send back."""
    said = {name: getattr(message, name) for name in REASONING_FIELDS}
    kept = {name: value for name, value in said.items() if value}
    return kept if len(json.dumps(kept)) <= MAX_REASONING else {}


def _call_of(call: WireCall) -> Call:
    arguments = call.function.arguments
    text = arguments if isinstance(arguments, str) else json.dumps(arguments or {})
    return Call(call.id or "", call.function.name, text)


def _fault_of(
    text: str, calls: tuple[Call, ...], refusal: str, finish_reason: str | None
) -> Fault | None:
    if refusal:
        return Fault.FILTERED if refusal == FILTERED else Fault.REFUSED
    if not text and not calls:
        return Fault.EMPTY
    if finish_reason == "length" and not calls:
        return Fault.LENGTH
    return None


def _usage_of(completion: WireCompletion, request: Request, text: str) -> Usage:
    """Return the counted tokens, estimated where the endpoint does not count."""
    usage = completion.usage
    if usage is None:
        return Usage(request.estimated_tokens, estimate_tokens(text))
    sent, written = usage.prompt_tokens_details, usage.completion_tokens_details
    return Usage(
        _count(usage.prompt_tokens),
        _count(usage.completion_tokens),
        _count(sent.cached_tokens if sent else 0),
        _count(written.reasoning_tokens if written else 0),
        _count(sent.cache_write_tokens if sent else 0),
    )


def _count(tokens: int | None) -> int:
    return min(max(tokens or 0, 0), MAX_COUNT)
