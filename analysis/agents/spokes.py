"""The work behind the hub's tools, as the hub sees it."""

from typing import Protocol

from analysis.agents.tools import Result


class Spokes(Protocol):
    """The work behind the hub's tools.

    Each method is idempotent, since a killed run may call it again, and returns a digest of a few
    hundred characters. It raises `ToolFailed(error, hint, kind=…)` for what cannot be done, and a
    `StopJob` for what ends the job. Methods are called side by side, one for each paper.
    """

    async def extract_exam_data(self, paper: str) -> Result:
        """Label one paper: {"questions", "marks", "confidence", "topics", "warnings", "doubtful"}.

        "doubtful" lists the numbers of questions that may have been read wrongly.
        """
        ...

    async def reread_questions(self, paper: str, questions: tuple[str, ...]) -> Result:
        """Label questions of an extracted paper again: {"asked", "changed", "repaired", …}.

        Raises `InvalidArguments` if the paper has none of these numbers.
        """
        ...

    async def analyze_patterns(self, papers: tuple[str, ...]) -> Result:
        """Compute the statistics over extracted papers: {"analysis": "analysis_1", …}.

        The offline model also reads "safe_zones", "danger_zones" and "predicted", lists of topics.
        """
        ...

    async def generate_report(self, analysis: str) -> Result:
        """Write the report: {"report_url", "format", "pages", "charts_generated"}."""
        ...
