"""The app of what was concluded."""

from django.apps import AppConfig


class AnalysisConfig(AppConfig):
    """Jobs, extractions, questions, findings."""

    name = "analysis"
    verbose_name = "Analysis"
