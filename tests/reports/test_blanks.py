import numpy as np
import pytest
from PIL import Image

from reports.crops.blanks import spans_of, without_blanks
from reports.crops.crop import part_boxes
from reports.crops.cuts import Cut


def drawn(*marks: tuple[int, int, int, int]) -> Image.Image:
    """A white picture of 120 by 60 pixels with black rectangles (left, top, right, bottom)."""
    grey = np.full((60, 120), 255, dtype=np.uint8)
    for left, top, right, bottom in marks:
        grey[top:bottom, left:right] = 0
    return Image.fromarray(grey)


def rows_of(shown: Image.Image | None) -> list[tuple[int, int]]:
    assert shown is not None
    return spans_of((np.asarray(shown) < 128).any(axis=1))


def test_margins_and_wide_gaps_go_and_what_is_printed_stays() -> None:
    whole = Cut(drawn((20, 5, 60, 10), (20, 40, 90, 46)), 1.0, (20, 5, 90, 46))
    shown = without_blanks(whole)
    assert shown is not None
    assert shown.size == (74, 24)  # 2 points of white around, 9 between the lines
    assert rows_of(shown) == [(2, 7), (16, 22)]


def test_dotted_lines_for_answers_go_and_fraction_bars_stay() -> None:
    dots = [(x, 20, x + 1, 21) for x in range(20, 90, 3)]
    whole = Cut(drawn((20, 5, 60, 10), *dots, (30, 30, 50, 31)), 1.0, (20, 5, 90, 40))
    assert rows_of(without_blanks(whole)) == [(2, 7), (16, 17)]


def test_rules_beside_the_print_and_lines_of_neighbours_go() -> None:
    rule, above, below = (110, 0, 111, 60), (20, 0, 80, 4), (20, 54, 80, 60)
    whole = Cut(drawn(rule, above, (20, 10, 60, 16), below), 1.0, (20, 8, 90, 18))
    shown = without_blanks(whole)
    assert shown is not None
    assert shown.size == (44, 10)


def test_white_paper_has_nothing_to_show() -> None:
    assert without_blanks(Cut(drawn(), 1.0, (0, 0, 120, 60))) is None


@pytest.mark.parametrize(
    ("other", "bottom"),
    [
        ([1, 70, 195, 400, 240], 195),  # begins within the last line
        ([1, 410, 195, 500, 240], 200),  # in another column
        ([2, 70, 195, 400, 240], 200),  # on another page
        ([1, 70, 150, 400, 240], 200),  # too far above: one lies within the other
    ],
)
def test_part_ends_where_the_next_one_begins(other: list[float], bottom: float) -> None:
    assert part_boxes([[1, 70, 100, 400, 200]], [other]) == [[1, 70, 100, 400, bottom]]
