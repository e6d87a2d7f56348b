"""The states and roles of what people gave us, each with its meaning."""

from django.db import models


class Role(models.TextChoices):
    """What a member may do in an institution."""

    OWNER = "owner", "Owner"  # everything staff may, and members and tokens
    STAFF = "staff", "Staff"  # uploads papers, starts analyses, reads transcripts
    STUDENT = "student", "Student"  # reads published profiles


STAFF_ROLES = frozenset({Role.OWNER, Role.STAFF})


class ReleaseState(models.TextChoices):
    """Whether students see a paper; `exams.selectors.released` says when each holds."""

    RELEASED = "released", "Released"
    EMBARGO = "embargo", "Not before a date"
    WITHHELD = "withheld", "Withheld"  # students are not told that it exists
    EXEMPT = "exempt", "Exempt"  # a note, and perhaps a sample, stands in its place


class PaperStatus(models.TextChoices):
    """Where a paper is on its way from upload to being read."""

    RECEIVED = "received", "Waiting to be read"
    READING = "reading", "Being read"
    READ = "read", "Read"
    UNREADABLE = "unreadable", "Could not be read"
    DIVIDED = "divided", "Filed as several papers"
