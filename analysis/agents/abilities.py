"""What an endpoint can do, found out at first contact and remembered for the process.

Endpoints that speak chat.completions differ in what they take. Each is asked for everything; what
it refuses or ignores is left out of the same request, sent again, and from then on.
"""

import dataclasses
import json
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from analysis.agents.clean_text import BadJson, parse_json
from analysis.agents.model import REASONING_FIELDS, Message, Reply, Request

logger = logging.getLogger(__name__)


class AnswerForm(StrEnum):
    """How an answer is bound to its schema."""

    STRICT = "json_schema"
    OBJECT = "json_object"  # JSON, of which only we check the form
    WORDS = "text"  # told in words


LACKS = {
    "strict_schemas": "strict schemas: answers are asked for as JSON",
    "strict_tools": "strict tools: arguments are only checked here",
    "parallel_calls": "parallel calls: it may call one tool at a time",
    "pictures": "pictures: scanned pages are read by the OCR alone",
    "counts_tokens": "counts of tokens: they are estimated",
    "reasoning_back": "reasoning: it is not sent back with tool calls",
    "effort": "effort of reasoning: the setting is not sent",
}


@dataclass(frozen=True, slots=True)
class Abilities:
    """What an endpoint takes; all of it until it says otherwise."""

    form: AnswerForm = AnswerForm.STRICT
    strict_tools: bool = True
    parallel_calls: bool = True
    pictures: bool = True
    counts_tokens: bool = True
    reasoning_back: bool = True  # its own reasoning, with the tool calls it led to
    effort: bool = True
    limit: str = "max_completion_tokens"  # the name of the field

    @property
    def lacking(self) -> tuple[str, ...]:
        """What is missing, as keys of `LACKS`."""
        strict = () if self.form is AnswerForm.STRICT else ("strict_schemas",)
        return (*strict, *(name for name in LACKS if not getattr(self, name, True)))

    @property
    def missing(self) -> tuple[str, ...]:
        """What is missing and what is done instead, in words for the log."""
        return tuple(LACKS[name] for name in self.lacking)


@dataclass(frozen=True, slots=True)
class Optional:
    """Something that a request may do without: where it is used, what a refusal of it says."""

    used: Callable[[Request, Abilities], bool]
    named: re.Pattern[str]
    without: Callable[[Abilities], Abilities]


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


def _weaker(able: Abilities) -> Abilities:
    forms = list(AnswerForm)
    return replace(able, form=forms[min(forms.index(able.form) + 1, len(forms) - 1)])


def _has_pictures(request: Request) -> bool:
    return any(isinstance(message.get("content"), list) for message in request.messages)


def _has_reasoning(request: Request) -> bool:
    return any(name in message for message in request.messages for name in REASONING_FIELDS)


# In this order they are given up where a refusal names none of them: what is missed least, first.
OPTIONAL = (
    Optional(
        lambda request, able: bool(request.tools) and able.parallel_calls,
        _pattern(r"parallel"),
        lambda able: replace(able, parallel_calls=False),
    ),
    Optional(
        lambda request, able: request.answer is not None and able.form is not AnswerForm.WORDS,
        _pattern(r"response_format|json_schema|json_object|structured|grammar|schema"),
        _weaker,
    ),
    Optional(
        lambda request, able: able.reasoning_back and _has_reasoning(request),
        _pattern(r"reasoning_(content|details)|messages.{0,20}reasoning|extra.{0,30}reasoning"),
        lambda able: replace(able, reasoning_back=False),
    ),
    Optional(
        lambda request, able: able.pictures and _has_pictures(request),
        _pattern(r"image|vision|multimodal|content.{0,30}(string|array|list)"),
        lambda able: replace(able, pictures=False),
    ),
    Optional(
        lambda _, able: able.effort,
        _pattern(r"reasoning.?effort"),
        lambda able: replace(able, effort=False),
    ),
    Optional(
        lambda request, able: bool(request.tools) and able.strict_tools,
        _pattern(r"strict"),
        lambda able: replace(able, strict_tools=False),
    ),
    Optional(
        lambda _, able: able.limit == "max_completion_tokens",
        _pattern(r"max_completion_tokens|max_tokens"),
        lambda able: replace(able, limit="max_tokens"),
    ),
)
# Refusals that have nothing to do with what a request may do without.
HOPELESS = _pattern(r"context.{0,10}(length|window)|too (long|many tokens)|model.{0,60}(not|exist)")
BLIND = OPTIONAL[:4]


