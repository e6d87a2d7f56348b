"""The hub's tools: what they are told to be for, their arguments, and their order."""

import asyncio
from typing import Any, Literal

from pydantic import Field, field_validator

from analysis.agents.digests import extraction_digest
from analysis.agents.hub_guards import (
    ANALYSE,
    EXTRACT,
    REPORT,
    REREAD,
    check_analysis,
    check_reread,
    extracted_papers,
    known_papers,
    may_reread,
)
from analysis.agents.paper_extraction import PaperExtraction
from analysis.agents.spokes import Spokes
from analysis.agents.tools import Arguments, Past, Result, Tool

MOST_QUESTIONS = 20  # in one second look


class Papers(Arguments):
    """Which papers."""

    papers: list[str] | Literal["all"] = Field(description='Aliases or "all", no file names')

    @field_validator("papers", mode="before")
    @classmethod
    def _one_is_a_list(cls, value: Any) -> Any:
        if value == ["all"]:
            return "all"
        return [value] if isinstance(value, str) and value != "all" else value


class SomeQuestions(Arguments):
    """Which questions of which paper."""

    paper: str
    questions: list[str] = Field(
        description="Numbers as listed under doubtful", min_length=1, max_length=MOST_QUESTIONS
    )


class OneAnalysis(Arguments):
    """Which analysis."""

    analysis: str


def hub_tools(spokes: Spokes, aliases: tuple[str, ...]) -> dict[str, Tool[Any]]:
    """Return the tools of a hub that works on the papers `aliases`."""
    extraction = PaperExtraction(spokes)
    in_turn = asyncio.Lock()  # analyses and reports of one job write the same rows

    async def extract(wanted: Papers, past: Past) -> Result:
        papers = known_papers(wanted.papers, aliases)
        return {"papers": await extraction.extract(papers, past)}

    async def reread(wanted: SomeQuestions, past: Past) -> Result:
        check_reread(wanted.paper, wanted.questions, aliases, past)
        return await spokes.reread_questions(wanted.paper, tuple(wanted.questions))

    async def analyse(wanted: Papers, past: Past) -> Result:
        papers = extracted_papers(wanted.papers, aliases, past)
        async with in_turn:
            result = await spokes.analyze_patterns(papers)
        return {**result, "papers_used": list(papers)}

    async def report(wanted: OneAnalysis, past: Past) -> Result:
        check_analysis(wanted.analysis, past)
        async with in_turn:
            return await spokes.generate_report(wanted.analysis)

    tools: tuple[Tool[Any], ...] = (
        Tool(EXTRACT, ABOUT_EXTRACT, Papers, extract, extraction_digest),
        Tool(REREAD, ABOUT_REREAD, SomeQuestions, reread, offered=may_reread),
        Tool(ANALYSE, ABOUT_ANALYSE, Papers, analyse, _without_papers_used),
        Tool(REPORT, ABOUT_REPORT, OneAnalysis, report),
    )
    return {tool.name: tool for tool in tools}


ABOUT_EXTRACT = (
    "Labels the questions of papers, side by side. Not again for a paper that has answered; not"
    " for patterns."
)
ABOUT_REREAD = (
    "Looks again at questions of one extracted paper that were read doubtfully. Only these, only"
    " before analyze_patterns. Not for whole papers; not for papers that failed."
)
ABOUT_ANALYSE = (
    'Finds frequencies, trends and a forecast; "all" means every extracted paper. Not before all'
    " extractions have answered; not once per paper."
)
ABOUT_REPORT = (
    "Writes the PDF of one analysis, named by its alias. Not before analyze_patterns has answered;"
    " not with content."
)


def _without_papers_used(result: Result) -> Result:
    return {key: value for key, value in result.items() if key != "papers_used"}
