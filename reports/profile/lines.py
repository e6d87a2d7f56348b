"""What lists and figures of a profile are made of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list: a name, what is said of it, and what it opens."""

    label: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure with its name; `unit` stands small behind it, `href` opens its questions."""

    name: str
    value: str
    unit: str = ""
    href: str = ""
