"""The level of thinking where the paper itself prints it: "Apply/CO2", "<Analyzing>", "BL3"."""

import re

from analysis.schemas import BloomLevel

_NAMED = r"(?P<name>remember|understand|appl|analy|evaluat|creat)[a-z]{0,7}"
_LEVEL = re.compile(
    rf"<\s*{_NAMED}\s*>|\b{_NAMED.replace('name', 'beside')}\s*[/,|]?\s*\(?\s*CO\s*-?\d"
    r"|\b(?:BL|BTL|RBT)\s*[-:]?\s*L?(?P<number>[1-6])\b",
    re.IGNORECASE,
)
_STARTS = {level.value[:3]: level for level in BloomLevel}


def printed_level(text: str) -> BloomLevel | None:
    """The Bloom level printed beside the question; None if there is none."""
    found = _LEVEL.search(text)
    if found is None:
        return None
    if found["number"]:
        return tuple(BloomLevel)[int(found["number"]) - 1]
    return _STARTS[(found["name"] or found["beside"]).lower()[:3]]
