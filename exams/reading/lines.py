"""Words to lines by their baselines: exponents and marks at the margin stay on their line."""

import statistics
from collections.abc import Iterable, Sequence

from exams.reading.page import Word

# Words share a line when this share of the lower one's height lies beside the other.
_BESIDE = 0.5
# Words below this share of the usual size are exponents and indices: they join, they don't start.
_SMALL = 0.86
# Full-size words come sorted from top to bottom, so that only the last lines can take one.
_RECENT = 4
_ROOM = 0.5  # how much of the narrower of two words on a line may overlap the other
# How far back, in points, a word may begin before the end of the one before it on the same line.
_BACK = 3.0


def group_lines(words: Iterable[Word]) -> list[list[Word]]:
    """Lines from top to bottom, the words of each from left to right."""
    known = list(words)
    if not known:
        return []
    smallest = _SMALL * statistics.median(word.bottom - word.top for word in known)
    # Words of a scan have no font, and lines that are never quite level.
    printed = any(word.font for word in known)
    lines: list[list[Word]] = []
    known.sort(key=lambda word: (word.bottom - word.top < smallest, word.bottom))
    for word in known:
        if word.bottom - word.top < smallest:
            _put(word, lines, lines)
        else:
            recent = lines[-_RECENT:]
            _put(word, lines, [line for line in recent if printed or _has_room(line, word)])
    for line in lines:
        line.sort(key=lambda word: word.x0)
    return sorted(lines, key=_middle)


def _put(word: Word, lines: list[list[Word]], candidates: list[list[Word]]) -> None:
    line = max(candidates, key=lambda line: _beside(line[0], word), default=None)
    if line is None or _beside(line[0], word) < _BESIDE:
        lines.append([word])
    else:
        line.append(word)


def _has_room(line: list[Word], word: Word) -> bool:
    """Whether no word of `line` stands where `word` does, as on the next line of a page askew."""
    return not any(
        min(word.x1, other.x1) - max(word.x0, other.x0)
        > _ROOM * min(word.x1 - word.x0, other.x1 - other.x0)
        for other in line
    )


def split_lines(words: Sequence[Word]) -> list[tuple[Word, ...]]:
    """The lines of words that are already in reading order, such as `Page.words`."""
    lines: list[list[Word]] = []
    for word in words:
        if lines and _goes_on(lines[-1], word):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [tuple(line) for line in lines]


def _goes_on(line: list[Word], word: Word) -> bool:
    last = line[-1]
    if word.x0 < last.x0 or word.x0 < last.x1 - max(_BACK, (last.x1 - last.x0) / 2):
        return False
    return max(_beside(word, other) for other in line) >= _BESIDE


def _beside(one: Word, other: Word) -> float:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared / max(0.1, min(one.bottom - one.top, other.bottom - other.top))


def _middle(line: list[Word]) -> float:
    tallest = max(line, key=lambda word: word.bottom - word.top)
    return (tallest.top + tallest.bottom) / 2
