"""Whose rows are seen: the institution of the running transaction.

The database decides (row-level security on `profiler.institution`, see `policies`); what stands
here tells it, and raises where somebody forgot to say, since an empty answer is easily overlooked.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connections, transaction

SETTING = "profiler.institution"
_institution: ContextVar[int | None] = ContextVar("institution", default=None)
_platform: ContextVar[bool] = ContextVar("platform", default=False)
audit = logging.getLogger("profiler.audit")


class ScopeMissing(RuntimeError):
    """Rows of an institution were asked for outside of any institution."""


class ScopeConflict(RuntimeError):
    """One institution's scope was opened inside another's."""


def current_institution() -> int:
    """The id of the institution in whose scope we are; raises `ScopeMissing` outside of one."""
    institution_id = _institution.get()
    if institution_id is None:
        raise ScopeMissing("open institution_scope(institution_id) around this")
    return institution_id


def institution_if_any() -> int | None:
    """The same, or None outside of a scope: what a new row gets before it is saved."""
    return _institution.get()


@contextmanager
def institution_scope(institution_id: int) -> Iterator[None]:
    """One transaction in which only this institution's rows exist.

    Opening the same institution again is a savepoint; another one is a `ScopeConflict`. The
    setting is local to the transaction and is put back before a savepoint is released, since
    PostgreSQL would let it live on. It is set anew on every entry: the same context may continue
    on a thread with a connection of its own.
    """
    before = _institution.get()
    if before not in (None, institution_id):
        raise ScopeConflict(f"institution {institution_id} asked for within {before}")
    ends_here = not connections["default"].in_atomic_block  # the setting goes with the transaction
    with transaction.atomic():
        _tell_database(str(institution_id))
        token = _institution.set(institution_id)
        try:
            yield
        finally:
            _institution.reset(token)
        # A transaction marked for rollback takes its settings with it and refuses statements.
        if before is None and not ends_here and not connections["default"].needs_rollback:
            _tell_database("")


def _tell_database(value: str) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, value])


@contextmanager
def platform_scope(reason: str) -> Iterator[None]:
    """Rows of all institutions, by the role that may see them; each use is logged with its reason.

    Only `Model.across` works inside; it uses the connection "platform".
    """
    audit.info("platform scope: %s", reason)
    with transaction.atomic(using="platform"):
        token = _platform.set(True)
        try:
            yield
        finally:
            _platform.reset(token)


def require_platform() -> None:
    """Raise `ScopeMissing` outside of `platform_scope`."""
    if not _platform.get():
        raise ScopeMissing("open platform_scope(reason) around this")
