"""From a number that somebody sent to a job or an extraction: the only way in."""

from analysis.models import Extraction, Job
from exams.errors import NotFound


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
