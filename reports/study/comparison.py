"""A comparison as its page shows it."""

from dataclasses import dataclass

from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from analysis.statistics.comparison import Comparison, Row, Side
from exams.said import said
from reports.charts.scale import amount, in_percent, papers

GROUPS = {
    "topics": _("Topics, by the share of papers that ask them"),
    "shape": _("Shape of the paper, on average"),
    "questions": _("Kinds of questions, by their share"),
}


@dataclass(frozen=True, slots=True)
class ComparedSide:
    """One number with what it opens, by the query of its address."""

    text: str
    note: str
    query: str


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One row: two numbers and whether they clearly differ."""

    name: str
    left: ComparedSide
    right: ComparedSide
    verdict: str
    clear: bool


@dataclass(frozen=True, slots=True)
class ComparedGroup:
    """The rows under one heading."""

    title: str
    rows: tuple[ComparedRow, ...]


def present_comparison(found: Comparison, address: str) -> tuple[ComparedGroup, ...]:
    """The rows by group, clear differences first; `address` names both sides in a query."""
    groups = []
    for group, title in GROUPS.items():
        if group == "topics" and not found.shared_topics:
            continue  # other subjects: that each topic is on one side only says nothing
        rows = sorted((row for row in found.rows if row.group == group), key=lambda r: not r.clear)
        if rows:
            groups.append(ComparedGroup(str(title), tuple(_row(row, address) for row in rows)))
    return tuple(groups)


def _row(row: Row, address: str) -> ComparedRow:
    if row.p_value is None:
        verdict = gettext("too few papers to tell")
    elif row.clear:
        verdict = gettext("a clear difference")
    else:
        verdict = gettext("could be chance")
    return ComparedRow(
        name=said(row.name),
        left=_side(row, row.left, "left", address),
        right=_side(row, row.right, "right", address),
        verdict=verdict,
        clear=row.clear,
    )


def _side(row: Row, side: Side, place: str, address: str) -> ComparedSide:
    query = f"{address}&{urlencode({'row': row.key, 'side': place})}" if side.evidence else ""
    if side.value is None:
        return ComparedSide("–", gettext("not printed"), "")
    if row.group == "topics":
        note = gettext("{n} of {papers}").format(n=side.papers, papers=papers(side.of_papers))
    else:
        note = papers(side.papers)
    unit = "" if row.unit == "share" else f" {said(row.unit)}"
    text = in_percent(side.value) if row.unit == "share" else f"{amount(side.value)}{unit}"
    return ComparedSide(text, note, query)
