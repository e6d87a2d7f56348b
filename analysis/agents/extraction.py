"""The extraction agent: labels the questions of one paper whose outline was made in code.

One structured answer for a paper, keyed by question number, or one for each few pages of a long
one. The model reads untrusted text, so it has no tools, sees the text as fenced data, and nothing
that it names is believed unseen: unknown numbers are dropped, and a repair needs a quote that
stands on its page.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.agents.asking import ask_model
from analysis.agents.budget import Budget
from analysis.agents.extraction_answer import (
    ANSWER,
    ANSWER_WITH_TEXTS,
    SeenPaperAnswer,
    UnusableAnswer,
    read_answer,
)
from analysis.agents.extraction_labels import (
    PaperLabels,
    together,
    verified_labels,
)
from analysis.agents.extraction_text import (
    PaperToLabel,
    Places,
    extraction_messages,
    parts_of,
    question_keys,
)
from analysis.agents.journal import Journal, StepRecord, Usage
from analysis.agents.model import ChatModel, Fault, Message, Reply, Request
from analysis.agents.prompts import load_prompt
from analysis.agents.side_by_side import side_by_side
from analysis.errors import InvalidArguments, ToolFailed

MAX_ATTEMPTS = 3  # the first answer and two corrections
TOKENS_PER_LABEL = 65  # of JSON with all fields, by our estimate
ROOM = 4_000  # for thinking and for the frame of the answer
WHOLE, PART, REREAD = "extraction", "extraction_part", "reread"  # names of steps


@dataclass(slots=True)
class Asked:
    """What the calls for one answer took together."""

    usage: Usage
    seconds: float = 0.0
    model: str = ""

    def add(self, reply: Reply) -> None:
        self.usage += reply.usage
        self.seconds += reply.seconds
        self.model = reply.model


@dataclass(frozen=True, slots=True)
class Asking:
    """What does not change over the calls for one paper."""

    model: ChatModel
    paper: PaperToLabel
    topics: tuple[str, ...]
    journal: Journal
    budget: Budget


async def label_paper(
    model: ChatModel,
    paper: PaperToLabel,
    topics: tuple[str, ...],
    journal: Journal,
    budget: Budget,
) -> PaperLabels:
    """Return verified labels for the questions of `paper`, topics chosen from `topics` first.

    The call is recorded under "extract:<alias>" and not made again in the same run, whether it
    succeeded or not; the calls of a paper in parts are named "extraction_part", so that they can
    be counted apart. Raises `ToolFailed` if the model refuses ("ModelRefused",
    "ContentFiltered") or gives no usable answer in three ("InvalidJson", "WrongSchema",
    "AnswerCutOff", "EmptyAnswer"), and the `StopJob` of budget, provider or journal. Of a paper
    in parts, those that failed are `missing`, unless all did.
    """
    asking = Asking(model, paper, topics, journal, budget)
    key, parts = f"extract:{paper.alias}", parts_of(paper)
    if len(parts) == 1:
        return _labels_of(await _step(asking, key, WHOLE, parts[0]))
    steps = await side_by_side(
        _step(asking, f"{key}:{number}_of_{len(parts)}", PART, places)
        for number, places in enumerate(parts, 1)
    )
    if not any(step.succeeded for step in steps):
        return _labels_of(steps[0])
    failed = zip(parts, steps, strict=True)
    missing = [place for places, step in failed if not step.succeeded for place in places]
    return together([_labels_of(step) for step in steps if step.succeeded], missing)


async def reread_paper(
    model: ChatModel,
    paper: PaperToLabel,
    topics: tuple[str, ...],
    numbers: Sequence[str],
    journal: Journal,
    budget: Budget,
) -> PaperLabels:
    """Return labels and repairs of the questions with these `numbers`, asked for once more.

    The model is shown their pages too. Numbers that the paper does not have are left out; raises
    `InvalidArguments` if it has none of them, and what `label_paper` raises.
    """
    places = places_of(paper, numbers)
    marks = hashlib.sha256(repr(places).encode()).hexdigest()[:12]
    asking = Asking(model, paper, topics, journal, budget)
    return _labels_of(await _step(asking, f"{REREAD}:{paper.alias}:{marks}", REREAD, places))


def places_of(paper: PaperToLabel, numbers: Sequence[str]) -> tuple[int, ...]:
    """Return where the questions with these numbers stand; raise `InvalidArguments` for none."""
    keys, wanted = question_keys(paper), {number.strip() for number in numbers}
    places = tuple(place for place, key in enumerate(keys) if key in wanted)
    if not places:
        hint = f"Its questions are numbered {', '.join((*keys[:3], *keys[3:][-1:]))}."
        raise InvalidArguments("The paper has no such questions.", hint)
    return places


async def _step(asking: Asking, key: str, name: str, places: Places) -> StepRecord:
    """Return the labelling of some questions, from the journal or from the model."""
    step = await asking.journal.step(key)
    if step is None:
        step = await _label_anew(asking, key, name, places)
        await asking.journal.record_step(step)
    return step


def _labels_of(step: StepRecord) -> PaperLabels:
    """Return the labels that a step holds, or raise the `ToolFailed` that it ended with."""
    if not step.succeeded:
        raise ToolFailed(step.result["error"], step.result["hint"], kind=step.result["type"])
    return PaperLabels.model_validate({**step.result, "model": step.model})


async def _label_anew(asking: Asking, key: str, name: str, places: Places) -> StepRecord:
    asked = Asked(Usage())
    try:
        answer = await _usable_answer(asking, key, places, asked)
        labels = verified_labels(answer, asking.paper, asking.topics, places)
        result, succeeded = labels.model_dump(mode="json"), True
    except ToolFailed as error:
        result, succeeded = dict(error.as_result()), False
    arguments = {
        "paper": asking.paper.alias,
        "questions": len(places),
        "topics": len(asking.topics),
        "prompt": load_prompt("extraction").version,
    }
    return StepRecord(
        key=key,
        kind="model",
        name=name,
        arguments=arguments,
        result=result,
        succeeded=succeeded,
        seconds=asked.seconds,
        model=asked.model,
        usage=asked.usage,
    )


async def _usable_answer(asking: Asking, key: str, places: Places, asked: Asked) -> SeenPaperAnswer:
    """Ask until the answer can be read, telling the model what was wrong with the last one."""
    again = key.startswith(REREAD)
    messages = extraction_messages(asking.paper, asking.topics, places, again=again)
    expected = TOKENS_PER_LABEL * len(places)
    form = ANSWER_WITH_TEXTS if isinstance(messages[-1]["content"], list) else ANSWER
    problem = UnusableAnswer("EmptyAnswer", "")
    for _ in range(MAX_ATTEMPTS):
        request = Request(tuple(messages), (), form, ROOM + 2 * expected, purpose=key)
        reply = await ask_model(asking.model, request, asking.budget, expected)
        asked.add(reply)
        try:
            return read_answer(reply, len(places))
        except UnusableAnswer as error:
            problem = error
            messages += _correction(reply, str(error))
    words = "The model gave no usable labels for this paper."
    raise ToolFailed(words, str(problem), kind=problem.kind)


def _correction(reply: Reply, problem: str) -> list[Message]:
    """Return what follows an unusable answer; an empty one cannot be repeated to the model."""
    words: list[Message] = [{"role": "user", "content": f"{problem} Answer again, all labels."}]
    usable = reply.text and reply.fault is not Fault.LENGTH
    return [{"role": "assistant", "content": reply.text}, *words] if usable else words
