"""Faults of a served model, by name: what providers and models really answer on bad days."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from analysis.agents.prices import OFFLINE_MODEL


@dataclass(frozen=True, slots=True)
class Bad:
    """One bad answer: `cut` in the middle of the body, or `hung` and never sent."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    cut: bool = False
    hung: bool = False


def _error(status: int, code: str, *headers: tuple[str, str]) -> Bad:
    error = {"error": {"message": code, "type": code, "code": code}}
    return Bad(status, json.dumps(error).encode(), headers)


def _says(content: str | None, finish: str = "stop", **message: Any) -> Bad:
    whole = {"role": "assistant", "content": content, **message}
    choice = {"index": 0, "message": whole, "finish_reason": finish}
    answer = {
        "object": "chat.completion",
        "model": OFFLINE_MODEL,
        "choices": [choice],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20},
    }
    return Bad(body=json.dumps(answer).encode())


def _calls(*calls: tuple[str, str, str]) -> Bad:
    made = [
        {"id": one, "type": "function", "function": {"name": name, "arguments": arguments}}
        for one, name, arguments in calls
    ]
    return _says(None, "tool_calls", tool_calls=made)


FAULTS: dict[str, Callable[[], Bad]] = {
    "rate": lambda: _error(429, "rate_limit_exceeded", ("Retry-After", "1")),
    "quota": lambda: _error(429, "insufficient_quota"),
    "key": lambda: _error(401, "invalid_api_key"),
    "server": lambda: _error(500, "server_error"),
    "gateway": lambda: Bad(502, b"<html>Bad Gateway</html>"),
    "unavailable": lambda: _error(503, "unavailable"),
    "overloaded": lambda: _error(529, "overloaded"),
    "silence": lambda: Bad(hung=True),
    "cut": lambda: Bad(body=b'{"choices": [' + b" " * 400, cut=True),
    "html": lambda: Bad(body=b"<html>Welcome</html>"),
    "nan": lambda: Bad(body=b'{"choices": NaN}'),
    "empty_choices": lambda: Bad(body=b'{"choices": []}'),
    "empty": lambda: _says(""),
    "length": lambda: _says('{"labels": [{"n": "1"', "length"),
    "refusal": lambda: _says(None, refusal="I cannot help with that."),
    "content_filter": lambda: _says("", "content_filter"),
    "invalid_json": lambda: _says("Sure! Here are the labels:"),
    "wrong_schema": lambda: _says('{"answers": []}'),
    "wrong_tool": lambda: _calls(("call_1", "publish", "{}")),
    "wrong_arguments": lambda: _calls(("call_1", "extract_exam_data", '{"file_id": "x.pdf"}')),
    "duplicate_ids": lambda: _calls(*[("same", "extract_exam_data", '{"papers": "all"}')] * 2),
    "giant": lambda: _says("x" * 5_000_000),
    "surrogates": lambda: _says("\ud800\udfff\ud800"),
}


@dataclass(slots=True)
class FaultPlan:
    """Which answers are bad: a share of them (0 to 1), the same ones for the same seed."""

    rate: float = 0.0
    kinds: tuple[str, ...] = ("rate", "server", "unavailable", "cut")
    seed: int = 0
    answers: int = 0  # so far

    def __post_init__(self) -> None:
        unknown = [kind for kind in self.kinds if kind not in FAULTS]
        if unknown:
            raise ValueError(f"no fault {', '.join(unknown)}; there are {', '.join(FAULTS)}")

    def next(self) -> tuple[str, Bad] | None:
        """Return the fault of the next answer and its kind, or None for a good one."""
        self.answers += 1
        drawn = hashlib.sha256(f"{self.seed} {self.answers}".encode()).digest()
        share = int.from_bytes(drawn[:6]) / 2**48
        if not self.kinds or share >= self.rate:
            return None
        kind = self.kinds[int.from_bytes(drawn[6:12]) % len(self.kinds)]
        return kind, FAULTS[kind]()
