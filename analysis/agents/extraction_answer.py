"""The form of the extraction model's answer, and how it is read: each label on its own."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from analysis.agents.clean_text import BadJson, parse_json
from analysis.agents.extraction_text import PaperToLabel
from analysis.agents.model import Fault, Reply
from analysis.errors import ToolFailed
from analysis.schemas import BloomLevel, DifficultyLevel


class UnusableAnswer(Exception):
    """The answer cannot be read; `str()` tells the model why."""


class Answer(BaseModel):
    """A part of an answer."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class LabelAnswer(Answer):
    """The model's label of one question."""

    n: str = Field(description="The question's number, exactly as listed")
    topic: str
    topic_confidence: float = Field(ge=0, le=1)
    difficulty: DifficultyLevel
    bloom_level: BloomLevel
    requires_derivation: bool


class RepairAnswer(Answer):
    """What the model thinks was read wrongly."""

    n: str = Field(description="The question's number, exactly as listed")
    field: Literal["marks", "number"]
    value: str
    page: int
    quote: str = Field(description="The words of the page that show it, copied exactly")


class PaperAnswer(Answer):
    """The whole answer. `malformed` counts the entries that did not fit, and is ours."""

    labels: tuple[LabelAnswer, ...]
    repairs: tuple[RepairAnswer, ...]


def read_answer(reply: Reply, paper: PaperToLabel) -> PaperAnswer:
    """Return the entries of `reply` that fit the form.

    Raises `ToolFailed` for a refusal, `UnusableAnswer` if nothing can be read although the paper
    has questions. One malformed entry does not spoil the others.
    """
    if reply.fault is Fault.REFUSED:
        raise ToolFailed(
            "The model refused to read this paper.",
            "Go on with the other papers.",
            kind="ModelRefused",
        )
    if reply.fault is Fault.LENGTH:
        raise UnusableAnswer("Your answer was cut off. Write nothing but the labels.")
    if reply.fault is Fault.EMPTY:
        raise UnusableAnswer("Your answer was empty.")
    whole = _parse(reply.text)
    labels = tuple(_fitting(LabelAnswer, whole.get("labels")))
    repairs = tuple(_fitting(RepairAnswer, whole.get("repairs")))
    if paper.questions and not labels:
        raise UnusableAnswer('"labels" has no label that fits the form.')
    return PaperAnswer(labels=labels, repairs=repairs)


def _parse(text: str) -> dict[str, Any]:
    try:
        whole = parse_json(_unfenced(text))
    except BadJson as error:
        raise UnusableAnswer(f"Your answer is not JSON: {error}.") from None
    if not isinstance(whole, dict):
        raise UnusableAnswer('Your answer is not an object with "labels" and "repairs".')
    return whole


def _unfenced(text: str) -> str:
    """Take off the Markdown fence that endpoints without strict schemas put around JSON."""
    return text.strip().removeprefix("```json").removeprefix("```").removesuffix("```")


def _fitting[A: Answer](form: type[A], entries: Any) -> list[A]:
    fitting = []
    for entry in entries if isinstance(entries, list) else ():
        try:
            fitting.append(form.model_validate(entry))
        except ValidationError:
            continue
    return fitting
