"""What is published, what is said to it, and what readers keep beside it."""

from reports.models.objection import Objection
from reports.models.profile import Profile, ProfileState, Report
from reports.models.study import KnownTopic, OwnMark, Plan

__all__ = ["KnownTopic", "Objection", "OwnMark", "Plan", "Profile", "ProfileState", "Report"]
