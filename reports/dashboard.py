"""What waits for staff, as numbers, each with the list that it counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from analysis.enums import ACTIVE, JobStatus
from analysis.models import DaySpending, Job
from analysis.services.review_queue import beginning
from exams.enums import PaperStatus
from exams.models import Paper, Professor
from exams.selectors.papers import papers_shown, professors_to_analyse
from exams.services.filing import unfiled
from reports.models import Objection, Profile
from reports.models.profile import ProfileState

LATELY = timedelta(days=7)  # how long a failed job is told of
UNREAD = (PaperStatus.RECEIVED, PaperStatus.READING)


@dataclass(frozen=True, slots=True)
class Count:
    """A number, what it counts, and the address of its list; `tone` is a badge's."""

    number: int
    words: str
    address: str
    tone: str = "warn"


@dataclass(frozen=True, slots=True)
class Group:
    """Numbers about one thing."""

    title: str
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Spending:
    """Estimated US dollars, and the most that a day may cost; 0 for no limit."""

    today: Decimal
    month: Decimal
    most_a_day: float
    share: int  # of the day's limit, in per cent


@dataclass(frozen=True, slots=True)
class Next:
    """What to do first: words and the address where it is done."""

    words: str
    button: str
    address: str


def groups() -> tuple[Group, ...]:
    """All numbers, in the order of the work."""
    return (
        Group(_("Papers"), tuple(_papers())),
        Group(_("Questions"), tuple(_questions())),
        Group(_("Analyses"), tuple(_jobs())),
        Group(_("Release"), tuple(_release())),
    )


def _papers() -> Iterator[Count]:
    papers = reverse("papers")
    yield Count(unfiled().count(), _("wait to be filed"), reverse("filing"))
    waiting = Paper.objects.filter(status__in=UNREAD).count()
    yield Count(waiting, _("are being read"), f"{papers}?show=unread", "busy")
    bare = papers_shown("bare").count()
    yield Count(bare, _("have no outline"), f"{papers}?show=bare", "bad")
    odd = papers_shown("odd").count()
    yield Count(odd, _("have numbers or marks that do not fit"), f"{papers}?show=odd")


def _questions() -> Iterator[Count]:
    entries, more = beginning()
    doubtful = sum(len(entry.questions) for entry in entries)
    words = _("are doubtful, and more") if more else _("are doubtful")
    yield Count(doubtful, words, reverse("review"))


def _jobs() -> Iterator[Count]:
    jobs = reverse("jobs")
    running = Job.objects.filter(status__in=ACTIVE).count()
    yield Count(running, _("wait or run"), f"{jobs}?show=active", "busy")
    since = timezone.now() - LATELY
    failed = Job.objects.filter(status=JobStatus.FAILED, created_at__gt=since).count()
    yield Count(failed, _("failed in the last seven days"), f"{jobs}?show=failed", "bad")


def _release() -> Iterator[Count]:
    releases, drafts = reverse("releases"), Profile.objects.filter(state=ProfileState.DRAFT)
    yield Count(drafts.count(), _("profiles wait to be published"), f"{releases}#profiles")
    waiting = Objection.objects.filter(verdict=Objection.Verdict.OPEN).count()
    yield Count(waiting, _("messages of professors wait for an answer"), reverse("objections"))
    out = Professor.objects.exclude(opted_out_at=None).count()
    yield Count(out, _("professors have opted out"), f"{reverse('professors')}", "busy")


def spending(today: date) -> Spending:
    """What models took today and in this month, by the ledger."""
    days = DaySpending.objects.filter(day__year=today.year, day__month=today.month)
    month = days.aggregate(sum=Sum("cost"))["sum"] or Decimal(0)
    spent = days.filter(day=today).aggregate(sum=Sum("cost"))["sum"] or Decimal(0)
    most = settings.DAY_MAX_COST
    return Spending(spent, month, most, min(100, round(100 * float(spent) / most)) if most else 0)


def what_next(found: tuple[Group, ...]) -> Next | None:
    """The first thing that waits; None where nothing does."""
    if not Paper.objects.exists():
        words = _("There are no papers yet. Upload the past papers of one professor to begin.")
        return Next(words, _("Upload papers"), reverse("upload"))
    if unfiled().exists():
        words = _("Papers were read. Look over what their covers say, and file them.")
        return Next(words, _("File papers"), reverse("filing"))
    without = professors_to_analyse().filter(profile=None, jobs=None).first()
    if without:
        words = _("The papers of {name} are read, and nothing is concluded from them yet.")
        address = reverse("start_analysis", args=[without.pk])
        return Next(words.format(name=without.name), _("Start an analysis"), address)
    if any(one.number for one in found[1].counts):
        words = _("Some questions may have been read or labelled wrongly.")
        return Next(words, _("Review what is doubtful"), reverse("review"))
    return None
