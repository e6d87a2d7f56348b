"""How often a paper that is scanned again is shown beside the first, and how often another is.

    rescans.py CORPUS [--papers N] [--kept FOLDER]

CORPUS holds `manifest.csv` (with `path`, `course`, `institution`, `kind`, `pages`). N papers with a
text layer are taken evenly from all of at most `MOST_PAGES` pages, drawn, and spoiled as a flatbed
and a phone spoil them: another resolution, turned by up to 1.5 degrees, a margin cut off, paper
that is grey and uneven, specks, JPEG. The pictures alone make a new PDF, which the sandbox reads
by OCR as it would any upload. What it reads is kept in FOLDER, since this takes minutes.

Printed: of the true rescans how many are shown as the same paper; of pairs of two papers of one
course, and of all other pairs, how many are shown although they are not. Each rescan is also
compared with the other papers of its course, as somebody who uploads it would meet them.
"""

import argparse
import csv
import io
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
import pypdfium2
from PIL import Image

from exams.outline.model import CoverFacts
from exams.sandbox import read_pdf
from exams.services.likeness import Sitting, likeness, same_paper, sitting_of, sketch

MOST_PAGES = 8
RESOLUTIONS = (100, 150, 200, 300)
TURNED = 1.5  # degrees at most, to either side
CUT = 0.03  # of the width and height at most, at each edge
Row = Mapping[str, str]


def rescanned(pdf: Path, rng: np.random.Generator) -> bytes:
    """The paper as a PDF of pictures, each page spoiled anew, all at one resolution."""
    dpi = int(rng.choice(RESOLUTIONS))
    document = pypdfium2.PdfDocument(pdf.read_bytes())
    sheets = [spoiled(page.render(scale=dpi / 72).to_pil(), rng) for page in document]
    made = io.BytesIO()
    sheets[0].save(made, "PDF", save_all=True, append_images=sheets[1:], resolution=dpi)
    return made.getvalue()


def spoiled(sheet: Image.Image, rng: np.random.Generator) -> Image.Image:
    """A page as it comes out of a scanner; what was white is grey, uneven and specked."""
    turned = sheet.convert("L").rotate(
        float(rng.uniform(-TURNED, TURNED)), Image.Resampling.BICUBIC, fillcolor=255
    )
    wide, high = turned.size
    left, top, right, bottom = rng.uniform(0, CUT, 4) * (wide, high, wide, high)
    cut = turned.crop((int(left), int(top), int(wide - right), int(high - bottom)))
    ink = np.asarray(cut, dtype=np.float32)
    shadow = np.linspace(1.0, rng.uniform(0.8, 1.0), ink.shape[1], dtype=np.float32)
    grey = rng.uniform(0.75, 1.0) * ink * shadow + rng.uniform(0, 40)
    noisy = grey + rng.normal(0, rng.uniform(2, 14), ink.shape)
    picture = Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))
    stored = io.BytesIO()
    picture.save(stored, "JPEG", quality=int(rng.integers(45, 85)))
    return Image.open(stored)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a paper once it is read: its sketch, and its year and session."""

    sketch: list[int]
    sitting: Sitting


def known_of(corpus: Path, path: str, kept: Path, *, again: bool) -> Known:
    """What is known of a paper, or of its rescan, read once."""
    file = kept / f"{path.replace('/', '__')}{'.again' if again else ''}.json"
    if not file.exists():
        rng = np.random.default_rng(list(path.encode()))
        pdf = rescanned(corpus / path, rng) if again else (corpus / path).read_bytes()
        reading = read_pdf(pdf)
        facts = reading.outline.facts if reading.outline else CoverFacts()
        texts = [page.text for page in reading.pages]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps([texts, facts.year, facts.session or ""]))
        print(f"read {file.name}", file=sys.stderr, flush=True)
    texts, year, session = json.loads(file.read_text())
    return Known(sketch(texts), sitting_of(year, session))


def evenly(rows: Sequence[Row], count: int) -> list[Row]:
    """So many papers, from all parts of the list."""
    return [rows[at * len(rows) // count] for at in range(min(count, len(rows)))]


def told(name: str, pairs: Sequence[tuple[str, Known, str, Known]], *, alike: bool) -> list[str]:
    """How many pairs are shown as the same paper, the nearest miss, and those judged wrong."""
    shares = {(p, q): likeness(one.sketch, other.sketch) for p, one, q, other in pairs}
    told = {
        (p, q): same_paper(shares[p, q], one.sitting, other.sitting) for p, one, q, other in pairs
    }
    edge = (min if alike else max)(shares.values(), default=0.0)
    word = "least" if alike else "most"
    of = f"{sum(told.values()):4} of {len(told):5} shown"
    wrong = [pair for pair in told if told[pair] is not alike]
    return [
        f"{name:44} {of}, {word} alike {edge:.2f}",
        *(f"    {shares[pair]:.2f} {pair[0]} | {pair[1]}" for pair in wrong),
    ]


def main() -> None:
    """Spoil, read, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--papers", type=int, default=28)
    parser.add_argument("--kept", type=Path, default=Path("/tmp/rescans"))  # noqa: S108
    args = parser.parse_args()
    with (args.corpus / "manifest.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "born-digital"]
    short = [row for row in rows if int(row["pages"]) <= MOST_PAGES]
    course = {row["path"]: (row["institution"], row["course"]) for row in rows}
    first = {p: known_of(args.corpus, p, args.kept, again=False) for p in course}
    chosen = [row["path"] for row in evenly(short, args.papers)]
    again = {p: known_of(args.corpus, p, args.kept, again=True) for p in chosen}
    same = [(p, first[p], p, again[p]) for p in chosen]
    pairs = [(p, first[p], q, first[q]) for p, q in combinations(course, 2)]
    within = [pair for pair in pairs if course[pair[0]] == course[pair[2]]]
    apart = [pair for pair in pairs if course[pair[0]] != course[pair[2]]]
    others = [
        (p, again[p], q, first[q])
        for p in chosen
        for q in course
        if q != p and course[q] == course[p]
    ]
    for name, found, alike in (
        ("the same paper scanned again", same, True),
        ("a rescan and other papers of the course", others, False),
        ("two papers of one course", within, False),
        ("papers of two courses", apart, False),
    ):
        print("\n".join(told(name, found, alike=alike)))


if __name__ == "__main__":
    main()
