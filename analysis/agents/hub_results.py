"""How an analysis ended, read off its steps and not off the model's memory."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from analysis.agents.hub_guards import ANALYSE, REPORT, extractions, succeeded
from analysis.agents.journal import StepRecord
from analysis.errors import StopJob

MAX_LINES = 20

Steps = Sequence[StepRecord]


class HubStatus(StrEnum):
    """Whether the hub came to its end."""

    FINISHED = "finished"  # in its own words
    CAPPED = "capped"  # a limit of the budget
    STOPPED = "stopped"  # a provider's fault, or a model that could not be used


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A paper that is not in the analysis, and why."""

    paper: str
    label: str
    type: str  # "EncryptionError", or "NotAnalysed" where nothing was wrong with it
    reason: str


@dataclass(frozen=True, slots=True)
class HubResult:
    """What came of one run. `report` is what `generate_report` answered, None if it did not."""

    status: HubStatus
    summary: str
    turns: int
    analysed: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    report: dict[str, Any] | None
    stopped_by: StopJob | None
    prompt_version: str


def analysed_papers(steps: Steps) -> tuple[str, ...]:
    """Return the aliases of the papers in the latest analysis."""
    made = succeeded(steps, ANALYSE)
    return tuple(made[-1].result["papers_used"]) if made else ()


def latest_report(steps: Steps) -> dict[str, Any] | None:
    """Return what the latest report step answered."""
    made = succeeded(steps, REPORT)
    return made[-1].result if made else None


def papers_left_out(papers: tuple[tuple[str, str], ...], steps: Steps) -> tuple[LeftOut, ...]:
    """Return every paper of the request that is not in the latest analysis, with its reason."""
    analysed = set(analysed_papers(steps))
    answers = {entry["paper"]: entry for entry in extractions(steps)}
    return tuple(
        _left_out(alias, label, answers.get(alias, {}))
        for alias, label in papers
        if alias not in analysed
    )


def with_left_out(summary: str, left_out: tuple[LeftOut, ...]) -> str:
    """Return `summary` with a line for each left-out paper that it does not name."""
    forgotten = [one for one in left_out if not _names(summary, one)]
    lines = [f"Left out: {one.label or one.paper}. {one.reason}" for one in forgotten[:MAX_LINES]]
    if len(forgotten) > MAX_LINES:
        lines.append(f"Left out as well: {len(forgotten) - MAX_LINES} more papers.")
    return "\n".join([summary, *lines])


def _names(summary: str, one: LeftOut) -> bool:
    """Whether the summary has the label or the alias as words of their own."""
    names = [re.escape(name) for name in (one.label, one.paper) if name]
    return re.search(rf"(?<!\w)({'|'.join(names)})(?!\w)", summary) is not None


def _left_out(alias: str, label: str, answer: dict[str, Any]) -> LeftOut:
    if "error" in answer:
        return LeftOut(alias, label, answer["type"], answer["error"])
    return LeftOut(alias, label, "NotAnalysed", "The run ended before it was analysed.")
