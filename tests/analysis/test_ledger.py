"""The ledger on real rows: places, money and lines, and what a crash leaves of them."""

import threading
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Now

from analysis.agents.gate import OUTAGE
from analysis.agents.journal import Attempt, Usage
from analysis.errors import Cancelled, Drained, LeaseLost, ParkJob, Waiting
from analysis.models import Attempt as Line
from analysis.models import DaySpending, Job, Provider
from analysis.services import jobs
from analysis.services.jobs import Lease, claim, request_job
from analysis.services.ledger import Ledger
from exams.models import Institution, Professor
from exams.tenancy import institution_scope
from tests.api_client import add_paper
from tests.people import make_people

MODEL = "gpt-5.5"  # 5 dollars a million tokens in, 30 out
PLACE = "http://models.invalid/v1"
CALL = Usage(1_000, 100)
COST = Decimal("0.008")


@pytest.fixture
def job(norvale: Institution) -> Job:
    professor = Professor.objects.create(name="Ada", slug="ada")
    add_paper(professor, None, 2021)
    return request_job(professor)


@pytest.fixture
def lease(job: Job) -> Lease:
    return taken(job)


def taken(job: Job) -> Lease:
    assert job.institution_id
    lease = claim(job.institution_id, job.pk)
    assert lease is not None
    return lease


def ledger(lease: Lease, endpoint: str = PLACE, width: int = 16) -> Ledger:
    return Ledger(lease, endpoint, width, patience=20)


def attempt(most: Usage = CALL, **values: Any) -> Attempt:
    return Attempt(MODEL, purpose="turn:1", request_hash="h", expected=CALL, most=most, **values)


def ended(outcome: str, usage: Usage = CALL, **values: Any) -> Attempt:
    one = attempt()
    one.outcome, one.usage = outcome, usage
    for name, value in values.items():
        setattr(one, name, value)
    return one


def pass_through(book: Ledger, one: Attempt, outcome: str = "ok", **values: Any) -> Attempt:
    """Send one attempt, which ends so."""
    assert book._enter(one) == 0
    one.outcome, one.usage = outcome, CALL if outcome == "ok" else Usage()
    for name, value in values.items():
        setattr(one, name, value)
    book._leave(one)
    return one


def spending(job: Job) -> tuple[Any, ...]:
    job.refresh_from_db()
    day = DaySpending.objects.get()
    return (
        (job.input_tokens, job.output_tokens, job.cost),
        (day.tokens, day.cost, day.held_tokens, day.held_cost),
    )


# --- Lines ----------------------------------------------------------------------------------


def test_attempt_is_a_line_before_it_is_sent_and_is_settled_after(job: Job, lease: Lease) -> None:
    book, one = ledger(lease), attempt(most=Usage(1_000, 500))
    assert book._enter(one) == 0
    line = Line.objects.get()
    assert (line.outcome, line.purpose, line.number, line.provider) == (
        *("under_way", "turn:1", 1),
        PLACE,
    )
    assert (line.cost, line.price_table) == (COST, "genai-prices 0.2.3, 2026-11-22")
    assert spending(job) == ((0, 0, 0), (0, 0, 1_500, Decimal("0.02")))
    one.outcome, one.status, one.seconds = "ok", 200, 2.5
    one.usage, one.model = Usage(900, 50, 400, 20), "gpt-5.5-2026-04-23"
    book._leave(one)
    line.refresh_from_db()
    assert (line.outcome, line.status, line.seconds, line.model) == ("ok", 200, 2.5, one.model)
    assert (line.input_tokens, line.cached_tokens, line.reasoning_tokens) == (900, 400, 20)
    assert spending(job) == ((900, 50, line.cost), (950, line.cost, 0, 0))


def test_failed_attempt_is_a_line_that_cost_nothing(job: Job, lease: Lease) -> None:
    pass_through(ledger(lease), attempt(), "rate", status=429, retry_after=1.0)
    line = Line.objects.get()
    assert (line.outcome, line.status, line.cost) == ("rate", 429, Decimal(0))
    assert spending(job) == ((0, 0, 0), (0, 0, 0, 0))


@pytest.mark.parametrize("outcome", ["timeout", "garbled", "cancelled"])
def test_attempt_whose_answer_was_not_read_counts_as_expected(
    outcome: str, job: Job, lease: Lease
) -> None:
    pass_through(ledger(lease), attempt(), outcome)
    assert spending(job) == ((1_000, 100, COST), (1_100, COST, 0, 0))


