"""Spokes with known results, which remember every call: what a hub did to the world."""

import asyncio
from collections.abc import Mapping
from typing import Any

from analysis.agents.budget import Budget
from analysis.agents.extraction import label_paper
from analysis.agents.extraction_text import PaperToLabel, QuestionToLabel
from analysis.agents.journal import Journal
from analysis.agents.model import ChatModel
from analysis.errors import InvalidArguments, ToolFailed

ENCRYPTED = ToolFailed(
    "The file is encrypted.", "Go on with the other papers.", kind="EncryptionError"
)


class FakeSpokes:
    """`failing` maps aliases to what is raised for them; `latency` is in seconds.

    `doubtful` are questions of every paper that may have been read wrongly.
    """

    def __init__(
        self,
        failing: Mapping[str, Exception] | None = None,
        latency: float = 0.0,
        doubtful: tuple[str, ...] = (),
    ) -> None:
        self.failing = dict(failing or {})
        self.doubtful = doubtful
        self.latency = latency
        self.calls: list[tuple[str, Any]] = []
        self.inside = self.most_inside = 0

    async def extract_exam_data(self, paper: str) -> dict[str, Any]:
        self.calls.append(("extract_exam_data", paper))
        self.inside += 1
        self.most_inside = max(self.inside, self.most_inside)
        await asyncio.sleep(self.latency)
        self.inside -= 1
        if paper in self.failing:
            raise self.failing[paper]
        return {
            "questions": 14,
            "marks": 80,
            "confidence": 0.93,
            "topics": ["Electromagnetism", "Waves"],
            "warnings": [],
            "doubtful": list(self.doubtful),
        }

    async def reread_questions(self, paper: str, questions: tuple[str, ...]) -> dict[str, Any]:
        self.calls.append(("reread_questions", (paper, questions)))
        known = [number for number in questions if number in self.doubtful]
        if not known:
            raise InvalidArguments("The paper has no such questions.")
        return {"asked": len(known), "changed": 1, "repaired": 1, "dropped": 0}

    async def analyze_patterns(self, papers: tuple[str, ...]) -> dict[str, Any]:
        self.calls.append(("analyze_patterns", papers))
        return {
            "analysis": "analysis_1",
            "papers": len(papers),
            "safe_zones": ["Electromagnetism", "Waves"],
            "danger_zones": ["Solids"],
            "predicted": ["Electromagnetism", "Optics"],
        }

    async def generate_report(self, analysis: str) -> dict[str, Any]:
        self.calls.append(("generate_report", analysis))
        return {
            "report_url": "/reports/1.pdf",
            "format": "pdf",
            "pages": 12,
            "charts_generated": ["topic_frequency_bar", "difficulty_distribution_pie"],
        }


class LabellingSpokes(FakeSpokes):
    """Spokes that ask the model for labels, as the product's do."""

    def __init__(self, model: ChatModel, journal: Journal, budget: Budget) -> None:
        super().__init__()
        self._given = model, journal, budget

    async def extract_exam_data(self, paper: str) -> dict[str, Any]:
        model, journal, budget = self._given
        question = QuestionToLabel("1", "Derive Snell's law.", 1)
        whole = PaperToLabel(paper, "Optics", (question,), {1: "1. Derive Snell's law."})
        await label_paper(model, whole, ("Optics",), journal, budget)
        return await super().extract_exam_data(paper)
