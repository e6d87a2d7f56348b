"""A hub's conversation as the rules read it: the request and what the tools answered."""

import json
from dataclasses import dataclass
from typing import Any

from analysis.agents.clean_text import BadJson, parse_json
from analysis.errors import COUNTED_TYPES

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Conversation:
    """`labels` by alias, as far as the request lists them; results as (tool, answer)."""

    labels: dict[str, str]
    number_of_papers: int
    results: tuple[tuple[str, Entry], ...]

    def answered(self, tool: str) -> bool:
        """Whether the tool has answered a call that was right, be it with an error."""
        return bool(self._answers(tool))

    def latest(self, tool: str) -> Entry:
        """Return the latest such answer of the tool, empty if there is none."""
        answers = self._answers(tool)
        return answers[-1] if answers else {}

    def _answers(self, tool: str) -> list[Entry]:
        return [
            answer
            for name, answer in self.results
            if name == tool and answer.get("type") not in COUNTED_TYPES
        ]

    @property
    def entries(self) -> list[Entry]:
        """What was answered for papers one by one."""
        found = self.latest("extract_exam_data")
        entries = [*found.get("papers", ()), *found.get("failed", ())]
        return [entry for entry in entries if isinstance(entry, dict)]

    @property
    def failures(self) -> list[Entry]:
        """What was answered for papers that could not be extracted."""
        return [entry for entry in self.entries if "error" in entry]

    @property
    def listed_as_extracted(self) -> list[str]:
        """The aliases of extracted papers, where they were answered one by one."""
        return [entry["paper"] for entry in self.entries if "error" not in entry]

    @property
    def extracted(self) -> int:
        """How many papers were extracted."""
        counted = self.latest("extract_exam_data").get("extracted")
        return counted if isinstance(counted, int) else len(self.listed_as_extracted)

    def label(self, alias: str) -> str:
        """Return what people call the paper."""
        return self.labels.get(alias, alias)


def read_conversation(messages: list[dict[str, Any]]) -> Conversation:
    """Return what `messages` say; raise `LookupError` or `ValueError` if they are not a hub's."""
    opening = first_words(messages)
    request = json.loads(opening[opening.index("{") :])
    papers = [entry for entry in request["papers"] if isinstance(entry, dict)]
    names = {
        call["id"]: call["function"]["name"]
        for message in messages
        for call in message.get("tool_calls") or ()
    }
    results = tuple(
        (names[message["tool_call_id"]], _answer(message["content"]))
        for message in messages
        if message["role"] == "tool"
    )
    labels = {entry["paper"]: entry["label"] for entry in papers}
    return Conversation(labels, request["number_of_papers"], results)


def first_words(messages: list[dict[str, Any]]) -> str:
    """Return what the user says first; raise `LookupError` if there is no user."""
    said = [message["content"] for message in messages if message["role"] == "user"]
    return str(said[0])


def _answer(content: str) -> Entry:
    try:
        answer = parse_json(content)
    except BadJson:
        return {}
    return answer if isinstance(answer, dict) else {}