def after_refusal(words: str, request: Request, able: Abilities) -> Abilities | None:
    """Return with what the request may be sent again; None where nothing can be left out.

    What the refusal names goes first. Where it names nothing, things go one by one, but none that
    every endpoint takes.
    """
    used = [one for one in OPTIONAL if one.used(request, able)]
    for one in used:
        if one.named.search(words):
            return one.without(able)
    if HOPELESS.search(words):
        return None
    return next((one.without(able) for one in used if one in BLIND), None)


def after_answer(reply: Reply, request: Request, able: Abilities) -> Abilities:
    """Return what an answer shows of an endpoint: does it count tokens, does it keep to JSON."""
    able = replace(able, counts_tokens=able.counts_tokens and reply.counted)
    if request.answer and able.form is AnswerForm.STRICT and reply.text and not reply.fault:
        try:
            parse_json(reply.text)
        except BadJson:
            return replace(able, form=AnswerForm.OBJECT)
    return able


def parameters(model: str, effort: str, request: Request, able: Abilities) -> dict[str, Any]:
    """Return the body of a request to an endpoint that is so able."""
    wanted: dict[str, Any] = {
        "model": model,
        "messages": [_message(message, able) for message in request.messages],
        able.limit: request.max_output_tokens,
    }
    if effort and able.effort:
        wanted["reasoning_effort"] = effort
    if request.tools:
        wanted |= {"tools": [_tool(tool, able) for tool in request.tools], "tool_choice": "auto"}
        wanted |= {"parallel_tool_calls": True} if able.parallel_calls else {}
    if request.answer and able.form is AnswerForm.STRICT:
        schema = {"name": request.answer.name, "strict": True, "schema": request.answer.schema}
        wanted["response_format"] = {"type": "json_schema", "json_schema": schema}
    elif request.answer:
        form = json.dumps(request.answer.schema)
        words = f"Answer with one JSON object and nothing else. Its JSON Schema: {form}"
        wanted["messages"].append({"role": "user", "content": words})
        if able.form is AnswerForm.OBJECT:
            wanted["response_format"] = {"type": "json_object"}
    return wanted


def _message(message: Message, able: Abilities) -> Message:
    if not able.reasoning_back:
        message = {key: value for key, value in message.items() if key not in REASONING_FIELDS}
    content = message.get("content")
    if isinstance(content, list) and not able.pictures:
        return message | {"content": "".join(part.get("text", "") for part in content)}
    return message


def _tool(tool: dict[str, Any], able: Abilities) -> dict[str, Any]:
    if able.strict_tools:
        return tool
    function = {key: value for key, value in tool["function"].items() if key != "strict"}
    return tool | {"function": function}


_known: dict[object, Abilities] = {}


def known(endpoint: object) -> Abilities:
    """Return what was found out of an endpoint by this process; all abilities where nothing was."""
    return _known.get(endpoint, Abilities())


def remember(endpoint: object, name: str, able: Abilities) -> None:
    """Keep what was found out, and say once what is missing.

    Calls under way at the same time find out different things, so that nothing is unlearnt.
    """
    before = known(endpoint)
    after = _weakest(before, able)
    if after != before:
        _known[endpoint] = after
        new = [words for words in after.missing if words not in before.missing]
        if new:
            logger.warning("%s has no %s", name, "; no ".join(new))


def _weakest(one: Abilities, other: Abilities) -> Abilities:
    """Return what both can do: each field has its strongest value as the default."""
    strongest = Abilities()
    weaker = _weaker_form(one.form, other.form)
    fields = {
        field.name: mine if mine != getattr(strongest, field.name) else getattr(other, field.name)
        for field in dataclasses.fields(Abilities)
        for mine in [getattr(one, field.name)]
    }
    return Abilities(**fields | {"form": weaker})


def _weaker_form(one: AnswerForm, other: AnswerForm) -> AnswerForm:
    return max(one, other, key=list(AnswerForm).index)
