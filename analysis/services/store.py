"""Transactions of a job: in its institution, behind its fence, and patient with the database."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from asgiref.sync import sync_to_async
from django.db import InterfaceError, OperationalError, connection

from analysis.errors import StoreUnavailable
from analysis.services.jobs import Lease, go_on
from exams.tenancy import institution_scope

PAUSES = (0.2, 0.4, 0.8, 1.5, 2.0, 2.0, 2.0)  # seconds; a server that restarts takes one or two


@contextmanager
def stored(lease: Lease) -> Iterator[None]:
    """A transaction in the job's institution; raises `StoreUnavailable` where the database is away.

    What is away for a moment must not look like the failure of a tool or of a paper.
    """
    with reaching(), institution_scope(lease.institution_id):
        yield


@contextmanager
def reaching() -> Iterator[None]:
    """Start with a connection that works; raise `StoreUnavailable` where there is none any more."""
    # Asking whether it still lives is cheaper than a new connection for each transaction.
    if not connection.in_atomic_block and connection.connection and not connection.is_usable():
        connection.close()
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise StoreUnavailable(str(error)) from error


@contextmanager
def fenced(lease: Lease, *, before_call: bool = False) -> Iterator[None]:
    """A transaction of the lease's holder in a job that is to go on; raises as `go_on` does."""
    with stored(lease):
        go_on(lease, before_call=before_call)
        yield


def must_go_on(lease: Lease) -> None:
    """Raise, as `go_on` does, where the job is not to go on; between two pieces of work."""
    with fenced(lease, before_call=True):
        return


async def patiently[T](work: Callable[[], T]) -> T:
    """Do `work`, a transaction that may be repeated, also if the database is away for a moment.

    So an answer that was paid for is not lost to a restart of the server.
    """
    for pause in PAUSES:
        try:
            return await sync_to_async(work)()
        except StoreUnavailable:
            await asyncio.sleep(pause)
    return await sync_to_async(work)()
