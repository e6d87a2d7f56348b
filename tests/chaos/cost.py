"""What a paper costs us beside its call: queries and CPU time of a whole job on real rows.

Two jobs of different size are run; what differs is divided by the papers that differ, so that what
a job costs once is left out.
"""

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection

from analysis.enums import Stage
from exams.models import Page, Paper
from exams.tenancy import institution_scope
from profiler_site.pipeline import run_job
from tests.chaos.endpoint import serving
from tests.chaos.stage import ask, copy_of, institutions, job_of, report

MOST_QUERIES = 40  # of a paper


@dataclass(slots=True)
class Cost:
    """Queries and CPU seconds of one job up to its analysis, and CPU seconds of the whole."""

    queries: int = 0
    labelled: float = 0.0
    seconds: float = 0.0

    def count(self, execute: Callable[..., Any], sql: str, params: Any, *given: Any) -> Any:
        if '"stage"' in sql and Stage.ANALYSE in (params or ()):
            self.labelled = time.process_time()
        self.queries += not self.labelled
        return execute(sql, params, *given)


def main(arguments: list[str]) -> int:
    """Print queries and CPU time a paper; 1 where there are too many."""
    parser = argparse.ArgumentParser(prog="cost", description=__doc__)
    parser.add_argument("--papers", type=int, nargs=2, default=(4, 40), metavar=("FEW", "MANY"))
    options = parser.parse_args(arguments)
    with serving() as endpoint:
        settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL = "key", endpoint.base_url
        first = institutions(1)[0]
        spent(multiplied(copy_of(first, 1), 3))  # what is loaded once is of no job
        few, many = (
            spent(multiplied(copy_of(first, number), papers))
            for number, papers in enumerate(options.papers, 2)
        )
    more = options.papers[1] - options.papers[0]
    queries = (many.queries - few.queries) / more
    each = 1000 * (many.labelled - few.labelled) / more
    whole = 1000 * (many.seconds - few.seconds) / more
    rows = [
        (
            "queries of a paper",
            f"at most {MOST_QUERIES}",
            f"{queries:.1f}",
            queries <= MOST_QUERIES,
        ),
        ("CPU time of a paper, ms", "", f"{each:.1f}", True),
        ("with analysis and report, ms", "", f"{whole:.1f}", True),
        *(
            (f"job of {papers} papers", "", f"{one.queries} queries, {one.seconds:.2f} s", True)
            for papers, one in zip(options.papers, (few, many), strict=True)
        ),
    ]
    return report("What a paper costs beside its call", rows)


def multiplied(institution_id: int, count: int) -> int:
    """Let the professor of an institution have so many papers, by copying the first ones."""
    with institution_scope(institution_id):
        papers = list(Paper.objects.order_by("pk"))
        pages = [list(paper.pages.all()) for paper in papers]
        Paper.objects.filter(pk__in=[paper.pk for paper in papers[count:]]).delete()
        for number in range(len(papers), count):
            paper, of_it = papers[number % len(papers)], pages[number % len(papers)]
            paper.pk, paper._state.adding = None, True
            paper.sha256, paper.year = f"{number:064}", 1900 + number
            paper.save()
            for page in of_it:
                page.pk, page.paper = None, paper
            Page.objects.bulk_create(of_it)
    return institution_id


def spent(institution_id: int) -> Cost:
    """Run a job over all of an institution's papers in this process."""
    job = ask(institution_id)
    cost, began = Cost(), time.process_time()
    with connection.execute_wrapper(cost.count):
        run_job(institution_id, job.pk)
    cost.labelled, cost.seconds = cost.labelled - began, time.process_time() - began
    ended = job_of(institution_id)
    if ended.status != "succeeded":
        raise SystemExit(f"the job ended as {ended.status}: {ended.detail}")
    return cost
