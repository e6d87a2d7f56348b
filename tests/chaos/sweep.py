"""Every failpoint at its first, second and last visit: the process dies there, another goes on.

The state that is left has to be that of a run that nobody disturbed, with every effect once, and
with one call asked again at most.
"""

import argparse
import os
from collections import Counter
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.db.models.functions import Now

from analysis.models import Attempt, Job
from exams import failpoints
from exams.tenancy import institution_scope
from profiler_site.pipeline import run_job
from tests.chaos.audit import Left, broken_rules, differences, left_by
from tests.chaos.endpoint import Endpoint, serving
from tests.chaos.stage import ask, copy_of, institutions, report


def main(arguments: list[str]) -> int:
    """Print the figures of the sweep; 1 where one misses its goal."""
    parser = argparse.ArgumentParser(prog="sweep", description=__doc__)
    parser.add_argument("--papers", type=int, default=2)
    parser.add_argument("--only", default="", help="labels that contain this")
    options = parser.parse_args(arguments)
    with serving() as endpoint:
        settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL = "key", endpoint.base_url
        first = institutions(1, options.papers)[0]
        calls, visits = undisturbed(first, endpoint)
        places = [place for place in places_of(visits) if options.only in place]
        ends = [crashed(copy_of(first, n), place, endpoint) for n, place in enumerate(places, 1)]
        same = left_by(first)
    return summary(same, calls, visits, dict(zip(places, ends, strict=True)))


def undisturbed(institution_id: int, endpoint: Endpoint) -> tuple[int, Counter[str]]:
    """Run a job to its end; how many calls it took, and how often each failpoint was visited."""
    job = ask(institution_id)
    told = Path(settings.HOME) / "visits"
    forked(institution_id, job.pk, "*", told)
    visits = Counter({label: int(n) for label, n in map(str.split, told.read_text().splitlines())})
    return endpoint.counts().total(), visits


def places_of(visits: Counter[str]) -> list[str]:
    """First, second and last visit of each label."""
    return [
        f"{label}:{visit}"
        for label, last in sorted(visits.items())
        for visit in sorted({1, min(2, last), last})
    ]


def crashed(institution_id: int, place: str, endpoint: Endpoint) -> tuple[Left, list[str], int]:
    """Die at a place, go on in another process; what was left, broken rules, and calls made."""
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
    return left_by(institution_id), [*broken, *broken_rules(institution_id)], calls


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


def summary(
    same: Left, calls: int, visits: Counter[str], ends: dict[str, tuple[Left, list[str], int]]
) -> int:
    """Print what the crashes led to."""
    differ = [
        f"{place} {found[0]}"
        for place, (left, _, _) in ends.items()
        if (found := differences(same, left))
    ]
    doubled = [place for place, (left, _, _) in ends.items() if left.rows != same.rows]
    finished = [left for left, _, _ in ends.values() if left.status == same.status]
    broken = {place: rules for place, (_, rules, _) in ends.items() if rules}
    again = [made - calls for _, _, made in ends.values()]
    rows = [
        ("undisturbed run", "succeeded", same.status, same.status == "succeeded"),
        ("failpoints", "", str(len(visits)), True),
        ("crashes", "", str(len(ends)), True),
        ("finished", "100 %", f"{len(finished)} of {len(ends)}", len(finished) == len(ends)),
        ("state differs", "0", f"{len(differ)} {' '.join(differ[:5])}", not differ),
        ("effects doubled or missing", "0", f"{len(doubled)}", not doubled),
        ("rules broken", "0", " ".join(f"{p}: {r}" for p, r in broken.items()) or "0", not broken),
        ("calls of a run", "", str(calls), True),
        ("calls repeated after a kill", "at most 1", f"{max(again)}", max(again) <= 1),
    ]
    return report("Crash at every failpoint", rows)
