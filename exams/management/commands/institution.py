"""Add, list and remove institutions."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from exams.models import Institution
from exams.services.institutions import DAYS, add_institution, remove_institution


class Command(BaseCommand):
    help = "Add, list or remove institutions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        adding = verbs.add_parser("add", help="Add one; prints a link for its first owner")
        adding.add_argument("slug", help="As in /at/<slug>/")
        adding.add_argument("name")
        adding.add_argument("owner", help="Whom the link is meant for")
        adding.add_argument("--domain", default="", help="An address of its own")
        verbs.add_parser("list", help="List all")
        removing = verbs.add_parser("remove", help="Remove one with all its rows and files")
        removing.add_argument("slug")
        removing.add_argument("--yes", action="store_true", help="Do not ask")

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, options["verb"])(options)

    def add(self, options: Any) -> None:
        wanted = (options["slug"], options["name"], options["owner"], options["domain"])
        try:
            made, secret = add_institution(*wanted)
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        address = f"{settings.BASE_URL}/at/{made.slug}{reverse('join', args=[secret])}"
        self.stdout.write(f"{made} is added. Good for one person and {DAYS} days:\n{address}")

    def list(self, options: Any) -> None:
        for one in Institution.objects.order_by("slug"):
            self.stdout.write(f"{one.slug}\t{one.name}\t{one.domain or ''}")

    def remove(self, options: Any) -> None:
        found = Institution.objects.filter(slug=options["slug"]).first()
        if found is None:
            raise CommandError(f"No institution {options['slug']!r}.")
        question = f"Remove {found} with its papers, people's plans and trail? Type its slug: "
        if not options["yes"] and input(question) != found.slug:
            raise CommandError("Nothing was removed.")
        remove_institution(found)
        self.stdout.write(f"{found} is removed.")
