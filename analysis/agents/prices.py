"""What a call costs, estimated from a dated table that needs no network."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

import genai_prices

from analysis.agents.journal import Usage

OFFLINE_MODEL = "offline-rules"


@dataclass(frozen=True, slots=True)
class PriceTable:
    """Where the prices come from, to be printed beside every estimate."""

    name: str
    read_on: date  # the day on which this version was taken into use

    def __str__(self) -> str:
        return f"{self.name}, {self.read_on.isoformat()}"


PRICE_TABLE = PriceTable(f"genai-prices {genai_prices.__version__}", date(2026, 11, 22))


def estimate_cost(model: str, usage: Usage) -> Decimal | None:
    """Return the estimated cost in US dollars, None where the table does not know the model.

    Input tokens include those read from the cache and written to it, output tokens those of
    reasoning, as on the wire.
    """
    if model == OFFLINE_MODEL:
        return Decimal(0)
    return _cost(
        model,
        usage.input_tokens,
        usage.output_tokens,
        usage.cached_tokens,
        usage.cache_write_tokens,
    )


@lru_cache(maxsize=1024)
def _cost(model: str, sent: int, written: int, cached: int, kept: int) -> Decimal | None:
    undated = re.sub(r"-\d{4}-\d{2}-\d{2}$", "", model)  # endpoints answer as "gpt-5.5-2026-04-23"
    cached = min(cached, sent)
    usage = genai_prices.Usage(
        input_tokens=sent,
        output_tokens=written,
        cache_read_tokens=cached,
        cache_write_tokens=min(kept, sent - cached),
    )
    try:
        return genai_prices.calc_price(usage, undated).total_price
    except LookupError:
        return None
