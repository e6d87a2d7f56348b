"""What people gave us."""

from exams.models.course import Course, Professor, Syllabus, Topic
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
    "Syllabus",
    "TenantModel",
    "Topic",
    "User",
]
