"""The app of what was concluded."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnalysisConfig(AppConfig):
    """Jobs, extractions, questions, findings."""

    name = "analysis"
    verbose_name = _("Analysis")
