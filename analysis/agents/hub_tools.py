"""The hub's three tools: what they are told to be for, their arguments, and their order."""

import asyncio
from typing import Any, Literal

from pydantic import Field, field_validator

from analysis.agents.digests import extraction_digest
from analysis.agents.hub_guards import (
    ANALYSE,
    EXTRACT,
    REPORT,
    check_analysis,
    extracted_papers,
    known_papers,
)
from analysis.agents.paper_extraction import PaperExtraction
from analysis.agents.spokes import Spokes
from analysis.agents.tools import Arguments, Past, Result, Tool


class Papers(Arguments):
    """Which papers."""

    papers: list[str] | Literal["all"] = Field(
        description='Aliases, or "all". Never file names, ids or content.'
    )

    @field_validator("papers", mode="before")
    @classmethod
    def _one_is_a_list(cls, value: Any) -> Any:
        if value == ["all"]:
            return "all"
        return [value] if isinstance(value, str) and value != "all" else value


class OneAnalysis(Arguments):
    """Which analysis."""

    analysis: str = Field(description="The alias that analyze_patterns answered.")


def hub_tools(spokes: Spokes, aliases: tuple[str, ...]) -> dict[str, Tool[Any]]:
    """Return the tools of a hub that works on the papers `aliases`."""
    extraction = PaperExtraction(spokes)
    in_turn = asyncio.Lock()  # analyses and reports of one job write the same rows

    async def extract(wanted: Papers, past: Past) -> Result:
        papers = known_papers(wanted.papers, aliases)
        return {"papers": await extraction.extract(papers, past)}

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
        Tool(ANALYSE, ABOUT_ANALYSE, Papers, analyse, _without_papers_used),
        Tool(REPORT, ABOUT_REPORT, OneAnalysis, report),
    )
    return {tool.name: tool for tool in tools}


ABOUT_EXTRACT = (
    "Reads and labels the questions of papers, side by side; one that fails stops no other. Not"
    " for patterns over papers; not again for a paper that has answered."
)
ABOUT_ANALYSE = (
    'Computes frequencies, trends, zones and a forecast over extracted papers; "all" means every'
    " extracted one. Not before all extractions have answered; not once per paper."
)
ABOUT_REPORT = (
    "Writes the PDF report of one analysis, with charts. Not before analyze_patterns has answered;"
    " not with an analysis's content."
)


def _without_papers_used(result: Result) -> Result:
    return {key: value for key, value in result.items() if key != "papers_used"}
