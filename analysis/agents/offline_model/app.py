"""The endpoint itself: a request body in, a status and an answer out."""

import hashlib
import json
from typing import Any

from analysis.agents.clean_text import BadJson, parse_json
from analysis.agents.offline_model.labelling import label_questions
from analysis.agents.offline_model.planning import next_turn
from analysis.agents.prices import OFFLINE_MODEL
from analysis.agents.tokens import conversation_tokens, message_tokens

Answer = tuple[int, dict[str, Any]]
# What a request can be instead of one of ours.
MALFORMED = (BadJson, UnicodeDecodeError, AttributeError, LookupError, TypeError, ValueError)


def respond(method: str, path: str, body: bytes) -> Answer:
    """Return the HTTP status and the JSON that answer a request to the endpoint."""
    if method == "GET" and path.endswith("/models"):
        return 200, {"object": "list", "data": [{"id": OFFLINE_MODEL, "object": "model"}]}
    if method != "POST" or not path.endswith("/chat/completions"):
        return 404, _error("not_found", f"There is nothing at {path[:80]}.")
    try:
        request = parse_json(body.decode("utf-8"))
        return 200, complete(request)
    except MALFORMED as error:
        return 400, _error("invalid_request_error", f"unreadable request: {type(error).__name__}")


def complete(request: dict[str, Any]) -> dict[str, Any]:
    """Return the chat completion: labels where a schema asks for them, else the next turn.

    Raises `LookupError`, `TypeError` or `ValueError` for a request that is not like ours.
    """
    messages = request["messages"]
    if "response_format" in request:
        message = {"role": "assistant", "content": json.dumps(label_questions(messages))}
    else:
        message = next_turn(messages)
    finish = "tool_calls" if "tool_calls" in message else "stop"
    sent = conversation_tokens(messages, request.get("tools") or (), _schema_of(request))
    written = message_tokens(message)
    return {
        "id": f"offline-{hashlib.sha256(json.dumps(messages).encode()).hexdigest()[:16]}",
        "object": "chat.completion",
        "created": 0,
        "model": OFFLINE_MODEL,
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
        "usage": {
            "prompt_tokens": sent,
            "completion_tokens": written,
            "total_tokens": sent + written,
        },
    }


def _schema_of(request: dict[str, Any]) -> dict[str, Any] | None:
    asked: dict[str, Any] = request.get("response_format") or {}
    schema: dict[str, Any] | None = asked.get("json_schema")
    return schema


def _error(code: str, words: str) -> dict[str, Any]:
    return {"error": {"message": words, "type": code, "code": code, "param": None}}
