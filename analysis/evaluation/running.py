"""One engine over labelled papers: what it says, how right that is, and what it takes."""

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from analysis.agents.budget import Budget
from analysis.agents.extraction import label_paper
from analysis.agents.extraction_labels import PaperLabels
from analysis.agents.extraction_text import PaperToLabel
from analysis.agents.journal import Attempt, StepRecord, TurnRecord
from analysis.agents.model import ChatModel
from analysis.agents.prices import estimate_cost
from analysis.agents.side_by_side import side_by_side
from analysis.errors import ModelRefused, ToolFailed
from analysis.evaluation.labelled import LabelledPaper
from analysis.evaluation.scoring import Tally, score_labels, score_structure


class Forgetful:
    """A journal of runs that are not to be resumed."""

    async def turn(self, number: int) -> TurnRecord | None:
        return None

    async def record_turn(self, turn: TurnRecord) -> None:
        """Forget it."""

    async def step(self, key: str) -> StepRecord | None:
        return None

    async def record_step(self, step: StepRecord) -> None:
        """Forget it."""


@dataclass(slots=True)
class Meter:
    """What all requests took together; `note` is the model's `on_attempt`."""

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: Decimal = Decimal(0)
    unpriced_calls: int = 0

    def note(self, attempt: Attempt) -> None:
        cost = estimate_cost(attempt.model, attempt.usage)
        self.calls += 1
        self.input_tokens += attempt.usage.input_tokens
        self.output_tokens += attempt.usage.output_tokens
        self.cost += cost or Decimal(0)
        self.unpriced_calls += cost is None


@dataclass(slots=True)
class Evaluation:
    """The figures of one run. `seconds` are of the wall, over papers side by side."""

    engine: str
    prompt: str
    papers: int
    questions: int
    scores: dict[str, float] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    dropped: int = 0
    meter: Meter = field(default_factory=Meter)
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """Return the figures ready for JSON."""
        taken = asdict(self.meter) | {"cost": str(self.meter.cost)}
        return {**asdict(self), "seconds": round(self.seconds, 2), "meter": taken}


async def evaluate(
    model: ChatModel,
    labelled: Sequence[LabelledPaper],
    read: Callable[[LabelledPaper], PaperToLabel],
    evaluation: Evaluation,
    budget: Budget,
) -> None:
    """Label all papers side by side and put the scores into `evaluation`.

    `read` makes the questions of a paper that is labelled for its structure. A paper that cannot
    be labelled is named, and all its questions are wrong.
    """
    papers = [one.paper or read(one) for one in labelled]
    started, tally = time.monotonic(), Tally()
    answers = await side_by_side(
        _labels(model, one, paper, budget, evaluation)
        for one, paper in zip(labelled, papers, strict=True)
    )
    evaluation.seconds = time.monotonic() - started
    for one, paper, found in zip(labelled, papers, answers, strict=True):
        evaluation.dropped += found.dropped if found else 0
        if one.pdf:
            score_structure(tally, one, paper, found)
        else:
            score_labels(tally, one, found)
    evaluation.scores = tally.shares()


async def _labels(
    model: ChatModel,
    labelled: LabelledPaper,
    paper: PaperToLabel,
    budget: Budget,
    evaluation: Evaluation,
) -> PaperLabels | None:
    topics = tuple(labelled.headings or ())
    try:
        return await label_paper(model, paper, topics, Forgetful(), budget)
    except (ToolFailed, ModelRefused) as failure:
        evaluation.failed[labelled.name] = str(failure)
        return None
