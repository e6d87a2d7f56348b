"""The app of what was concluded."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from analysis.sentences import SENTENCES
from exams.said import register
from exams.services.leftovers import names_files


class AnalysisConfig(AppConfig):
    """Jobs, extractions, questions, findings."""

    name = "analysis"
    verbose_name = _("Analysis")

    def ready(self) -> None:
        """Say which rows name stored files, and how sentences are put."""
        register(SENTENCES)
        names_files(self.get_model("Draft"), "file")
