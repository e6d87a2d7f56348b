"""The extraction agent: labels the questions of one paper whose outline was made in code.

One structured answer for a paper, keyed by question number. The model reads untrusted text, so it
has no tools, sees the text as fenced data, and nothing that it names is believed unseen: unknown
numbers are dropped, and a repair needs a quote that stands on its page.
"""

from dataclasses import dataclass

from analysis.agents.asking import ask_model
from analysis.agents.budget import Budget
from analysis.agents.extraction_answer import PaperAnswer, UnusableAnswer, read_answer
from analysis.agents.extraction_labels import PaperLabels, labels_from_record, verified_labels
from analysis.agents.extraction_text import PaperToLabel, extraction_messages
from analysis.agents.journal import Journal, StepRecord, Usage
from analysis.agents.model import AnswerSchema, ChatModel, Fault, Message, Reply, Request
from analysis.agents.prompts import load_prompt
from analysis.agents.strict_schema import strict_schema
from analysis.errors import ToolFailed

MAX_ATTEMPTS = 3  # the first answer and two corrections
TOKENS_PER_LABEL = 45  # of JSON with all fields, by our estimate
ROOM = 4_000  # for thinking and for the frame of the answer
ANSWER = AnswerSchema("paper_labels", strict_schema(PaperAnswer))


@dataclass(slots=True)
class Asked:
    """What the calls for one paper took together."""

    usage: Usage
    seconds: float = 0.0
    model: str = ""

    def add(self, reply: Reply) -> None:
        one, other = self.usage, reply.usage
        self.usage = Usage(
            one.input_tokens + other.input_tokens,
            one.output_tokens + other.output_tokens,
            one.cached_tokens + other.cached_tokens,
            one.reasoning_tokens + other.reasoning_tokens,
        )
        self.seconds += reply.seconds
        self.model = reply.model


async def label_paper(
    model: ChatModel,
    paper: PaperToLabel,
    topics: tuple[str, ...],
    journal: Journal,
    budget: Budget,
) -> PaperLabels:
    """Return verified labels for the questions of `paper`, topics chosen from `topics` first.

    The call is recorded under "extract:<alias>" and not made again in the same run, whether it
    succeeded or not. Raises `ToolFailed` if the model refuses ("ModelRefused") or gives no usable
    answer in three ("UnusableAnswer"), and the `StopJob` of budget, provider or journal.
    """
    key = f"extract:{paper.alias}"
    step = await journal.step(key)
    if step is None:
        step = await _label_anew(model, paper, topics, budget, key)
        await journal.record_step(step)
    if not step.succeeded:
        raise ToolFailed(step.result["error"], step.result["hint"], kind=step.result["type"])
    return labels_from_record(step)


async def _label_anew(
    model: ChatModel, paper: PaperToLabel, topics: tuple[str, ...], budget: Budget, key: str
) -> StepRecord:
    asked = Asked(Usage())
    try:
        answer = await _usable_answer(model, paper, topics, budget, asked)
        result = verified_labels(answer, paper, topics).model_dump(mode="json")
        succeeded = True
    except ToolFailed as error:
        result, succeeded = dict(error.as_result()), False
    arguments = {
        "paper": paper.alias,
        "questions": len(paper.questions),
        "topics": len(topics),
        "prompt": load_prompt("extraction").version,
    }
    return StepRecord(
        key=key,
        kind="model",
        name="extraction",
        arguments=arguments,
        result=result,
        succeeded=succeeded,
        seconds=asked.seconds,
        model=asked.model,
        usage=asked.usage,
    )


async def _usable_answer(
    model: ChatModel,
    paper: PaperToLabel,
    topics: tuple[str, ...],
    budget: Budget,
    asked: Asked,
) -> PaperAnswer:
    """Ask until the answer can be read, telling the model what was wrong with the last one."""
    messages = extraction_messages(paper, topics)
    expected = TOKENS_PER_LABEL * len(paper.questions)
    problem = ""
    for _ in range(MAX_ATTEMPTS):
        request = Request(tuple(messages), (), ANSWER, ROOM + 2 * expected)
        reply = await ask_model(model, request, budget, expected)
        asked.add(reply)
        try:
            return read_answer(reply, paper)
        except UnusableAnswer as error:
            problem = str(error)
            messages += _correction(reply, problem)
    raise ToolFailed(
        "The model gave no usable labels for this paper.", problem, kind="UnusableAnswer"
    )


def _correction(reply: Reply, problem: str) -> list[Message]:
    """Return what follows an unusable answer; an empty one cannot be repeated to the model."""
    words: list[Message] = [{"role": "user", "content": f"{problem} Answer again, all labels."}]
    usable = reply.text and reply.fault is not Fault.LENGTH
    return [{"role": "assistant", "content": reply.text}, *words] if usable else words
