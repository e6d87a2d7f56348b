"""A loop of the usual kind, to compare with: its tools take and return everything."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import openai

from tests.benchmarks.orchestration_measures import (
    ANALYSIS,
    LABELLING,
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
