"""Pages that were scanned twice: nearly all their words stand on an earlier page, in one order."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from exams.outline.lines import Line

_FEWEST = 40  # pairs of words, below which a page says too little
_IN_ORDER = 0.8  # share of the words that follow each other on both pages
_SAME = 0.6  # share of the pairs on either page that stand on both


def copied_pages(lines: Sequence[Line]) -> dict[int, int]:
    """For each page that repeats an earlier one, the number of that page."""
    pairs: dict[int, set[tuple[str, str]]] = {}
    found: dict[int, int] = {}
    said = _words(lines)
    for page, words in said.items():
        own = set(pairwise(words))
        for earlier, others in pairs.items():
            alike = len(own) >= _FEWEST and len(own & others) >= _SAME * len(own | others)
            if alike and _in_one_order(words, said[earlier]):
                found[page] = earlier
                break
        else:
            pairs[page] = own
    return found


def _in_one_order(words: Sequence[str], others: Sequence[str]) -> bool:
    return SequenceMatcher(None, words, others, autojunk=False).ratio() >= _IN_ORDER


def _words(lines: Sequence[Line]) -> dict[int, list[str]]:
    """The words of each page in reading order, folded."""
    words: dict[int, list[str]] = {}
    for line in lines:
        words.setdefault(line.page, []).extend(re.findall(r"\w+", line.text.lower()))
    return words
