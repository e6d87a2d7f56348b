"""What all workers know together of an endpoint: its width, the calls under way, and its outages.

One row for each endpoint, locked for the moment in which a call takes or leaves its place.
"""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models.functions import Now

from analysis.agents.gate import Width
from analysis.agents.journal import Attempt
from analysis.errors import ParkJob, Waiting
from analysis.models import Provider

FIRST_OUTAGE, LONGEST_OUTAGE = 15.0, 300.0  # seconds without calls
LONGEST_WAIT = 24 * 3600.0  # seconds that a provider may ask for


def lock(endpoint: str, width: int) -> Provider:
    """The endpoint's row, ours until the transaction ends."""
    rows = Provider.objects.select_for_update().filter(endpoint=endpoint)
    provider = rows.first()
    if provider is None:
        Provider.objects.get_or_create(endpoint=endpoint, defaults={"width": width})
        provider = rows.get()
    provider.width = min(provider.width, width)
    return provider


def wait_for(provider: Provider, now: datetime, patience: float) -> float:
    """Seconds before a place may be asked for again, 0 where there is one now.

    Raises `ParkJob` where the provider takes no calls for longer than `patience` seconds.
    """
    if provider.closed_until and provider.closed_until > now:
        seconds = (provider.closed_until - now).total_seconds()
        if seconds > patience:
            raise ParkJob(Waiting(provider.closed_for), seconds)
        return seconds
    moment = now.timestamp()
    provider.calls = {key: call for key, call in provider.calls.items() if call[1] > moment}
    # After an outage one call finds out whether it is over.
    places = 1 if provider.closed_until and provider.unanswered else provider.width
    return 0.0 if len(provider.calls) < places else 0.05 + secrets.randbelow(150) / 1000


def admit(provider: Provider, attempt: Attempt, job_id: int, now: datetime) -> None:
    """Give the attempt its place, for longer than it can take."""
    over = now.timestamp() + 2 * settings.MODEL_TIMEOUT + 60
    provider.calls[str(attempt.key)] = [job_id, over]
    provider.save(update_fields=["calls"])


def release(provider: Provider, attempt: Attempt, now: datetime, patience: float) -> None:
    """Take the place back and learn from what came of the attempt."""
    provider.calls.pop(str(attempt.key), None)
    began = now - timedelta(seconds=attempt.seconds)
    known = provider.narrowed_at is not None and began < provider.narrowed_at
    widest = settings.MODEL_CONCURRENCY
    before = Width(widest, provider.width, provider.good, provider.unanswered)
    after = before.after(attempt.outcome, known=known)
    if after.width < before.width:
        provider.narrowed_at = now
    provider.width, provider.good, provider.unanswered = after.width, after.good, after.unanswered
    if attempt.outcome == "ok":
        provider.outages, provider.closed_until, provider.closed_for = 0, None, ""
    elif attempt.retry_after is not None and attempt.retry_after > patience:
        quota = attempt.outcome == "quota"
        cause = Waiting.QUOTA if quota else Waiting.PROVIDER_WAITS
        close(provider, cause, now, min(attempt.retry_after, LONGEST_WAIT))
    elif after.away and not (provider.closed_until and provider.closed_until > now):
        pause = min(LONGEST_OUTAGE, FIRST_OUTAGE * 2.0**provider.outages)
        provider.outages += 1
        close(provider, Waiting.PROVIDER_AWAY, now, pause)
    provider.save()


def close(provider: Provider, cause: Waiting, now: datetime, seconds: float) -> None:
    """Let no call through for so many seconds."""
    until = now + timedelta(seconds=seconds)
    if provider.closed_until is None or until > provider.closed_until:
        provider.closed_until, provider.closed_for = until, cause.value


def reopen(endpoint: str) -> None:
    """Let calls through again before the time; after an outage one call finds out."""
    Provider.objects.filter(endpoint=endpoint, closed_until__gt=Now()).update(closed_until=Now())


def forget_calls(job_id: int) -> None:
    """Free the places of a job whose worker has died."""
    for provider in Provider.objects.select_for_update().order_by("pk"):
        left = {key: call for key, call in provider.calls.items() if call[0] != job_id}
        if len(left) < len(provider.calls):
            provider.calls = left
            provider.save(update_fields=["calls"])
