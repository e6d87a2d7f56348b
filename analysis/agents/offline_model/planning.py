"""The hub's next turn by rules: extract all, analyse what worked, report, sum up."""

import json
from typing import Any

from analysis.agents.offline_model.conversation import Conversation, read_conversation
from analysis.agents.offline_model.summary import summary

Message = dict[str, Any]
MANY = 12  # above this "all" is shorter and means the same


def next_turn(messages: list[Message]) -> Message:
    """Return the assistant message that follows `messages`."""
    conversation = read_conversation(messages)
    if not conversation.answered("extract_exam_data"):
        return _call(conversation, "extract_exam_data", {"papers": "all"})
    if conversation.extracted and not conversation.answered("analyze_patterns"):
        return _call(conversation, "analyze_patterns", {"papers": _worked(conversation)})
    analysis = conversation.latest("analyze_patterns").get("analysis")
    if analysis and not conversation.answered("generate_report"):
        return _call(conversation, "generate_report", {"analysis": analysis})
    return {"role": "assistant", "content": summary(conversation)}


def _worked(conversation: Conversation) -> list[str] | str:
    """Return the papers to analyse: by name where some failed and all were listed, else "all"."""
    worked = conversation.listed_as_extracted
    return worked if conversation.failures and 0 < len(worked) <= MANY else "all"


def _call(conversation: Conversation, name: str, arguments: dict[str, Any]) -> Message:
    function = {"name": name, "arguments": json.dumps(arguments)}
    identity = f"call_{len(conversation.results) + 1}"
    call = {"id": identity, "type": "function", "function": function}
    return {"role": "assistant", "content": None, "tool_calls": [call]}
