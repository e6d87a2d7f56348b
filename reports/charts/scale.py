"""Numbers as SVG and people read them, and the colours that print where no style sheet reaches."""

from collections.abc import Callable

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exams.said import keep_percent

# A key of evidence in, an address out; empty where there is nothing to open.
Link = Callable[[str], str]

# Print colours; on pages the classes of profiler.css take over. WeasyPrint applies no style sheet
# of the document inside an SVG, so each shape carries its colour as an attribute.
INK = "#1d2430"
MUTED = "#c3c9d4"
BAR = "#2f5d8c"
SOFT = "#a9c3dc"
SMALLEST_SHOWN = 0.01  # of a share; below it, rounding would say 0 %
# Darker from level to level, so that they can be told apart in black and white.
LEVELS = {
    "easy": "#d5e6dc",
    "medium": "#e0bd62",
    "hard": "#b9673a",
    "very_hard": "#5f1d2b",
}


def coordinate(value: float) -> str:
    """A length for SVG: at most two decimals, a point, no trailing zeros.

    >>> coordinate(12.50)
    '12.5'
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def percent_of(value: float, whole: float) -> str:
    """`value` of `whole` as an SVG percentage, held between 0 % and 100 %.

    >>> percent_of(3, 4)
    '75%'
    """
    share = value / whole if whole > 0 else 0.0
    return f"{coordinate(100 * min(max(share, 0.0), 1.0))}%"


def in_percent(share: float) -> str:
    r"""A share from 0 to 1 in whole percent, for people; a small share is not called nothing.

    >>> in_percent(0.004)
    'under 1\xa0%'
    """
    if 0 < share < SMALLEST_SHOWN:
        return keep_percent(_("under 1 %"))
    return keep_percent(f"{share * 100:.0f} %")


def amount(value: float) -> str:
    """A number of marks or questions for people: one decimal where there is one.

    >>> amount(7.0), amount(7.25)
    ('7', '7.2')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return number_format(text) if "." in text else text


def papers(count: int) -> str:
    """A number of papers.

    >>> papers(1), papers(3)
    ('1 paper', '3 papers')
    """
    return ngettext("{n} paper", "{n} papers", count).format(n=count)


def questions(count: int) -> str:
    """A number of questions."""
    return ngettext("{n} question", "{n} questions", count).format(n=count)


def marks(value: float) -> str:
    """A number of marks, with a decimal where there is one."""
    return ngettext("{n} mark", "{n} marks", whole(value)).format(n=amount(value))


def whole(value: float) -> int:
    """The number by which a noun takes its plural: 1, or 2 for a fraction."""
    return int(value) if value == int(value) else 2
