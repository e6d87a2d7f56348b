"""From a number that somebody sent to a job or an extraction: the only way in."""

from typing import Any

from django.db.models import QuerySet

from analysis.models import Draft, Extraction, Job
from exams.enums import Role
from exams.errors import NotFound
from exams.models import Membership


def access_job(job_id: int) -> Job:
    """A job of this institution; raises `NotFound`."""
    found = Job.objects.select_related("professor").filter(pk=job_id).first()
    if found is None:
        raise NotFound("No such job.")
    return found


def access_extraction(paper_id: int) -> Extraction:
    """The latest extraction of a paper of this institution; raises `NotFound`."""
    extractions = Extraction.objects.select_related("paper__professor", "paper__course")
    found = extractions.filter(paper_id=paper_id).order_by("-pk").first()
    if found is None:
        raise NotFound("Nothing was extracted from such a paper.")
    return found


def drafts_for(membership: Membership, user: Any) -> QuerySet[Draft]:
    """The drafts that a member of the staff may see: their own, and all for an owner."""
    drafts = Draft.objects.all()
    return drafts if membership.role == Role.OWNER else drafts.filter(uploaded_by=user)


def access_draft(membership: Membership, user: Any, draft_id: int) -> Draft:
    """A draft for who uploaded it or an owner; raises `NotFound` for everybody else."""
    drafts = drafts_for(membership, user).select_related("professor", "course")
    found = drafts.filter(pk=draft_id).first() if membership.is_staff else None
    if found is None:
        raise NotFound("No such draft.")
    return found
