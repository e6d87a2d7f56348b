"""How the papers change, what marks them, what the next one looks like, and what suffices."""

from dataclasses import dataclass

from analysis.statistics.outlook import amount_of
from analysis.statistics.results import Analysis, ChangePoint, ShapeForecast, StudySet, StyleMark
from reports.charts.scale import Link, amount, in_percent, plural
from reports.lines import Line

SMALLEST_SHOWN = 0.01  # a p-value from a thousand orders is no finer in words
SHAPE_NAMES = {
    "questions": "Questions",
    "parts": "Parts",
    "marks": "Total marks",
    "minutes": "Minutes",
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
        eras=tuple(era.label for era in analysis.eras),
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
    text = f"{one.held} of {plural(one.of_papers, 'paper')} had that"
    if one.low < one.high:
        text += f", all had {amount(one.low)} to {amount(one.high)}"
    if one.tested:
        text += f". Named beforehand, it was right for {one.right} of {plural(one.tested, 'paper')}"
    return Line(f"{SHAPE_NAMES[one.name]}: {amount(one.expected)}", text, link(f"next-{one.name}"))


def _change(change: ChangePoint, place: int, link: Link) -> Line:
    return Line(f"Since {change.since}", describe_change(change), link(f"change-{place}"))


def describe_change(change: ChangePoint) -> str:
    """What is different, and how sure that is: one sentence."""
    chance = in_percent(max(change.p_value, SMALLEST_SHOWN))
    return f"{change.title} By chance alone, a break as clear comes in {chance} of cases."


def _style(mark: StyleMark, place: int, link: Link) -> Line:
    text = amount_of(mark.own, mark.unit)
    if mark.others is not None:
        text += f"; other papers here: {amount_of(mark.others, mark.unit)}"
    return Line(mark.name, text, link(f"style-{place}") if mark.evidence else "")


def _set(found: StudySet, place: int, link: Link) -> Line:
    text = f"enough in {found.papers} of the last {plural(found.of_papers, 'paper')}"
    if found.failed:
        text += f"; not in {', '.join(found.failed)}"
    return Line(", ".join(found.topics), text, link(f"study-{place}"))


def _unseen(analysis: Analysis) -> str:
    share = analysis.unseen_share
    if share is None:
        return ""
    return (
        f"About {in_percent(share)} of the next paper's questions will be on topics that these "
        "papers never asked."
    )
