from decimal import Decimal

import pytest

from analysis.agents.journal import Usage
from analysis.agents.prices import PRICE_TABLE, estimate_cost
from analysis.agents.prompts import load_prompt


@pytest.mark.parametrize(
    ("model", "usage", "cost"),
    [
        ("gpt-5.5", Usage(100_000, 10_000), Decimal("0.8")),
        ("gpt-5.5-2026-04-23", Usage(100_000, 10_000), Decimal("0.8")),
        ("gpt-5.5", Usage(100_000, 0, cached_tokens=100_000), Decimal("0.05")),
        ("offline-rules", Usage(100_000, 10_000), Decimal(0)),
        ("a-model-of-ours", Usage(1, 1), None),
    ],
)
def test_cost_is_estimated_from_the_table(model: str, usage: Usage, cost: Decimal | None) -> None:
    assert estimate_cost(model, usage) == cost


def test_table_of_prices_says_its_date() -> None:
    # A new version of the table is taken into use on a new day: change both in `prices.py`.
    assert str(PRICE_TABLE) == "genai-prices 0.2.3, 2026-11-22"


@pytest.mark.parametrize("name", ["hub", "extraction"])
def test_prompt_has_its_version_in_the_first_line(name: str) -> None:
    prompt = load_prompt(name)
    assert prompt.version == f"{name}-2"
    assert "instruction" in prompt.text
    assert not prompt.text.startswith("version")
