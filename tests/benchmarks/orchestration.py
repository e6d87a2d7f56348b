"""Time, calls, tokens and cost of an analysis, beside the loop that hands whole papers around.

    orchestration.py [--papers 4,10,50,100,300] [--scale 0.2] [--article-scale 0.002]

A served model answers over a socket: 0.5 s to the first token, 20 000 tokens a second in, 80 out;
labels of a paper take 2 s, the analysis 3 s, the report 1 s, all times `scale`. Real seconds are
what was planned plus what the clients took on top, which is not scaled. "by CPU" has the CPU time
of client and server on top instead, which hardly grows when the machine is busy with other things;
"own CPU" are the CPU seconds of the client alone, "ms" the same in milliseconds a call. The floor
is 2 + 3 + 1 s, the goal 1.9 floors by the wall on a quiet machine.

Four ways, in one run:

* ours: one call for all papers, aliases as arguments
* ours, stored: the same when all papers were labelled before
* by paper: our loop, directed by a model that calls once for each paper
* whole: a loop of the usual kind, in which tools take and return everything, so that the model
  writes every extraction out again as the arguments of the next call; at most 128 calls a turn
  are taken by the endpoint, as by the real one
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from analysis.agents.budget import Budget, Limits
from analysis.agents.extraction import label_paper
from analysis.agents.extraction_text import PaperToLabel, QuestionToLabel
from analysis.agents.hub import HubRequest, run_hub
from analysis.agents.hub_results import HubStatus
from analysis.agents.journal import Journal, StepRecord, TurnRecord
from analysis.agents.model import ChatModel
from analysis.agents.offline_model import respond
from analysis.agents.offline_model.serving import Responder
from analysis.agents.openai_model import Endpoint, OpenAIModel
from tests.benchmarks.orchestration_measures import (
    ANALYSIS,
    FLOOR,
    LABELLING,
    PRICES,
    QUESTIONS,
    REPORT,
    TEXT,
    Clock,
    Measured,
    calling,
    completion,
    measured,
    serving,
)
from tests.benchmarks.usual_loop import whole
from tests.doubles.journal import MemoryJournal
from tests.doubles.spokes import FakeSpokes

LABELS = {
    "topic": "Magnetostatics",
    "topic_confidence": 0.9,
    "secondary_topic": None,
    "difficulty": "medium",
    "bloom_level": "apply",
    "requires_derivation": True,
    "question_type": "derivation",
    "confidence": 0.9,
}


class PlainJournal(MemoryJournal):
    """Keeps what it is given, without what tests check of it."""

    async def record_turn(self, turn: TurnRecord) -> None:
        self.turns[turn.number] = turn

    async def record_step(self, step: StepRecord) -> None:
        self.steps[step.key] = step


class TimedSpokes(FakeSpokes):
    """Labelling asks the model; analysis and report take their time."""

    def __init__(
        self, model: ChatModel, journal: Journal, budget: Budget, scale: float, *, stored: bool
    ) -> None:
        super().__init__()
        self._given = model, journal, budget
        self._scale, self._stored = scale, stored

    async def extract_exam_data(self, paper: str) -> dict[str, Any]:
        model, journal, budget = self._given
        if not self._stored:
            await label_paper(model, sample_paper(paper), ("Magnetostatics",), journal, budget)
        return await super().extract_exam_data(paper)

    async def analyze_patterns(self, papers: tuple[str, ...]) -> dict[str, Any]:
        await asyncio.sleep(ANALYSIS * self._scale)
        return await super().analyze_patterns(papers)

    async def generate_report(self, analysis: str) -> dict[str, Any]:
        await asyncio.sleep(REPORT * self._scale)
        return await super().generate_report(analysis)


def sample_paper(alias: str) -> PaperToLabel:
    asked = tuple(QuestionToLabel(str(n), TEXT, 1 + n // 10) for n in range(1, QUESTIONS + 1))
    return PaperToLabel(alias, "Physics", asked, {1: TEXT})


def with_known_labels(method: str, path: str, body: bytes) -> tuple[int, dict[str, Any]]:
    """Answer as the offline model, labels apart, which are not what is measured."""
    request = json.loads(body)
    if "response_format" not in request:
        return respond(method, path, body)
    lines = request["messages"][1]["content"].split("\n")[2:-1]
    entries = [{"n": json.loads(line)["n"], **LABELS} for line in lines]
    message = {"role": "assistant", "content": json.dumps({"labels": entries, "repairs": []})}
    return completion(request, message)


def one_call_a_paper(method: str, path: str, body: bytes) -> tuple[int, dict[str, Any]]:
    """Answer as a model that calls once for each paper, in turns of at most 128 calls."""
    request = json.loads(body)
    if "response_format" in request:
        return with_known_labels(method, path, body)
    messages = request["messages"]
    task = messages[1]["content"]
    papers = json.loads(task[task.index("{") :])["number_of_papers"]
    done = sum(message["role"] == "tool" for message in messages)
    if done < papers:
        wanted = [{"papers": [f"paper_{n}"]} for n in range(done + 1, min(papers, done + 128) + 1)]
        return completion(request, calling("extract_exam_data", wanted))
    if done == papers:
        return completion(request, calling("analyze_patterns", [{"papers": "all"}]))
    if done == papers + 1:
        return completion(request, calling("generate_report", [{"analysis": "analysis_1"}]))
    return completion(request, {"role": "assistant", "content": "The report is made. " * 8})


async def ours(
    papers: int,
    scale: float,
    responder: Responder = with_known_labels,
    *,
    stored: bool = False,
    apart: bool = False,
) -> Measured:
    """Run our hub against the served model."""
    request = HubRequest(
        "Dr. A. Okafor", tuple((f"paper_{n}", f"sitting {n}") for n in range(1, papers + 1))
    )
    budget, journal = Budget(Limits(input_tokens=10**9, output_tokens=10**9)), PlainJournal()
    async with serving(scale, responder, apart=apart) as server:
        place = Endpoint("m", "key", server.base_url, width=papers)
        async with OpenAIModel(place) as model:
            spokes = TimedSpokes(model, journal, budget, scale, stored=stored)
            clock = Clock()
            result = await run_hub(model, spokes, request, journal, budget)
            clock.stop()
    assert (result.status, len(result.analysed)) == (HubStatus.FINISHED, papers)
    extracting = {
        step.key.split(":")[1] for step in journal.steps.values() if "extract_exam" in step.key
    }
    waited = 0.0 if stored else LABELLING * len(extracting)
    return measured(server, clock, scale, waited)


def seconds_of(found: Measured) -> float:
    return found.seconds


async def run_all(counts: list[int], scale: float, article_scale: float, repeat: int) -> None:
    columns = f"{'papers':>6} {'way':14} {'seconds':>9} {'floors':>7} {'by CPU':>7} {'own CPU':>8}"
    more = f"{'ms':>6} {'calls':>6} {'hub tokens':>11}"
    print(f"{columns} {more}", *(f"{f'$ {name}':>15}" for name in PRICES))
    await ours(1, 0.001, apart=True)  # what is loaded once is not of any run
    for papers in counts:
        ways: list[tuple[str, Callable[[], Awaitable[Measured]]]] = [
            ("ours", partial(ours, papers, scale, apart=True)),
            ("ours, stored", partial(ours, papers, scale, stored=True, apart=True)),
            ("by paper", partial(ours, papers, scale, one_call_a_paper, apart=True)),
            ("whole", partial(whole, papers, article_scale, apart=True)),
        ]
        for name, run in ways:
            print_row(papers, name, min([await run() for _ in range(repeat)], key=seconds_of))


def print_row(papers: int, way: str, found: Measured) -> None:
    hub = found.hub.input_tokens + found.hub.output_tokens
    if found.refused:
        print(f"{papers:6} {way:14} refused by the endpoint: more than 128 calls in one turn")
        return
    print(
        f"{papers:6} {way:14} {found.seconds:9.1f} {found.ratio:7.2f} "
        f"{found.by_cpu / FLOOR:7.2f} {found.own_cpu:8.2f} "
        f"{1000 * found.own_cpu / found.calls:6.1f} {found.calls:6} {hub:11}",
        *(f"{found.cost(model):15.4f}" for model in PRICES),
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--papers", default="4,10,50,100,300")
    parser.add_argument("--scale", type=float, default=0.2)
    parser.add_argument("--article-scale", type=float, default=0.002, help="of the usual loop")
    parser.add_argument("--repeat", type=int, default=1, help="the quickest of so many runs counts")
    options = parser.parse_args()
    counts = [int(count) for count in options.papers.split(",")]
    asyncio.run(run_all(counts, options.scale, options.article_scale, options.repeat))


if __name__ == "__main__":
    main()
