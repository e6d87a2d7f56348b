"""One job from its claim to its end: read, label, analyse, report, settle.

No transaction is open while a model is waited for, and nothing is written but behind the fence.
"""

import logging
import time
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import suppress
from decimal import Decimal

from asgiref.sync import async_to_sync, sync_to_async
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection

from analysis.agents.budget import Budget, Limits, Spent, already_spent
from analysis.agents.hub import HubRequest, run_hub
from analysis.agents.hub_results import HubResult, HubStatus
from analysis.enums import JobStatus, PaperState, Stage
from analysis.errors import (
    Cancelled,
    Drained,
    LeaseLost,
    ModelUnavailable,
    ParkJob,
    RunInterrupted,
    Waiting,
)
from analysis.models import Job, JobPaper
from analysis.services.engines import engine_address, open_model
from analysis.services.jobs import Lease, claim, enter, give_back, note_lacks, park, renew, settle
from analysis.services.journal import DatabaseJournal
from analysis.services.ledger import Ledger
from analysis.services.spokes import JobSpokes, Publish
from analysis.services.store import PAUSES, fenced, must_go_on, stored
from analysis.services.topics import file_unfiled, topics_offered
from exams.enums import PaperStatus
from exams.failpoints import failpoint
from exams.services.heartbeat import heartbeat
from exams.services.papers import read_paper
from exams.tenancy import institution_scope

logger = logging.getLogger(__name__)
READERS = 2  # files read side by side, each in a process of its own
FIRST_PARK, LONGEST_PARK = 15.0, 3600.0  # seconds, for a provider that does not say how long


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
    except ParkJob as wait:
        logger.info("job %s parked: %s", job_id, wait)
        park(lease, wait.cause, wait.seconds)
    except Drained:
        give_back(lease)
    except (RunInterrupted, OperationalError, InterfaceError) as interruption:
        # The rows carry on: another worker takes the job up, at the latest when the lease is over.
        logger.warning("job %s interrupted: %r", job_id, interruption)
        if not isinstance(interruption, LeaseLost):
            give_back_in_time(lease)
    except Exception:
        logger.exception("job %s failed", job_id)
        words = f"Something went wrong on our side. It is logged under analysis {job_id}."
        settle(lease, JobStatus.FAILED, reason="internal_error", detail=words)


def give_back_in_time(lease: Lease) -> None:
    """Put the job back once the database answers again; else its lease will run out."""
    for pause in PAUSES:
        try:
            connection.close()
            return give_back(lease)
        except (OperationalError, InterfaceError):
            time.sleep(pause)
        except LeaseLost:
            return None
    return None


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
            left = _read_side_by_side(lease, pool, left)
            time.sleep(1 if left else 0)
    failpoint("papers.read")


def _read_side_by_side(lease: Lease, pool: Executor, papers: list[int]) -> list[int]:
    """Read papers; returns those that others are at. Begins no more once the job is to end."""
    begun = {paper: pool.submit(_read, lease.institution_id, paper) for paper in papers}
    left = []
    try:
        for paper, reading in begun.items():
            if not reading.result():
                left.append(paper)
            must_go_on(lease)
    finally:
        for reading in begun.values():
            reading.cancel()
    return left


def _read(institution_id: int, paper_id: int) -> bool:
    try:
        return read_paper(institution_id, paper_id)
    finally:
        connection.close()  # of this thread


async def direct(lease: Lease, publish: Publish) -> HubResult:
    """Let the hub direct the spokes to the end of the job; raises `ParkJob` where it has to wait.

    A provider that does not answer the hub is waited for: nothing of the job is lost by it.
    """
    journal = DatabaseJournal(lease)
    width, patience = settings.MODEL_CONCURRENCY, settings.MODEL_PATIENCE
    async with open_model(Ledger(lease, engine_address(), width, patience)) as model:
        await sync_to_async(enter)(lease, Stage.EXTRACT, model=model.name)
        request, topics = await sync_to_async(prepare)(lease)
        failpoint("job.prepared")
        budget = Budget(limits(), await sync_to_async(spent_before)(lease, journal))
        spokes = JobSpokes(lease, model, journal, budget, topics, publish)
        try:
            result = await run_hub(model, spokes, request, journal, budget)
        finally:
            await sync_to_async(guarded_note)(lease, model.abilities.lacking)
    if isinstance(result.stopped_by, ModelUnavailable) and result.report is None:
        seconds = await sync_to_async(next_park)(lease)
        raise ParkJob(Waiting.PROVIDER_AWAY, seconds, result.stopped_by.detail)
    failpoint("job.directed")
    return result


def guarded_note(lease: Lease, lacks: tuple[str, ...]) -> None:
    """Note what the endpoint lacks; a database that is away now is no reason to end otherwise."""
    with suppress(OperationalError, InterfaceError):
        note_lacks(lease, lacks)


def spent_before(lease: Lease, journal: DatabaseJournal) -> Spent:
    """What the job took before it was interrupted: its time by the journal, the rest by the ledger.

    So a call counts whose answer nobody wrote down.
    """
    seconds = already_spent(*journal.recorded()).seconds
    with stored(lease):
        job = Job.objects.get(pk=lease.job_id)
        unpriced = job.attempts.filter(priced=False).count()
    return Spent(job.input_tokens, job.output_tokens, job.cost, seconds, unpriced)


def next_park(lease: Lease) -> float:
    """Seconds to wait for a provider that is away: twice as long each time, up to an hour."""
    with stored(lease):
        parks = Job.objects.values_list("parks", flat=True).get(pk=lease.job_id)
    return float(min(LONGEST_PARK, FIRST_PARK * 2.0**parks))


def prepare(lease: Lease) -> tuple[HubRequest, tuple[str, ...]]:
    """What is asked of the hub, and the topics that questions are sorted into."""
    with fenced(lease):
        job = Job.objects.select_related("professor").get(pk=lease.job_id)
        entries = list(
            job.papers.select_related("paper__course").prefetch_related("paper__course__versions")
        )
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
    failpoint("job.noted")
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
