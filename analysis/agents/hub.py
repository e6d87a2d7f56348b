"""The hub: the agent that directs an analysis and calls the spokes for the work.

It knows papers by aliases only, never by file, row or tenant, and reads digests of a few words
for each, so that a turn costs nearly the same for four papers and for three hundred.
"""

import json
from dataclasses import dataclass
from typing import Any

from analysis.agents.budget import Budget
from analysis.agents.clean_text import clean_text
from analysis.agents.hub_guards import missing_work
from analysis.agents.hub_results import (
    HubResult,
    HubStatus,
    analysed_papers,
    latest_report,
    papers_left_out,
    with_left_out,
)
from analysis.agents.hub_tools import hub_tools
from analysis.agents.journal import Journal
from analysis.agents.loop import run_agent
from analysis.agents.model import ChatModel, Message
from analysis.agents.prompts import load_prompt
from analysis.agents.spokes import Spokes
from analysis.agents.state import RunContext, RunState
from analysis.errors import BudgetExceeded, RunInterrupted, StopJob

MAX_LISTED = 24  # above this the request names the first and last papers only
MAX_LABEL = 80


@dataclass(frozen=True, slots=True)
class HubRequest:
    """What is asked for: the papers of one professor, as (alias, label) in order of time.

    A label is for people, such as "2023 end-sem"; an alias is `paper_1` and so on.
    """

    professor: str
    papers: tuple[tuple[str, str], ...]


async def run_hub(
    model: ChatModel, spokes: Spokes, request: HubRequest, journal: Journal, budget: Budget
) -> HubResult:
    """Direct the analysis of `request` to its end and say what became of every paper.

    Ends that are results of the job (done, a limit, a provider's fault) are returned. Raises
    `RunInterrupted` where this worker must stop at once: cancelled, lease lost, no database.
    """
    aliases = tuple(alias for alias, _ in request.papers)
    context = RunContext(model, hub_tools(spokes, aliases), journal, budget, missing_work)
    state = RunState(opening_messages(request))
    try:
        text = await run_agent(context, state)
    except RunInterrupted:
        raise
    except BudgetExceeded as end:
        return _result(request, state, HubStatus.CAPPED, end.words, end)
    except StopJob as end:
        return _result(request, state, HubStatus.STOPPED, end.words, end)
    return _result(request, state, HubStatus.FINISHED, text, None)


def opening_messages(request: HubRequest) -> list[Message]:
    """Return the conversation as it stands before the first turn."""
    papers = [
        {"paper": alias, "label": clean_text(label, MAX_LABEL)} for alias, label in request.papers
    ]
    listed: list[Any] = papers
    if len(papers) > MAX_LISTED:
        listed = [papers[0], f"{len(papers) - 2} papers between, numbered in order", papers[-1]]
    task = {
        "professor": clean_text(request.professor, MAX_LABEL),
        "number_of_papers": len(papers),
        "papers": listed,
    }
    words = "Analyse these exam papers and generate a report.\n"
    return [
        {"role": "system", "content": load_prompt("hub").text},
        {"role": "user", "content": words + json.dumps(task, ensure_ascii=False)},
    ]


def _result(
    request: HubRequest, state: RunState, status: HubStatus, text: str, end: StopJob | None
) -> HubResult:
    left_out = papers_left_out(request.papers, state.steps)
    return HubResult(
        status=status,
        summary=with_left_out(text, left_out),
        turns=sum(message["role"] == "assistant" for message in state.messages),
        analysed=analysed_papers(state.steps),
        left_out=left_out,
        report=latest_report(state.steps),
        stopped_by=end,
        prompt_version=load_prompt("hub").version,
    )