def test_settling_twice_is_settling_once(job: Job, lease: Lease) -> None:
    book = ledger(lease)
    one = pass_through(book, attempt())
    book._leave(one)
    assert book._enter(one) == 0
    assert spending(job) == ((1_000, 100, COST), (1_100, COST, 0, 0))


def test_attempts_of_a_dead_worker_are_written_off_at_the_next_claim(
    job: Job, lease: Lease
) -> None:
    book, one = ledger(lease), attempt(most=Usage(1_000, 9_000))
    book._enter(one)
    Job.objects.update(lease_until=Now() - timedelta(seconds=1))
    taken(job)
    assert Line.objects.get().outcome == "lost"
    assert spending(job) == ((1_000, 100, COST), (1_100, COST, 0, 0))
    assert Provider.objects.get().calls == {}
    # The dead were only asleep: what the call really took replaces what was expected of it.
    one.outcome, one.usage = "ok", Usage(1_000, 300)
    book._leave(one)
    assert spending(job) == ((1_000, 300, Decimal("0.014")), (1_300, Decimal("0.014"), 0, 0))


@pytest.mark.parametrize(
    ("change", "ending"),
    [
        ({"cancel_requested": True}, Cancelled),
        ({"drain_requested": True}, Drained),
        ({"lease_token": None}, LeaseLost),
    ],
)
def test_nothing_is_sent_for_a_job_that_is_not_to_go_on(
    change: dict[str, Any], ending: type[Exception], job: Job, lease: Lease
) -> None:
    Job.objects.update(**change)
    with pytest.raises(ending):
        ledger(lease)._enter(attempt())
    assert Line.objects.count() == 0


def test_model_in_this_process_has_lines_but_no_provider(lease: Lease) -> None:
    pass_through(ledger(lease, ""), attempt())
    assert (Line.objects.get().provider, Provider.objects.count()) == ("in this process", 0)


# --- The day of an institution --------------------------------------------------------------


def test_day_that_is_spent_parks_the_job_until_midnight(lease: Lease, settings: Any) -> None:
    settings.DAY_MAX_COST = 0.02
    book = ledger(lease)
    pass_through(book, attempt())
    pass_through(book, attempt())
    with pytest.raises(ParkJob) as parked:
        book._enter(attempt())
    assert parked.value.cause is Waiting.DAY_LIMIT
    assert 0 < parked.value.seconds <= 24 * 3600
    assert parked.value.words == "The institution's limit for one day is reached."


def test_call_waits_while_others_hold_what_is_left_of_the_day(lease: Lease, settings: Any) -> None:
    settings.DAY_MAX_TOKENS = 3_000
    book, first = ledger(lease), attempt(most=Usage(1_000, 1_500))
    assert book._enter(first) == 0
    second = attempt(most=Usage(1_000, 1_500))
    assert book._enter(second) > 0
    first.outcome, first.usage = "ok", CALL
    book._leave(first)
    assert book._enter(second) == 0


def test_yesterdays_spending_does_not_count(lease: Lease, settings: Any) -> None:
    settings.DAY_MAX_TOKENS = 1_100
    book = ledger(lease)
    pass_through(book, attempt())
    yesterday = DaySpending.objects.get().day - timedelta(days=1)
    DaySpending.objects.update(day=yesterday)
    assert book._enter(attempt()) == 0


