"""Where a question that is really two may be divided: at a label that stands in its words."""

import re

INNER = re.compile(
    r"(?:(?<=\s)|(?<=\n))"
    r"(?:\((?P<round>[a-z]|[ivx]+|\d{1,2})\)|(?P<bare>[a-z]|[ivx]+|\d{1,2})[.)])(?=\s)",
    re.IGNORECASE,
)
LAST = re.compile(r"\(?([^\W_]+)\)?$")  # the last label of a number such as 3(a)
SENTENCE = re.compile(r"(?<=[.?!;:])\s+")


def proposed_halves(number: str, text: str) -> tuple[str, str, str]:
    """The second question's number, and the words of both, as a reviewer may start from them.

    Cut at the first label inside the text, else at the line or sentence nearest to its middle. The
    number is that of the cut label in the place of the last one of `number`, else the next one.
    """
    found = INNER.search(text, 1)
    if found:
        label = (found["round"] or found["bare"]).strip()
        return (
            in_place_of(number, label),
            text[: found.start()].strip(),
            text[found.end() :].strip(),
        )
    cut = _middle(text)
    return in_place_of(number, _next(number)), text[:cut].strip(), text[cut:].strip()


def in_place_of(number: str, label: str) -> str:
    """A number with its last label replaced, unless the new one is of a higher or lower kind."""
    last = LAST.search(number)
    if last is None or label.isdigit() != last[1].isdigit():
        return label if label.isdigit() else f"{number}({label})"
    return number[: last.start(1)] + label + number[last.end(1) :]


def _next(number: str) -> str:
    last = LAST.search(number)
    label = last[1] if last else ""
    if label.isdigit():
        return "b"  # of 3 that has no parts yet: 3(b)
    return chr(ord(label) + 1) if len(label) == 1 and label.lower() != "z" else "b"


def _middle(text: str) -> int:
    breaks = [one.start() for one in re.finditer(r"\n", text)] or [
        one.end() for one in SENTENCE.finditer(text)
    ]
    return min(breaks, key=lambda place: abs(place - len(text) / 2), default=len(text))
