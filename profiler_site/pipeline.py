"""What the queue rings for, composed from the three apps: read a paper or a draft, run a job.

upload → read → extract → analyse → report → browse
"""

from analysis.services import drafts, profiling, recounting
from exams.services import papers
from reports.services.publishing import publish_again, publish_report


def read_paper(institution_id: int, paper_id: int) -> None:
    """Read a paper that was received."""
    papers.read_paper(institution_id, paper_id)


def read_draft(institution_id: int, draft_id: int) -> None:
    """Read a draft paper that was given to be checked."""
    drafts.read_draft(institution_id, draft_id)


def run_job(institution_id: int, job_id: int) -> None:
    """Work on a job: read, label, analyse, and publish the report."""
    profiling.run_job(institution_id, job_id, publish_report)


def count_again(institution_id: int, professor_id: int) -> None:
    """Count what reviewers decided about a professor's papers, and publish the profile with it."""
    job_id = recounting.count_again(institution_id, professor_id)
    if job_id is not None:
        publish_again(institution_id, job_id)
