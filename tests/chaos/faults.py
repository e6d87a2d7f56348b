"""A provider that spoils a third of its answers in some thirty ways, and what jobs make of it."""

import argparse
import time
from collections import Counter
from collections.abc import Mapping

from django.conf import settings

from analysis.enums import JobStatus
from analysis.errors import StopReason
from analysis.models import Attempt
from exams.tenancy import institution_scope
from profiler_site.pipeline import run_job
from tests.chaos.audit import broken_rules
from tests.chaos.endpoint import Endpoint, serving
from tests.chaos.stage import ask, institutions, job_of, report, say, wait_until, workers

IMPATIENT = {"PROFILER_MODEL_TIMEOUT": "4", "PROFILER_MODEL_PATIENCE": "2"}
FEW_TOKENS = 14_000  # of a job; enough to begin with


def main(arguments: list[str]) -> int:
    """Print how the jobs ended; 1 where too many failed."""
    parser = argparse.ArgumentParser(prog="faults", description=__doc__)
    parser.add_argument("--jobs", type=int, default=60)
    parser.add_argument("--papers", type=int, default=3)
    parser.add_argument("--share", type=float, default=0.3, help="of answers that are spoilt")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--patience", type=float, default=900, help="seconds")
    parser.add_argument("--limited", type=int, default=6, help="jobs whose tokens run out")
    options = parser.parse_args(arguments)
    with serving(share=options.share, seed=options.seed) as endpoint:
        found = institutions(options.jobs + options.limited, options.papers)
        free, limited = found[: options.jobs], found[options.jobs :]
        over = run_limited(limited, endpoint) if limited else 0
        run_free(free, endpoint, options.patience)
        counts = endpoint.counts()
    return summary(free, limited, over, counts)


def run_free(found: list[int], endpoint: Endpoint, patience: float) -> None:
    """Have two workers do a job of each institution, and say from time to time how far they are."""
    for institution in found:
        ask(institution)
    with workers(2, endpoint.base_url, **IMPATIENT):
        for _ in range(int(patience / 30)):
            if wait_until(lambda: not under_way(found), 30, every=1) is not None:
                return
            ended = len(found) - under_way(found)
            say(f"{ended} of {len(found)} jobs are over after {endpoint.counts().total()} calls")


def under_way(found: list[int]) -> int:
    """How many of the institutions' jobs are not over."""
    return sum(job_of(one).active for one in found)


def run_limited(found: list[int], endpoint: Endpoint) -> int:
    """Run jobs that may have few tokens; the most calls that one began after they were gone."""
    settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL = "key", endpoint.base_url
    settings.MODEL_TIMEOUT, settings.MODEL_PATIENCE = 4.0, 2.0
    settings.JOB_MAX_TOKENS = FEW_TOKENS
    for institution in found:
        job = ask(institution)
        for _ in range(20):  # while it is parked
            run_job(institution, job.pk)
            if not job_of(institution).active:
                break
            time.sleep(1)
    return max(map(overshoot, found))


def summary(found: list[int], limited: list[int], over: int, counts: Counter[str]) -> int:
    """Print what was measured."""
    jobs = [job_of(institution) for institution in found]
    ends = Counter(f"{job.status} {job.reason}".strip() for job in jobs)
    capped = Counter(f"{job.status} {job.reason}".strip() for job in map(job_of, limited))
    honest = sum(job.status in {JobStatus.SUCCEEDED, JobStatus.PARTIAL} for job in jobs)
    errors = sum(job.reason == "internal_error" for job in jobs)
    known = {*StopReason, "nothing_to_analyse", ""}
    unnamed = sum(job.reason not in known for job in jobs)
    everybody = [*found, *limited]
    broken = sorted({rule for institution in everybody for rule in broken_rules(institution)})
    spoilt = {name: n for name, n in counts.items() if name != "good"}
    share = sum(spoilt.values()) / max(1, counts.total())
    show("What was sent", spoilt)
    show("What the ledgers say of it", sum(map(outcomes, everybody), Counter[str]()))
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
        ("jobs with few tokens", "", ", ".join(f"{n} {end}" for end, n in capped.items()), True),
        ("calls begun beyond their limit", "at most 1", str(over), over <= 1),
        ("rules broken", "0", ", ".join(broken) or "0", not broken),
        ("times parked", "", str(sum(job.parks for job in jobs)), True),
    ]
    return report("A provider with faults", rows)


def show(title: str, counted: Mapping[str, int]) -> None:
    """Print a table of counts."""
    rows = [(name, "", str(n), True) for name, n in sorted(counted.items())]
    report(title, rows)


def outcomes(institution_id: int) -> Counter[str]:
    """How the attempts of the institution's job ended."""
    with institution_scope(institution_id):
        return Counter(Attempt.objects.values_list("outcome", flat=True))


def overshoot(institution_id: int) -> int:
    """How many calls were begun after the job's tokens were gone."""
    sent, written, beyond = 0, 0, 0
    with institution_scope(institution_id):
        for line in Attempt.objects.all():
            beyond += max(sent, written) > settings.JOB_MAX_TOKENS
            sent, written = sent + line.input_tokens, written + line.output_tokens
    return beyond
