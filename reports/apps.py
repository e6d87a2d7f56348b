"""The app of what is published."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """Profiles and reports."""

    name = "reports"
    verbose_name = _("Reports")
