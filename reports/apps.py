"""The app of what is published."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Profiles and reports."""

    name = "reports"
    verbose_name = "Reports"
