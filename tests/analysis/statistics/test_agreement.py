"""Cohen's kappa against the definition, and where it has none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.statistics.agreement import Agreement, agreement


def test_kappa_of_a_table_is_that_of_the_definition() -> None:
    table = {("a", "a"): 20, ("a", "b"): 5, ("b", "a"): 10, ("b", "b"): 15}
    found = agreement([pair for pair, count in table.items() for _ in range(count)])
    assert found is not None
    assert (found.rated, found.share) == (50, 0.7)
    assert found.kappa == pytest.approx(0.4)  # (0.7 - 0.5) / (1 - 0.5)


def test_kappa_has_no_value_for_nothing_and_for_one_name() -> None:
    assert agreement([]) is None
    assert agreement([("a", "a")] * 3) == Agreement(3, 1.0, None)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1))
def test_kappa_is_symmetric_and_at_most_one(pairs: list[tuple[str, str]]) -> None:
    found = agreement(pairs)
    assert found == agreement([(other, one) for one, other in pairs])
    assert found is not None
    if found.kappa is not None:
        assert found.kappa <= 1.0 + 1e-12
        assert (found.kappa >= 1.0 - 1e-12) == (found.share == 1.0)
