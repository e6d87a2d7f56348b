"""What rows and fields are called in the admin.

Names are given to the models when all are loaded, and stand in no migration: another word for a
field is no change of the database.
"""

from collections.abc import Iterable

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

ROWS = {
    "professor": (_("professor"), _("professors")),
    "course": (_("course"), _("courses")),
    "syllabus": (_("syllabus version"), _("syllabus versions")),
    "topic": (_("topic"), _("topics")),
    "paper": (_("paper"), _("papers")),
    "membership": (_("membership"), _("memberships")),
    "apitoken": (_("API token"), _("API tokens")),
    "user": (_("user"), _("users")),
}
FIELDS = {
    "name": _("name"),
    "title": _("title"),
    "code": _("code"),
    "syllabus": _("syllabus"),
    "course": _("course"),
    "professor": _("professor"),
    "topic": _("topic"),
    "position": _("position"),
    "in_syllabus": _("in syllabus"),
    "valid_from": _("valid from"),
    "valid_until": _("valid until"),
    "file": _("file"),
    "text": _("text"),
    "file_name": _("file name"),
    "year": _("year"),
    "session": _("session"),
    "status": _("status"),
    "user": _("user"),
    "role": _("role"),
    "prefix": _("prefix"),
    "created_by": _("created by"),
    "created_at": _("created at"),
    "expires_at": _("expires at"),
    "revoked_at": _("revoked at"),
}


def name_models(models: Iterable[type[Model]]) -> None:
    """Give models and their fields the names that people read."""
    for model in models:
        options = model._meta
        if names := ROWS.get(options.model_name or ""):
            options.verbose_name, options.verbose_name_plural = names
        for field in options.local_fields:
            if field.name in FIELDS:
                field.verbose_name = FIELDS[field.name]
