"""Papers as lists show them."""

from django.db.models import Count, F, Q, QuerySet
from django.db.models.fields.json import KeyTransform

from exams.enums import PaperStatus
from exams.models import Paper, Professor

FILED = Q(status=PaperStatus.READ)
UNEQUAL = ~Q(card__marks_printed=None) & ~Q(card__marks_sum=None)
SHOWN = {
    "unread": Q(status__in=(PaperStatus.RECEIVED, PaperStatus.READING)),
    "bare": Q(status=PaperStatus.UNREADABLE) | FILED & Q(outline_json__questions=[]),
    "odd": FILED
    & (
        Q(card__gaps__0__isnull=False)
        | Q(card__repeats__0__isnull=False)
        | Q(card__unreadable_pages__0__isnull=False)
        | UNEQUAL & ~Q(card__marks_printed=F("card__marks_sum"))
    ),
}


def papers_matching(
    *,
    professor: int | None = None,
    course: int | None = None,
    status: PaperStatus | None = None,
    year: int | None = None,
) -> QuerySet[Paper]:
    """Papers with these values, None for any: latest year first, without what was read in them."""
    wanted = {"professor_id": professor, "course_id": course, "status": status, "year": year}
    chosen = {name: value for name, value in wanted.items() if value is not None}
    papers = Paper.objects.filter(**chosen).select_related("professor", "course")
    latest_first = papers.order_by(F("year").desc(nulls_last=True), "session", "pk")
    return latest_first.defer("outline_json", "course__syllabus")


def papers_by_need() -> QuerySet[Paper]:
    """All papers: those unread, unreadable or nobody's first, then by year, the latest first.

    `bundled` holds the papers of a file with several, as in its outline.
    """
    settled = Q(status=PaperStatus.READ, professor__isnull=False) | Q(status=PaperStatus.DIVIDED)
    year = F("year").desc(nulls_last=True)
    bundled = KeyTransform("bundle", "outline_json")
    papers = papers_matching().annotate(bundled=bundled)
    return papers.alias(settled=settled).order_by("settled", year, "session", "pk")


def papers_shown(which: str) -> QuerySet[Paper]:
    """The papers of one kind, as the list shows them; all of them for a kind that is not known.

    "unread": still to be read; "bare": without an outline; "odd": numbers are missing or occur
    twice, marks do not add up, or pages cannot be read.
    """
    papers = papers_by_need()
    wanted = SHOWN.get(which)
    return papers if wanted is None else papers.filter(wanted)


def professors_to_analyse() -> QuerySet[Professor]:
    """Professors with papers that were read, each with their `count`."""
    read = Count("papers", filter=Q(papers__status=PaperStatus.READ), distinct=True)
    return Professor.objects.annotate(count=read).filter(count__gt=0).order_by("name")
