"""The forecast held against a series of papers: of a professor, or of a file of labelled questions.

python manage.py backtest --professor "Ilse Thornquist" [--institution norvale]
python manage.py backtest questions.jsonl [--topic micro_topic] [--subject Physics] [--window 5]
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from analysis.enums import JobStatus
from analysis.models import Job
from analysis.statistics.results import Analysis, Backtest
from analysis.statistics.scoreboard import Series, read_series, scoreboard, walk
from exams.models import Institution
from exams.tenancy import institution_scope


class Command(BaseCommand):
    help = "Hold the forecast against past papers, beside random, last year and plain count."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file",
            nargs="?",
            type=Path,
            help="JSON lines, a question each: year, topic; optionally subject, paper or shift.",
        )
        parser.add_argument("--professor", help="the name of a professor with a finished analysis")
        parser.add_argument("--institution", help="its short name, where there are several")
        parser.add_argument("--topic", default="topic", help="the field that names the topic")
        parser.add_argument("--subject", help="only questions of this subject")
        parser.add_argument("--window", type=int, help="papers known before each (all)")
        parser.add_argument("-k", type=int, help="topics named before each paper (a usual paper's)")

    def handle(self, *args: Any, **options: Any) -> None:
        if any(options[name] is not None and options[name] < 1 for name in ("k", "window")):
            raise CommandError("-k and --window count from 1.")
        if bool(options["file"]) == bool(options["professor"]):
            raise CommandError("Name either a file or --professor.")
        if options["professor"]:
            found = stored_backtest(options["professor"], options["institution"])
            self.stdout.write(scoreboard(options["professor"], found))
            return
        for series in _series(options):
            tested = walk(series, k=options["k"], window=options["window"])
            if tested is None:
                self.stdout.write(f"{series.name}: too few papers, {len(series.papers)}.\n")
            else:
                self.stdout.write(scoreboard(series.name, tested))


def _series(options: dict[str, Any]) -> list[Series]:
    try:
        return read_series(options["file"], options["topic"], options["subject"])
    except (OSError, ValueError) as error:
        raise CommandError(str(error)) from error


def stored_backtest(professor: str, slug: str | None) -> Backtest:
    """The backtest of the professor's latest finished analysis; CommandError where none is."""
    institutions = Institution.objects.filter(slug=slug) if slug else Institution.objects.all()
    for institution in institutions:
        with institution_scope(institution.pk):
            finished = Job.objects.filter(
                professor__name__iexact=professor,
                status__in=[JobStatus.SUCCEEDED, JobStatus.PARTIAL],
            )
            job = finished.order_by("-pk").first()
        if job is not None and job.analysis:
            tested = Analysis.model_validate(job.analysis).backtest
            if tested is None:
                raise CommandError("There are fewer than 4 papers of a known year.")
            return tested
    raise CommandError(f"No finished analysis of {professor}.")
