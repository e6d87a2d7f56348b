"""Make a key for programs that call the API."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from exams.models import Institution
from exams.services.tokens import issue_token
from exams.tenancy import institution_scope


class Command(BaseCommand):
    help = "Issue a token for the API of an institution. Its text is shown once and never again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("institution", help="The institution's slug, as in /at/<slug>/")
        parser.add_argument("name", help="What the token is for, such as 'import of 2026'")

    def handle(self, *args: Any, **options: Any) -> None:
        institution = Institution.objects.filter(slug=options["institution"]).first()
        if institution is None:
            known = ", ".join(Institution.objects.values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"No institution {options['institution']!r}. There are: {known}.")
        if not 0 < len(options["name"].strip()) <= NAME_LENGTH:
            raise CommandError(f"Give the token a name of 1 to {NAME_LENGTH} letters.")
        with institution_scope(institution.pk):
            _, text = issue_token(options["name"].strip())
        self.stdout.write(text)


NAME_LENGTH = 100  # of `ApiToken.name`
