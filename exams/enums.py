"""The states and roles of what people gave us, each with its meaning."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a member may do in an institution."""

    OWNER = "owner", _("Owner")  # everything staff may, and members and tokens
    STAFF = "staff", _("Staff")  # uploads papers, starts analyses, reads transcripts
    STUDENT = "student", _("Student")  # reads published profiles


STAFF_ROLES = frozenset({Role.OWNER, Role.STAFF})


class ReleaseState(models.TextChoices):
    """Whether students see a paper; `exams.selectors.released` says when each holds."""

    RELEASED = "released", _("Released")
    EMBARGO = "embargo", _("Not before a date")
    WITHHELD = "withheld", _("Withheld")  # students are not told that it exists
    EXEMPT = "exempt", _("Exempt")  # a note, and perhaps a sample, stands in its place


class PaperStatus(models.TextChoices):
    """Where a paper is on its way from upload to being read."""

    RECEIVED = "received", _("Waiting to be read")
    READING = "reading", _("Being read")
    READ = "read", _("Read")
    UNREADABLE = "unreadable", _("Could not be read")
    DIVIDED = "divided", _("Filed as several papers")
