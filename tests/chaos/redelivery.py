"""Each job's message delivered five times to two clusters: nothing may be done twice."""

import argparse

from django.conf import settings
from django.db.models import Count

from analysis.models import Step, Turn
from exams.queue import Bell, ring
from exams.tenancy import institution_scope
from profiler_site.pipeline import run_job
from tests.chaos.audit import broken_rules, left_by
from tests.chaos.endpoint import serving
from tests.chaos.stage import ask, institutions, job_of, report, wait_until, workers


def main(arguments: list[str]) -> int:
    """Print what came of the messages; 1 where something was done twice."""
    parser = argparse.ArgumentParser(prog="redelivery", description=__doc__)
    parser.add_argument("--jobs", type=int, default=10)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args(arguments)
    with serving(latency=0.2) as endpoint:
        settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL = "key", endpoint.base_url
        first, *others = institutions(options.jobs + 1)
        run_job(first, ask(first).pk)
        needed, same = endpoint.counts().total(), left_by(first)
        for institution in others:
            job = ask(institution)
            with institution_scope(institution):
                for _ in range(options.times - 1):
                    ring(Bell.RUN_JOB, job.pk)
        with workers(2, endpoint.base_url):
            wait_until(lambda: not any(job_of(one).active for one in others), 300, every=1)
        calls = endpoint.counts().total() - needed
    wrong = sum(left_by(institution) != same for institution in others)
    doubled = sum(map(doubles, others))
    broken = sorted({rule for institution in others for rule in broken_rules(institution)})
    expected = needed * len(others)
    rows = [
        ("messages", "", str(options.times * len(others)), True),
        ("steps done twice", "0", str(doubled), doubled == 0),
        ("jobs whose state differs", "0", str(wrong), wrong == 0),
        ("rules broken", "0", ", ".join(broken) or "0", not broken),
        ("calls made", str(expected), str(calls), calls == expected),
    ]
    return report(f"{len(others)} jobs, each message {options.times} times", rows)


def doubles(institution_id: int) -> int:
    """Turns and steps of the institution that stand there more than once."""
    with institution_scope(institution_id):
        turns = Turn.objects.values("job", "number").annotate(n=Count("pk")).filter(n__gt=1)
        steps = Step.objects.values("job", "key").annotate(n=Count("pk")).filter(n__gt=1)
        return turns.count() + steps.count()
