"""Take exam papers apart: one JSON of questions, marks and cover facts for each PDF."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from exams.outline.annotate import annotated
from exams.outline.explain import Explained, explain
from exams.outline.model import Outline
from exams.outline.score_form import score_form
from exams.reading.page import Page
from exams.sandbox import ScanCache, read_pages
from exams.sandbox.reading import Reading


class Command(BaseCommand):
    requires_system_checks = ()  # they ask the database, of which reading has no need
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
        parser.add_argument(
            "--explain",
            type=Path,
            help=(
                "Folder for pictures of the pages that show which labels and marks were taken or "
                "left out, and for the reasons as text and JSON; made if missing"
            ),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(options["json_dir"])
        explained = Path(options["explain"]) if options["explain"] else None
        _make(folder)
        if explained:
            _make(explained)
        targets = _targets(options["papers"], folder)
        unread = sum(
            not self._outline(paper, target, explained) for paper, target in targets.items()
        )
        if unread:
            raise CommandError(f"{unread} of {len(targets)} files could not be read.")

    def _outline(self, paper: Path, target: Path, explained: Path | None) -> bool:
        """Read one paper and say how it went; False where there is no outline."""
        reading, pages = read_pages(paper, scans=ScanCache(settings.HOME / "scans" / "command"))
        if reading.outline is None or not reading.verdict.readable:
            self.stderr.write(f"{paper.name}: {reading.verdict}. {reading.detail}")
            return False
        text = json.dumps(score_form(reading.outline), ensure_ascii=False, indent=1)
        target.write_text(text + "\n", encoding="utf-8")
        self.stdout.write(f"{paper.name}: {_summary(reading, reading.outline)}")
        if explained:
            _write_explanation(pages, explained, target.stem)
        return True


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(f"Cannot write to {folder}: {error.strerror}.") from error


def _write_explanation(pages: list[Page], folder: Path, name: str) -> None:
    """Pictures `NAME-1.png`, …, and the reasons in `NAME.txt` and `NAME.json`."""
    found = explain(pages)
    for page in pages:
        annotated(page, found).save(folder / f"{name}-{page.number}.png")
    (folder / f"{name}.txt").write_text("".join(map(_told, found)), encoding="utf-8")
    plain = [one.model_dump(mode="json") for one in found]
    text = json.dumps(plain, ensure_ascii=False, indent=1)
    (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def _told(one: Explained) -> str:
    """A line for people: page and height, what it is, the print, whose it is, and why."""
    whose = f" ({one.path})" if one.path else ""
    return (
        f"page {one.box.page}, {one.box.top:.0f} pt: {one.kind.value} "
        f'"{one.printed}"{whose}: {one.reason}\n'
    )


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
    said += [f"the number of {path} cannot be read" for path in card.illegible]
    said.append(f"confidence {outline.confidence:.2f}")
    return "; ".join(said) + (f". {reading.detail}" if reading.detail else "")
