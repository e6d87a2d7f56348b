"""A lease kept alive while its job waits for a model."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import DatabaseError, connection

from analysis.errors import LeaseLost
from analysis.services.jobs import Lease, renew


@contextmanager
def heartbeat(lease: Lease) -> Iterator[None]:
    """Renew `lease` three times per lease time, on a thread with a connection of its own.

    A lost lease is not told to anybody: the next write meets the fence.
    """
    stop = threading.Event()
    thread = threading.Thread(target=_beat, args=(lease, stop), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _beat(lease: Lease, stop: threading.Event) -> None:
    try:
        while not stop.wait(settings.LEASE_SECONDS / 3):
            try:
                renew(lease)
            except LeaseLost:
                return
            except DatabaseError:
                connection.close()  # the server may be back at the next beat
    finally:
        connection.close()
