"""Papers as lists show them."""

from django.db.models import Count, F, Q, QuerySet
from django.db.models.fields.json import KeyTransform

from exams.enums import PaperStatus
from exams.models import Paper, Professor


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


def professors_to_analyse() -> QuerySet[Professor]:
    """Professors with papers that were read, each with their `count`."""
    read = Count("papers", filter=Q(papers__status=PaperStatus.READ))
    return Professor.objects.annotate(count=read).filter(count__gt=0).order_by("name")
