"""Questions that came back, strictly or in other words: their wordings side by side."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from analysis.statistics.results import Analysis, Wording
from reports.charts.scale import Link, in_percent
from reports.profile.sources import shorten

FAMILIES = 12  # shown of each sort
WORDINGS = 8  # different ones shown of a family, the latest
LONGEST_TITLE, LONGEST_WORDING = 160, 320  # letters


@dataclass(frozen=True, slots=True)
class Column:
    """One wording: where it was asked, and what it says."""

    places: str
    text: str


@dataclass(frozen=True, slots=True)
class Family:
    """One family of questions; `href` opens them all."""

    title: str
    text: str
    href: str
    columns: tuple[Column, ...]  # first asked first; empty where all say the same


@dataclass(frozen=True, slots=True)
class Families:
    """The families of one sort that are shown, and how many are not."""

    shown: tuple[Family, ...]
    left: int


def repeated(analysis: Analysis, link: Link) -> Families:
    """Questions that came back nearly word for word."""
    families = [
        Family(
            title=shorten(one.text, LONGEST_TITLE),
            text=_("{papers}; alike to {share}").format(
                papers=", ".join(one.labels), share=in_percent(one.similarity)
            ),
            href=link(f"repeat-{place}"),
            columns=_columns(one.wordings) if len(one.variants) > 1 else (),
        )
        for place, one in enumerate(analysis.repeats[:FAMILIES])
    ]
    return Families(tuple(families), max(0, len(analysis.repeats) - FAMILIES))


def similar(analysis: Analysis, link: Link) -> Families:
    """Questions that ask the same idea in other words or with other numbers."""
    families = [
        Family(
            title=shorten(one.wordings[-1].text, LONGEST_TITLE),
            text=f"{one.topic}: {', '.join(one.labels)}",
            href=link(f"similar-{place}"),
            columns=_columns(one.wordings),
        )
        for place, one in enumerate(analysis.similar[:FAMILIES])
    ]
    return Families(tuple(families), max(0, len(analysis.similar) - FAMILIES))


def _columns(wordings: Sequence[Wording]) -> tuple[Column, ...]:
    """One column per different wording with all its places, the latest wordings."""
    places: dict[str, list[str]] = defaultdict(list)
    for one in wordings:
        places[shorten(one.text, LONGEST_WORDING)].append(
            _("{paper}, question {number}").format(paper=one.label, number=one.number)
        )
    columns = [Column("; ".join(where), text) for text, where in places.items()]
    return tuple(columns[-WORDINGS:])
