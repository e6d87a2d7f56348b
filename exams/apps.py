"""The app of what people gave us."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExamsConfig(AppConfig):
    """Institutions, people, courses, papers."""

    name = "exams"
    verbose_name = _("Papers")
