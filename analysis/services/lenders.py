"""Other papers of the institution, from which a professor's papers may borrow.

Only what is published lends: released papers that the latest finished analysis of another
professor rests on. So a number that leans on them opens questions that everybody here may read.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from analysis.enums import JobStatus, PaperState
from analysis.models import Extraction, Job, JobPaper
from analysis.services.sittings import sittings_of
from analysis.statistics.rows import Sitting
from exams.models import Paper
from exams.selectors.released import released_papers

MOST_PAPERS = 300  # of others, the latest; more of them change no shown digit


class Lenders(NamedTuple):
    """Colleagues' papers of the same courses, and the papers of each other course."""

    colleagues: list[Sitting]
    elsewhere: list[list[Sitting]]


def lenders_to(job: Job, papers: Sequence[Paper]) -> Lenders:
    """What other professors' published papers can lend to these; five queries."""
    courses = {paper.course_id for paper in papers}
    found: dict[int | None, list[Sitting]] = defaultdict(list)
    extractions = published_by_others(job)
    by_paper = {one.paper_id: one for one in extractions}
    for sitting in sittings_of(extractions):
        found[by_paper[sitting.paper_id].paper.course_id].append(sitting)
    shared = sorted(courses & found.keys(), key=str)
    return Lenders(
        colleagues=[one for course in shared for one in found[course]],
        elsewhere=[found[course] for course in sorted(found, key=str) if course not in courses],
    )


def published_by_others(job: Job) -> list[Extraction]:
    """The extractions behind the latest finished analysis of each other professor."""
    finished = Job.objects.filter(status__in=[JobStatus.SUCCEEDED, JobStatus.PARTIAL])
    others = finished.exclude(professor=job.professor).order_by("professor_id", "-pk")
    latest = dict(others.distinct("professor_id").values_list("pk", "model"))
    entries = JobPaper.objects.filter(job__in=latest, state=PaperState.EXTRACTED)
    engine_of = {paper: latest[of] for paper, of in entries.values_list("paper_id", "job_id")}
    released = released_papers().filter(pk__in=engine_of).values("pk")
    rows = Extraction.objects.filter(paper__in=released).select_related("paper").order_by("pk")
    chosen = {one.paper_id: one for one in rows if one.engine == engine_of[one.paper_id]}
    return sorted(chosen.values(), key=lambda one: one.paper.year or 0)[-MOST_PAPERS:]
