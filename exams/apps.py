"""The app of what people gave us."""

from django.apps import AppConfig


class ExamsConfig(AppConfig):
    """Institutions, people, courses, papers."""

    name = "exams"
    verbose_name = "Papers"
