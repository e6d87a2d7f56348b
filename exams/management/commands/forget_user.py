"""Remove somebody's account."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from exams.models import User
from exams.services.institutions import LastOwner, forget_user


class Command(BaseCommand):
    help = (
        "Remove an account with its plans, ticks and memberships. What the person decided and "
        "uploaded stays, without a name."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].lower()).first()
        if user is None:
            raise CommandError(f"Nobody has an account under {options['email']}.")
        try:
            forget_user(user)
        except LastOwner as refusal:
            raise CommandError(f"{refusal} Make somebody else an owner first.") from refusal
        self.stdout.write("The account is removed.")
