"""Which model, which prompt: a decision by numbers."""

import asyncio
import json
from argparse import ArgumentParser
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.table import Table

from analysis.agents.budget import Budget, Limits
from analysis.agents.extraction_text import PaperToLabel
from analysis.agents.prompts import load_prompt
from analysis.errors import StopJob
from analysis.evaluation.labelled import BadLabels, LabelledPaper, read_labelled
from analysis.evaluation.running import Evaluation, evaluate
from analysis.services.engines import ENGINES, open_engine
from analysis.services.extractions import questions_to_label
from exams.sandbox import read_pdf


class Command(BaseCommand):
    help = (
        "Label papers whose labels are known, and print quality beside cost, tokens and time; "
        "what was printed before of the same labels stands in the same table."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("labelled", type=Path, help="folder of labels; its forms: see docs")
        parser.add_argument(
            "--engine", choices=ENGINES, default="configured", help="by the settings, or offline"
        )
        parser.add_argument("--model", default="", help="another model at the same endpoint")
        parser.add_argument("--limit", type=int, default=0, help="papers to take, 0 for all")
        parser.add_argument("--max-cost", type=Decimal, default=Decimal(5), help="US dollars (5)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            papers, digest = read_labelled(options["labelled"])
        except BadLabels as error:
            raise CommandError(str(error)) from error
        papers = papers[: options["limit"] or None]
        try:
            found, missing = asyncio.run(run(papers, options))
        except StopJob as end:
            raise CommandError(f"{end.words} ({end.detail})") from end
        folder = settings.HOME / "evaluations" / f"{options['labelled'].resolve().name}-{digest}"
        keep(found, folder)
        self.stdout.write(told(folder, found, missing))


async def run(
    papers: list[LabelledPaper], options: dict[str, Any]
) -> tuple[Evaluation, tuple[str, ...]]:
    """The figures of one engine, and what its endpoint was found to lack."""
    prompt = load_prompt("extraction").version
    questions = sum(len(paper.expected) for paper in papers)
    found = Evaluation("", prompt, len(papers), questions)
    budget = Budget(Limits(money=options["max_cost"]))
    async with AsyncExitStack() as stack:
        model = await stack.enter_async_context(
            open_engine(options["engine"], options["model"], found.meter.note)
        )
        found.engine = model.name
        await evaluate(model, papers, read_questions, found, budget)
        return found, model.abilities.missing


def read_questions(labelled: LabelledPaper) -> PaperToLabel:
    """The questions of a paper as the product reads them, in the sandbox."""
    reading = read_pdf(labelled.pdf.read_bytes()) if labelled.pdf else None
    outline = reading.outline if reading else None
    if reading is None or outline is None:
        return PaperToLabel(labelled.name, "", (), {})
    pages = {page.number: page.text for page in reading.pages}
    return questions_to_label(labelled.name, outline, outline.facts.subject or "", pages)


def keep(found: Evaluation, folder: Path) -> None:
    """Write the figures under the engine's and the prompt's names; a new run replaces the old."""
    folder.mkdir(parents=True, exist_ok=True)
    engine = "".join(letter if letter.isalnum() else "-" for letter in found.engine)
    content = found.as_json() | {"at": datetime.now(UTC).isoformat(timespec="seconds")}
    file = folder / f"{engine}--{found.prompt}--{found.papers}.json"
    file.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def told(folder: Path, found: Evaluation, missing: tuple[str, ...]) -> str:
    """Every run over these labels, a column each; the present one's failures below."""
    runs = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))]
    table = Table("", *(f"{run['engine']}\n{run['prompt']}" for run in runs))
    for name in dict.fromkeys(name for run in runs for name in run["scores"]):
        table.add_row(name, *(_share(run["scores"].get(name)) for run in runs))
    for name in ("papers", "questions", "dropped", "seconds"):
        table.add_row(name, *(str(run[name]) for run in runs))
    for name in ("calls", "input_tokens", "output_tokens"):
        table.add_row(name.replace("_", " "), *(str(run["meter"][name]) for run in runs))
    table.add_row("US dollars, estimated", *(_cost(run["meter"]) for run in runs))
    console = Console(width=100)
    with console.capture() as printed:
        console.print(table)
    lines = [f"{paper}: {why}" for paper, why in found.failed.items()]
    lines += [f"The endpoint has no {words}." for words in missing]
    return "\n".join([printed.get(), *lines, f"Kept in {folder}"])


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _cost(meter: dict[str, Any]) -> str:
    unknown = f" + {meter['unpriced_calls']} calls unpriced" if meter["unpriced_calls"] else ""
    return f"{Decimal(meter['cost']):.4f}{unknown}"
