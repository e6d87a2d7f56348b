"""Every failpoint at its first, second and last visit: the process dies there, another goes on.

The state that is left has to be that of a run that nobody disturbed, with every effect once, and
with one call asked again at most.
"""

import argparse
import multiprocessing
import os
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections
from django.db.models.functions import Now

from analysis.models import Attempt, Job
from exams import failpoints
from exams.tenancy import institution_scope
from profiler_site.pipeline import run_job
from tests.chaos.audit import Left, broken_rules, differences, left_by
from tests.chaos.endpoint import Endpoint, serving
from tests.chaos.stage import ask, copy_of, institutions, report, say


@dataclass(frozen=True)
class End:
    """What a crash led to: what is left, which rules are broken, how many calls it took."""

    place: str
    left: Left
    broken: list[str]
    calls: int
    seconds: float


def main(arguments: list[str]) -> int:
    """Print each crash as it was survived, then the figures; 1 where one misses its goal."""
    parser = argparse.ArgumentParser(prog="sweep", description=__doc__)
    parser.add_argument("--papers", type=int, default=2)
    parser.add_argument("--only", default="", help="labels that contain this")
    parser.add_argument("--part", type=part, default=(1, 1), help="such as 1/3: every third place")
    parser.add_argument("--jobs", type=int, default=2, help="crashes at once")
    options = parser.parse_args(arguments)
    number, parts = options.part
    with ExitStack() as stack:
        endpoints = [stack.enter_context(serving()) for _ in range(options.jobs)]
        use(endpoints[0])
        first, warm = institutions(2, options.papers)
        run_job(warm, ask(warm).pk)  # here, so that no child has to load what a run needs
        calls, visits = undisturbed(first, endpoints[0])
        same = left_by(first)
        places = [one for one in places_of(visits) if options.only in one][number - 1 :: parts]
        ends = list(survived(first, places, endpoints, same))
    return summary(same, calls, visits, ends)


def part(text: str) -> tuple[int, int]:
    """One of so many parts: "2/3" is the second of three."""
    number, parts = map(int, text.split("/"))
    if not 1 <= number <= parts:
        raise ValueError(text)
    return number, parts


def use(endpoint: Endpoint) -> None:
    """Ask this endpoint from now on, in this process and its children."""
    settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL = "key", endpoint.base_url


def survived(first: int, places: list[str], endpoints: list[Endpoint], same: Left) -> Iterator[End]:
    """Crash at each place, as many at once as there are endpoints; each told as it is done."""
    connections.close_all()
    context = multiprocessing.get_context("fork")
    free = context.Queue()
    for endpoint in endpoints:
        free.put(endpoint)
    tried = [(first, number, place) for number, place in enumerate(places, 2)]
    with context.Pool(len(endpoints), lane, (free,)) as pool:
        for done, end in enumerate(pool.imap_unordered(crashed, tried), 1):
            wrong = [*end.broken, *differences(same, end.left)[:1]]
            told = f"{end.calls:3} calls {end.seconds:5.1f} s {wrong or 'ok'}"
            say(f"{done:4} of {len(places)}  {end.place:32} {told}")
            yield end


_own: list[Endpoint] = []  # of this process, so that its calls are its own


def lane(free: Any) -> None:
    """Begin a process that crashes jobs of its own."""
    _own.append(free.get())
    use(_own[0])


def undisturbed(institution_id: int, endpoint: Endpoint) -> tuple[int, Counter[str]]:
    """Run a job to its end; how many calls it took, and how often each failpoint was visited."""
    before, job = endpoint.counts().total(), ask(institution_id)
    told = Path(settings.HOME) / "visits"
    forked(institution_id, job.pk, "*", told)
    visits = Counter({label: int(n) for label, n in map(str.split, told.read_text().splitlines())})
    return endpoint.counts().total() - before, visits


def places_of(visits: Counter[str]) -> list[str]:
    """First, second and last visit of each label."""
    return [
        f"{label}:{visit}"
        for label, last in sorted(visits.items())
        for visit in sorted({1, min(2, last), last})
    ]


def crashed(tried: tuple[int, int, str]) -> End:
    """Die at a place, go on in another process; what came of it."""
    first, number, place = tried
    institution_id, endpoint, began = copy_of(first, number), _own[0], time.monotonic()
    before = endpoint.counts().total()
    job = ask(institution_id)
    killed = forked(institution_id, job.pk, place)
    broken = [] if killed else ["nobody died"]
    with institution_scope(institution_id):
        over = Now() - timedelta(seconds=1)
        Job.objects.filter(lease_token__isnull=False).update(lease_until=over)
    forked(institution_id, job.pk, "")
    calls = endpoint.counts().total() - before
    with institution_scope(institution_id):
        lines = Attempt.objects.exclude(outcome="lost").count()
        lost = Attempt.objects.filter(outcome="lost").count()
    if not lines <= calls <= lines + lost:
        broken.append("the ledger does not hold what the endpoint was asked")
    broken += broken_rules(institution_id)
    return End(place, left_by(institution_id), broken, calls, time.monotonic() - began)


def forked(institution_id: int, job_id: int, place: str, told: Path | None = None) -> bool:
    """Work on a job in a child process that dies at `place`; whether it died."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        failpoints.armed = place
        run_job(institution_id, job_id)
        if told:
            lines = (f"{label} {visits}" for label, visits in failpoints.visits.items())
            told.write_text("\n".join(lines))
        connections.close_all()
        os._exit(0)
    return os.waitpid(child, 0)[1] != 0


def summary(same: Left, calls: int, visits: Counter[str], ends: list[End]) -> int:
    """Print what the crashes led to."""
    differ = [one.place for one in ends if differences(same, one.left)]
    doubled = [one.place for one in ends if one.left.rows != same.rows]
    finished = [one for one in ends if one.left.status == same.status]
    broken = " ".join(f"{one.place}: {one.broken}" for one in ends if one.broken)
    again = max((one.calls - calls for one in ends), default=0)
    papers = len(same.papers)  # asked about side by side
    rows = [
        ("undisturbed run", "succeeded", same.status, same.status == "succeeded"),
        ("failpoints", "", str(len(visits)), True),
        ("crashes", "", str(len(ends)), True),
        ("finished", "100 %", f"{len(finished)} of {len(ends)}", len(finished) == len(ends)),
        ("state differs", "0", f"{len(differ)} {' '.join(differ[:5])}", not differ),
        ("effects doubled or missing", "0", f"{len(doubled)}", not doubled),
        ("rules broken", "0", broken or "0", not broken),
        ("calls of a run", "", str(calls), True),
        ("calls repeated after a kill", f"{papers} under way", f"{again}", again <= papers),
    ]
    return report("Crash at every failpoint", rows)
