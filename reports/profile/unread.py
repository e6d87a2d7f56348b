"""What the numbers of a profile leave out, as shares: no topic, not legible, not used."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.charts.scale import Link, in_percent
from reports.document import ProfileDocument
from reports.profile.lines import Line


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
        illegible=Line(_("Questions not legible"), _of_questions(illegible, illegible + read), ""),
        illegible_in=tuple(
            IllegibleQuestions(paper.id, paper.label, ", ".join(paper.illegible))
            for paper in unread
        ),
        left_out=Line(_("Papers left out"), _of_papers(out, out + used), ""),
    )


def _unclassified(document: ProfileDocument, link: Link) -> Line | None:
    unknown = document.analysis.unclassified
    if unknown is None:
        return None
    asked = sum(paper.questions for paper in document.analysis.papers)
    return Line(
        _("Questions without a topic"),
        _of_questions(unknown.count, asked),
        link("unclassified") if unknown.count else "",
    )


def _of_questions(count: int, whole: int) -> str:
    words = ngettext("{n} of {of} question ({share})", "{n} of {of} questions ({share})", whole)
    return _share(words, count, whole)


def _of_papers(count: int, whole: int) -> str:
    words = ngettext("{n} of {of} paper ({share})", "{n} of {of} papers ({share})", whole)
    return _share(words, count, whole)


def _share(words: str, count: int, whole: int) -> str:
    if not count:
        return _("none")
    return words.format(n=count, of=whole, share=in_percent(count / whole))
