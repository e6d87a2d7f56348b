"""What people gave us."""

from exams.models.course import Course, Professor, Topic
from exams.models.institution import Institution, TenantModel
from exams.models.paper import Page, Paper
from exams.models.people import ApiToken, Membership, User

__all__ = [
    "ApiToken",
    "Course",
    "Institution",
    "Membership",
    "Page",
    "Paper",
    "Professor",
    "TenantModel",
    "Topic",
    "User",
]
