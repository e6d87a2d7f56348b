"""Numbers as words of a sentence, and names as stable keys."""

import re
from zlib import crc32

HALF_A_PERCENT = 0.005


def number(value: float) -> str:
    """At most one decimal, and none where it is 0: "12", "7.5"."""
    return f"{value:.1f}".removesuffix(".0")


def percent(share: float) -> str:
    """A share from 0 to 1 in whole percent; what is not all is never shown as 100 %."""
    if 0 < share < HALF_A_PERCENT:
        return "less than 1 %"
    if 1 - HALF_A_PERCENT < share < 1:
        return "more than 99 %"
    return f"{round(100 * share)} %"


def count(value: float, noun: str) -> str:
    """A number with its noun: "1 paper", "2.5 papers"."""
    return f"{number(value)} {noun}{'' if value == 1 else 's'}"


def marks(value: float | None) -> str:
    """Marks in words."""
    return "unknown marks" if value is None else count(value, "mark")


def slug(name: str) -> str:
    """A key of small letters, digits and hyphens: equal for names that are, unlike for others.

    A name that loses more than letter case and spaces on the way gets its checksum as a tail, so
    that C and C++ differ.
    """
    words = " ".join(name.casefold().split())
    plain = re.sub(r"[^a-z0-9]+", "-", words).strip("-")
    if plain.replace("-", " ") == words:
        return plain
    return f"{plain}-{crc32(words.encode()):08x}".lstrip("-")
