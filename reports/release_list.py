"""The release of papers and profiles in words, and the rows of the staff's list."""

from dataclasses import dataclass

from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet
from django.utils import formats
from django.utils.translation import gettext as _

from exams.enums import PaperStatus, ReleaseState
from exams.models import Paper
from exams.selectors.released import released_now
from reports.models import Profile, ProfileState
from reports.releases import held_profiles, shown_profiles


@dataclass(frozen=True, slots=True)
class Standing:
    """Who sees something: a badge with its tone, and more words where there are any."""

    words: str
    tone: str  # good, warn, bad or busy
    reason: str = ""
    held: bool = False


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper in the list."""

    paper: Paper
    standing: Standing


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """A profile in the list."""

    profile: Profile
    standing: Standing


def papers_by_release(professor: int | None = None, words: str = "") -> QuerySet[Paper]:
    """Filed papers, latest first, each with `seen`: whether students may see it today."""
    papers = Paper.objects.filter(professor__isnull=False).exclude(status=PaperStatus.DIVIDED)
    if professor is not None:
        papers = papers.filter(professor=professor)
    if words:
        named = Q(file_name__icontains=words) | Q(professor__name__icontains=words)
        in_course = Q(course__title__icontains=words) | Q(course__code__icontains=words)
        papers = papers.filter(named | in_course)
    seen = ExpressionWrapper(released_now(), output_field=BooleanField())
    rows = papers.annotate(seen=seen).select_related("professor", "course", "sample")
    ordered = rows.order_by("professor__name", F("year").desc(nulls_last=True), "session", "pk")
    return ordered.defer("outline_json", "sample__outline_json", "course__syllabus")


def paper_row(paper: Paper) -> PaperRow:
    """A paper of `papers_by_release` with its standing."""
    return PaperRow(paper, standing_of_paper(paper, seen=bool(getattr(paper, "seen", False))))


def standing_of_paper(paper: Paper, *, seen: bool) -> Standing:
    """Who sees a paper; `seen` is what the database says of today."""
    if paper.release == ReleaseState.WITHHELD:
        return Standing(_("Withheld"), "bad", paper.release_reason)
    if paper.release == ReleaseState.EXEMPT:
        instead = (
            " " + _("In its place: {paper}.").format(paper=paper.sample.label)
            if paper.sample
            else ""
        )
        return Standing(_("Exempt"), "warn", f"{paper.release_reason}{instead}")
    if seen:
        return Standing(_("Shown"), "good")
    if paper.professor is not None and paper.professor.opted_out_at:
        return Standing(_("Opted out"), "bad", _("The professor does not want it shown."))
    if paper.release == ReleaseState.EMBARGO and paper.embargo_until:
        day = formats.date_format(paper.embargo_until, "DATE_FORMAT")
        return Standing(_("From {day}").format(day=day), "warn", paper.release_reason)
    return Standing(_("Too old"), "warn", _("Papers are not shown for so many years."))


def profile_rows() -> list[ProfileRow]:
    """All profiles by professor; three queries."""
    held = set(held_profiles().values_list("pk", flat=True))
    profiles = Profile.objects.select_related("professor").defer("document")
    return [
        ProfileRow(one, standing_of(one, held=one.pk in held))
        for one in profiles.order_by("professor__name", "pk")
    ]


def standing_of(profile: Profile, *, held: bool | None = None) -> Standing:
    """Who reads a profile, and why not everybody; `held` is asked for where it is not known."""
    if held is None:
        shown = shown_profiles().filter(pk=profile.pk).exists()
        held = not shown and held_profiles().filter(pk=profile.pk).exists()
    if profile.professor.opted_out_at:
        return Standing(
            _("Opted out"), "bad", _("The professor does not want the papers shown."), held
        )
    if profile.state == ProfileState.WITHDRAWN:
        return Standing(_("Withdrawn"), "bad", profile.state_reason, held)
    if profile.state == ProfileState.DRAFT:
        words = _("Only staff see it.")
        if profile.state_reason:
            before = _("It was withdrawn before: {reason}")
            words += f" {before.format(reason=profile.state_reason)}"
        return Standing(_("Draft"), "warn", words, held)
    if held:
        words = _("It rests on papers that students may not see. Analyse again to show it without.")
        return Standing(_("Held back"), "bad", words, held)
    return Standing(_("Published"), "good")
