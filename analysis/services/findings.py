"""Findings: what statistics concluded from a job's papers, as rows with their proofs."""

from collections.abc import Sequence

from django.db.models.functions import Now

from analysis.models import Evidence, Finding, Job, JobPaper
from analysis.services.extractions import stored_extractions
from analysis.services.lenders import lenders_to
from analysis.services.sittings import sittings_of
from analysis.services.topics import syllabus_names
from analysis.statistics import analyse
from analysis.statistics.findings import FindingDraft, findings
from analysis.statistics.results import Analysis
from analysis.topics.vectors import vectors_of


def analyse_papers(job: Job, entries: Sequence[JobPaper], engine: str) -> Analysis:
    """Everything that follows from the extractions of these papers."""
    papers = [entry.paper for entry in entries]
    sittings = sittings_of(stored_extractions(papers, engine))
    lenders = lenders_to(job, papers)
    return analyse(
        job.professor.name,
        sittings,
        syllabus_topics=syllabus_names(papers),
        colleagues=lenders.colleagues,
        elsewhere=lenders.elsewhere,
        word_vectors=vectors_of,
    )


def keep_analysis(job: Job, analysis: Analysis) -> None:
    """Replace what the job concluded before, all at once."""
    Job.objects.filter(pk=job.pk).update(
        analysis=analysis.model_dump(mode="json"), counted_at=Now()
    )
    Finding.objects.filter(job=job).delete()
    drafts = findings(analysis)
    rows = Finding.objects.bulk_create(
        finding_row(job, place, draft) for place, draft in enumerate(drafts)
    )
    Evidence.objects.bulk_create(
        Evidence(finding=row, question_id=question)
        for row, draft in zip(rows, drafts, strict=True)
        for question in dict.fromkeys(draft.evidence)
    )


def finding_row(job: Job, place: int, draft: FindingDraft) -> Finding:
    """One statement as a row."""
    return Finding(
        job=job,
        position=place,
        kind=draft.kind,
        key=draft.key,
        title=draft.title,
        value=draft.value,
    )
