"""Bring the files of translations up to date, and say what is missing in them."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from profiler_site.translations import catalogue


class Command(BaseCommand):
    help = "Collect all texts into locale/, keep their translations, and name those without one."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        found = catalogue.collected()
        missing = 0
        for language, _ in settings.LANGUAGES:
            if language == settings.LANGUAGE_CODE:
                continue
            catalogue.update(language, found)
            for fault in catalogue.faults(language, found):
                missing += 1
                self.stderr.write(f"{language}: {fault}")
        self.stdout.write(f"{len(found)} texts.")
        if missing:
            raise CommandError(f"{missing} of them are to be translated or put right.")
