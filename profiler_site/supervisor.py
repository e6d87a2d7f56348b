"""A worker that cannot stand still: a qcluster that is killed and started anew when in doubt.

A cluster of django-q2 stops for good, and looks healthy, when one of its processes dies at the
wrong moment. So none of them may die: whenever one does, or a message lies unheard while workers
are free, the whole process group goes and another is started. Jobs lose nothing by it, since their
rows carry on. Beside it runs the sweep for jobs that nobody holds.
"""

import contextlib
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta

import psutil
from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django_q.models import OrmQ

from analysis.enums import JobStatus
from analysis.models import Job
from analysis.services.jobs import sweep
from exams.tenancy import platform_scope

logger = logging.getLogger(__name__)
LOOK_EVERY = 1.0  # seconds
STARTED_WITHIN = 15.0  # seconds in which a cluster has its processes
UNHEARD = timedelta(seconds=60)
GRACE = 5.0  # seconds between asking a group to end and killing it
MOST_BACK_OFF = 30.0


class Supervisor:
    """Keeps one cluster running until `stop`."""

    def __init__(self) -> None:
        self.stopping = False
        self.cluster: subprocess.Popen[bytes] | None = None

    def stop(self, *signal_and_frame: object) -> None:
        self.stopping = True

    def run(self) -> None:
        """Start clusters, one after the other, until `stop` is called."""
        back_off = 1.0
        while not self.stopping:
            started = time.monotonic()
            self.cluster = start_cluster()
            reason = self.watch(self.cluster.pid)
            end_group(self.cluster)
            if self.stopping:
                return
            steady = time.monotonic() - started > 2 * MOST_BACK_OFF
            back_off = 1.0 if steady else min(2 * back_off, MOST_BACK_OFF)
            logger.warning("worker restarted: %s", reason)
            time.sleep(back_off)

    def watch(self, leader: int) -> str:
        """Return why the cluster of process `leader` has to go; sweep meanwhile."""
        family, last_sweep, started = set[int](), 0.0, time.monotonic()
        while not self.stopping:
            now = family_of(leader)
            settled = time.monotonic() - started > STARTED_WITHIN
            if family - now or leader not in now:
                return f"processes died: {sorted(family - now) or leader}"
            family = now if settled or len(now) > expected_processes() else family
            if time.monotonic() - last_sweep > settings.LEASE_SECONDS / 2:
                last_sweep = time.monotonic()
                guarded(sweep)
                if guarded(unheard):
                    return "a message lay unheard while workers were free"
            time.sleep(LOOK_EVERY)
        return "stopped"


def expected_processes() -> int:
    """Sentinel, monitor and pusher beside the workers; the leader itself is one more."""
    return int(settings.Q_CLUSTER["workers"]) + 3  # type: ignore[call-overload]  # values are mixed


def start_cluster() -> subprocess.Popen[bytes]:
    """A qcluster that leads a process group of its own."""
    return subprocess.Popen([sys.executable, "manage.py", "qcluster"], start_new_session=True)


def family_of(leader: int) -> set[int]:
    """The living processes of a cluster; empty once its leader is gone."""
    try:
        process = psutil.Process(leader)
        members = [process, *process.children(recursive=True)]
        return {one.pid for one in members if one.status() != psutil.STATUS_ZOMBIE}
    except psutil.NoSuchProcess:
        return set()


def end_group(cluster: subprocess.Popen[bytes]) -> None:
    """End a cluster and all it started: first asked, then made to."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(cluster.pid, sign)
        except ProcessLookupError:
            break
        try:
            cluster.wait(GRACE)
        except subprocess.TimeoutExpired:
            continue
    with contextlib.suppress(ProcessLookupError):
        os.killpg(cluster.pid, signal.SIGKILL)  # orphans whose leader went first
    cluster.wait(GRACE)


def unheard() -> bool:
    """Whether a message waits although fewer jobs run than there are workers."""
    waiting = OrmQ.objects.filter(lock__lt=timezone.now() - UNHEARD).exists()
    with platform_scope("count the jobs that are worked on"):
        held = Job.across.filter(status=JobStatus.RUNNING, lease_until__gt=timezone.now())
        return waiting and held.count() < int(settings.Q_CLUSTER["workers"])  # type: ignore[call-overload]  # values are mixed


def guarded[T](look: Callable[[], T]) -> T | None:
    """What `look` finds, or None while the database is away."""
    try:
        close_old_connections()
        return look()
    except DatabaseError as error:
        logger.warning("the database is away: %s", error)
        return None
