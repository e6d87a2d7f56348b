"""What students may see of papers and profiles: asked by pages, search, API and downloads alike."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet

from analysis.enums import PaperState
from analysis.models import JobPaper
from exams.enums import ReleaseState
from exams.models import Paper
from exams.selectors.released import released_now, unreleased_papers
from reports.models import Profile, ProfileState


def shown_profiles() -> QuerySet[Profile]:
    """Profiles that students may read: published, and resting on released papers alone.

    One that rests on a paper which was withheld later is not shown until it is made again.
    """
    held = _rests_on_unreleased()
    open_to_all = Profile.objects.filter(state=ProfileState.PUBLISHED, professor__opted_out_at=None)
    return open_to_all.exclude(held)


def held_profiles() -> QuerySet[Profile]:
    """Profiles that rest on papers which students may not see: to be made again."""
    return Profile.objects.filter(_rests_on_unreleased())


def _rests_on_unreleased() -> Q:
    """The condition on a profile. Profiles from before `rests_on` are judged by their jobs."""
    hidden = unreleased_papers()
    analysed = JobPaper.objects.filter(
        job=OuterRef("job"), state=PaperState.EXTRACTED, paper__in=hidden.values("pk")
    )
    return Q(Exists(analysed)) | Q(rests_on__overlap=ArraySubquery(hidden.values("pk")))


def readable_papers(*, staff: bool) -> QuerySet[Paper]:
    """The papers whose pages and questions somebody may read.

    Staff read all that are filed; students the released papers of a professor whose profile is
    published, even while that profile is being made again.
    """
    filed = Paper.objects.filter(professor__isnull=False)
    if staff:
        return filed
    return filed.filter(released_now(), professor__profile__state=ProfileState.PUBLISHED)


def exempt_papers(professor_id: int) -> QuerySet[Paper]:
    """Exempt papers of a professor: students read a note where each would stand.

    `sample_shown` says whether its sample may still be read.
    """
    sample = readable_papers(staff=False).filter(pk=OuterRef("sample"))
    exempt = Paper.objects.filter(professor_id=professor_id, release=ReleaseState.EXEMPT)
    return (
        exempt.annotate(sample_shown=Exists(sample))
        .select_related("sample")
        .defer("outline_json", "sample__outline_json")
    )
