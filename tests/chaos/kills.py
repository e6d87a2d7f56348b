"""Each process of an idle cluster killed in turn: the worker has to work again, nothing be left."""

import argparse
import os
import signal
import subprocess
import time
from functools import partial

import psutil
from django.conf import settings

from profiler_site.pipeline import run_job
from tests.chaos.audit import left_by
from tests.chaos.endpoint import serving
from tests.chaos.stage import ask, institutions, job_of, report, wait_until, workers

ROLES = ("worker", "monitor", "sentinel", "main")
WITHIN = 30.0  # seconds
SIZE = 5  # main, sentinel, one worker, monitor, pusher


def main(arguments: list[str]) -> int:
    """Print how long each recovery took; 1 where one took too long or left a process behind."""
    parser = argparse.ArgumentParser(prog="kills", description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args(arguments)
    trials = [role for role in ROLES for _ in range(options.times)]
    seconds: dict[str, list[float]] = {role: [] for role in ROLES}
    orphans = 0
    with serving() as endpoint:
        settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL = "key", endpoint.base_url
        first, *others = institutions(len(trials) + 1, papers=1)
        run_job(first, ask(first).pk)
        same = left_by(first)
        with workers(1, endpoint.base_url, PROFILER_WORKERS="1") as (supervisor,):
            for role, institution in zip(trials, others, strict=True):
                family = idle_family(supervisor)
                os.kill(family[role], signal.SIGKILL)
                ask(institution)
                took = wait_until(partial(finished, institution), 2 * WITHIN)
                seconds[role].append(took if took is not None else 2 * WITHIN)
                orphans += sum(map(alive, family.values()))
        wrong = sum(left_by(institution) != same for institution in others)
    good = sum(one <= WITHIN for times in seconds.values() for one in times)
    rows = [
        (
            f"{role} killed: seconds until a job was done",
            f"{WITHIN:.0f}",
            listed(times),
            max(times) <= WITHIN,
        )
        for role, times in seconds.items()
    ]
    rows += [
        ("working again in time", str(len(trials)), str(good), good == len(trials)),
        ("jobs whose state differs", "0", str(wrong), wrong == 0),
        ("processes left behind", "0", str(orphans), orphans == 0),
    ]
    return report("Idle processes killed", rows)


def idle_family(supervisor: subprocess.Popen[bytes]) -> dict[str, int]:
    """The processes of a whole cluster that has settled, by what they do."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        time.sleep(0.5)
        mains = psutil.Process(supervisor.pid).children()
        sentinels = [one for main in mains for one in main.children()]
        rest = [one for sentinel in sentinels for one in sentinel.children()]
        if len(mains) + len(sentinels) + len(rest) == SIZE:
            time.sleep(1)  # until they wait for messages
            worker, monitor, pusher = sorted(one.pid for one in rest)
            return {
                "main": mains[0].pid,
                "sentinel": sentinels[0].pid,
                "worker": worker,
                "monitor": monitor,
                "pusher": pusher,
            }
    raise TimeoutError("the cluster did not start")


def finished(institution_id: int) -> bool:
    """Whether the institution's job is over."""
    return not job_of(institution_id).active


def alive(pid: int) -> bool:
    """Whether a process still runs."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def listed(times: list[float]) -> str:
    return " ".join(f"{one:.1f}" for one in times)
