"""The app of what people gave us."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from exams.names import name_models
from exams.said import register
from exams.sentences import SENTENCES
from exams.services.leftovers import names_files
from exams.trail_words import WORDINGS, register_wordings


class ExamsConfig(AppConfig):
    """Institutions, people, courses, papers."""

    name = "exams"
    verbose_name = _("Papers")

    def ready(self) -> None:
        """Say which rows name stored files, and how rows and sentences are put in words."""
        register(SENTENCES)
        name_models(self.get_models())
        register_wordings(WORDINGS)
        names_files(self.get_model("Paper"), "file")
        names_files(self.get_model("Page"), "picture")
        names_files(self.get_model("Institution"), "logo")
