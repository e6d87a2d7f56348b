"""From a job's analysis to what students read: the profile and its PDF, in one transaction."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from analysis.agents.prices import OFFLINE_MODEL
from analysis.enums import PaperState
from analysis.models import Extraction, Job, JobPaper, Question
from analysis.schemas import BloomLevel, DifficultyLevel, Trend
from analysis.services.doubts import doubts
from analysis.services.jobs import Lease
from analysis.services.lenders import published_by_others
from analysis.services.meanings import index_meanings
from analysis.services.store import fenced
from analysis.statistics.results import Analysis
from analysis.statistics.sentences import slug
from exams.models import Institution, Paper, Professor
from exams.services import files
from exams.services.leftovers import forget
from exams.tenancy import institution_scope
from reports.crops.excerpts import Excerpts, excerpts_of
from reports.document import (
    DocumentPaper,
    DocumentQuestion,
    LeftOutPaper,
    ProfileDocument,
    Statement,
)
from reports.models import Profile, Report
from reports.pdf.report import Cover, RenderedReport, render_report
from reports.profile.sources import choose_shown
from reports.services.release import state_of_new


def publish_report(lease: Lease, *, online: bool = True) -> dict[str, Any]:
    """Print and publish what the job concluded; answers what the hub may know of it.

    The PDF links to the institution's pages only where they are `online`.
    The PDF is drawn between two transactions; only the holder of the lease gets to write. Calling
    it again replaces what it wrote before.
    """
    with institution_scope(lease.institution_id):
        job = Job.objects.select_related("professor", "institution").get(pk=lease.job_id)
        document = document_of_job(job)
        excerpts = excerpts_of(choose_shown(document))
        index_meanings()  # also of what was read before there were vectors
    rendered = print_profile(job.institution, document, excerpts, online=online)
    with fenced(lease):
        report = keep_report(job, rendered)
        Profile.objects.update_or_create(
            professor=job.professor,
            defaults={
                "job": job,
                # The pages open questions by their links; only the PDF prints them all.
                "document": document.model_dump(mode="json", exclude={"questions"}),
                "published_at": timezone.now(),
                **state_of_new(job),
                "rests_on": papers_counted(job, document),
            },
        )
    return {
        "report_url": f"{address_of(job.institution)}professors/{job.professor_id}/report.pdf",
        "format": "pdf",
        "pages": report.pages,
        "charts_generated": report.charts,
    }


def publish_again(institution_id: int, job_id: int) -> bool:
    """Print a profile anew that rests on this job, whose statistics were computed again.

    Whether students see it stays as it is. False where the profile rests on another job by now.
    """
    with institution_scope(institution_id):
        job = Job.objects.select_related("professor", "institution").get(pk=job_id)
        document = document_of_job(job)
        excerpts = excerpts_of(choose_shown(document))
    rendered = print_profile(job.institution, document, excerpts)
    with institution_scope(institution_id):
        profile = Profile.objects.select_for_update().filter(job=job).first()
        if profile is None:
            return False
        before = Report.objects.filter(job=job).first()
        if keep_report(job, rendered).file != (before.file if before else ""):
            forget(before.file if before else "")
        profile.document = document.model_dump(mode="json", exclude={"questions"})
        profile.published_at = timezone.now()
        profile.rests_on = papers_counted(job, document)
        profile.save(update_fields=["document", "published_at", "rests_on"])
    return True


def print_profile(
    institution: Institution, document: ProfileDocument, excerpts: Excerpts, *, online: bool = True
) -> RenderedReport:
    """The report as this institution wants it: in its language, with its own cover."""
    site = address_of(institution) if online else ""
    return render_report(document, site, institution.language, cover_of(institution), excerpts)


def cover_of(institution: Institution) -> Cover:
    """The institution's own on the cover of a report; what is missing is left out."""
    try:
        logo = files.fetch(institution.logo) if institution.logo else b""
    except FileNotFoundError:
        logo = b""
    return Cover(logo, institution.accent)


