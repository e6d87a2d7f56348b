"""Score outlines on labelled papers, and count plausible ones over a whole corpus.

    score_outline.py CORPUS EVALUATION_SCRIPT [--keep DIR] [--scans DIR] [--gold-only] [--jobs N]
    score_outline.py CORPUS --labels [DIR] [--pages DIR]

CORPUS holds `gold/*.json` (each with `pdf`, a path relative to CORPUS) and `manifest.csv` (with
`path` and `institution`). Papers are read as the product reads them, in the sandbox and with OCR.
EVALUATION_SCRIPT is called with the gold folder and the predictions. An outline is plausible when
its numbering has no gaps and no repeats and its marks add up to the printed total, where one is
printed.

With --labels our own labels are scored instead (`label_scores` says how), by paper and by
institution, the gold papers beside them, and the confidence is held against the truth
(`fit_confidence` says what holds for institutions that its weights have not seen).
"""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from exams.outline.model import Outline
from exams.outline.score_form import score_form
from exams.sandbox import ScanCache, read_pdf
from tests.benchmarks.labelled_papers import OWN, gold_labels, own_labels
from tests.benchmarks.score_labels import label_report


def main() -> None:
    """Print the scores of the gold papers, then the implausible outlines of the corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("script", type=Path, nargs="?", help="score_extraction.py")
    parser.add_argument("--keep", type=Path, help="where the predictions are left")
    parser.add_argument("--scans", type=Path, help="where recognised pages are kept (nowhere)")
    parser.add_argument("--gold-only", action="store_true", help="leave the rest of the corpus")
    parser.add_argument("--jobs", type=int, default=2, help="files read at once (2)")
    parser.add_argument("--labels", type=Path, nargs="?", const=OWN, help="score these labels")
    parser.add_argument("--pages", type=Path, help="where pages of labelled papers are kept")
    options = parser.parse_args()
    if options.labels:
        own, gold = own_labels(options.labels), gold_labels(options.corpus)
        report = label_report(options.corpus, own, gold, options.pages)
        sys.stdout.writelines(f"{line}\n" for line in report)
        return
    if options.script is None:
        parser.error("the evaluation script is missing; or ask for --labels")
    _score_gold(options)
    if not options.gold_only:
        sys.stdout.writelines(plausible_outlines(options.corpus, options.jobs, options.scans))


def _score_gold(options: argparse.Namespace) -> None:
    """Write the predictions and let the evaluation script score them."""
    keep = options.keep or Path(tempfile.mkdtemp(prefix="outline-"))
    keep.mkdir(parents=True, exist_ok=True)
    gold = sorted((options.corpus / "gold").glob("*.json"))
    papers = [json.loads(file.read_text())["pdf"] for file in gold]
    found = outlines(options.corpus, papers, options.jobs, options.scans)
    for file, outline in zip(gold, found, strict=True):
        (keep / file.name).write_text(json.dumps(score_form(outline), ensure_ascii=False, indent=1))
    command = [sys.executable, options.script, gold[0].parent, keep, "--worst", str(len(gold))]
    subprocess.run(command, check=True)


def outlines(
    corpus: Path, papers: list[str], jobs: int, kept: Path | None = None
) -> Iterator[Outline]:
    """The outline of each paper in order; an empty one where nothing could be read.

    Scans that are kept in the folder `kept` cost no OCR.
    """
    scans = ScanCache(kept, most_bytes=2**32) if kept else None
    with ThreadPoolExecutor(jobs) as pool:
        for reading in pool.map(lambda path: read_pdf(corpus / path, scans=scans), papers):
            yield reading.outline or Outline()


def faults(outline: Outline) -> list[str]:
    """What makes an outline implausible; empty where nothing does."""
    card = outline.scorecard
    said = [] if outline.questions else ["no questions"]
    said += [f"gap {gap}" for gap in card.gaps] + [f"twice {path}" for path in card.repeats]
    if card.marks_printed is not None and card.marks_sum != card.marks_printed:
        said.append(f"marks {card.marks_sum} of {card.marks_printed}")
    return said


def plausible_outlines(corpus: Path, jobs: int, kept: Path | None) -> Iterator[str]:
    """Lines with the faults of each implausible outline, and the share per institution."""
    rows = list(csv.DictReader((corpus / "manifest.csv").open()))
    counts: Counter[str] = Counter(row["institution"] for row in rows)
    good: Counter[str] = Counter()
    found = outlines(corpus, [row["path"] for row in rows], jobs, kept)
    for row, outline in zip(rows, found, strict=True):
        said = faults(outline)
        good[row["institution"]] += not said
        if said:
            yield f"  {row['path']}: {len(outline.questions)} questions; {'; '.join(said[:6])}\n"
    yield "\nplausible outlines\n"
    for name, count in sorted(counts.items()):
        yield f"  {name:14s} {good[name]:3d} of {count:3d}\n"
    yield f"  {'all':14s} {good.total():3d} of {counts.total():3d}\n"


if __name__ == "__main__":
    main()
