"""A job in the terminal: its progress while it runs, and what came of it."""

from collections import Counter

from django.db import connection
from rich.console import Console, Group, RenderableType
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from analysis.enums import PaperState, Stage
from analysis.models import Job, JobPaper
from exams.enums import PaperStatus
from exams.tenancy import institution_scope
from reports.document import ProfileDocument
from reports.models import Profile

SHOWN = 10


def progress_of(institution_id: int, job_id: int) -> RenderableType:
    """What a job is doing, in two lines; asked several times a second, on a thread of its own."""
    try:
        with institution_scope(institution_id):
            job = Job.objects.get(pk=job_id)
            entries = list(job.papers.values_list("state", "paper__status"))
            steps = job.steps.count()
    finally:
        connection.close()  # the thread ends without telling anybody
    if job.stage == Stage.READ:
        done = sum(status in {PaperStatus.READ, PaperStatus.UNREADABLE} for _, status in entries)
    else:
        done = sum(state != PaperState.WAITING for state, _ in entries)
    words = f"{Stage(job.stage).label}  {done} of {len(entries)} papers"
    if steps:
        words += f"  ·  {steps} steps, {job.input_tokens + job.output_tokens} tokens"
    return Group(Text(words), ProgressBar(total=len(entries), completed=done, width=60))


def summary_of(console: Console, job: Job) -> None:
    """Print what came of a job: topics, zones, forecast, and what was left out and why."""
    left_out = job.papers.filter(state=PaperState.LEFT_OUT).select_related("paper")
    profile = Profile.objects.filter(job=job).first()
    if profile is not None:
        document = ProfileDocument.model_validate(profile.document)
        console.print(f"\n[bold]{document.professor}[/]  {', '.join(document.courses)}")
        console.print(topics_table(document))
        console.print(forecast_words(document))
        console.print(f"[dim]{document.made_with}[/]")
    else:
        console.print(f"[red]No profile:[/] {job.detail}")
    for entry in left_out:
        console.print(f"[yellow]Left out[/] {entry.paper.file_name}: {entry.reason}")
    console.print(papers_words(list(job.papers.all())))


def topics_table(document: ProfileDocument) -> Table:
    """The topics most often asked."""
    table = Table("Topic", "Papers", "Questions", "Marks", "Trend", box=None, pad_edge=False)
    papers = len(document.analysis.papers)
    for topic in document.analysis.topics[:SHOWN]:
        marks = "–" if topic.marks is None else f"{topic.marks:g}"
        asked = f"{topic.papers} of {papers} ({topic.percentage:.0f} %)"
        table.add_row(topic.topic, asked, str(topic.questions), marks, topic.trend.value)
    return table


def forecast_words(document: ProfileDocument) -> str:
    """What is likely next, and how far to believe it."""
    likely = ", ".join(
        f"{one.topic} ({one.probability:.0%})" for one in document.analysis.predictions[:5]
    )
    backtest = document.analysis.backtest
    verdict = backtest.verdict if backtest else "Too few papers to test the forecast."
    return f"[bold]Likely next:[/] {likely or 'nothing that stands out'}\n{verdict}"


def papers_words(entries: list[JobPaper]) -> str:
    """How many papers the profile rests on."""
    states = Counter(entry.state for entry in entries)
    return f"{states[PaperState.EXTRACTED]} of {len(entries)} papers analysed."
