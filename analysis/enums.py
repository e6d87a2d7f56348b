"""The states of a job and of its papers, each with its meaning."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobStatus(models.TextChoices):
    """Where a job is. Written by `analysis.services.jobs` alone."""

    QUEUED = "queued", _("Waiting for a worker")
    RUNNING = "running", _("Running")
    SUCCEEDED = "succeeded", _("Done")
    PARTIAL = "partial", _("Done, some papers left out")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


ACTIVE = frozenset({JobStatus.QUEUED, JobStatus.RUNNING})
FINISHED = frozenset(JobStatus) - ACTIVE


class Stage(models.TextChoices):
    """What a job is doing."""

    READ = "read", _("Reading papers")
    EXTRACT = "extract", _("Labelling questions")
    ANALYSE = "analyse", _("Finding patterns")
    REPORT = "report", _("Writing the report")
    DONE = "done", _("Finished")


class PaperState(models.TextChoices):
    """What became of one paper in a job."""

    WAITING = "waiting", _("Waiting")
    EXTRACTED = "extracted", _("Labelled")
    LEFT_OUT = "left_out", _("Left out")


# What the labels of a question are called. Topics and command words are the papers' own.
LEVEL_NAMES = {
    "easy": _("easy"),
    "medium": _("medium"),
    "hard": _("hard"),
    "very_hard": _("very hard"),
    "remember": _("remember"),
    "understand": _("understand"),
    "apply": _("apply"),
    "analyse": _("analyse"),
    "evaluate": _("evaluate"),
    "create": _("create"),
    "multiple_choice": _("multiple choice"),
    "short_answer": _("short answer"),
    "essay": _("essay"),
    "calculation": _("calculation"),
    "derivation": _("derivation"),
    "program": _("program"),
    "drawing": _("drawing"),
}


def level_name(level: str) -> str:
    """A label in words; one that is not ours, such as a command word, as it stands."""
    return str(LEVEL_NAMES.get(level) or level.replace("_", " "))
