"""The app that composes the others."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Commands, checks and the composition of pages, API and pipeline."""

    name = "profiler_site"
    verbose_name = "Professor Profiler"

    def ready(self) -> None:
        """Register the checks."""
        from profiler_site import checks  # noqa: F401, PLC0415  # registers itself; needs the apps
