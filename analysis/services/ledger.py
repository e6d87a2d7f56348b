"""The way of every attempt to a provider and back: its place, its money, its line in the ledger.

A place among the calls under way, room in the institution's day, and the line itself are taken in
one transaction before anything is sent, and settled in one when it is over. So all workers share
one width, a limit holds however many ask at once, and nothing spent is forgotten by a crash.
"""

import asyncio
import secrets
import time
from datetime import datetime, timedelta
from functools import partial
from math import inf
from typing import Any
from uuid import UUID

from django.db import connection

from analysis.agents.journal import UNDER_WAY, Attempt
from analysis.agents.prices import PRICE_TABLE, estimate_cost
from analysis.models import Attempt as Line
from analysis.models import Job
from analysis.services import days, providers
from analysis.services.jobs import Lease
from analysis.services.journal import spending
from analysis.services.store import fenced, patiently, stored
from analysis.services.writing_off import LOST, charge
from exams.failpoints import failpoint

# Sent, and its answer never read: it may have been paid, and so counts as what was expected.
UNREAD = frozenset({"timeout", "garbled", "cancelled"})
CLOCK_HOLDS = 60.0  # seconds


class Ledger:
    """The gatekeeper of one job's attempts at one endpoint; "" is the model in this process."""

    def __init__(self, lease: Lease, endpoint: str, width: int, patience: float) -> None:
        self.lease = lease
        self.endpoint = endpoint[:200]
        self.width = width
        self.patience = patience
        self._here = asyncio.Semaphore(width)  # so that few ask the database for a place
        self._tried: set[UUID] = set()  # keys of lines that may have been committed
        self._clock = DatabaseClock()

    async def enter(self, attempt: Attempt) -> None:
        """Return when the attempt may be sent; raise `ParkJob` where that will take long."""
        await self._here.acquire()
        try:
            failpoint("call.wanted")
            await self._entered(attempt)
            failpoint("call.entered")
        except BaseException:
            self._here.release()
            raise

    async def _entered(self, attempt: Attempt) -> None:
        while True:
            wait = await patiently(partial(self._enter, attempt))
            if wait <= 0:
                return
            await asyncio.sleep(wait)

    async def leave(self, attempt: Attempt) -> None:
        """Write down what came of it."""
        try:
            failpoint("call.answered")
            await patiently(partial(self._leave, attempt))
            failpoint("call.settled")
        finally:
            self._here.release()

    def _enter(self, attempt: Attempt) -> float:
        """Take place and money for an attempt and return 0, or the seconds to wait before."""
        with fenced(self.lease, before_call=True):
            if attempt.key in self._tried and Line.objects.filter(key=attempt.key).exists():
                return 0.0  # committed before, though nobody heard so
            self._tried.add(attempt.key)
            now = self._clock.now()
            provider = providers.lock(self.endpoint, self.width) if self.endpoint else None
            if provider and (wait := providers.wait_for(provider, now, self.patience)):
                return wait
            held = days.hold(attempt, now)
            if held is None:
                return soon()
            if provider:
                providers.admit(provider, attempt, self.lease.job_id, now)
            Line.objects.create(**self._line(attempt, now), **held)
            failpoint("call.uncommitted")
        return 0.0

    def _line(self, attempt: Attempt, now: datetime) -> dict[str, Any]:
        return {
            "job_id": self.lease.job_id,
            "key": attempt.key,
            "purpose": attempt.purpose,
            "number": attempt.number,
            "provider": self.endpoint or "in this process",
            "model": attempt.model,
            "request_hash": attempt.request_hash,
            "outcome": UNDER_WAY,
            "started_at": now,
            "priced": estimate_cost(attempt.model, attempt.expected) is not None,
            "price_table": str(PRICE_TABLE),
            **spending(attempt.model, attempt.expected),
        }

    def _leave(self, attempt: Attempt) -> None:
        """Settle an attempt once; the fence is not asked, for what was spent was spent."""
        with stored(self.lease):
            Job.objects.select_for_update().only("pk").get(pk=self.lease.job_id)
            line = Line.objects.select_for_update().get(key=attempt.key)
            if line.outcome not in {UNDER_WAY, LOST}:
                return
            if self.endpoint:
                provider = providers.lock(self.endpoint, self.width)
                providers.release(provider, attempt, self._clock.now(), self.patience)
            took = spending(attempt.model, attempt.usage)
            if attempt.outcome in UNREAD:
                took = {name: getattr(line, name) for name in took}
            charge(line, took)
            line.outcome, line.status = attempt.outcome, attempt.status
            line.model, line.seconds = attempt.model, attempt.seconds
            line.save()
            failpoint("call.unsettled")


class DatabaseClock:
    """What time it is by the one clock that all workers share, asked for once a minute."""

    def __init__(self) -> None:
        self._asked = -inf
        self._then: datetime | None = None

    def now(self) -> datetime:
        since = time.monotonic() - self._asked
        if self._then is None or since > CLOCK_HOLDS:
            with connection.cursor() as cursor:
                cursor.execute("SELECT clock_timestamp()")
                self._then, self._asked = cursor.fetchone()[0], time.monotonic()
            return self._then
        return self._then + timedelta(seconds=since)


def soon() -> float:
    """Seconds until a place is asked for again; not the same for all who wait."""
    return 0.05 + secrets.randbelow(150) / 1000
