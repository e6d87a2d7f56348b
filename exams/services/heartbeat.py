"""Saying "still at it" while something takes long, so that others need not wait long if we die."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection


@contextmanager
def heartbeat(beat: Callable[[], bool], every: float) -> Iterator[None]:
    """Call `beat` every so many seconds, on a thread with a connection of its own.

    It ends with the block, or when `beat` returns False. A database that is away is tried again at
    the next beat.
    """
    stop = threading.Event()
    thread = threading.Thread(target=_beat, args=(beat, every, stop), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _beat(beat: Callable[[], bool], every: float, stop: threading.Event) -> None:
    try:
        while not stop.wait(every):
            try:
                if not beat():
                    return
            except DatabaseError:
                connection.close()
    finally:
        connection.close()
