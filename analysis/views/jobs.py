"""The pages of the staff about analyses: start one, watch it, end it, run it again."""

import json
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db.models import Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HTMX_STOP_POLLING

from analysis.access import access_job
from analysis.agents.prices import PRICE_TABLE
from analysis.enums import ACTIVE, JobStatus, PaperState
from analysis.lacks import lacks_in_words
from analysis.models import Job, Step, Turn
from analysis.selectors import jobs_matching, papers_of_job
from analysis.services import jobs as service
from analysis.services.refusals import JobRefused
from analysis.views import starting
from analysis.views.timeline import timeline
from exams.access import access_professor, staff_required
from exams.models import Paper, Professor
from exams.selectors.papers import professors_to_analyse

LISTED = 100
CONCLUDED = (JobStatus.SUCCEEDED, JobStatus.PARTIAL)
SHOWN = {"active": ACTIVE, "failed": (JobStatus.FAILED,)}
TOLD = 20_000  # characters of a result


@staff_required
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """The latest analyses."""
    show = request.GET.get("show", "")
    found = jobs_matching()
    if show in SHOWN:
        found = found.filter(status__in=SHOWN[show])
    return render(request, "analysis/jobs.html", {"jobs": found[:LISTED], "show": show})


@staff_required
@require_safe
def job(request: HttpRequest, job_id: int) -> HttpResponse:
    """One analysis: what it does, did and cost."""
    return render(request, "analysis/job.html", progress(access_job(job_id)))


@staff_required
@require_safe
def job_progress(request: HttpRequest, job_id: int) -> HttpResponse:
    """The part of that page which looks again; a finished job tells it to stop."""
    found = access_job(job_id)
    status = 200 if found.active else HTMX_STOP_POLLING
    return render(request, "analysis/_job.html", progress(found), status=status)


def progress(found: Job) -> dict[str, Any]:
    """What the job page shows."""
    papers, steps = list(papers_of_job(found)), list(found.steps.all())
    return {
        "job": found,
        "papers": papers,
        "turns": list(found.turns.all()),
        "calls": [step for step in steps if step.kind == "tool"],
        "answers": [step for step in steps if step.kind == "model"],
        "parked_today": found.not_before and is_today(found.not_before),
        "lacks": lacks_in_words(found.lacks),
        "settled": sum(entry.state != PaperState.WAITING for entry in papers),
    }


@staff_required
@require_safe
def transcript(request: HttpRequest, job_id: int) -> HttpResponse:
    """How an analysis was made: over time, turn by turn, and every request that was sent."""
    found = access_job(job_id)
    steps, attempts = list(found.steps.all()), list(found.attempts.all())
    context = {
        "job": found,
        "timeline": timeline(steps, attempts),
        "turns": [(turn, calls_of(turn, steps)) for turn in found.turns.all()],
        "attempts": attempts,
        "failed": sum(one.outcome not in {"ok", "under_way"} for one in attempts),
        "price_table": PRICE_TABLE,
    }
    return render(request, "analysis/transcript.html", context)


def calls_of(turn: Turn, steps: list[Step]) -> list[tuple[Step, str]]:
    """The tool calls of a turn as the model made them, each with its result as text."""
    calls = [step for step in steps if step.key.startswith(f"turn:{turn.number}:call:")]
    calls.sort(key=lambda step: int(step.key.split(":")[3]))
    return [(one, json.dumps(one.result, indent=1, ensure_ascii=False)[:TOLD]) for one in calls]


def is_today(moment: datetime) -> bool:
    """Whether a moment is on this day."""
    return timezone.localdate(moment) == timezone.localdate()


@staff_required
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """The professors whose papers can be analysed."""
    concluded = Max("jobs__finished_at", filter=Q(jobs__status__in=CONCLUDED))
    professors = professors_to_analyse().annotate(concluded=concluded)
    return render(request, "analysis/choose.html", {"professors": professors})


@staff_required
@require_http_methods(["GET", "POST"])
def start(request: Any, professor_id: int) -> HttpResponse:
    """Start an analysis of a professor's papers, all or those ticked, or say why it cannot be."""
    professor = access_professor(professor_id)
    if request.method != "POST":
        return offer(request, professor)
    try:
        job = service.request_job(professor, papers_ticked(request, professor), request.user)
        return redirect("job", job.pk)
    except JobRefused as refusal:
        return offer(request, professor, refusal)


def papers_ticked(request: HttpRequest, professor: Professor) -> list[Paper] | None:
    """The papers that were ticked; None where they could not be, for all."""
    if "choose" not in request.POST:
        return None
    sent = request.POST.getlist("papers")
    papers = starting.chosen(starting.choices(professor), sent)
    if not papers:
        raise JobRefused("no_papers", "Tick at least one paper.")
    return papers


def offer(
    request: HttpRequest, professor: Professor, refusal: JobRefused | None = None
) -> HttpResponse:
    """The page to start an analysis; after a refusal with its words and the one under way."""
    named = request.GET.get("course", "")
    course = int(named) if named.isdecimal() else None
    groups = starting.choices(professor, course)
    context = {
        "professor": professor,
        "groups": groups,
        "course": course,
        "outlay": starting.outlay(starting.ticked(groups)),
        "refusal": str(refusal or ""),
        "active": professor.jobs.filter(status__in=ACTIVE).first(),
    }
    return render(request, "analysis/start.html", context, status=409 if refusal else 200)


@staff_required
@require_POST
def cancel_job(request: HttpRequest, job_id: int) -> HttpResponse:
    """End an analysis before its next step."""
    service.cancel(access_job(job_id))
    return redirect("job", job_id)


@staff_required
@require_POST
def resume_job(request: HttpRequest, job_id: int) -> HttpResponse:
    """Have a waiting analysis go on now; one that no longer waits is only shown."""
    with suppress(JobRefused):
        service.resume(access_job(job_id))
    return redirect("job", job_id)


@staff_required
@require_POST
def retry_job(request: Any, job_id: int) -> HttpResponse:
    """Ask for the same again."""
    found = access_job(job_id)
    try:
        return redirect("job", service.retry(found, request.user).pk)
    except JobRefused as refusal:
        return offer(request, found.professor, refusal)
