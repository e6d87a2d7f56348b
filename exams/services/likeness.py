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
# Of the shingles shared. When one word in seven is misread, 0.46 are left of a paper scanned again.
# Papers of two sittings may share that much, so where both sittings are known to differ more of it
# has to agree than was ever seen of two papers.
ALIKE, ALIKE_APART = 0.45, 0.7
WORD = re.compile(r"[^\W\d_]{2,}")

type Sitting = tuple[int | None, str]  # year and session; None and "" where unknown


def sketch(texts: Iterable[str]) -> list[int]:
    """At most `KEPT` numbers for the words of a paper's pages, smallest first."""
    words = [word for text in texts for word in WORD.findall(text.casefold())]
    runs = {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
    return sorted(_number(run) for run in runs)[:KEPT] if len(runs) >= FEWEST else []


def likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """The share of shingles that two papers have in common, from 0 to 1, estimated."""
    mine, theirs = set(one), set(other)
    both = mine & theirs
    if not both:  # as nearly always
        return 0.0
    smallest = sorted(mine | theirs)[: min(KEPT, max(len(mine), len(theirs)))]
    return sum(number <= smallest[-1] for number in both) / len(smallest)


def same_paper(share: float, one: Sitting, other: Sitting) -> bool:
    """Whether two papers of that likeness are shown as the same, scanned twice."""
    apart = any(mine and theirs and mine != theirs for mine, theirs in zip(one, other, strict=True))
    return share >= (ALIKE_APART if apart else ALIKE)


def sitting_of(year: int | None, session: str) -> Sitting:
    """When a paper was set, for comparing."""
    return year, session.casefold()


def _number(run: str) -> int:
    return int.from_bytes(hashlib.blake2b(run.encode(), digest_size=6).digest())
