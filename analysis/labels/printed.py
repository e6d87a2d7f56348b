"""The level of thinking where the paper itself prints it: "Apply", "Analyzing", "BL3", "K4"."""

import re

from analysis.schemas import BloomLevel

# Names of Bloom's levels in both versions of the taxonomy, by their first letters.
_NAMED = {
    "rem": BloomLevel.REMEMBER,
    "kno": BloomLevel.REMEMBER,
    "und": BloomLevel.UNDERSTAND,
    "com": BloomLevel.UNDERSTAND,
    "app": BloomLevel.APPLY,
    "ana": BloomLevel.ANALYSE,
    "syn": BloomLevel.CREATE,
    "eva": BloomLevel.EVALUATE,
    "cre": BloomLevel.CREATE,
}
# "A" alone may be to apply or to analyse, and stays out.
_LETTERS = {
    "R": BloomLevel.REMEMBER,
    "K": BloomLevel.REMEMBER,
    "U": BloomLevel.UNDERSTAND,
    "E": BloomLevel.EVALUATE,
    "C": BloomLevel.CREATE,
}
_CODED = re.compile(r"(?:BTL|BL|RBT|BT|L|K)\W?L?([1-6])", re.IGNORECASE)


def printed_level(printed: str | None) -> BloomLevel | None:
    """The level that an outline found beside a question, the highest of several; None without."""
    found = [_level(one.strip()) for one in (printed or "").split(",")]
    known = [level for level in found if level is not None]
    return max(known, key=tuple(BloomLevel).index, default=None)


def _level(one: str) -> BloomLevel | None:
    coded = _CODED.fullmatch(one)
    if coded:
        return tuple(BloomLevel)[int(coded[1]) - 1]
    return _LETTERS.get(one.upper()) if len(one) == 1 else _NAMED.get(one[:3].lower())
