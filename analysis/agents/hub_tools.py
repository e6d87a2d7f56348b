"""The hub's three tools: their arguments, their guards, and what the hub reads of their results.

The work is done behind `Spokes`. The guards are here, once, and hold for any model: only aliases
of this job, only papers that were extracted, only an analysis that was made.
"""

import logging
from collections.abc import Sequence
from typing import Any, Literal, Protocol

from pydantic import Field, field_validator

from analysis.agents.digests import extraction_digest
from analysis.agents.journal import StepRecord
from analysis.agents.side_by_side import side_by_side
from analysis.agents.steps import UNEXPECTED
from analysis.agents.tools import Arguments, Past, Result, Tool
from analysis.errors import (
    BudgetExceeded,
    CorrectModel,
    InvalidArguments,
    ModelMisbehaved,
    ModelRefused,
    ModelUnavailable,
    RequestRejected,
    StopJob,
    ToolFailed,
)

logger = logging.getLogger(__name__)

# Ends that cost one paper and not the job: the next turn of the hub finds out whether they are
# everybody's. A wrong key and an empty account are.
OF_ONE_PAPER = (BudgetExceeded, ModelMisbehaved, ModelRefused, ModelUnavailable, RequestRejected)

EXTRACT, ANALYSE, REPORT = "extract_exam_data", "analyze_patterns", "generate_report"


class Spokes(Protocol):
    """The work behind the hub's tools.

    Each method is idempotent, since a killed run may call it again, and returns a digest of a few
    hundred characters. It raises `ToolFailed(error, hint, kind=…)` for what cannot be done, and a
    `StopJob` for what ends the job. Methods are called side by side, one for each paper.
    """

    async def extract_exam_data(self, paper: str) -> Result:
        """Label one paper: {"questions", "marks", "confidence", "topics", "warnings"}."""
        ...

    async def analyze_patterns(self, papers: tuple[str, ...]) -> Result:
        """Compute the statistics over extracted papers: {"analysis": "analysis_1", …}."""
        ...

    async def generate_report(self, analysis: str) -> Result:
        """Write the report: {"report_url", "format", "pages", "charts_generated"}."""
        ...


class Papers(Arguments):
    """Which papers."""

    papers: list[str] | Literal["all"] = Field(
        description='Aliases such as "paper_3", or "all". Never file names, ids or text of papers.'
    )

    @field_validator("papers", mode="before")
    @classmethod
    def _one_is_a_list(cls, value: Any) -> Any:
        if value == ["all"]:
            return "all"
        return [value] if isinstance(value, str) and value != "all" else value


class OneAnalysis(Arguments):
    """Which analysis."""

    analysis: str = Field(
        description='The alias in the result of analyze_patterns, such as "analysis_1".'
    )


def hub_tools(spokes: Spokes, aliases: tuple[str, ...]) -> dict[str, Tool[Any]]:
    """Return the tools of a hub that works on the papers `aliases`."""

    async def extract(wanted: Papers, past: Past) -> Result:
        papers = known_papers(wanted.papers, aliases)
        return {"papers": await side_by_side(_extract_one(spokes, paper) for paper in papers)}

    async def analyse(wanted: Papers, past: Past) -> Result:
        papers = extracted_papers(wanted.papers, aliases, past)
        return {**await spokes.analyze_patterns(papers), "papers_used": list(papers)}

    async def report(wanted: OneAnalysis, past: Past) -> Result:
        made = [step.result.get("analysis") for step in succeeded(past, ANALYSE)]
        if wanted.analysis not in made:
            raise InvalidArguments("There is no such analysis.", "Call analyze_patterns first.")
        return await spokes.generate_report(wanted.analysis)

    tools: tuple[Tool[Any], ...] = (
        Tool(EXTRACT, ABOUT_EXTRACT, Papers, extract, extraction_digest),
        Tool(ANALYSE, ABOUT_ANALYSE, Papers, analyse, _without_papers_used),
        Tool(REPORT, ABOUT_REPORT, OneAnalysis, report),
    )
    return {tool.name: tool for tool in tools}


