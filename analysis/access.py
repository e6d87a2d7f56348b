"""From a number that somebody sent to a job: the only way in."""

from analysis.models import Job
from exams.errors import NotFound


def access_job(job_id: int) -> Job:
    """A job of this institution; raises `NotFound`."""
    found = Job.objects.select_related("professor").filter(pk=job_id).first()
    if found is None:
        raise NotFound("No such analysis.")
    return found
