"""Words printed upright along the edge of a sheet: "do not write in this area", names of axes.

They share their height with many lines and belong to none of them.
"""

from collections.abc import Iterable, Sequence

from exams.reading.page import Word

_LETTERS, _FEWEST = 4, 2  # of a word that tells its direction; of one that may stand beside it
_TALLER = 1.5  # than wide, and than its letters are large
_APART = 3.0  # widths between two words of one strip
_SLACK = 1.0  # points


def without_upright(words: Sequence[Word]) -> list[Word]:
    """The words that are read from left to right, in their order."""
    reached = [word for word in words if _is_upright(word)]
    rest = [word for word in words if not _is_upright(word)]
    while reached and (beside := [word for word in rest if _continues(word, reached)]):
        reached = beside
        rest = [word for word in rest if word not in beside]
    return rest


def _is_upright(word: Word) -> bool:
    height = word.bottom - word.top
    wide = max(word.x1 - word.x0, word.size)
    return bool(word.font) and len(word.text) >= _LETTERS and height > _TALLER * wide


def _continues(word: Word, strip: Iterable[Word]) -> bool:
    """Whether a short word, "IN" of "write in this", stands in a strip of upright ones."""
    if len(word.text) < _FEWEST or word.bottom - word.top < word.x1 - word.x0:
        return False
    return any(
        other.x0 - _SLACK <= word.x0
        and word.x1 <= other.x1 + _SLACK
        and max(other.top - word.bottom, word.top - other.bottom) < _APART * (other.x1 - other.x0)
        for other in strip
    )
