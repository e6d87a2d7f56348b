import pytest

from reports.crops.crop import Crop, Mark, Rectangle, crop_question, mark_question

BOXES: list[list[float]] = [
    [1, 70.0, 500.0, 400.0, 512.0],
    [1, 90.0, 515.5, 380.0, 527.0],
    [2, 70, 60, 300, 72],
]


def test_crop_takes_the_width_without_edges_around_the_boxes_of_its_page() -> None:
    assert crop_question(BOXES, 1, (600.0, 842.0), "/p.webp") == Crop(
        picture="/p.webp",
        page_width="600",
        page_height="842",
        width="680.4",
        height="63.45",
        view_box="48 490 504 47",
    )


@pytest.mark.parametrize(
    ("left", "right", "window"),
    [(60, 290, "50 90 288 60"), (320, 560, "310 90 288 60"), (560, 590, "312 90 288 60")],
)
def test_crop_in_a_column_shows_that_column(left: float, right: float, window: str) -> None:
    crop = crop_question([[1, left, 100, right, 140]], 1, (600.0, 842.0), "/p.webp")
    assert crop is not None
    assert crop.view_box == window


def test_crop_at_the_edge_stays_on_the_page() -> None:
    crop = crop_question([[1, 0, 2, 590, 840]], 1, (595.0, 842.0), "/p.webp")
    assert crop is not None
    assert crop.view_box == "0 0 595 842"


def test_crop_without_box_or_picture_is_none() -> None:
    assert crop_question(BOXES, 3, (595.0, 842.0), "/p.webp") is None
    assert crop_question(BOXES, 1, (595.0, 842.0), "") is None


def test_mark_shades_each_box_of_its_page_alone() -> None:
    assert mark_question(BOXES, 1, "/questions/4/", "Question 1") == Mark(
        rectangles=(Rectangle("70", "500", "330", "12"), Rectangle("90", "515.5", "290", "11.5")),
        href="/questions/4/",
        title="Question 1",
    )
    assert mark_question(BOXES, 9, "", "") is None
