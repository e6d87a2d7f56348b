"""A provider that spoils a third of its answers in some thirty ways, and what jobs make of it."""

import argparse
from collections import Counter

from django.conf import settings

from analysis.enums import JobStatus
from analysis.errors import StopReason
from analysis.models import Attempt
from exams.tenancy import institution_scope
from tests.chaos.audit import broken_rules
from tests.chaos.endpoint import serving
from tests.chaos.stage import ask, institutions, job_of, report, wait_until, workers

IMPATIENT = {"PROFILER_MODEL_TIMEOUT": "4", "PROFILER_MODEL_PATIENCE": "2"}


def main(arguments: list[str]) -> int:
    """Print how the jobs ended; 1 where too many failed."""
    parser = argparse.ArgumentParser(prog="faults", description=__doc__)
    parser.add_argument("--jobs", type=int, default=60)
    parser.add_argument("--papers", type=int, default=3)
    parser.add_argument("--share", type=float, default=0.3, help="of answers that are spoilt")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--patience", type=float, default=900, help="seconds")
    options = parser.parse_args(arguments)
    with serving(share=options.share, seed=options.seed) as endpoint:
        found = institutions(options.jobs, options.papers)
        for institution in found:
            ask(institution)
        with workers(2, endpoint.base_url, **IMPATIENT):
            wait_until(
                lambda: not any(job_of(one).active for one in found), options.patience, every=2
            )
        counts = endpoint.counts()
    return summary(found, counts)


def summary(found: list[int], counts: Counter[str]) -> int:
    """Print what was measured."""
    jobs = [job_of(institution) for institution in found]
    ends = Counter(f"{job.status} {job.reason}".strip() for job in jobs)
    honest = sum(job.status in {JobStatus.SUCCEEDED, JobStatus.PARTIAL} for job in jobs)
    errors = sum(job.reason == "internal_error" for job in jobs)
    known = {*StopReason, "nothing_to_analyse", ""}
    unnamed = sum(job.reason not in known for job in jobs)
    over = sum(overshoot(job_of(institution).pk, institution) for institution in found)
    broken = sorted({rule for institution in found for rule in broken_rules(institution)})
    spoilt = {name: n for name, n in counts.items() if name != "good"}
    share = sum(spoilt.values()) / max(1, counts.total())
    rows = [
        ("calls, spoilt", "30 %", f"{counts.total()}, {share:.0%}", True),
        ("ways of spoiling", "at least 20", str(len(spoilt)), len(spoilt) >= 20),
        (
            "done, or honestly in part",
            "99 %",
            f"{honest} of {len(jobs)}",
            honest >= 0.99 * len(jobs),
        ),
        ("ends", "", ", ".join(f"{n} {end}" for end, n in ends.most_common()), True),
        ("exceptions that nobody expected", "0", str(errors), errors == 0),
        ("ends without a name", "0", str(unnamed), unnamed == 0),
        ("calls beyond a limit", "at most 1 a job", str(over), over <= len(jobs)),
        ("rules broken", "0", ", ".join(broken) or "0", not broken),
        ("times parked", "", str(sum(job.parks for job in jobs)), True),
    ]
    return report("A provider with faults", rows)


def overshoot(job_id: int, institution_id: int) -> int:
    """How many calls were begun after the job's money was gone."""
    spent, beyond = 0.0, 0
    with institution_scope(institution_id):
        for line in Attempt.objects.filter(job_id=job_id):
            beyond += spent > settings.JOB_MAX_COST
            spent += float(line.cost)
    return beyond
