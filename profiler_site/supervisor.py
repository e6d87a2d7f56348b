"""A worker that cannot stand still: a qcluster that is killed and started anew when in doubt.

A cluster of django-q2 stops for good, and looks healthy, when one of its processes dies at the
wrong moment. So none of them may die: whenever one does, or a message lies unheard while workers
are free, the whole process group goes and another is started. Jobs lose nothing by it, since their
rows carry on: those of a cluster that is dead for certain are free for others at once. Beside it
runs the sweep for jobs that nobody holds.
"""

import contextlib
import logging
import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable
from functools import partial

import psutil
from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from analysis.enums import JobStatus
from analysis.models import Job
from analysis.services.jobs import CLUSTER
from analysis.services.recounting import sweep_reviews
from analysis.services.sweeping import drain, free_jobs_of, sweep
from exams.enums import PaperStatus
from exams.models import Paper
from exams.queue import waiting
from exams.services.papers import sweep_papers
from exams.tenancy import platform_scope

logger = logging.getLogger(__name__)
LOOK_EVERY = 0.3  # seconds; a death between two looks is found by what it leaves undone
UNHEARD, LONGEST_UNHEARD = 30.0, 480.0  # seconds that a message may lie
GRACE = 5.0  # seconds that a process may take to end
FIRST_BACK_OFF, MOST_BACK_OFF = 0.5, 4.0  # seconds
STEADY = 10.0  # seconds; a cluster that lived so long had no trouble to start
WORKERS: int = settings.Q_CLUSTER["workers"]


class Supervisor:
    """Keeps one cluster running until `stop`."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.backlog = Backlog()

    def stop(self, *signal_and_frame: object) -> None:
        self.stopping.set()

    def run(self) -> None:
        """Start clusters, one after the other, until `stop` is called."""
        back_off = FIRST_BACK_OFF
        while not self.stopping.is_set():
            name, started = uuid.uuid4().hex, time.monotonic()
            cluster = start_cluster(name)
            reason = self.watch(cluster.pid)
            if self.stopping.is_set():
                drain_cluster(cluster, name)
                ask_to_end(cluster)
            kill_group(cluster)
            guarded(partial(free_jobs_of, name))
            if self.stopping.is_set():
                return
            steady = time.monotonic() - started > STEADY
            back_off = FIRST_BACK_OFF if steady else min(2 * back_off, MOST_BACK_OFF)
            logger.warning("worker restarted: %s", reason)
            self.stopping.wait(back_off)

    def watch(self, leader: int) -> str:
        """Return why the cluster of process `leader` has to go; sweep meanwhile."""
        family, last_sweep = set[int](), 0.0
        self.backlog.begin()
        while not self.stopping.is_set():
            now = family_of(leader)
            if family - now or leader not in now:
                return f"processes died: {sorted(family - now) or leader}"
            family = now
            if time.monotonic() - last_sweep > settings.LEASE_SECONDS / 2:
                last_sweep = time.monotonic()
                guarded(sweep)
                guarded(sweep_papers)
                guarded(sweep_reviews)
                if guarded(self.backlog.is_stuck):
                    return "a message lay unheard while workers were free"
            self.stopping.wait(LOOK_EVERY)
        return "stopped"


def start_cluster(name: str) -> subprocess.Popen[bytes]:
    """A qcluster that leads a process group of its own; its jobs are held under `name`."""
    command = [sys.executable, "-m", "profiler_site.cluster"]
    environment = {**os.environ, CLUSTER: name}
    return subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, start_new_session=True)


def family_of(leader: int) -> set[int]:
    """The living processes of a cluster; empty once its leader is gone.

    These are the leader, its sentinel, and the sentinel's workers, pusher and monitor: copies of
    the leader. What comes and goes is none of them: the readers of PDFs below the workers, and
    programs such as ldconfig, which looks for libraries while the leader starts.
    """
    try:
        process = psutil.Process(leader)
        sentinels = copies(process)
        members = [process, *sentinels, *(one for each in sentinels for one in copies(each))]
        return {one.pid for one in members if one.status() != psutil.STATUS_ZOMBIE}
    except psutil.NoSuchProcess:
        return set()


def copies(process: psutil.Process) -> list[psutil.Process]:
    """The children that a process forked of itself, without programs that it runs."""
    program, found = process.exe(), []
    for child in process.children():
        with contextlib.suppress(psutil.NoSuchProcess):
            if child.exe() == program:
                found.append(child)
    return found


def drain_cluster(cluster: subprocess.Popen[bytes], name: str) -> None:
    """Let a cluster end by itself: no new messages, and jobs go back before their next call.

    Returns when it has, or after `DRAIN_SECONDS`. A job that is asked again meanwhile was taken up
    from what the cluster had already heard.
    """
    cluster.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + settings.DRAIN_SECONDS
    while cluster.poll() is None and time.monotonic() < deadline:
        guarded(partial(drain, name))
        with contextlib.suppress(subprocess.TimeoutExpired):
            cluster.wait(LOOK_EVERY)


def ask_to_end(cluster: subprocess.Popen[bytes]) -> None:
    """Give a cluster that is whole the time to end by itself."""
    with contextlib.suppress(ProcessLookupError, subprocess.TimeoutExpired):
        os.killpg(cluster.pid, signal.SIGTERM)
        cluster.wait(GRACE)


def kill_group(cluster: subprocess.Popen[bytes]) -> None:
    """Kill a cluster and all it started, orphans too whose leader went first.

    It is not asked: one that has lost a process would wait for it for good.
    """
    with contextlib.suppress(ProcessLookupError):
        os.killpg(cluster.pid, signal.SIGKILL)
    cluster.wait(GRACE)


class Backlog:
    """The messages that wait, watched for whether any is ever taken.

    On a busy machine a cluster may need longer to start than a message should lie. So each cluster
    that is found stuck doubles the patience with the next one, until a message is taken.
    """

    def __init__(self) -> None:
        self.patience = UNHEARD
        self.begin()

    def begin(self) -> None:
        """Start the clock anew, for a new cluster."""
        self.left: frozenset[int] = frozenset()  # of those that waited at first
        self.since = time.monotonic()

    def is_stuck(self) -> bool:
        """Whether for the time of its patience no message was taken although a worker was free."""
        now = waiting()
        if self.left - now:
            self.patience = UNHEARD
        if not self.left or self.left - now or all_at_work():
            self.left, self.since = now, time.monotonic()
        if time.monotonic() - self.since <= self.patience:
            return False
        self.patience = min(2 * self.patience, LONGEST_UNHEARD)
        return True


def all_at_work() -> bool:
    """Whether there are as many papers and jobs at work as there are workers."""
    with platform_scope("count what is worked on"):
        jobs = Job.across.filter(status=JobStatus.RUNNING, lease_until__gt=timezone.now())
        papers = Paper.across.filter(status=PaperStatus.READING)
        return jobs.count() + papers.count() >= WORKERS


def guarded[T](look: Callable[[], T]) -> T | None:
    """What `look` finds, or None while the database is away."""
    try:
        close_old_connections()
        return look()
    except DatabaseError as error:
        logger.warning("the database is away: %s", error)
        return None
