"""The ways in which a provider's answer can be wrong, each made from the right one."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tests.doubles.answers import Answer, Body, calls, completion, fails, says
from tests.doubles.server import offline

GIANT = 10_000_000  # bytes
LONGER_THAN_PATIENCE = "3"  # seconds, where the settings of the try-out are patient for two


@dataclass(frozen=True)
class Spoilt:
    """What is sent: `cut` is the share of the body that arrives, 0 for not even a status."""

    body: bytes
    name: str = "good"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    after: float = 0.0
    cut: float = 1.0
    drip: int = 0  # bytes at a time


def spoil(body: Body, sent: Mapping[str, int]) -> Spoilt:
    """Of the ways that fit this request the one that was sent least often, so that all come up."""
    fitting = {**ANY, **(OF_HUB if body.get("tools") else OF_SPOKE)}
    name = min(fitting, key=lambda name: (sent.get(name, 0), MIXED.index(name)))
    spoilt = fitting[name](offline(body))
    return replace(spoilt, name=name)


def _of(answer: Answer) -> Spoilt:
    return Spoilt(answer.body, status=answer.status, headers=answer.headers)


def _error(status: int, code: str = "", **headers: str) -> Callable[[Answer], Spoilt]:
    return lambda _: _of(fails(status, code, **headers))


def _answer(wrong: Answer) -> Callable[[Answer], Spoilt]:
    return lambda _: _of(wrong)


def _message(change: Callable[[Body], Any]) -> Callable[[Answer], Spoilt]:
    """A right completion whose choice was changed."""

    def changed(right: Answer) -> Spoilt:
        whole = json.loads(right.body)
        change(whole["choices"][0])
        return Spoilt(json.dumps(whole).encode())

    return changed


def _double_ids(choice: Body) -> None:
    wanted = choice["message"].get("tool_calls") or []
    choice["message"]["tool_calls"] = [{**call, "id": "same"} for call in wanted] * 2


ANY: dict[str, Callable[[Answer], Spoilt]] = {
    "429 with Retry-After": _error(429, "rate_limit_exceeded", retry_after="0.5"),
    "429 with retry-after-ms": _error(429, "rate_limit_exceeded", retry_after_ms="200"),
    "429 without a word": _error(429),
    "429 for long": _error(429, "rate_limit_exceeded", retry_after=LONGER_THAN_PATIENCE),
    "429 quota until later": _error(429, "insufficient_quota", retry_after=LONGER_THAN_PATIENCE),
    "408": _error(408),
    "409": _error(409),
    "500": _error(500, "server_error"),
    "502 in HTML": lambda _: Spoilt(b"<html>Bad gateway</html>", status=502),
    "503 with Retry-After": _error(503, retry_after="0.3"),
    "504": _error(504),
    "529 overloaded": _error(529, "overloaded_error"),
    "closed before the status": lambda right: Spoilt(right.body, cut=0.0),
    "cut in the middle": lambda right: Spoilt(right.body, cut=0.5),
    "silence": lambda right: Spoilt(right.body, after=6.0),
    "dripping": lambda right: Spoilt(right.body + b" " * 4000, drip=50),
    "empty body": lambda _: Spoilt(b""),
    "HTML for an answer": lambda _: Spoilt(b"<html>Hello</html>"),
    "half of a JSON": lambda right: Spoilt(right.body[: len(right.body) // 2]),
    "NaN": lambda _: Spoilt(b'{"choices": NaN}'),
    "no choices": lambda _: Spoilt(json.dumps({"choices": []}).encode()),
    "lone surrogates": _answer(Answer(body=json.dumps({"choices": "\ud800"}).encode())),
    "ten megabytes": lambda _: Spoilt(b'{"choices": "' + b"x" * GIANT + b'"}'),
    "cut off by length": _message(lambda choice: choice.update(finish_reason="length")),
    "empty answer": _answer(says("")),
    "refusal": _answer(completion({"content": None, "refusal": "I would rather not."})),
    "filtered answer": _message(lambda choice: choice.update(finish_reason="content_filter")),
}
OF_HUB: dict[str, Callable[[Answer], Spoilt]] = {
    "unknown tool": _answer(calls(("drop_tables", {"all": True}))),
    "wrong arguments": _answer(calls(("extract_exam_data", {"papers": 7}))),
    "arguments that are no JSON": _answer(calls(("analyze_patterns", "{"))),
    "calls with one id": _message(_double_ids),
}
OF_SPOKE: dict[str, Callable[[Answer], Spoilt]] = {
    "wrong schema": _answer(says('{"labels": "all of them"}')),
    "no labels": _answer(says('{"labels": [], "repairs": []}')),
    "labels that are no JSON": _answer(says("Here are your labels!")),
}
# In an order in which those alike do not follow each other: by every seventh.
MIXED = [name for first in range(7) for name in sorted({**ANY, **OF_HUB, **OF_SPOKE})[first::7]]
