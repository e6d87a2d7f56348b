"""Many jobs while any process is killed every second or two and the database crashes now and then.

Two workers and their clusters are under fire: supervisors too, which are started again as an init
system would. What is left has to be what an undisturbed run leaves, for every job.
"""

import argparse
import random
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from django.conf import settings
from django.db import DatabaseError, connections

from analysis.enums import ACTIVE
from analysis.models import Job
from exams.tenancy import platform_scope
from profiler_site.pipeline import run_job
from tests.chaos.audit import broken_rules, differences, left_by
from tests.chaos.endpoint import serving
from tests.chaos.stage import ask, institutions, kill_tree, report, start_worker, wait_until


@dataclass
class Fire:
    """Workers under fire, and what has hit them."""

    base_url: str
    dice: random.Random
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    kills: int = 0
    crashes: int = 0

    def shoot(self) -> None:
        """Kill one process of the workers, whichever; a dead supervisor is started again."""
        alive = []
        for worker in self.workers:
            with suppress(psutil.NoSuchProcess):
                process = psutil.Process(worker.pid)
                alive += [process, *process.children(recursive=True)]
        if alive:
            with suppress(psutil.NoSuchProcess):
                self.dice.choice(alive).kill()
                self.kills += 1
        self.replace_dead()

    def replace_dead(self) -> None:
        """Start a worker for each that is gone."""
        for place, worker in enumerate(self.workers):
            with suppress(subprocess.TimeoutExpired):
                worker.wait(0.05)
                self.workers[place] = start_worker(self.base_url, PROFILER_WORKERS="1")

    def is_over(self) -> bool:
        """Whether all jobs are done; else the dead are replaced."""
        self.replace_dead()
        return done()

    def crash_database(self) -> None:
        """Restart PostgreSQL as a crash does: no transaction is ended in order."""
        folder = Path(settings.HOME) / "postgres"
        server = Path((folder / "postmaster.opts").read_text().split()[0])
        command = [
            str(server.parent / "pg_ctl"),
            "-D",
            str(folder),
            "-m",
            "immediate",
            "-w",
            "restart",
        ]
        subprocess.run(
            command,
            check=True,
            user=folder.stat().st_uid,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        connections.close_all()
        self.crashes += 1


def main(arguments: list[str]) -> int:
    """Print the figures of the fire; 1 where one misses its goal."""
    parser = argparse.ArgumentParser(prog="soak", description=__doc__)
    parser.add_argument("--jobs", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=120, help="of fire")
    parser.add_argument("--crash-every", type=float, default=30, help="seconds")
    parser.add_argument("--patience", type=float, default=240, help="seconds after the fire")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    with serving(latency=0.5) as endpoint:
        settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL = "key", endpoint.base_url
        first, *others = institutions(options.jobs + 1)
        run_job(first, ask(first).pk)
        needed = endpoint.counts().total()
        same = left_by(first)
        for institution in others:
            ask(institution)
        fire = Fire(endpoint.base_url, random.Random(options.seed))
        fire.workers = [start_worker(endpoint.base_url, PROFILER_WORKERS="1") for _ in range(2)]
        started = time.monotonic()
        try:
            burn(fire, options.seconds, options.crash_every)
            wait_until(fire.is_over, options.patience, every=1)
            took = time.monotonic() - started
        finally:
            for worker in fire.workers:
                kill_tree(worker)
        calls = endpoint.counts().total() - needed
    ends = {institution: left_by(institution) for institution in others}
    wrong = [found[0] for left in ends.values() if (found := differences(same, left))]
    finished = sum(left.status == same.status for left in ends.values())
    broken = sorted({rule for institution in others for rule in broken_rules(institution)})
    repeated = calls / (needed * len(others)) - 1
    rows = [
        ("kills, crashes of the database", "", f"{fire.kills}, {fire.crashes}", True),
        ("seconds until all were done", "", f"{took:.0f}", True),
        ("jobs done", f"{len(others)}", str(finished), finished == len(others)),
        ("jobs whose state differs", "0", f"{len(wrong)} {wrong[:1]}", not wrong),
        ("rules broken", "0", ", ".join(broken) or "0", not broken),
        ("calls needed, made", "", f"{needed * len(others)}, {calls}", True),
        ("calls repeated", "at most 10 %", f"{repeated:.1%}", repeated <= 0.1),
    ]
    return report(f"{len(others)} jobs under fire", rows)


def burn(fire: Fire, seconds: float, crash_every: float) -> None:
    """Shoot each one to three seconds; let the database crash each so many."""
    started = crashed = time.monotonic()
    while time.monotonic() - started < seconds and not done():
        time.sleep(fire.dice.uniform(1, 3))
        fire.shoot()
        if time.monotonic() - crashed > crash_every:
            crashed = time.monotonic()
            fire.crash_database()


def done() -> bool:
    """Whether no job is under way any more; not known while the database is away."""
    try:
        with platform_scope("see whether the try-out is over"):
            return not Job.across.filter(status__in=ACTIVE).exists()
    except DatabaseError:
        connections.close_all()
        return False
