"""What an institution may spend on one day: asked before a call, settled after it.

A call holds the most it can take. While calls hold too much of what is left, others wait; the one
that goes alone may pass the limit, and no other.
"""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import timezone

from analysis.agents.journal import Attempt, Usage
from analysis.agents.prices import estimate_cost
from analysis.errors import ParkJob, Waiting
from analysis.models import Attempt as Line
from analysis.models import DaySpending

Amount = tuple[int, Decimal]  # tokens sent and written, US dollars


def hold(attempt: Attempt, now: datetime) -> dict[str, Any] | None:
    """Hold what the attempt can take; None while others hold too much of the day.

    Raises `ParkJob` until midnight where what it will probably take is not left.
    """
    day = locked(timezone.localdate(now))
    expected = amount(attempt.model, attempt.expected)
    if passed((day.tokens, day.cost), expected):
        raise ParkJob(Waiting.DAY_LIMIT, seconds_to_midnight(now))
    most = amount(attempt.model, attempt.most)
    taken = day.tokens + day.held_tokens, day.cost + day.held_cost
    if (day.held_tokens or day.held_cost) and passed(taken, most):
        return None
    day.held_tokens += most[0]
    day.held_cost += most[1]
    day.save(update_fields=["held_tokens", "held_cost"])
    return {"held_tokens": most[0], "held_cost": most[1]}


def settle(line: Line, tokens: int, cost: Decimal) -> None:
    """Add tokens and cost to the day of an attempt and give back what it holds."""
    day = locked(timezone.localdate(line.started_at))
    day.tokens = max(0, day.tokens + tokens)
    day.cost += cost
    day.held_tokens -= line.held_tokens
    day.held_cost -= line.held_cost
    day.save(update_fields=["tokens", "cost", "held_tokens", "held_cost"])
    line.held_tokens, line.held_cost = 0, Decimal(0)


def locked(day: date) -> DaySpending:
    """The institution's row of that day, ours until the transaction ends."""
    rows = DaySpending.objects.select_for_update().filter(day=day)
    if (found := rows.first()) is not None:
        return found
    DaySpending.objects.get_or_create(day=day)
    return rows.get()


def amount(model: str, usage: Usage) -> Amount:
    """What a call takes of a day; a model without a price counts by its tokens alone."""
    cost = estimate_cost(model, usage) or Decimal(0)
    return usage.input_tokens + usage.output_tokens, cost


def passed(taken: Amount, more: Amount) -> bool:
    """Whether `more` would pass a limit of the day."""
    tokens, cost = taken[0] + more[0], taken[1] + more[1]
    return tokens > settings.DAY_MAX_TOKENS or cost > Decimal(str(settings.DAY_MAX_COST))


def seconds_to_midnight(now: datetime) -> float:
    """Seconds until the next day begins where the institution is."""
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    begins = timezone.make_aware(datetime.combine(tomorrow, time()))
    return (begins - now).total_seconds()
