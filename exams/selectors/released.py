"""Which papers students may see today: the one rule behind pages, search, API and analyses."""

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from exams.enums import ReleaseState
from exams.models import Paper


def released_now() -> Q:
    """The condition on a paper: released, or its embargo over; young enough; nobody opted out.

    Where only n years are kept, a paper is shown until n calendar years after its year. One of an
    unknown year is not shown then, since nobody can say how old it is.
    """
    today = timezone.localdate()
    due = Q(release=ReleaseState.EMBARGO, embargo_until__lte=today)
    unlimited = Q(course__keep_years=None, institution__keep_years=None)
    years = Coalesce(F("course__keep_years"), F("institution__keep_years"))
    young = Q(year__gte=Value(today.year) - years)
    released = Q(release=ReleaseState.RELEASED) | due
    return released & (unlimited | young) & Q(professor__opted_out_at=None)


def released_papers() -> QuerySet[Paper]:
    """The papers that students may see today, read or not, filed or not."""
    return Paper.objects.filter(released_now())


def unreleased_papers() -> QuerySet[Paper]:
    """All the others."""
    return Paper.objects.exclude(pk__in=released_papers().values("pk"))
