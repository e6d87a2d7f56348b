"""What is published, and what is said to it."""

from reports.models.objection import Objection
from reports.models.profile import Profile, ProfileState, Report

__all__ = ["Objection", "Profile", "ProfileState", "Report"]
