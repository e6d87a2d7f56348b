"""Pages that were scanned twice: nearly all their words stand on an earlier page, in one order."""

import re
from collections.abc import Sequence
from itertools import pairwise

from exams.outline.lines import Line

_FEWEST = 40  # pairs of words, below which a page says too little
_SAME = 0.6  # share of the pairs on either page that stand on both


def copied_pages(lines: Sequence[Line]) -> dict[int, int]:
    """For each page that repeats an earlier one, the number of that page."""
    pairs: dict[int, set[tuple[str, str]]] = {}
    found: dict[int, int] = {}
    for page, words in _words(lines).items():
        own = set(pairwise(words))
        for earlier, others in pairs.items():
            if len(own) >= _FEWEST and len(own & others) >= _SAME * len(own | others):
                found[page] = earlier
                break
        else:
            pairs[page] = own
    return found


def _words(lines: Sequence[Line]) -> dict[int, list[str]]:
    """The words of each page in reading order, folded."""
    words: dict[int, list[str]] = {}
    for line in lines:
        words.setdefault(line.page, []).extend(re.findall(r"\w+", line.text.lower()))
    return words
