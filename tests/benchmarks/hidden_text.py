"""Whether hidden words are kept out, by channel, and what that costs in visible ones.

    hidden_text.py [CORPUS] [--every N]

Each channel of `tests.corpus.hidden_text` hides three words in twenty places of a page. With
CORPUS (a folder with `manifest.csv`, which has `path`) every Nth paper is read as well: the share
of the words of its text pages that is dropped is an upper bound for visible words lost, since
some of them are hidden indeed. Ends with status 1 where a hidden word got through.
"""

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import pypdfium2

from exams.reading.pdf import read_layer, read_pages
from tests.corpus.hidden_text import CHANNELS, SECRET, VISIBLE, hidden_text_pdf

PLACES = [(60 + (n % 4) * 60, 690 - 33 * n) for n in range(20)]
MOST_LOST = 0.005


def main() -> None:
    """Print a line for each channel, then the share of words dropped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, nargs="?")
    parser.add_argument("--every", type=int, default=4, help="read each so-manieth paper (4)")
    options = parser.parse_args()
    leaked = 0
    for channel in CHANNELS:
        leaks, lost = _try(channel)
        leaked += leaks
        kept = 1 - leaks / (len(PLACES) * len(SECRET.split()))
        sys.stdout.write(f"{channel:22s} kept out {kept:7.2%}  visible words lost {lost}\n")
    if options.corpus:
        sys.stdout.writelines(_losses(options.corpus, options.every))
    sys.exit(leaked > 0)


def _try(channel: str) -> tuple[int, int]:
    """How many hidden words got through a channel, and how many visible ones were lost."""
    leaks = lost = 0
    secret, visible = SECRET.split(), Counter(" ".join(VISIBLE).split())
    for x, y in PLACES:
        (page,) = read_pages(hidden_text_pdf(channel, x, y))
        found = Counter(word.text for word in page.words)
        leaks += sum(found[word] for word in secret)
        lost += (visible - found).total()
    return leaks, lost


def _losses(corpus: Path, every: int) -> Iterator[str]:
    dropped = kept = 0
    for row in list(csv.DictReader((corpus / "manifest.csv").open()))[::every]:
        document = pypdfium2.PdfDocument(corpus / row["path"])
        for number in range(1, len(document) + 1):
            layer = read_layer(document, number)
            if layer.usable:
                dropped += layer.page.hidden_words
                kept += len(layer.page.words)
        document.close()
    share = dropped / max(1, kept + dropped)
    fits = "within" if share <= MOST_LOST else "ABOVE"
    yield f"\n{dropped} of {kept + dropped} words of text pages dropped: {share:.2%}, "
    yield f"{fits} {MOST_LOST:.1%}\n"


if __name__ == "__main__":
    main()
