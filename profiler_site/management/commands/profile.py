"""From a folder of PDFs to a profile, without a server."""

import functools
import json
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.live import Live

from analysis.enums import ACTIVE, JobStatus
from analysis.models import Job
from analysis.services.jobs import cancel, request_job
from analysis.services.profiling import run_job
from exams.errors import DuplicatePaper, PaperRejected
from exams.models import Course, Institution, Paper, Professor
from exams.services import files
from exams.services.catalogue import add_professor, course_titled
from exams.services.papers import read_again, receive_paper
from exams.tenancy import institution_scope
from profiler_site.terminal import progress_of, summary_of
from reports.document import ProfileDocument
from reports.models import Profile, Report
from reports.services.publishing import publish_report

EXIT = {JobStatus.SUCCEEDED: 0, JobStatus.PARTIAL: 3}  # 1: no profile; 2: wrong arguments


class Command(BaseCommand):
    help = (
        "Make a profile of a professor's exam papers. Exit status: 0 with all papers, "
        "3 with some left out, 1 where no profile could be made."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("papers", nargs="+", type=Path, help="PDFs, or folders of them")
        parser.add_argument("--professor", required=True, help="who set the papers")
        parser.add_argument("--course", default="", help="the course, where covers do not say")
        parser.add_argument("--syllabus", type=Path, help="a text file, one topic a line")
        parser.add_argument("--out", type=Path, help="where to write the PDF report")
        parser.add_argument("--json", type=Path, help="where to write the profile as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        console = Console()
        call_command("migrate", verbosity=0)  # the first use of a home begins here
        institution, _ = Institution.objects.get_or_create(
            slug="local", defaults={"name": "This computer"}
        )
        with institution_scope(institution.pk):
            professor = add_professor(options["professor"])
            course = course_of(options)
        papers = receive_all(console, institution, professor, course, pdfs(options["papers"]))
        job = request(institution.pk, professor, papers)
        with Live(get_renderable=lambda: progress_of(institution.pk, job.pk), console=console):
            work_on(institution.pk, job.pk)
        with institution_scope(institution.pk):
            job.refresh_from_db()
            summary_of(console, job)
            if job.status in EXIT:
                write(job, options["out"], options["json"])
        raise SystemExit(EXIT.get(JobStatus(job.status), 1))


def pdfs(places: list[Path]) -> list[Path]:
    """The files named, and the PDFs in the folders named; raises `CommandError` for neither."""
    found: list[Path] = []
    for place in places:
        if place.is_dir():
            found += sorted(place.glob("*.pdf"))
        elif place.is_file():
            found.append(place)
        else:
            raise CommandError(f"{place}: no such file or folder.")
    if not found:
        raise CommandError("There are no PDFs in the folders named.")
    return found


def course_of(options: dict[str, Any]) -> Course | None:
    """The course that was named, with its syllabus; None leaves it to the covers."""
    syllabus: Path | None = options["syllabus"]
    if syllabus is None and not options["course"]:
        return None
    course = course_titled(options["course"] or f"Papers of {options['professor']}")
    if syllabus is not None:
        try:
            course.syllabus = syllabus.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{syllabus}: not readable as text ({error}).") from error
        course.save()
    return course


def receive_all(
    console: Console,
    institution: Institution,
    professor: Professor,
    course: Course | None,
    places: list[Path],
) -> list[Paper]:
    """Take the files in; says of each that cannot be taken why, and goes on."""
    papers = []
    for place in places:
        with institution_scope(institution.pk):
            try:
                paper = receive_paper(place.read_bytes(), place.name)
            except DuplicatePaper as known:
                paper = Paper.objects.get(pk=known.paper_id)
                if not paper.readable:
                    read_again(paper)
            except PaperRejected as error:
                console.print(f"[red]✗[/] {error}")
                continue
            changes = {"professor": professor, **({"course": course} if course else {})}
            Paper.objects.filter(pk=paper.pk).update(**changes)
            papers.append(Paper.objects.get(pk=paper.pk))
    if not papers:
        raise CommandError("None of the files could be taken in.")
    return papers


def request(institution_id: int, professor: Professor, papers: list[Paper]) -> Job:
    """A new job; one that was interrupted before is ended first."""
    with institution_scope(institution_id):
        before = professor.jobs.filter(status__in=ACTIVE).first()
        if before is not None:
            cancel(before)
    if before is not None:
        work_on(institution_id, before.pk)
    with institution_scope(institution_id):
        return request_job(professor, papers)


def work_on(institution_id: int, job_id: int) -> None:
    """Return when the job is over, done here or by a worker that was faster."""
    while True:
        run_job(institution_id, job_id, functools.partial(publish_report, online=False))
        with institution_scope(institution_id):
            if not Job.objects.filter(pk=job_id, status__in=ACTIVE).exists():
                return
        time.sleep(1)


def write(job: Job, out: Path | None, as_json: Path | None) -> None:
    """Write the report and the profile where they are wanted."""
    if out is not None:
        out.write_bytes(files.fetch(Report.objects.get(job=job).file))
    if as_json is not None:
        profile = Profile.objects.get(professor=job.professor_id)
        document = ProfileDocument.model_validate(profile.document)
        content = document.model_dump(mode="json", exclude={"questions"})
        as_json.write_text(json.dumps(content, indent=2) + "\n")
