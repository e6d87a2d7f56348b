"""How tests of the agents start a run: one tool that doubles numbers, or a whole hub."""

from collections.abc import Callable
from typing import Any

from analysis.agents.budget import Budget, Limits
from analysis.agents.hub import HubRequest
from analysis.agents.journal import Journal
from analysis.agents.model import ChatModel
from analysis.agents.state import RunContext, RunState, always
from analysis.agents.tools import Arguments, Past, Tool, Tools
from analysis.errors import ToolFailed

SITTINGS = tuple(
    f"{year} {sitting}" for year in range(2016, 2026) for sitting in ("mid-sem", "end-sem")
)


class Number(Arguments):
    """A number."""

    number: int


async def double(wanted: Number, past: Past) -> dict[str, Any]:
    if wanted.number == 13:
        raise ToolFailed("Thirteen is not doubled.", "Take another.", kind="SuperstitionError")
    if wanted.number == 0:
        raise ZeroDivisionError("row 4711 of exams_paper")
    return {"doubled": wanted.number * 2}


DOUBLE: Tools = {"double": Tool("double", "Doubles. Not for thirteen.", Number, double)}


def opening() -> RunState:
    return RunState([{"role": "user", "content": "Double some numbers."}])


def context(
    model: ChatModel,
    journal: Journal,
    budget: Budget | None = None,
    missing: Callable[[Past], str | None] = always,
) -> RunContext:
    return RunContext(model, DOUBLE, journal, budget or Budget(), missing)


def hub_request(papers: int) -> HubRequest:
    named = tuple((f"paper_{place + 1}", SITTINGS[place]) for place in range(papers))
    return HubRequest("Dr. A. Okafor", named)


def limited(**limits: Any) -> Budget:
    return Budget(Limits(**limits))
