"""Words that are stamped over the pages again and again: the number of a copy, a watermark."""

from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from exams.reading.page import Page, Word

_FEWEST = 4  # times that a stamp is there
_LETTERS = 5
_LARGER = 1.25  # than the text


def stamps_of(pages: Sequence[Page]) -> frozenset[str]:
    """The words that stand in a grid over the pages, larger than the text around them.

    A grid has its places in common: stamps share their columns and rows from page to page, where
    a word of the text that comes back does not.
    """
    words = [word for page in pages for word in page.words]
    usual = median(word.size for word in words) if words else 0.0
    places: defaultdict[str, list[Word]] = defaultdict(list)
    for word in words:
        if word.size > _LARGER * usual and len(word.text) >= _LETTERS:
            places[word.text].append(word)
    return frozenset(text for text, found in places.items() if _is_grid(found))


def _is_grid(words: Sequence[Word]) -> bool:
    columns = {round(word.x0) for word in words}
    rows = {round(word.top) for word in words}
    return len(words) >= _FEWEST and len(columns) > 1 and len(columns) + len(rows) <= len(words)
