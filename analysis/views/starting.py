"""What somebody who starts an analysis chooses from, and what it will do and cost at most."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.conf import settings

from analysis.agents.prices import OFFLINE_MODEL
from analysis.services.engines import engine_address
from analysis.services.extractions import stored_extractions
from exams.models import Course, Paper, Professor
from exams.selectors.released import released_papers


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """A paper, whether it may be chosen, and whether it is at first."""

    paper: Paper
    released: bool
    ticked: bool


@dataclass(frozen=True, slots=True)
class CourseChoice:
    """The papers of one course, the latest first; no course for those that have none."""

    course: Course | None
    papers: tuple[PaperChoice, ...]


@dataclass(frozen=True, slots=True)
class Outlay:
    """What an analysis of these papers takes; `most` in US dollars, None where nothing is paid."""

    papers: int
    stored: int  # labelled before by the same model
    to_read: int
    model: str
    most: float | None


def choices(professor: Professor, course: int | None = None) -> tuple[CourseChoice, ...]:
    """The professor's papers by course; ticked are those that count, of one course if named."""
    papers = professor.papers.select_related("course").defer("outline_json", "course__syllabus")
    released = set(released_papers().filter(professor=professor).values_list("pk", flat=True))
    found: dict[Course | None, list[PaperChoice]] = {}
    for paper in papers.exclude(status="divided").order_by("course__title", "-year", "pk"):
        wanted = course is None or paper.course_id == course
        usable = paper.pk in released and paper.status != "unreadable"
        one = PaperChoice(paper, paper.pk in released, ticked=usable and wanted)
        found.setdefault(paper.course, []).append(one)
    return tuple(CourseChoice(one, tuple(listed)) for one, listed in found.items())


def outlay(papers: Sequence[Paper]) -> Outlay:
    """What labelling these papers may cost, by the limits of one analysis and of a day."""
    address = engine_address()
    model = settings.PROFILER_MODEL if address else OFFLINE_MODEL
    limits = [one for one in (settings.JOB_MAX_COST, settings.DAY_MAX_COST) if one]
    return Outlay(
        papers=len(papers),
        stored=stored_extractions(papers, model).count() if papers else 0,
        to_read=sum(paper.status in {"received", "reading"} for paper in papers),
        model=model,
        most=min(limits, default=0.0) if address else None,
    )


def ticked(groups: Sequence[CourseChoice]) -> list[Paper]:
    """The papers that are chosen at first."""
    return [one.paper for group in groups for one in group.papers if one.ticked]


def chosen(groups: Sequence[CourseChoice], sent: Collection[str]) -> list[Paper]:
    """The papers whose numbers were sent; others than these are not looked at."""
    papers = (one.paper for group in groups for one in group.papers)
    return [paper for paper in papers if str(paper.pk) in sent]
