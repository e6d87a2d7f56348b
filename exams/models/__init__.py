"""What people gave us."""

from exams.models.course import Course, Professor, Syllabus, Topic
from exams.models.institution import Institution, TenantModel
from exams.models.paper import Page, Paper
from exams.models.people import ApiToken, Invitation, Membership, User
from exams.models.trail import Deed, TrailEntry

__all__ = [
    "ApiToken",
    "Course",
    "Deed",
    "Institution",
    "Invitation",
    "Membership",
    "Page",
    "Paper",
    "Professor",
    "Syllabus",
    "TenantModel",
    "Topic",
    "TrailEntry",
    "User",
]
