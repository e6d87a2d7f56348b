"""The same paper scanned again: found by the words that two readings share, whatever the bytes.

A sketch holds the smallest hashes of a paper's shingles (runs of three words). The share of the
smallest of two sketches together that both hold estimates the share of shingles that both papers
have (A. Broder, On the resemblance and containment of documents, 1997).
"""

import hashlib
import re
from collections.abc import Iterable, Sequence

RUN = 3  # words of a shingle
KEPT = 128  # numbers of a sketch
FEWEST = 24  # shingles of a text below which likeness says nothing
ALIKE = 0.5  # of the shingles shared: papers of two years share headings, not half of all words
WORD = re.compile(r"[^\W\d_]{2,}")


def sketch(texts: Iterable[str]) -> list[int]:
    """At most `KEPT` numbers for the words of a paper's pages, smallest first."""
    words = [word for text in texts for word in WORD.findall(text.casefold())]
    runs = {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
    return sorted(_number(run) for run in runs)[:KEPT] if len(runs) >= FEWEST else []


def likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """The share of shingles that two papers have in common, from 0 to 1, estimated."""
    if not one or not other:
        return 0.0
    mine, theirs = set(one), set(other)
    smallest = sorted(mine | theirs)[: min(KEPT, max(len(mine), len(theirs)))]
    return sum(number in mine and number in theirs for number in smallest) / len(smallest)


def _number(run: str) -> int:
    return int.from_bytes(hashlib.blake2b(run.encode(), digest_size=6).digest())
