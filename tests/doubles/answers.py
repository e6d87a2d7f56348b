"""Answers of an endpoint, written as short as tests can read them."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer: what is sent, when, and whether the line is cut in the middle of it."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    after: float = 0.0  # seconds before anything is sent
    cut: bool = False

    def delayed(self, seconds: float) -> "Answer":
        return replace(self, after=seconds)


type Script = Sequence[Answer] | Callable[[Body], Answer]


def says(text: str | None, finish: str = "stop", **message: Any) -> Answer:
    """Answer in words."""
    return completion({"content": text, **message}, finish)


def calls(*wanted: tuple[str, Any], ids: Sequence[str] = ()) -> Answer:
    """Call tools: (name, arguments), where arguments may be text to be sent as it is."""
    tool_calls = [
        {
            "id": ids[place] if place < len(ids) else f"c{place}",
            "type": "function",
            "function": {"name": name, "arguments": as_text(arguments)},
        }
        for place, (name, arguments) in enumerate(wanted)
    ]
    return completion({"content": None, "tool_calls": tool_calls}, "tool_calls")


def labels(*entries: Body, repairs: Sequence[Body] = ()) -> Answer:
    """Answer an extraction request."""
    return says(json.dumps({"labels": list(entries), "repairs": list(repairs)}))


def label(number: str, topic: str = "Optics", **fields: Any) -> Body:
    """One label of the extraction model."""
    usual = {
        "n": number,
        "topic": topic,
        "topic_confidence": 0.9,
        "difficulty": "medium",
        "bloom_level": "apply",
        "requires_derivation": False,
    }
    return usual | fields


def fails(status: int, code: str = "", **headers: str) -> Answer:
    """Answer with an error of the provider."""
    error = {"error": {"message": f"status {status}", "type": code or None, "code": code or None}}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, json.dumps(error).encode(), named)


def completion(message: Body, finish: str = "stop", usage: Body | None = None) -> Answer:
    """Return a chat completion; its usage is 100 tokens in and 10 out unless given."""
    body = {
        "id": "x",
        "object": "chat.completion",
        "created": 0,
        "model": "scripted",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", **message},
                "finish_reason": finish,
            }
        ],
        "usage": usage or {"prompt_tokens": 100, "completion_tokens": 10},
    }
    return Answer(body=json.dumps(body).encode())


def as_text(arguments: Any) -> str:
    return arguments if isinstance(arguments, str) else json.dumps(arguments)


class Scripted:
    """A script being played: lists are used up in order, functions look at each request."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.asked: list[Body] = []

    def next(self, body: Body) -> Answer:
        self.asked.append(body)
        if callable(self.script):
            return self.script(body)
        return self.script[len(self.asked) - 1]
