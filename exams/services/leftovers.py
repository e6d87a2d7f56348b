"""Stored files that no row names any more: removed once the rows are gone for certain.

Files are kept by content, so that several rows may name the same one: the file of a paper that was
divided, a page that two papers share. Each model that names files says so in its app's `ready`.
"""

from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.db import connection, models, transaction
from django.db.models.signals import post_delete

from exams.tenancy import current_institution, institution_scope

_named: dict[type[models.Model], str] = {}


def names_files(model: type[models.Model], column: str) -> None:
    """Have the files that a model's rows name in `column` removed with the last row naming them."""
    _named[model] = column
    post_delete.connect(_row_gone, sender=model, dispatch_uid=f"leftovers of {model._meta.label}")


def _row_gone(instance: Any, **kwargs: Any) -> None:
    forget(getattr(instance, _named[type(instance)]))


def forget(name: str) -> None:
    """Once this transaction is committed, remove a file that no row of the institution names."""
    if name:
        transaction.on_commit(partial(remove_unnamed, current_institution(), name))


def remove_unnamed(institution_id: int, name: str) -> bool:
    """Remove a file unless some row names it; whether it was removed.

    Whoever stores the same content again meanwhile waits, or is waited for.
    """
    with institution_scope(institution_id):
        lock(name)
        used = any(
            model._default_manager.filter(**{column: name}).exists()
            for model, column in _named.items()
        )
        if not used:
            default_storage.delete(name)
        return not used


def lock(name: str) -> None:
    """Hold a file's name until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
