"""What has to be typed when forty real papers are filed, and what reading them costs.

    filing_fields.py CORPUS [--papers N] [--kept FOLDER] [--show]

CORPUS holds `manifest.csv` (with `path`, `course`, `year`, `professor`). N papers are taken evenly
from all folders. Of professor, course and year it is counted how many a cover fills in right,
wrong, or not at all, by the manifest; what the manifest does not say is left out, and so is the
session, which it has in other words than covers. With --kept the words of pages come from that
folder (see `corpus_pages`), and the time is that of the outline alone.
"""

import argparse
import csv
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import django

from exams.outline import read_outline
from exams.outline.model import CoverFacts
from exams.sandbox import read_pdf
from tests.benchmarks.corpus_pages import pages_of

FIELDS = ("professor", "course", "year")
GOOD = 0.5  # of the words of the shorter name that both have
Row = Mapping[str, str]


def evenly(rows: list[Row], count: int) -> list[Row]:
    """So many papers, from all parts of the list."""
    return [rows[at * len(rows) // count] for at in range(min(count, len(rows)))]


def facts_of(corpus: Path, path: str, kept: Path | None) -> CoverFacts:
    """What the cover says, read as the product reads it."""
    if kept is not None:
        return read_outline(pages_of(corpus, path, kept)).facts
    outline = read_pdf((corpus / path).read_bytes()).outline
    return outline.facts if outline else CoverFacts()


def prefilled(facts: CoverFacts, file_name: str) -> dict[str, str]:
    """What the table to file papers starts with, where nothing is in the catalogue yet."""
    from exams.services.filing import year_named  # noqa: PLC0415  # needs settings

    year = facts.year or year_named(file_name)
    course = " ".join(filter(None, (facts.course_code, facts.subject)))
    return {
        "professor": facts.professor or "",
        "course": course,
        "year": str(year or ""),
    }


def verdict(found: str, wanted: str) -> str:
    """Right, wrong or empty."""
    from exams.services.catalogue import bare_name  # noqa: PLC0415  # needs settings

    one, other = set(bare_name(found).split("-")), set(bare_name(wanted).split("-"))
    if not found:
        return "empty"
    shared = len(one & other) / max(1, min(len(one), len(other)))
    return "right" if shared >= GOOD else "wrong"


def told(counts: Mapping[str, Counter[str]]) -> Iterable[str]:
    """The figures, a line for each field."""
    for name in FIELDS:
        of = counts[name]
        print_of = ", ".join(f"{of[one]} {one}" for one in ("right", "wrong", "empty"))
        yield f"{name:10} of {of.total():3}: {print_of}"


def main() -> None:
    """Read, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--papers", type=int, default=40)
    parser.add_argument("--kept", type=Path)
    parser.add_argument("--show", action="store_true", help="print what is not right")
    args = parser.parse_args()
    django.setup()
    with (args.corpus / "manifest.csv").open(newline="") as file:
        rows = evenly(list(csv.DictReader(file)), args.papers)
    counts: dict[str, Counter[str]] = {name: Counter() for name in FIELDS}
    began = time.perf_counter()
    for row in rows:
        found = prefilled(facts_of(args.corpus, row["path"], args.kept), Path(row["path"]).name)
        for name in (name for name in FIELDS if row[name]):
            said = verdict(found[name], row[name])
            counts[name][said] += 1
            if args.show and said != "right":
                print(f"{said:6} {row['path']}: {name} {found[name]!r}, not {row[name]!r}")
    seconds = time.perf_counter() - began
    print("\n".join(told(counts)))
    print(f"{len(rows)} papers in {seconds:.0f} s of wall clock, one after the other")


if __name__ == "__main__":
    main()