def test_limit_of_the_day_holds_for_workers_that_ask_at_once(real_db: None, settings: Any) -> None:
    settings.DAY_MAX_TOKENS = 5_500  # room for five calls
    institution = make_people().norvale.pk
    leases = []
    with institution_scope(institution):
        for name in ("ada", "ben"):
            professor = Professor.objects.create(name=name, slug=name)
            add_paper(professor, None, 2021)
            leases.append(taken(request_job(professor)))
    sent, parked, ready = [0, 0], [0, 0], threading.Barrier(2)

    def spend(place: int) -> None:
        ready.wait()
        book = ledger(leases[place])
        for _ in range(20):
            one = attempt()
            try:
                entered = book._enter(one) == 0
            except ParkJob:
                parked[place] += 1
                continue
            if entered:
                sent[place] += 1
                one.outcome, one.usage = "ok", CALL
                book._leave(one)
        connection.close()

    threads = [threading.Thread(target=spend, args=(place,)) for place in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(sent) == 5
    assert sum(parked) > 0


# --- Providers, as all workers see them -----------------------------------------------------


def test_width_is_shared_by_all_who_ask_one_provider(lease: Lease) -> None:
    one, other = ledger(lease, width=2), ledger(lease, width=2)
    first = attempt()
    assert one._enter(first) == 0
    assert other._enter(attempt()) == 0
    assert one._enter(attempt()) > 0
    assert ledger(lease, "http://elsewhere.invalid/v1", width=2)._enter(attempt()) == 0
    first.outcome = "ok"
    one._leave(first)
    assert one._enter(attempt()) == 0


def test_rate_limits_narrow_the_width_for_all(lease: Lease, settings: Any) -> None:
    settings.MODEL_CONCURRENCY = 16
    pass_through(ledger(lease), attempt(), "rate", seconds=0.5)
    assert Provider.objects.get().width == 8
    pass_through(ledger(lease), attempt(), "rate", seconds=60.0)  # sent before that
    assert Provider.objects.get().width == 8


@pytest.mark.parametrize(
    ("outcome", "cause"), [("rate", Waiting.PROVIDER_WAITS), ("quota", Waiting.QUOTA)]
)
def test_provider_that_asks_to_wait_long_is_left_alone_by_all(
    outcome: str, cause: Waiting, lease: Lease
) -> None:
    pass_through(ledger(lease), attempt(), outcome, retry_after=3_600.0)
    with pytest.raises(ParkJob) as parked:
        ledger(lease)._enter(attempt())
    assert parked.value.cause is cause
    assert 3_500 < parked.value.seconds <= 3_600


def test_provider_that_is_away_is_asked_by_one_call_after_a_while(lease: Lease) -> None:
    book = ledger(lease)
    for _ in range(OUTAGE):
        pass_through(book, attempt(), "server", status=500)
    assert 10 < book._enter(attempt()) <= 15  # within our patience: waited for here
    book.patience = 1
    with pytest.raises(ParkJob) as parked:
        book._enter(attempt())
    assert parked.value.cause is Waiting.PROVIDER_AWAY
    Provider.objects.update(closed_until=Now() - timedelta(seconds=1))
    probe = attempt()
    assert book._enter(probe) == 0
    assert book._enter(attempt()) > 0
    probe.outcome = "ok"
    book._leave(probe)
    assert [book._enter(attempt()) for _ in range(3)] == [0, 0, 0]


# --- Parked jobs ----------------------------------------------------------------------------


def test_parked_job_is_free_of_its_worker_and_not_taken_before_its_time(
    job: Job, lease: Lease
) -> None:
    jobs.park(lease, Waiting.PROVIDER_WAITS, 600)
    job.refresh_from_db()
    assert (job.status, job.parked, job.reason, job.lease_token, job.parks) == (
        *("queued", True, "provider_waits"),
        *(None, 1),
    )
    assert job.detail == "The model's provider asks us to wait."
    assert claim(lease.institution_id, job.pk) is None
    Job.objects.update(not_before=Now() - timedelta(seconds=1))
    taken(job)
    job.refresh_from_db()
    assert (job.parked, job.reason, job.detail, job.claims) == (False, "", "", 1)


def test_job_that_waited_for_days_ends_in_words(job: Job, lease: Lease) -> None:
    Job.objects.update(started_at=Now() - timedelta(days=4))
    jobs.park(lease, Waiting.PROVIDER_AWAY, 600)
    job.refresh_from_db()
    assert (job.status, job.reason) == ("failed", "provider_away")
    assert job.detail == (
        "The model's provider does not answer. It has been so for 3 days. Start the job again"
        " later."
    )


def test_parked_job_is_cancelled_at_once(job: Job, lease: Lease) -> None:
    jobs.park(lease, Waiting.QUOTA, 600)
    jobs.cancel(job)
    job.refresh_from_db()
    assert (job.status, job.parked, job.not_before, job.detail) == ("cancelled", False, None, "")


def test_job_that_is_given_back_waits_with_its_bell_rung_and_is_not_counted(
    job: Job, lease: Lease
) -> None:
    Job.objects.update(drain_requested=True)
    jobs.give_back(lease)
    job.refresh_from_db()
    assert (job.status, job.claims, job.drain_requested, job.lease_token) == (
        *("queued", 0),
        *(False, None),
    )
    taken(job)
