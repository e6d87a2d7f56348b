"""The states of a job and of its papers, each with its meaning."""

from django.db import models


class JobStatus(models.TextChoices):
    """Where a job is. Written by `analysis.services.jobs` alone."""

    QUEUED = "queued", "Waiting for a worker"
    RUNNING = "running", "Running"
    SUCCEEDED = "succeeded", "Done"
    PARTIAL = "partial", "Done, some papers left out"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


ACTIVE = frozenset({JobStatus.QUEUED, JobStatus.RUNNING})
FINISHED = frozenset(JobStatus) - ACTIVE


class Stage(models.TextChoices):
    """What a job is doing."""

    READ = "read", "Reading papers"
    EXTRACT = "extract", "Labelling questions"
    ANALYSE = "analyse", "Finding patterns"
    REPORT = "report", "Writing the report"
    DONE = "done", "Finished"


class PaperState(models.TextChoices):
    """What became of one paper in a job."""

    WAITING = "waiting", "Waiting"
    EXTRACTED = "extracted", "Labelled"
    LEFT_OUT = "left_out", "Left out"
