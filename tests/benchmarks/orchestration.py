"""Time, calls, tokens and cost of an analysis, beside the loop that hands whole papers around.

    orchestration.py [--papers 4,10,50,100,300] [--scale 0.2] [--article-scale 0.002]

A served model answers over a socket: 0.5 s to the first token, 20 000 tokens a second in, 80 out;
labels of a paper take 2 s, the analysis 3 s, the report 1 s, all times `scale`. Real seconds are
what was planned plus what the clients took on top, which is not scaled. "by CPU" has the CPU time
of client and server on top instead, which does not grow when the machine is busy with other
things. The floor is 2 + 3 + 1 s.

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
import multiprocessing
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, Self

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import openai

from analysis.agents.budget import Budget, Limits
from analysis.agents.extraction import label_paper
from analysis.agents.extraction_text import PaperToLabel, QuestionToLabel
from analysis.agents.hub import HubRequest, run_hub
from analysis.agents.hub_results import HubStatus
from analysis.agents.journal import Journal, Usage
from analysis.agents.model import ChatModel
from analysis.agents.offline_model import respond
from analysis.agents.offline_model.serving import ModelServer, Pace, Responder, Served
from analysis.agents.openai_model import Endpoint, OpenAIModel
from analysis.agents.prices import estimate_cost
from analysis.agents.tokens import conversation_tokens, message_tokens
from tests.doubles.journal import MemoryJournal
from tests.doubles.spokes import FakeSpokes

LABELLING, ANALYSIS, REPORT = 2.0, 3.0, 1.0  # seconds
FLOOR = LABELLING + ANALYSIS + REPORT
PRICES = ("gpt-5.5", "gpt-5.4-mini", "gpt-6-luna")
QUESTIONS = 30  # of a paper
TEXT = "Derive the field on the axis of a current loop and state every assumption you make. " * 3
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


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: real seconds as explained above, and what the model was asked."""

    seconds: float
    by_cpu: float  # the same with the processes' own time on top, however busy the machine is
    turns: int
    calls: int
    hub: Usage
    each: tuple[Usage, ...]
    refused: bool = False

    @property
    def ratio(self) -> float:
        return self.seconds / FLOOR

    def cost(self, model: str) -> Decimal:
        """The price of all calls; each on its own, since long ones have another price."""
        return sum((estimate_cost(model, one) or Decimal(0) for one in self.each), Decimal(0))


def pace(scale: float) -> Pace:
    return Pace(0.5, 20_000, 80, LABELLING, scale)


class ServerApart:
    """The served model in a process of its own, so that it takes no time of the clients'."""

    def __init__(self, scale: float, responder: Responder) -> None:
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=serve_until_told, args=(theirs, scale, responder))
        self.base_url, self.served, self.cpu = "", list[Served](), 0.0

    async def __aenter__(self) -> Self:
        self._process.start()
        self.base_url = await asyncio.to_thread(self._ours.recv)
        return self

    async def __aexit__(self, *error: object) -> None:
        self._ours.send("stop")
        self.served, self.cpu = await asyncio.to_thread(self._ours.recv)
        await asyncio.to_thread(self._process.join)


def serve_until_told(pipe: Any, scale: float, responder: Responder) -> None:
    async def serve() -> None:
        async with ModelServer(pace(scale), responder=responder) as server:
            pipe.send(server.base_url)
            before = time.process_time()
            await asyncio.to_thread(pipe.recv)
        pipe.send((server.served, time.process_time() - before))

    asyncio.run(serve())


def serving(scale: float, responder: Responder, *, apart: bool) -> ServerApart | ModelServer:
    if apart:
        return ServerApart(scale, responder)
    return ModelServer(pace(scale), responder=responder)


# --- Ours -----------------------------------------------------------------------------------


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


def calling(name: str, arguments: list[dict[str, Any]]) -> dict[str, Any]:
    calls = [
        {
            "id": f"call_{name}_{place}",
            "type": "function",
            "function": {"name": name, "arguments": json.dumps(one)},
        }
        for place, one in enumerate(arguments)
    ]
    return {"role": "assistant", "content": None, "tool_calls": calls}


