"""What a hub may do when: only papers of this job, only what was extracted, nothing left undone.

All of it is read off the steps of earlier turns, so that it holds for any model and after a crash.
"""

from collections.abc import Sequence
from typing import Literal

from analysis.agents.journal import StepRecord
from analysis.agents.steps import is_counted
from analysis.agents.tools import Past, Result
from analysis.errors import InvalidArguments

EXTRACT, ANALYSE, REPORT = "extract_exam_data", "analyze_patterns", "generate_report"
REREAD = "reread_questions"
MAX_REREADS = 2  # of one paper: what two looks do not find, a third does not


def known_papers(wanted: list[str] | Literal["all"], aliases: tuple[str, ...]) -> tuple[str, ...]:
    """Return the wanted papers in the order of `aliases`; refuse any that is not among them."""
    if wanted == "all":
        return aliases
    if not wanted or not set(wanted) <= set(aliases):
        hint = f'The papers are {", ".join(aliases[:1] + aliases[-1:])}; "all" means all of them.'
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


def may_reread(past: Past) -> bool:
    """Whether a second look can be of use: some paper has doubtful questions, and no analysis."""
    doubtful = any(entry.get("doubtful") for entry in extractions(past))
    return doubtful and not succeeded(past, ANALYSE)


def check_reread(paper: str, numbers: Sequence[str], aliases: tuple[str, ...], past: Past) -> None:
    """Refuse a second look at what is not doubtful, at a paper too often, or too late."""
    extracted_papers(list(known_papers([paper], aliases)), aliases, past)
    if succeeded(past, ANALYSE):
        raise InvalidArguments("The analysis is made.", f"Go on with {REPORT}.")
    latest = {entry["paper"]: entry for entry in extractions(past)}
    doubtful = latest[paper].get("doubtful") or []
    if not set(numbers) <= set(doubtful):
        hint = f"Doubtful in {paper}: {', '.join(doubtful) or 'nothing'}."
        raise InvalidArguments("Some of these questions are not doubtful.", hint)
    looks = [step for step in succeeded(past, REREAD) if step.arguments["paper"] == paper]
    if len(looks) >= MAX_REREADS:
        raise InvalidArguments(f"{paper} was read again {MAX_REREADS} times.", "Go on with it.")


def check_analysis(analysis: str, past: Past) -> None:
    """Refuse an analysis that was not made."""
    if analysis not in [step.result.get("analysis") for step in succeeded(past, ANALYSE)]:
        raise InvalidArguments("There is no such analysis.", "Call analyze_patterns first.")


def missing_work(past: Past) -> str | None:
    """Say what the hub has to do before it may finish, or None."""
    tried = {step.name for step in past if not is_counted(step)}
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
