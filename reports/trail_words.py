"""What lines of the trail about release and professors say, in the reader's language."""

from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exams.enums import ReleaseState
from exams.trail_words import Wording, Words


def _paper_release(about: str, release: str, reason: str, until: str) -> Words:
    state = str(ReleaseState(release).label)
    if until:
        state = f"{state} {formats.date_format(date.fromisoformat(until))}"
    return about, _with(state, reason)


def _profile_state(about: str, state: str, reason: str) -> Words:
    names = {"draft": _("Draft"), "published": _("Published"), "withdrawn": _("Withdrawn")}
    return _("Profile of {name}").format(name=about), _with(names[state], reason)


def _with(state: str, reason: str) -> str:
    return f"{state}: {reason}" if reason else state


def _years_kept(about: str, years: int | None) -> Words:
    """For how long papers are shown, of one course or all."""
    course = about or _("All courses")
    if years is None:
        return course, _("papers are shown whatever their age")
    words = ngettext("papers are shown for {n} year", "papers are shown for {n} years", years)
    return course, words.format(n=years)


def _new_profiles(about: str, *, draft_first: bool) -> Words:
    return _("New profiles"), _("wait as drafts") if draft_first else _("published at once")


def _opted_out(about: str) -> Words:
    return _papers_of(about), _("the professor opted out")


def _opted_in(about: str) -> Words:
    return _papers_of(about), _("the professor opted in again")


def _papers_of(name: str) -> str:
    return _("Papers of {name}").format(name=name)


def _answered(about: str, verdict: str) -> Words:
    said = _("upheld") if verdict == "upheld" else _("rejected")
    return _("Message of {name}").format(name=about), said


def _notice_renewed(about: str) -> Words:
    words = _("new link, those before have ended")
    return _("Link for {name}").format(name=about), words


WORDINGS: dict[str, Wording] = {
    "paper_release": _paper_release,
    "profile_state": _profile_state,
    "years_kept": _years_kept,
    "new_profiles": _new_profiles,
    "opted_out": _opted_out,
    "opted_in": _opted_in,
    "answered": _answered,
    "notice_renewed": _notice_renewed,
}
