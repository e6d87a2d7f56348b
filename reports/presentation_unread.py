"""What the numbers of a profile leave out, as shares: no topic, not legible, not used."""

from dataclasses import dataclass

from reports.charts.scale import Link, in_percent, plural
from reports.document import ProfileDocument
from reports.lines import Line


@dataclass(frozen=True, slots=True)
class IllegibleQuestions:
    """The questions of one paper whose numbers stand in a gap that nobody could read."""

    paper_id: int
    label: str
    numbers: str


@dataclass(frozen=True, slots=True)
class Unread:
    """Each share in a sentence, with what proves it."""

    unclassified: Line | None  # None: made before it was counted
    illegible: Line
    illegible_in: tuple[IllegibleQuestions, ...]
    left_out: Line  # its proof is the list of papers, with reasons


def leave_out(document: ProfileDocument, link: Link) -> Unread:
    """What stands behind no number of this profile."""
    unread = [paper for paper in document.papers if paper.illegible]
    illegible = sum(len(paper.illegible) for paper in unread)
    read = sum(paper.questions for paper in document.analysis.papers)
    out, used = len(document.left_out), len(document.papers)
    return Unread(
        unclassified=_unclassified(document, link),
        illegible=Line(
            "Questions not legible", _share(illegible, illegible + read, "question"), ""
        ),
        illegible_in=tuple(
            IllegibleQuestions(paper.id, paper.label, ", ".join(paper.illegible))
            for paper in unread
        ),
        left_out=Line("Papers left out", _share(out, out + used, "paper"), ""),
    )


def _unclassified(document: ProfileDocument, link: Link) -> Line | None:
    unknown = document.analysis.unclassified
    if unknown is None:
        return None
    asked = sum(paper.questions for paper in document.analysis.papers)
    return Line(
        "Questions without a topic",
        _share(unknown.count, asked, "question"),
        link("unclassified") if unknown.count else "",
    )


def _share(count: int, whole: int, noun: str) -> str:
    if not count:
        return "none"
    return f"{count} of {plural(whole, noun)} ({in_percent(count / whole)})"
