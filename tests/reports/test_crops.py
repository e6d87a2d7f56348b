from reports.crops import Crop, Mark, crop_question, mark_question

BOXES = [[1, 70.0, 500.0, 400.0, 512.0], [1, 90.0, 515.5, 380.0, 527.0], [2, 70, 60, 300, 72]]


def test_crop_takes_the_whole_width_around_the_boxes_of_its_page() -> None:
    assert crop_question(BOXES, 1, (595.0, 842.0), "/p.webp") == Crop(
        picture="/p.webp", width="595", height="842", view_box="0 492 595 43"
    )


def test_crop_at_the_edge_stays_on_the_page() -> None:
    crop = crop_question([[1, 0, 2, 10, 840]], 1, (595.0, 842.0), "/p.webp")
    assert crop is not None
    assert crop.view_box == "0 0 595 842"


def test_crop_without_box_or_picture_is_none() -> None:
    assert crop_question(BOXES, 3, (595.0, 842.0), "/p.webp") is None
    assert crop_question(BOXES, 1, (595.0, 842.0), "") is None


def test_mark_shades_only_the_boxes_of_its_page() -> None:
    assert mark_question(BOXES, 2, "/questions/4/", "Question 1") == Mark(
        x="70", y="60", width="230", height="12", href="/questions/4/", title="Question 1"
    )
    assert mark_question(BOXES, 9, "", "") is None
