"""Score the outline on labelled papers, and count plausible outlines over a whole corpus.

    score_outline.py CORPUS EVALUATION_SCRIPT [--keep DIR]

CORPUS holds `gold/*.json` (each with `pdf`, a path relative to CORPUS) and `manifest.csv`;
EVALUATION_SCRIPT is called with the gold folder and the predictions. An outline is plausible when
its numbering has no gaps and its marks add up to the printed total, where one is printed.
"""

import argparse
import csv
import json
import pickle
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from exams.outline import read_outline
from exams.outline.model import Outline
from exams.outline.score_form import score_form
from exams.reading.pdf import read_pages


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("script", type=Path)
    parser.add_argument("--pages", type=Path, help="pickled pages by path, instead of reading")
    parser.add_argument("--gold-only", action="store_true")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    stored = pickle.loads(options.pages.read_bytes()) if options.pages else {}

    def outline(path: str) -> tuple[Outline, int, float]:
        pages = stored.get(path) or list(read_pages((options.corpus / path).read_bytes()))
        start = time.process_time()
        return read_outline(pages), len(pages), time.process_time() - start

    keep = options.keep or Path(tempfile.mkdtemp())
    keep.mkdir(exist_ok=True)
    for gold in sorted((options.corpus / "gold").glob("*.json")):
        found, _, _ = outline(json.loads(gold.read_text())["pdf"])
        (keep / gold.name).write_text(json.dumps(score_form(found), ensure_ascii=False, indent=1))
    subprocess.run(
        [sys.executable, options.script, options.corpus / "gold", keep, "--worst", "15"], check=True
    )
    if not options.gold_only:
        print_plausible(options.corpus, outline)


def faults(found: Outline) -> list[str]:
    """What makes an outline implausible; empty where nothing does."""
    card = found.scorecard
    said = [] if found.questions else ["no questions"]
    said += [f"gap {gap}" for gap in card.gaps] + [f"twice {path}" for path in card.repeats]
    if card.marks_printed is not None and card.marks_sum != card.marks_printed:
        said.append(f"marks {card.marks_sum} of {card.marks_printed}")
    return said


def print_plausible(corpus, outline) -> None:
    counts, good = defaultdict(int), defaultdict(int)
    pages, seconds = 0, 0.0
    for row in csv.DictReader((corpus / "manifest.csv").open()):
        found, number, spent = outline(row["path"])
        pages, seconds = pages + number, seconds + spent
        counts[row["institution"]] += 1
        said = faults(found)
        good[row["institution"]] += not said
        if said:
            print(f"  {row['path']}: {len(found.questions)} questions; {'; '.join(said[:6])}")
    print("\nplausible outlines")
    for name in sorted(counts):
        print(f"  {name:14s} {good[name]:3d} of {counts[name]:3d}")
    print(f"  {'all':14s} {sum(good.values()):3d} of {sum(counts.values()):3d}")
    print(f"outline: {1000 * seconds / pages:.1f} ms per page of CPU, {pages} pages")


if __name__ == "__main__":
    main()
