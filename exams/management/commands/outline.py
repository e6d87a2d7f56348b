"""Take exam papers apart: one JSON of questions, marks and cover facts for each PDF."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from exams.outline.model import Outline
from exams.outline.score_form import score_form
from exams.sandbox import ScanCache, read_pdf
from exams.sandbox.reading import Reading


class Command(BaseCommand):
    help = (
        "Read PDFs of exam papers and write one JSON each: questions with number, text, marks and "
        "page, parents' marks, and what the cover says. Ends with status 1 where a file could not "
        "be read; the others are written all the same."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("papers", nargs="+", type=Path, help="PDF files")
        parser.add_argument(
            "--json-dir",
            type=Path,
            required=True,
            help="Folder for the JSON files; made if missing",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(options["json_dir"])
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CommandError(f"Cannot write to {folder}: {error.strerror}.") from error
        targets = _targets(options["papers"], folder)
        unread = sum(not self._outline(paper, target) for paper, target in targets.items())
        if unread:
            raise CommandError(f"{unread} of {len(targets)} files could not be read.")

    def _outline(self, paper: Path, target: Path) -> bool:
        """Read one paper and say how it went; False where there is no outline."""
        reading = read_pdf(paper, scans=ScanCache(settings.HOME / "scans" / "command"))
        if reading.outline is None or not reading.verdict.readable:
            self.stderr.write(f"{paper.name}: {reading.verdict}. {reading.detail}")
            return False
        text = json.dumps(score_form(reading.outline), ensure_ascii=False, indent=1)
        target.write_text(text + "\n", encoding="utf-8")
        self.stdout.write(f"{paper.name}: {_summary(reading, reading.outline)}")
        return True


def _targets(papers: list[Path], folder: Path) -> dict[Path, Path]:
    """The JSON file of each paper; papers of one name in several folders get numbers."""
    targets: dict[Path, Path] = {}
    taken: dict[str, int] = {}
    for paper in papers:
        count = taken[paper.stem] = taken.get(paper.stem, 0) + 1
        name = paper.stem if count == 1 else f"{paper.stem}-{count}"
        targets[paper] = folder / f"{name}.json"
    return targets


def _summary(reading: Reading, outline: Outline) -> str:
    """One line for people: how much was found and what does not add up."""
    card = outline.scorecard
    said = [f"{reading.verdict}, {len(outline.questions)} questions"]
    if card.marks_sum is not None:
        printed = f" of {card.marks_printed:g} printed" if card.marks_printed is not None else ""
        said.append(f"{card.marks_sum:g} marks{printed}")
    said += [f"a number is missing {gap}" for gap in card.gaps]
    said += [f"{path} is there twice" for path in card.repeats]
    said.append(f"confidence {outline.confidence:.2f}")
    return "; ".join(said) + (f". {reading.detail}" if reading.detail else "")
