"""What was concluded from the papers."""

from analysis.models.complaint import Complaint
from analysis.models.draft import Draft, DraftState
from analysis.models.job import Job, JobPaper, Step, Turn
from analysis.models.ledger import Attempt, DaySpending, Provider
from analysis.models.meaning import Meaning
from analysis.models.question import Evidence, Extraction, Finding, Question
from analysis.models.review import Review, ReviewAction

__all__ = [
    "Attempt",
    "Complaint",
    "DaySpending",
    "Draft",
    "DraftState",
    "Evidence",
    "Extraction",
    "Finding",
    "Job",
    "JobPaper",
    "Meaning",
    "Provider",
    "Question",
    "Review",
    "ReviewAction",
    "Step",
    "Turn",
]
