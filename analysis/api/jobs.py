"""Jobs for programs: ask for a profile, watch it being made, read how it was made."""

from ninja import Query, Router, Status

from analysis.access import access_extraction, access_job
from analysis.api import answers
from analysis.schemas import ExtractionResult
from analysis.selectors import jobs_matching, papers_of_job, transcript_of_job
from analysis.services import jobs
from exams.access import access_professor
from exams.api.answers import listing
from exams.api.callers import ApiRequest, staff_only
from exams.api.schemas import Id, Limits, Listing, problems
from exams.errors import NotFound
from exams.models import Paper

router = Router(tags=["jobs"])


def job_answer(job_id: int) -> answers.JobAnswer:
    """A job as it stands now."""
    job = access_job(job_id)
    return answers.answer_job(job, list(papers_of_job(job)), job.turns.count())


@router.get("/jobs", response={200: Listing[answers.JobBrief], **problems(403, 422)})
@staff_only
def list_jobs(
    request: ApiRequest, wanted: Query[answers.JobFilter], limits: Query[Limits]
) -> Listing[answers.JobBrief]:
    """Jobs, the latest first."""
    return listing(jobs_matching(**wanted.dict()), limits, answers.brief_job)


@router.post("/jobs", response={201: answers.JobAnswer, **problems(400, 403, 404, 409, 422)})
@staff_only
def request_job(request: ApiRequest, body: answers.NewJob) -> Status[answers.JobAnswer]:
    """Ask for a profile over papers of a professor, all of them where none are named."""
    professor = access_professor(body.professor_id)
    papers = None if body.paper_ids is None else access_papers(body.paper_ids)
    job = jobs.request_job(professor, papers, request.auth.user)
    return Status(201, job_answer(job.pk))


def access_papers(paper_ids: list[int]) -> list[Paper]:
    """These papers, each once, in the order named; raises `NotFound` where one is missing."""
    found = Paper.objects.in_bulk(paper_ids)
    if len(found) < len(set(paper_ids)):
        raise NotFound("No such paper.")
    return [found[paper_id] for paper_id in dict.fromkeys(paper_ids)]


@router.get("/jobs/{job_id}", response={200: answers.JobAnswer, **problems(403, 404, 422)})
@staff_only
def get_job(request: ApiRequest, job_id: Id) -> answers.JobAnswer:
    """One job: how far it is, what became of its papers, what it has cost so far."""
    return job_answer(job_id)


@router.post("/jobs/{job_id}/cancel", response={202: answers.JobAnswer, **problems(403, 404, 422)})
@staff_only
def cancel_job(request: ApiRequest, job_id: Id) -> Status[answers.JobAnswer]:
    """End a waiting job at once, a running one before its next step; a finished one stays."""
    jobs.cancel(access_job(job_id))
    return Status(202, job_answer(job_id))


@router.post(
    "/jobs/{job_id}/resume", response={202: answers.JobAnswer, **problems(403, 404, 409, 422)}
)
@staff_only
def resume_job(request: ApiRequest, job_id: Id) -> Status[answers.JobAnswer]:
    """Have a job go on now that waits for its provider or for the next day."""
    jobs.resume(access_job(job_id))
    return Status(202, job_answer(job_id))


@router.post(
    "/jobs/{job_id}/retry", response={201: answers.JobAnswer, **problems(403, 404, 409, 422)}
)
@staff_only
def retry_job(request: ApiRequest, job_id: Id) -> Status[answers.JobAnswer]:
    """Ask for the same again as a new job; what was extracted already is not paid again."""
    job = jobs.retry(access_job(job_id), request.auth.user)
    return Status(201, job_answer(job.pk))


@router.get(
    "/jobs/{job_id}/transcript", response={200: answers.Transcript, **problems(403, 404, 422)}
)
@staff_only
def get_transcript(request: ApiRequest, job_id: Id, limits: Query[Limits]) -> answers.Transcript:
    """The turns of the orchestrator model and the steps that they led to, in order."""
    rows, count = transcript_of_job(access_job(job_id), limits.offset, limits.limit)
    return answers.Transcript(items=[answers.answer_entry(row) for row in rows], count=count)


@router.get(
    "/papers/{paper_id}/extraction",
    response={200: ExtractionResult, **problems(403, 404, 422)},
    tags=["papers"],
)
@staff_only
def get_extraction(request: ApiRequest, paper_id: Id) -> ExtractionResult:
    """What was extracted from a paper last: every question with its labels."""
    return answers.answer_extraction(access_extraction(paper_id))
