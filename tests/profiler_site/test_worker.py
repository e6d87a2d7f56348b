"""Real worker processes: a job survives the death of the one that works on it."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest
from django.db import connections

from analysis.enums import JobStatus
from analysis.models import Job, Step, Turn
from analysis.services.jobs import request_job
from exams.tenancy import institution_scope
from profiler_site.pipeline import run_job
from reports.models import Profile
from tests.doubles.answers import Answer, Body
from tests.doubles.server import offline, scripted_server
from tests.people import make_people
from tests.profiler_site.folders import file_papers, read_all

ROOT = Path(__file__).parents[2]
PATIENCE = 90.0  # seconds; a test that waits this long has failed

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@contextmanager
def worker(settings: Any, base_url: str) -> Iterator[subprocess.Popen[bytes]]:
    """`manage.py worker` on the database of this test; killed with all its children at the end."""
    environment = {
        **os.environ,
        "OPENAI_API_KEY": "key",
        "OPENAI_BASE_URL": base_url,
        "PROFILER_HOME": str(settings.HOME),
        "PROFILER_LEASE_SECONDS": "2",
        "PROFILER_WORKERS": "1",
        "PROFILER_MEDIA": str(settings.MEDIA_ROOT),
    }
    process = subprocess.Popen([sys.executable, "manage.py", "worker"], cwd=ROOT, env=environment)
    try:
        yield process
    finally:
        kill_all(process.pid)
        process.wait()


def kill_all(pid: int) -> None:
    """SIGKILL to a process and all that came of it."""
    try:
        family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    except psutil.NoSuchProcess:
        return
    for one in family:
        try:
            os.kill(one.pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def wait_for(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.1)


def in_scope[T](institution: int, look: Callable[[], T]) -> T:
    with institution_scope(institution):
        return look()


def conclusions(institution: int) -> Any:
    """What students would read, without what differs between any two runs."""
    document = in_scope(institution, lambda: Profile.objects.get().document)
    return {key: document[key] for key in ("analysis", "papers", "statements", "left_out")}


@pytest.fixture
def institution(real_db: None) -> int:
    return make_people().norvale.pk


def test_worker_survives_its_idle_processes_and_another_goes_on_where_it_was_killed(
    institution: int, settings: Any
) -> None:
    professor = file_papers(institution, 2)
    read_all(institution)
    asked: list[Body] = []
    killed = threading.Event()

    def answers_turns_at_once(body: Body) -> Answer:
        asked.append(body)
        # Both papers are to be under way when the worker dies.
        held = "response_format" in body and not killed.is_set()
        return offline(body).delayed(PATIENCE if held else 0.0)

    with scripted_server(answers_turns_at_once) as server:
        with worker(settings, server.base_url) as first:
            kill_idle_processes(first)
            job = in_scope(institution, lambda: request_job(professor))
            wait_for(lambda: len(asked) == 1 + 2)
            kill_all(first.pid)
        killed.set()
        interrupted = in_scope(institution, lambda: Job.objects.get(pk=job.pk))
        assert (interrupted.status, interrupted.claims) == (JobStatus.RUNNING, 1)
        with worker(settings, server.base_url):
            wait_for(lambda: not in_scope(institution, lambda: Job.objects.get(pk=job.pk)).active)
    with institution_scope(institution):
        job.refresh_from_db()
        assert (job.status, job.claims) == (JobStatus.SUCCEEDED, 2)
        assert Turn.objects.filter(job=job).count() == 4
        assert Step.objects.filter(job=job, kind="model").count() == 2
    # 4 turns and 2 extractions, and the two that were under way when the worker died.
    assert len(asked) == 6 + 2
    after_kill = conclusions(institution)

    with scripted_server(offline) as server:
        settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL = "key", server.base_url
        undisturbed = in_scope(institution, lambda: request_job(professor))
        run_job(institution, undisturbed.pk)
    assert conclusions(institution) == after_kill
    connections.close_all()


def kill_idle_processes(supervisor: subprocess.Popen[bytes]) -> None:
    """SIGKILL to the worker, the monitor and the pusher of a cluster that waits for work."""
    wait_for(lambda: len(psutil.Process(supervisor.pid).children(recursive=True)) >= 5)
    sentinel = psutil.Process(supervisor.pid).children()[0].children()[0]
    for idle in sentinel.children():
        os.kill(idle.pid, signal.SIGKILL)
