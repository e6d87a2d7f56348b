"""What passes between the loop and a model: one request, one reply, whoever answers."""

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from analysis.agents.clean_text import canonical_json, clean_text
from analysis.agents.journal import TurnRecord, Usage
from analysis.agents.tokens import conversation_tokens

Message = dict[str, Any]  # one message of the chat.completions wire format

MAX_CALLS = 128  # the API refuses a conversation in which one turn has more
MAX_TEXT = 20_000
MAX_ARGUMENTS = 4_000  # room for the aliases of 300 papers
MAX_NAME = 60
MAX_REASONING = 20_000
CHARACTERS_OF_TOKEN = 5  # at most, in what models write for us
REASONING_FIELDS = ("reasoning_content", "reasoning", "reasoning_details")
FILTERED = "The provider's filter stopped the answer."
TOO_LONG = '{"dropped":"the arguments were too long"}'


class Fault(StrEnum):
    """Why an answer is not usable, where the wire says so."""

    LENGTH = "length"  # cut off at the limit of tokens, or longer than that allows
    REFUSED = "refused"  # by the model
    FILTERED = "filtered"  # by the provider's filter
    EMPTY = "empty"  # neither words nor calls


@dataclass(frozen=True, slots=True)
class Call:
    """One tool call as the model wrote it; `arguments` is unchecked JSON text."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class AnswerSchema:
    """The strict JSON schema that an answer in words is bound to."""

    name: str
    schema: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """One question to a model; `seconds` is how long it may take at most.

    `purpose` says in the ledger what the question was for.
    """

    messages: tuple[Message, ...]
    tools: tuple[dict[str, Any], ...] = ()
    answer: AnswerSchema | None = None
    max_output_tokens: int = 4_000
    seconds: float | None = None
    expected_output: int = 0
    purpose: str = ""

    @property
    def hash(self) -> str:
        """Identify the conversation: the same messages give the same hash in every process."""
        return hashlib.sha256(canonical_json(self.messages).encode()).hexdigest()

    @property
    def estimated_tokens(self) -> int:
        """Estimate the tokens that are sent."""
        schema = self.answer.schema if self.answer else None
        return conversation_tokens(self.messages, self.tools, schema)

    @property
    def most_text(self) -> int:
        """How many characters an answer can have that keeps to its limit of tokens."""
        return max(MAX_TEXT, self.max_output_tokens * CHARACTERS_OF_TOKEN)


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: words or calls, with what it took.

    `reasoning` holds the fields in which an endpoint tells what the model thought; they go back
    with the message, so that the thread is kept over the tool calls.
    """

    text: str = ""
    calls: tuple[Call, ...] = ()
    refusal: str = ""
    fault: Fault | None = None
    usage: Usage = field(default_factory=Usage)
    model: str = ""
    seconds: float = 0.0
    reasoning: dict[str, Any] = field(default_factory=dict)
    counted: bool = True  # False: the endpoint does not count tokens, and usage is our estimate

    @property
    def message(self) -> Message:
        """Return the assistant message with which the reply enters the conversation."""
        message: Message = {"role": "assistant", "content": self.text or None}
        if self.refusal:
            message["refusal"] = self.refusal
        if self.calls:
            message["tool_calls"] = [_call_on_the_wire(call) for call in self.calls]
        return message | self.reasoning


class ChatModel(Protocol):
    """Whatever answers requests: an endpoint, the offline rules, a script in a test."""

    @property
    def name(self) -> str: ...

    async def answer(self, request: Request) -> Reply:
        """Answer, or raise a `StopJob` that says why there is no answer."""
        ...


def bounded(calls: list[Call]) -> tuple[Call, ...]:
    """Return at most 128 calls with ids that are unique, and with nothing of unbounded length.

    What is kept is what the conversation repeats and the journal stores, so a giant or garbled
    call is bounded before anybody looks at it.
    """
    kept: list[Call] = []
    used: set[str] = set()
    for position, call in enumerate(calls[:MAX_CALLS]):
        name = clean_text(call.name, MAX_NAME)
        identity = clean_text(call.id, MAX_NAME)
        if not identity or identity in used:
            identity = f"call_{position}_{len(used)}"
        used.add(identity)
        fits = len(call.arguments) <= MAX_ARGUMENTS
        arguments = clean_text(call.arguments) if fits else TOO_LONG
        kept.append(Call(identity, name, arguments))
    return tuple(kept)


def reply_of(record: TurnRecord) -> Reply:
    """Return the reply that a recorded turn was made from.

    Its fault is read off the message. A text that was corrected, where the text as such would
    have been accepted, had been cut off; whoever judges the reply checks the text first.
    """
    message = record.message
    text, refusal = message.get("content") or "", message.get("refusal") or ""
    calls = tuple(_call_from_the_wire(call) for call in message.get("tool_calls", ()))
    fault = None
    if refusal:
        fault = Fault.FILTERED if refusal == FILTERED else Fault.REFUSED
    elif not text and not calls:
        fault = Fault.EMPTY
    elif record.outcome == "corrected":
        fault = Fault.LENGTH
    reasoning = {key: message[key] for key in REASONING_FIELDS if key in message}
    return Reply(text, calls, refusal, fault, record.usage, record.model, record.seconds, reasoning)


def _call_on_the_wire(call: Call) -> dict[str, Any]:
    function = {"name": call.name, "arguments": call.arguments}
    return {"id": call.id, "type": "function", "function": function}


def _call_from_the_wire(call: dict[str, Any]) -> Call:
    return Call(call["id"], call["function"]["name"], call["function"]["arguments"])