def papers_counted(job: Job, document: ProfileDocument) -> list[int]:
    """The papers that a profile rests on: its own, and those of its courses that lent to it."""
    own = {paper.paper_id for paper in document.analysis.papers}
    courses = set(Paper.objects.filter(pk__in=own).values_list("course_id", flat=True)) - {None}
    lent = {one.paper_id for one in published_by_others(job) if one.paper.course_id in courses}
    return sorted(own | lent)


def address_of(institution: Institution) -> str:
    """Where the institution's pages are, ending in a slash."""
    if institution.domain:
        scheme = "https" if settings.HTTPS else "http"
        return f"{scheme}://{institution.domain}/"
    return f"{settings.BASE_URL}/at/{institution.slug}/"


def keep_report(job: Job, rendered: RenderedReport) -> Report:
    """Store a printed profile."""
    report, _ = Report.objects.update_or_create(
        job=job,
        defaults={
            "file": files.store(rendered.pdf, "pdf"),
            "size": len(rendered.pdf),
            "pages": rendered.pages,
            "charts": list(rendered.charts),
        },
    )
    return report


def document_of_job(job: Job) -> ProfileDocument:
    """All that the profile of this job says."""
    analysis = Analysis.model_validate(job.analysis)
    entries = list(job.papers.select_related("paper__course"))
    used = {paper.paper_id for paper in analysis.papers}
    questions = questions_of(used, job.model)
    return ProfileDocument(
        institution=job.institution.name,
        professor=job.professor.name,
        professor_id=job.professor_id,
        courses=tuple(
            dict.fromkeys(str(one.paper.course) for one in entries if one.paper.course is not None)
        ),
        engine="rules and statistics" if job.model == OFFLINE_MODEL else job.model,
        offline=job.model == OFFLINE_MODEL,
        made_on=timezone.localdate(),
        papers=papers_of(analysis, entries, job.professor),
        left_out=tuple(
            LeftOutPaper(file_name=one.paper.file_name, reason=one.reason)
            for one in entries
            if one.state == PaperState.LEFT_OUT
        ),
        statements=changes_of(job, analysis),
        analysis=analysis,
        questions=questions,
    )


def changes_of(job: Job, analysis: Analysis) -> tuple[Statement, ...]:
    """What is asked more, or less, over the years, in the words of its findings."""
    sentences = dict(job.findings.filter(kind="trend").values_list("key", "title"))
    return tuple(
        Statement(
            title=topic.topic,
            text=sentences.get(f"trend:{slug(topic.topic)}", ""),
            key=f"topic-{place}",
        )
        for place, topic in enumerate(analysis.topics)
        if topic.trend in {Trend.INCREASING, Trend.DECREASING}
    )


def papers_of(
    analysis: Analysis, entries: list[JobPaper], professor: Professor
) -> tuple[DocumentPaper, ...]:
    """The papers that the profile rests on, in the order of the analysis."""
    by_id = {entry.paper_id: entry.paper for entry in entries}
    found = []
    for one in analysis.papers:
        paper = by_id[one.paper_id]
        outline = paper.outline
        found.append(
            DocumentPaper(
                id=paper.pk,
                label=one.label,
                file_name=paper.file_name,
                pages=paper.page_count,
                questions=one.questions,
                confidence=outline.confidence if outline else None,
                illegible=outline.scorecard.illegible if outline else (),
                note=" ".join(doubts(paper, professor)),
            )
        )
    return tuple(found)


def questions_of(paper_ids: set[int], engine: str) -> tuple[DocumentQuestion, ...]:
    """The questions of these papers as this engine read them last."""
    latest = {
        one.paper_id: one.pk
        for one in Extraction.objects.filter(paper_id__in=paper_ids, engine=engine).order_by("pk")
    }
    rows = Question.objects.filter(extraction_id__in=latest.values()).select_related("topic")
    return tuple(document_question(row) for row in rows)


def document_question(row: Question) -> DocumentQuestion:
    """A question as the report prints it."""
    return DocumentQuestion(
        id=row.pk,
        paper_id=row.paper_id,
        number=row.number,
        text=row.text,
        marks=None if row.marks is None else float(row.marks),
        page=row.page,
        topic=row.topic.name if row.topic else "",
        difficulty=DifficultyLevel(row.difficulty),
        bloom=BloomLevel(row.bloom),
        requires_derivation=row.requires_derivation,
    )
