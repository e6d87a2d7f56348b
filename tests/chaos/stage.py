"""What every try-out needs: rows to work on, workers to kill, and a look at what they left."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from rich.console import Console
from rich.table import Table

from analysis.models import Job
from analysis.services.jobs import request_job
from exams.models import Course, Institution, Page, Paper, Professor
from exams.services.catalogue import add_professor, course_titled
from exams.tenancy import institution_scope
from profiler_site import embedded_postgres
from tests.profiler_site.folders import file_papers, read_all

# Of papers and questions, far from each other and from every count and year.
FIRST_ID = 5_000_000_000
FIRST_IDS = {"exams_paper": FIRST_ID, "analysis_question": 2 * FIRST_ID}
ROOT = Path(__file__).parents[2]


def prepare() -> None:
    """Make the tables; let ids that conclusions name be recognised."""
    call_command("migrate", verbosity=0)
    number_from_far()
    connections.close_all()


def number_from_far() -> None:
    """Let papers and questions have numbers that nothing else has."""
    folder, name = connection.settings_dict["HOST"], connection.settings_dict["NAME"]
    with embedded_postgres.superuser(folder, name) as server:
        for table, first in FIRST_IDS.items():
            server.execute(f"ALTER SEQUENCE {table}_id_seq RESTART {first}")


def take_down() -> None:
    """End whatever this try-out started and that still runs."""
    connections.close_all()
    for child in psutil.Process().children(recursive=True):
        if not str(child.name()).startswith("postgres"):
            with suppress(psutil.NoSuchProcess):
                child.kill()


def institutions(count: int, papers: int = 3) -> list[int]:
    """So many institutions with the same read papers of one professor; their ids."""
    first = Institution.objects.create(slug="u0", name="University").pk
    file_papers(first, papers)
    read_all(first)
    return [first, *(copy_of(first, number) for number in range(1, count))]


def copy_of(institution_id: int, number: int) -> int:
    """Another institution with the same papers, already read."""
    with institution_scope(institution_id):
        papers = list(Paper.objects.order_by("pk"))
        pages = {paper.pk: list(paper.pages.all()) for paper in papers}
        course, professor = Course.objects.get(), Professor.objects.get()
    made = Institution.objects.create(slug=f"u{number}", name="University")
    with institution_scope(made.pk):
        professor = add_professor(professor.name)
        course = course_titled(course.title, course.code)
        for paper in papers:
            old = paper.pk
            paper.pk, paper.institution_id = None, made.pk
            paper.professor, paper.course, paper._state.adding = professor, course, True
            paper.save()
            for page in pages[old]:
                page.pk, page.institution_id, page.paper = None, made.pk, paper
            Page.objects.bulk_create(pages[old])
    return made.pk


def ask(institution_id: int) -> Job:
    """Ask for the institution's one profile."""
    with institution_scope(institution_id):
        return request_job(Professor.objects.get())


def job_of(institution_id: int) -> Job:
    """The institution's one job."""
    with institution_scope(institution_id):
        return Job.objects.get()


def start_worker(base_url: str, **environment: str) -> subprocess.Popen[bytes]:
    """`manage.py worker` on this database, with a model at this address."""
    given = {
        **os.environ,
        "OPENAI_API_KEY": "key",
        "OPENAI_BASE_URL": base_url,
        "PROFILER_HOME": str(settings.HOME),
        "PROFILER_MEDIA": str(settings.MEDIA_ROOT),
        **environment,
    }
    command = [sys.executable, "manage.py", "worker"]
    return subprocess.Popen(command, cwd=ROOT, env=given, stderr=subprocess.DEVNULL)


@contextmanager
def workers(
    count: int, base_url: str, **environment: str
) -> Iterator[list[subprocess.Popen[bytes]]]:
    """So many workers, killed with all that came of them at the end."""
    running = [start_worker(base_url, **environment) for _ in range(count)]
    try:
        yield running
    finally:
        for worker in running:
            kill_tree(worker)


def kill_tree(worker: subprocess.Popen[bytes]) -> None:
    """SIGKILL to a process and to all that came of it."""
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(worker.pid)
        for one in [process, *process.children(recursive=True)]:
            with suppress(psutil.NoSuchProcess):
                one.kill()
    worker.wait()


def wait_until(happened: Callable[[], bool], seconds: float, every: float = 0.2) -> float | None:
    """Seconds until it happened, None where it did not in time."""
    started = time.monotonic()
    while time.monotonic() - started < seconds:
        if happened():
            return time.monotonic() - started
        time.sleep(every)
    return None


def say(line: str) -> None:
    """Print a line at once."""
    Console(width=140).print(line, highlight=False, markup=False)


def report(title: str, rows: list[tuple[str, str, str, bool]]) -> int:
    """Print what was measured beside its goal; 1 where one is missed."""
    table = Table(title=title)
    for column in ("what", "goal", "measured", ""):
        table.add_column(column)
    for what, goal, measured, reached in rows:
        table.add_row(what, goal, measured, "ok" if reached else "[red]missed[/]")
    Console().print(table)
    return int(not all(reached for *_, reached in rows))
