"""What was concluded from the papers."""

from analysis.models.job import Job, JobPaper, Step, Turn
from analysis.models.question import Evidence, Extraction, Finding, Question

__all__ = ["Evidence", "Extraction", "Finding", "Job", "JobPaper", "Question", "Step", "Turn"]
