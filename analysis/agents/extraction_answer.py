"""The form of the extraction model's answer, and how it is read: each label on its own."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from analysis.agents.clean_text import BadJson, parse_json
from analysis.agents.model import AnswerSchema, Fault, Reply
from analysis.agents.strict_schema import strict_schema
from analysis.errors import ToolFailed
from analysis.schemas import BloomLevel, DifficultyLevel, QuestionType


class UnusableAnswer(Exception):
    """The answer cannot be read; `str()` tells the model why, `kind` tells staff."""

    def __init__(self, kind: str, words: str) -> None:
        super().__init__(words)
        self.kind = kind


class Answer(BaseModel):
    """A part of an answer. What has a default is required of the model all the same."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class LabelAnswer(Answer):
    """The model's label of one question."""

    n: str = Field(description="The question's number, exactly as listed")
    topic: str
    topic_confidence: float = Field(ge=0, le=1)
    secondary_topic: str | None = None
    difficulty: DifficultyLevel
    bloom_level: BloomLevel
    requires_derivation: bool
    question_type: QuestionType | None = None
    confidence: float | None = Field(None, ge=0, le=1)


class RepairAnswer(Answer):
    """What the model thinks was read wrongly."""

    n: str = Field(description="The question's number, exactly as listed")
    field: Literal["marks", "number"]
    value: str
    page: int
    quote: str = Field(description="The words of the page that show it, copied exactly")


class TextAnswer(Answer):
    """A question's words as the model reads them in the picture of a page."""

    n: str = Field(description="The question's number, exactly as listed")
    text: str


class PaperAnswer(Answer):
    """The whole answer."""

    labels: tuple[LabelAnswer, ...]
    repairs: tuple[RepairAnswer, ...]


class SeenPaperAnswer(PaperAnswer):
    """The whole answer where pictures were sent."""

    texts: tuple[TextAnswer, ...] = ()


ANSWER = AnswerSchema("paper_labels", strict_schema(PaperAnswer))
ANSWER_WITH_TEXTS = AnswerSchema("paper_labels_and_texts", strict_schema(SeenPaperAnswer))


def read_answer(reply: Reply, questions: int) -> SeenPaperAnswer:
    """Return the entries of `reply` that fit the form.

    Raises `ToolFailed` for a refusal ("ModelRefused") and for a provider's filter
    ("ContentFiltered"), `UnusableAnswer` if nothing can be read although there are `questions`.
    One malformed entry does not spoil the others.
    """
    _refuse_fault(reply)
    whole = _parse(reply.text)
    labels = tuple(_fitting(LabelAnswer, whole.get("labels")))
    if questions and not labels:
        raise UnusableAnswer("WrongSchema", '"labels" has no label that fits the form.')
    return SeenPaperAnswer(
        labels=labels,
        repairs=tuple(_fitting(RepairAnswer, whole.get("repairs"))),
        texts=tuple(_fitting(TextAnswer, whole.get("texts"))),
    )


def _refuse_fault(reply: Reply) -> None:
    hint = "Go on with the other papers."
    match reply.fault:
        case Fault.REFUSED:
            raise ToolFailed("The model refused to read this paper.", hint, kind="ModelRefused")
        case Fault.FILTERED:
            words = "The provider's filter stopped the answer about this paper."
            raise ToolFailed(words, hint, kind="ContentFiltered")
        case Fault.LENGTH:
            words = "Your answer was cut off. Write nothing but the labels."
            raise UnusableAnswer("AnswerCutOff", words)
        case Fault.EMPTY:
            raise UnusableAnswer("EmptyAnswer", "Your answer was empty.")


def _parse(text: str) -> dict[str, Any]:
    try:
        whole = parse_json(_unfenced(text))
    except BadJson as error:
        raise UnusableAnswer("InvalidJson", f"Your answer is not JSON: {error}.") from None
    if not isinstance(whole, dict):
        words = 'Your answer is not an object with "labels" and "repairs".'
        raise UnusableAnswer("WrongSchema", words)
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
