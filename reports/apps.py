"""The app of what is published."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from exams.said import register
from exams.services.leftovers import names_files
from exams.trail_words import register_wordings
from reports.sentences import SENTENCES
from reports.trail_words import WORDINGS


class ReportsConfig(AppConfig):
    """Profiles and reports."""

    name = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        """Say which rows name stored files, and how sentences are put."""
        register(SENTENCES)
        register_wordings(WORDINGS)
        names_files(self.get_model("Report"), "file")
