"""Extraction of a job's papers, each on its own: side by side, at most once at a time."""

import asyncio
import logging

from analysis.agents.hub_guards import extractions
from analysis.agents.side_by_side import side_by_side
from analysis.agents.spokes import Spokes
from analysis.agents.steps import UNEXPECTED
from analysis.agents.tools import Past, Result
from analysis.errors import (
    BudgetExceeded,
    CorrectModel,
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


class PaperExtraction:
    """The extractions of one run. A paper that two calls ask for at once is worked on once."""

    def __init__(self, spokes: Spokes) -> None:
        self._spokes = spokes
        self._under_way: dict[str, asyncio.Task[Result]] = {}

    async def extract(self, papers: tuple[str, ...], past: Past) -> list[Result]:
        """Return one entry for each paper, in order; what has succeeded is not done again."""
        done = {entry["paper"]: entry for entry in extractions(past) if "error" not in entry}
        return await side_by_side(self._entry(paper, done.get(paper)) for paper in papers)

    async def _entry(self, paper: str, done: Result | None) -> Result:
        if done is not None:
            return done
        task = self._under_way.get(paper)
        if task is None:
            task = asyncio.create_task(extract_one(self._spokes, paper))
            self._under_way[paper] = task
            task.add_done_callback(lambda _: self._under_way.pop(paper))
        return await task


async def extract_one(spokes: Spokes, paper: str) -> Result:
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
