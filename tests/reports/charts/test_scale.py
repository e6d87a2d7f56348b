import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.charts.scale import amount, coordinate, in_percent, papers, percent_of

numbers = st.floats(min_value=-1e6, max_value=1e6, allow_nan=False)


@given(numbers)
def test_coordinate_of_any_number_reads_back_within_half_a_hundredth(value: float) -> None:
    text = coordinate(value)
    assert abs(float(text) - value) <= 0.005 + 1e-9
    assert "," not in text
    assert "e" not in text
    assert text != "-0"


@given(numbers, numbers)
def test_percent_of_any_numbers_stays_within_the_bar(value: float, whole: float) -> None:
    assert 0 <= float(percent_of(value, whole).removesuffix("%")) <= 100


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.0, "0\u00a0%"),
        (0.004, "under 1\u00a0%"),
        (0.01, "1\u00a0%"),
        (0.666, "67\u00a0%"),
        (1.0, "100\u00a0%"),
    ],
)
def test_in_percent_never_calls_a_small_share_nothing(share: float, words: str) -> None:
    assert in_percent(share) == words


def test_amount_drops_an_empty_decimal() -> None:
    assert [amount(7.0), amount(7.25), amount(0.5)] == ["7", "7.2", "0.5"]


def test_plural_counts_one_as_one() -> None:
    assert [papers(0), papers(1), papers(2)] == [
        "0 papers",
        "1 paper",
        "2 papers",
    ]