ABOUT_EXTRACT = (
    "Reads and labels the questions of exam papers: numbers, marks, topics, difficulty. Takes one "
    'alias, several, or "all"; papers are worked on side by side, and one that fails does not '
    "stop the others. Do not use it to look for patterns over papers, nor a second time for a "
    "paper that has already answered."
)
ABOUT_ANALYSE = (
    "Computes patterns over papers that were extracted: topic frequencies and trends, safe and "
    'danger zones, forecast. "all" stands for every paper whose extraction succeeded. Do not call '
    "it before all extractions have answered, nor once per paper, nor with results as arguments."
)
ABOUT_REPORT = (
    "Writes the PDF report with its charts from one analysis and returns its address. Do not call "
    "it before analyze_patterns has answered; it takes the alias of the analysis, not its content."
)


def known_papers(wanted: list[str] | Literal["all"], aliases: tuple[str, ...]) -> tuple[str, ...]:
    """Return the wanted papers in the order of `aliases`; refuse any that is not among them."""
    if wanted == "all":
        return aliases
    if not wanted or not set(wanted) <= set(aliases):
        hint = f'The papers are {aliases[0]} to {aliases[-1]}; "all" means all of them.'
        raise InvalidArguments("Some of these are not papers of this job.", hint)
    return tuple(alias for alias in aliases if alias in wanted)


def extracted_papers(
    wanted: list[str] | Literal["all"], aliases: tuple[str, ...], past: Past
) -> tuple[str, ...]:
    """Return the wanted papers if all were extracted; "all" means those that were."""
    done = {entry["paper"] for entry in extractions(past) if "error" not in entry}
    if not done:
        raise InvalidArguments("No paper was extracted.", "Call extract_exam_data first.")
    if wanted == "all":
        return tuple(alias for alias in aliases if alias in done)
    papers = known_papers(wanted, aliases)
    absent = [paper for paper in papers if paper not in done]
    if absent:
        hint = 'Leave them out, or use "all" for those that were.'
        raise InvalidArguments(f"Not extracted: {', '.join(absent[:10])}.", hint)
    return papers


def missing_work(past: Past) -> str | None:
    """Say what the hub has to do before it may finish, or None."""
    tried = {step.name for step in past}
    if EXTRACT not in tried:
        return f"Nothing was extracted yet. Call {EXTRACT}."
    if ANALYSE not in tried and any("error" not in entry for entry in extractions(past)):
        return f"Papers were extracted, but not analysed. Call {ANALYSE}."
    if REPORT not in tried and succeeded(past, ANALYSE):
        return f"There is an analysis, but no report. Call {REPORT}."
    return None


def succeeded(past: Sequence[StepRecord], name: str) -> list[StepRecord]:
    """Return the steps of tool `name` that succeeded."""
    return [step for step in past if step.name == name and step.succeeded]


def extractions(past: Sequence[StepRecord]) -> list[Result]:
    """Return what was answered for each extracted or failed paper, the latest of each."""
    latest = {
        entry["paper"]: entry
        for step in succeeded(past, EXTRACT)
        for entry in step.result["papers"]
    }
    return list(latest.values())


async def _extract_one(spokes: Spokes, paper: str) -> Result:
    """Extract one paper; its failure is an entry beside the others' results."""
    try:
        return {"paper": paper, **await spokes.extract_exam_data(paper)}
    except CorrectModel as error:
        return {"paper": paper, **error.as_result()}
    except OF_ONE_PAPER as end:
        failed = ToolFailed(end.words, "Go on with the other papers.", kind=type(end).__name__)
        return {"paper": paper, **failed.as_result()}
    except StopJob:
        raise
    except Exception:
        logger.exception("extraction of %s failed", paper)
        return {"paper": paper, **UNEXPECTED.as_result()}


def _without_papers_used(result: Result) -> Result:
    return {key: value for key, value in result.items() if key != "papers_used"}
