"""Tools: what a model may ask for, how its arguments are checked, and what it gets back."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from analysis.agents.clean_text import BadJson, canonical_json, parse_json
from analysis.agents.journal import StepRecord
from analysis.agents.model import TOO_LONG, Call
from analysis.agents.strict_schema import strict_schema
from analysis.errors import InvalidArguments, UnknownTool

Result = dict[str, Any]
Past = tuple[StepRecord, ...]  # the steps of earlier turns


class Arguments(BaseModel):
    """The arguments of a tool: nothing is accepted that is not named."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _at_any_time(past: Past) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Tool[A: Arguments]:
    """One thing a model may ask for.

    `run` gets checked arguments and the steps of earlier turns, and returns the whole result;
    `digest` makes of it what the model reads. It is told of while it is `offered`.
    """

    name: str
    description: str
    arguments: type[A]
    run: Callable[[A, Past], Awaitable[Result]]
    digest: Callable[[Result], Result] = lambda result: result
    offered: Callable[[Past], bool] = _at_any_time

    def on_the_wire(self) -> dict[str, Any]:
        """Return the tool as the endpoint is told of it."""
        function = {
            "name": self.name,
            "description": self.description,
            "strict": True,
            "parameters": strict_schema(self.arguments),
        }
        return {"type": "function", "function": function}

    def check(self, call: Call) -> A:
        """Return the arguments of `call`; raise `InvalidArguments` saying what to change."""
        if call.arguments == TOO_LONG:
            raise InvalidArguments("The arguments were too long.", self.usage())
        try:
            return self.arguments.model_validate(parse_json(call.arguments or "{}"))
        except BadJson as error:
            raise InvalidArguments(f"The arguments are not JSON: {error}", self.usage()) from None
        except ValidationError as error:
            raise InvalidArguments(_first_complaints(error), self.usage()) from None

    def usage(self) -> str:
        """Return the hint that goes with wrong arguments."""
        return f"{self.name} takes the arguments: {', '.join(self.arguments.model_fields)}."


type Tools = Mapping[str, Tool[Any]]


def find_tool(tools: Tools, name: str) -> Tool[Any]:
    """Return the tool called `name`; raise `UnknownTool` naming those that exist."""
    if name not in tools:
        raise UnknownTool("There is no such tool.", f"The tools are: {', '.join(tools)}.")
    return tools[name]


def fingerprint(call: Call) -> str:
    """Return what two identical calls share, however their JSON is spelled."""
    try:
        return f"{call.name} {canonical_json(parse_json(call.arguments or '{}'))}"
    except BadJson:
        return f"{call.name} {call.arguments}"


def plain(result: Result) -> Result:
    """Return `result` as it will be read back from the journal; raise for what is not JSON."""
    read: Result = parse_json(json.dumps(result))
    return read


def capped(result: Result, limit: int) -> str:
    """Return `result` as JSON of at most `limit` characters.

    Lists and texts are shortened, and say so, until it fits; what cannot be shortened is cut.
    Keys are sorted, for a journal in PostgreSQL does not keep their order, and the conversation
    must be the same when it is replayed.
    """
    text = _spelled(result)
    for length in (400, 100, 30, 10, 3):
        if len(text) <= limit:
            return text
        text = _spelled(_shortened(result, length))
    return text if len(text) <= limit else _cut(text, limit)


def _spelled(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _cut(text: str, limit: int) -> str:
    """Return the beginning of `text` in JSON, where quotes and backslashes count twice."""
    return json.dumps({"cut": text[: limit // 2 - 10]}, ensure_ascii=False)


def _shortened(value: Any, length: int) -> Any:
    if isinstance(value, str):
        return value if len(value) <= length * 4 else value[: length * 4] + "…"
    if isinstance(value, list):
        kept = [_shortened(item, length) for item in value[:length]]
        return kept if len(value) <= length else [*kept, f"and {len(value) - length} more"]
    if isinstance(value, dict):
        return {key: _shortened(item, length) for key, item in value.items()}
    return value


def _first_complaints(error: ValidationError) -> str:
    """Say what is wrong without repeating what the model wrote."""
    complaints = [
        f"{'.'.join(str(place)[:40] for place in complaint['loc'])}: {complaint['msg']}"
        for complaint in error.errors(include_input=False, include_url=False)[:3]
    ]
    return "The arguments do not fit. " + "; ".join(complaints)
