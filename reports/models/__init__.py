"""What is published."""

from reports.models.profile import Profile, Report

__all__ = ["Profile", "Report"]