def completion(request: dict[str, Any], message: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    finish = "tool_calls" if message.get("tool_calls") else "stop"
    usage = {
        "prompt_tokens": conversation_tokens(request["messages"], request.get("tools", ())),
        "completion_tokens": message_tokens(message),
    }
    choice = {"index": 0, "message": message, "finish_reason": finish}
    return 200, {"object": "chat.completion", "model": "m", "choices": [choice], "usage": usage}


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
    budget, journal = Budget(Limits(input_tokens=10**9, output_tokens=10**9)), MemoryJournal()
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


class Clock:
    """Time of the wall and of this process since it was made, until it is stopped."""

    def __init__(self) -> None:
        self.wall, self.cpu = -time.monotonic(), -time.process_time()

    def stop(self) -> None:
        self.wall += time.monotonic()
        self.cpu += time.process_time()


def measured(
    server: ServerApart | ModelServer, clock: Clock, scale: float, labelling: float
) -> Measured:
    """Put together what was planned, and what came on top of it."""
    turns = [one for one in server.served if one.kind == "turn" and one.outcome == "ok"]
    planned = sum(one.seconds for one in turns) + labelling + ANALYSIS + REPORT
    on_top = max(0.0, clock.wall - planned * scale)
    cpu = clock.cpu + (server.cpu if isinstance(server, ServerApart) else 0.0)
    each = tuple(total([one]) for one in server.served)
    return Measured(planned + on_top, planned + cpu, len(turns), len(each), total(turns), each)


def total(served: list[Served]) -> Usage:
    return Usage(sum(one.sent for one in served), sum(one.written for one in served))


# --- The usual loop -------------------------------------------------------------------------

WHOLE_PAPER = {
    "file_id": "",
    "professor_name": "Dr. A. Okafor",
    "exam_year": 2025,
    "subject": "Physics",
    "total_marks": 80,
    "extraction_confidence": 0.92,
    "questions": [
        {
            "question_number": n,
            "question_text": TEXT[:220],
            "marks": 5,
            "topic_classification": "Magnetostatics",
            "difficulty": "hard",
            "requires_derivation": True,
        }
        for n in range(1, QUESTIONS + 1)
    ],
}
WHOLE_ANALYSIS = {
    "topic_frequencies": [
        {"topic": f"Topic {n}", "count": n, "percentage": 5.0 * n, "trend": "stable"}
        for n in range(1, 21)
    ],
    "safe_zones": [f"Topic {n}" for n in range(14, 21)],
    "danger_zones": ["Topic 1", "Topic 2"],
    "predicted_topics_next_exam": [f"Topic {n}" for n in range(10, 21)],
}


def tool(name: str, argument: str, kind: dict[str, Any]) -> dict[str, Any]:
    schema = {"type": "object", "properties": {argument: kind}, "required": [argument]}
    return {"type": "function", "function": {"name": name, "parameters": schema}}


WHOLE_TOOLS: list[Any] = [
    tool("extract_exam_data", "file_id", {"type": "string"}),
    tool("analyze_patterns", "extraction_results", {"type": "array", "items": {"type": "object"}}),
    tool("generate_report", "analysis", {"type": "object"}),
]


def writes_everything_again(method: str, path: str, body: bytes) -> tuple[int, dict[str, Any]]:
    """Answer as the model of the usual loop must: what a tool is to work on, it writes out."""
    request = json.loads(body)
    messages = request["messages"]
    if len(messages) == 1:
        return completion(request, {"role": "assistant", "content": "{}"})  # the labels of a paper
    results = [message["content"] for message in messages if message["role"] == "tool"]
    papers = json.loads(messages[1]["content"])["file_ids"]
    if not results:
        message = calling("extract_exam_data", [{"file_id": one} for one in papers])
    elif len(results) == len(papers):
        read = [json.loads(one) for one in results]
        message = calling("analyze_patterns", [{"extraction_results": read}])
    elif len(results) == len(papers) + 1:
        message = calling("generate_report", [{"analysis": json.loads(results[-1])}])
    else:
        message = {"role": "assistant", "content": "The report is made. " * 8}
    return completion(request, message)


async def whole(papers: int, scale: float, *, apart: bool = False) -> Measured:
    """Run the usual loop against the served model, patient beyond the SDK's ten minutes."""
    async with serving(scale, writes_everything_again, apart=apart) as server:
        client = openai.AsyncOpenAI(api_key="key", base_url=server.base_url, max_retries=0)
        clock, refused = Clock(), False
        try:
            await hand_everything_around(client, papers, whole_tools(client, scale))
        except openai.BadRequestError:
            refused = True
        clock.stop()
        await client.close()
    return replace(measured(server, clock, scale, LABELLING), refused=refused)


type WholeTool = Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]


def whole_tools(client: openai.AsyncOpenAI, scale: float) -> dict[str, WholeTool]:
    async def extract(arguments: dict[str, Any]) -> dict[str, Any]:
        await client.chat.completions.create(
            model="m",
            messages=[{"role": "user", "content": TEXT}],
            response_format={"type": "json_object"},
        )
        return WHOLE_PAPER | {"file_id": arguments["file_id"]}

    async def analyse(arguments: dict[str, Any]) -> dict[str, Any]:
        await asyncio.sleep(ANALYSIS * scale)
        return WHOLE_ANALYSIS

    async def report(arguments: dict[str, Any]) -> dict[str, Any]:
        await asyncio.sleep(REPORT * scale)
        return {"report_url": "/1.pdf", "format": "pdf", "pages": 12, "charts_generated": []}

    return {"extract_exam_data": extract, "analyze_patterns": analyse, "generate_report": report}


async def hand_everything_around(
    client: openai.AsyncOpenAI, papers: int, tools: dict[str, WholeTool]
) -> str:
    """Ask, do all calls at once, give every result back whole, until the model is done."""
    asked = json.dumps({"file_ids": [f"sitting_{n}.pdf" for n in range(1, papers + 1)]})
    conversation: list[Any] = [
        {"role": "system", "content": "Extract all papers in parallel, analyse, report, sum up."},
        {"role": "user", "content": asked},
    ]
    for _ in range(10):
        answer = await client.chat.completions.create(
            model="m", messages=conversation, tools=WHOLE_TOOLS
        )
        message = answer.choices[0].message.to_dict()
        conversation.append(message)
        wanted: Any = message.get("tool_calls") or []
        if not wanted:
            return str(message["content"])
        results = await asyncio.gather(
            *(
                tools[call["function"]["name"]](json.loads(call["function"]["arguments"]))
                for call in wanted
            )
        )
        conversation += [
            {"role": "tool", "tool_call_id": call["id"], "content": json.dumps(result)}
            for call, result in zip(wanted, results, strict=True)
        ]
    raise AssertionError("no end in ten turns")


# --- The table ------------------------------------------------------------------------------


def seconds_of(found: Measured) -> float:
    return found.seconds


async def run_all(counts: list[int], scale: float, article_scale: float, repeat: int) -> None:
    print(
        f"{'papers':>6} {'way':14} {'seconds':>9} {'floors':>7} {'by CPU':>7} {'calls':>6} {'hub tokens':>11}",
        end="",
    )
    print(*(f" {f'$ {name}':>15}" for name in PRICES), sep="")
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
        f"{found.by_cpu / FLOOR:7.2f} {found.calls:6} {hub:11}",
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
