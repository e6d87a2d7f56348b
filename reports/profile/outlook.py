"""How the papers change, what marks them, what the next one looks like, and what suffices."""

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from analysis.statistics.outlook import amount_of
from analysis.statistics.results import Analysis, ChangePoint, ShapeForecast, StudySet, StyleMark
from exams.said import said
from reports.charts.scale import Link, amount, in_percent, papers
from reports.profile.lines import Line

SMALLEST_SHOWN = 0.01  # a p-value from a thousand orders is no finer in words
SHAPE_NAMES = {
    "questions": _("Questions"),
    "parts": _("Parts"),
    "marks": _("Total marks"),
    "minutes": _("Minutes"),
}


@dataclass(frozen=True, slots=True)
class Outlook:
    """The lists of these parts; `tested` is false where there are too few papers for changes."""

    next_paper: tuple[Line, ...]
    changes: tuple[Line, ...]
    tested: bool
    eras: tuple[str, ...]
    striking: tuple[Line, ...]
    style: tuple[Line, ...]
    compared_with: int  # other papers of the institution
    study_sets: tuple[Line, ...]
    unseen: str  # a sentence; empty without papers


def look_out(analysis: Analysis, link: Link) -> Outlook:
    """These parts of a profile; `link` turns evidence keys to addresses."""
    marks = [(_style(mark, place, link), mark) for place, mark in enumerate(analysis.style)]
    return Outlook(
        next_paper=tuple(_shape(one, link) for one in analysis.next_paper),
        changes=tuple(_change(one, place, link) for place, one in enumerate(analysis.changes)),
        tested=analysis.changes_tested,
        eras=tuple(span_of(era.label) for era in analysis.eras),
        striking=tuple(line for line, mark in marks if mark.stands_out),
        # Shares of levels and instructions are charts of their own; here they are compared.
        style=tuple(
            line
            for line, mark in marks
            if not mark.stands_out and (mark.others is not None or mark.unit != "share")
        ),
        compared_with=max((mark.other_papers for mark in analysis.style), default=0),
        study_sets=tuple(_set(one, place, link) for place, one in enumerate(analysis.study_sets)),
        unseen=_unseen(analysis),
    )


def _shape(one: ShapeForecast, link: Link) -> Line:
    text = ngettext("{n} of {of} paper had that", "{n} of {of} papers had that", one.of_papers)
    text = text.format(n=one.held, of=one.of_papers)
    if one.low < one.high:
        span = gettext("all had {low} to {high}")
        text += f", {span.format(low=amount(one.low), high=amount(one.high))}"
    if one.tested:
        right = gettext("Named beforehand, it was right for {n} of {papers}")
        text += f". {right.format(n=one.right, papers=papers(one.tested))}"
    return Line(f"{SHAPE_NAMES[one.name]}: {amount(one.expected)}", text, link(f"next-{one.name}"))


def _change(change: ChangePoint, place: int, link: Link) -> Line:
    return Line(
        gettext("Since {paper}").format(paper=change.since),
        describe_change(change),
        link(f"change-{place}"),
    )


def span_of(era: str) -> str:
    """An era by its first and last paper, as its label names them."""
    first, _to, last = era.partition(" to ")
    return gettext("{first} to {last}").format(first=first, last=last) if last else era


def describe_change(change: ChangePoint) -> str:
    """What is different, and how sure that is: one sentence."""
    chance = in_percent(max(change.p_value, SMALLEST_SHOWN))
    words = gettext("By chance alone, a break as clear comes in {chance} of cases.")
    return f"{said(change.title)} {words.format(chance=chance)}"


def _style(mark: StyleMark, place: int, link: Link) -> Line:
    text = said(amount_of(mark.own, mark.unit))
    if mark.others is not None:
        others = gettext("other papers here: {amount}")
        text += f"; {others.format(amount=said(amount_of(mark.others, mark.unit)))}"
    return Line(said(mark.name), text, link(f"style-{place}") if mark.evidence else "")


def _set(found: StudySet, place: int, link: Link) -> Line:
    topics = len(found.topics)
    label = ngettext("{n} topic", "{n} topics", topics).format(n=topics)
    enough = gettext("enough in {n} of the last {papers}").format(
        n=found.papers, papers=papers(found.of_papers)
    )
    if found.failed:
        enough += f"; {gettext('not in {papers}').format(papers=', '.join(found.failed))}"
    text = f"{', '.join(found.topics)}: {enough}"
    return Line(label, text, link(f"study-{place}"))


def _unseen(analysis: Analysis) -> str:
    share = analysis.unseen_share
    if share is None:
        return ""
    return gettext(
        "About {share} of the next paper's questions will be on topics that these papers never "
        "asked."
    ).format(share=in_percent(share))
