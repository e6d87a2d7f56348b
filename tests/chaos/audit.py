"""What a finished job left behind, told so that two jobs over the same papers can be compared."""

import re
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from analysis.enums import JobStatus
from analysis.models import (
    Attempt,
    DaySpending,
    Evidence,
    Extraction,
    Finding,
    Job,
    JobPaper,
    Question,
    Step,
    Turn,
)
from analysis.models.job import Spending
from exams.tenancy import institution_scope
from reports.models import Profile, Report
from tests.chaos.stage import FIRST_ID

ROWS = (Turn, Step, Extraction, Question, Finding, Evidence, Report, Profile)


@dataclass(frozen=True)
class Left:
    """The state that one job left: how it ended, what it concluded, what it wrote and how often."""

    status: str
    papers: Any
    conversation: Any
    document: Any
    rows: dict[str, int]


def left_by(institution_id: int) -> Left:
    """What the institution's only job left, without what differs between any two."""
    with institution_scope(institution_id):
        job = Job.objects.get()
        names = names_of(job)
        profile = Profile.objects.filter(job=job).first()
        document = profile.document if profile else {}
        parts = ("analysis", "papers", "statements", "left_out")
        turns = Turn.objects.filter(job=job).values_list("number", "outcome", "message")
        steps = Step.objects.filter(job=job).order_by("key").values_list("key", "result")
        entries = job.papers.values_list("alias", "state", "reason")
        return Left(
            job.status,
            list(entries),
            told([list(turns), list(steps)], names),
            told({part: document.get(part) for part in parts}, names),
            {model.__name__: model.objects.count() for model in ROWS},
        )


def names_of(job: Job) -> dict[int, str]:
    """Papers and questions under names that are the same in every institution."""
    aliases = dict(JobPaper.objects.filter(job=job).values_list("paper_id", "alias"))
    rows = Question.objects.order_by("extraction_id", "pk")
    questions = rows.values_list("pk", "paper_id", "number", "position")
    named = {pk: f"{aliases[paper]} {place} {number}" for pk, paper, number, place in questions}
    return aliases | named


def told(value: Any, names: dict[int, str]) -> Any:
    """The value with names in place of ids; a list of ids in the order of the names."""
    if isinstance(value, dict):
        return {told(key, names): told(one, names) for key, one in value.items()}
    if isinstance(value, list | tuple):
        items = [told(one, names) for one in value]
        ids = all(isinstance(one, int) and one >= FIRST_ID for one in value)
        return sorted(items) if ids else items
    if isinstance(value, str):
        # Where the institution is, and how many bytes a PDF with its address has.
        return re.sub(r"/at/u\d+/professors/\d+/", "/at/u/professors/n/", value)
    if isinstance(value, int) and value >= FIRST_ID:
        return names.get(value, f"unknown {value}")
    return value


def broken_rules(institution_id: int) -> list[str]:
    """Which of the rules that always hold after a run do not hold here."""
    with institution_scope(institution_id):
        job = Job.objects.get()
        lines = Attempt.objects.filter(job=job)
        columns = [one.attname for one in Spending._meta.concrete_fields]
        sums = lines.aggregate(**{name: Sum(name, default=0) for name in columns})
        days = list(DaySpending.objects.all())
        found = {
            "the job is under way": job.status in {JobStatus.QUEUED, JobStatus.RUNNING},
            "a lease is left": job.lease_token is not None,
            "an attempt is under way": lines.filter(outcome="under_way").exists(),
            "the job's spending is not its ledger's": any(
                Decimal(sums[name]) != Decimal(getattr(job, name)) for name in columns
            ),
            "the day's spending is not the ledger's": sum(day.tokens for day in days)
            != sums["input_tokens"] + sums["output_tokens"],
            "something is held for ever": any(day.held_tokens or day.held_cost for day in days),
        }
    return [rule for rule, broken in found.items() if broken]


def differences(one: Any, other: Any, where: str = "") -> list[str]:
    """Where two values of the same shape differ, told short."""
    if isinstance(one, Left) and isinstance(other, Left):
        return differences(asdict(one), asdict(other))
    if isinstance(one, dict) and isinstance(other, dict):
        keys = sorted({*one, *other}, key=str)
        return [
            line
            for key in keys
            for line in differences(one.get(key), other.get(key), f"{where}.{key}")
        ]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return [line for place, pair in pairs for line in differences(*pair, f"{where}[{place}]")]
    return [] if one == other else [f"{where}: {str(one)[:80]} / {str(other)[:80]}"]
