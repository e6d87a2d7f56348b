"""One job from its claim to its end: read, label, analyse, report, settle.

No transaction is open while a model is waited for, and nothing is written but behind the fence.
"""

import logging
import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

from asgiref.sync import async_to_sync, sync_to_async
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection

from analysis.agents.budget import Budget, Limits, already_spent
from analysis.agents.hub import HubRequest, run_hub
from analysis.agents.hub_results import HubResult, HubStatus
from analysis.enums import JobStatus, PaperState, Stage
from analysis.errors import Cancelled, RunInterrupted
from analysis.models import Job, JobPaper
from analysis.services.engines import open_model
from analysis.services.jobs import Lease, claim, enter, renew, settle
from analysis.services.journal import DatabaseJournal, fenced
from analysis.services.spokes import JobSpokes, Publish
from analysis.services.topics import file_unfiled, topics_offered
from exams.enums import PaperStatus
from exams.services.heartbeat import heartbeat
from exams.services.papers import read_paper
from exams.tenancy import institution_scope

logger = logging.getLogger(__name__)
READERS = 2  # files read side by side, each in a process of its own


def run_job(institution_id: int, job_id: int, publish: Publish) -> None:
    """Work on a job if nobody else does; quietly nothing where somebody does or it is over."""
    lease = claim(institution_id, job_id)
    if lease is None:
        return
    try:
        with heartbeat(lambda: renew(lease), settings.LEASE_SECONDS / 3):
            read_papers(lease)
            result = async_to_sync(direct)(lease, publish)
        settle_by_result(lease, result)
    except Cancelled:
        settle(lease, JobStatus.CANCELLED)
    except (RunInterrupted, OperationalError, InterfaceError) as interruption:
        # The rows carry on: another worker takes the job up when the lease is over.
        logger.warning("job %s interrupted: %r", job_id, interruption)
    except Exception:
        logger.exception("job %s failed", job_id)
        words = f"Something went wrong on our side. It is logged under analysis {job_id}."
        settle(lease, JobStatus.FAILED, reason="internal_error", detail=words)


def read_papers(lease: Lease) -> None:
    """Return when all papers of the job were read, here or by the workers that are at it."""
    enter(lease, Stage.READ)
    with institution_scope(lease.institution_id):
        unread = JobPaper.objects.filter(
            job_id=lease.job_id, paper__status__in=[PaperStatus.RECEIVED, PaperStatus.READING]
        )
        left = list(unread.values_list("paper_id", flat=True))
    with ThreadPoolExecutor(READERS) as pool:
        while left:
            done = pool.map(lambda paper: _read(lease.institution_id, paper), left)
            left = [paper for paper, read in zip(left, done, strict=True) if not read]
            _go_on(lease)
            time.sleep(1 if left else 0)


def _read(institution_id: int, paper_id: int) -> bool:
    try:
        return read_paper(institution_id, paper_id)
    finally:
        connection.close()  # of this thread


def _go_on(lease: Lease) -> None:
    """Raise `LeaseLost` or `Cancelled` where the job is not to go on."""
    with fenced(lease):
        pass


async def direct(lease: Lease, publish: Publish) -> HubResult:
    """Let the hub direct the spokes to the end of the job."""
    journal = DatabaseJournal(lease)
    async with open_model() as model:
        await sync_to_async(enter)(lease, Stage.EXTRACT, model=model.name)
        request, topics = await sync_to_async(prepare)(lease)
        budget = Budget(limits(), already_spent(*await sync_to_async(journal.recorded)()))
        spokes = JobSpokes(lease, model, journal, budget, topics, publish)
        return await run_hub(model, spokes, request, journal, budget)


def prepare(lease: Lease) -> tuple[HubRequest, tuple[str, ...]]:
    """What is asked of the hub, and the topics that questions are sorted into."""
    with fenced(lease):
        job = Job.objects.select_related("professor").get(pk=lease.job_id)
        entries = list(job.papers.select_related("paper__course"))
        papers = [entry.paper for entry in entries]
        file_unfiled(papers, job.professor)
        topics = topics_offered([paper for paper in papers if paper.readable])
    listed = tuple((entry.alias, entry.paper.file_name) for entry in entries)
    return HubRequest(job.professor.name, listed), topics


def limits() -> Limits:
    """What one job may take, by the settings."""
    return Limits(
        input_tokens=settings.JOB_MAX_TOKENS,
        output_tokens=settings.JOB_MAX_TOKENS,
        money=Decimal(str(settings.JOB_MAX_COST)),
        seconds=float(settings.JOB_SECONDS) - 60,  # before the queue would end it
    )


def settle_by_result(lease: Lease, result: HubResult) -> None:
    """End the job as its result says; a published report is never called a failure."""
    note_left_out(lease, result)
    end = result.stopped_by
    reason = str(end.reason) if end else ""
    if result.report is not None:
        whole = result.status is HubStatus.FINISHED and not result.left_out
        status = JobStatus.SUCCEEDED if whole else JobStatus.PARTIAL
        detail = end.words if end else left_out_words(result)
        settle(lease, status, reason=reason, detail=detail, summary=result.summary)
    elif end is not None:
        settle(lease, JobStatus.FAILED, reason=reason, detail=end.words, summary=result.summary)
    else:
        words = left_out_words(result) or "No report was made."
        settle(lease, JobStatus.FAILED, reason="nothing_to_analyse", detail=words)


def note_left_out(lease: Lease, result: HubResult) -> None:
    """Write beside each paper that is not in the analysis why it is not."""
    with fenced(lease):
        for one in result.left_out:
            entry = JobPaper.objects.filter(job_id=lease.job_id, alias=one.paper)
            entry.update(state=PaperState.LEFT_OUT, reason=one.reason)


def left_out_words(result: HubResult) -> str:
    """Which papers are not in the analysis, and why; a line for each."""
    return "\n".join(f"{one.label}: {one.reason}" for one in result.left_out)
