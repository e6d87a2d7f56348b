import pytest

from exams.reading.page import Area, Page
from exams.reading.pdf import read_pages
from tests.corpus.hostile import one_page
from tests.corpus.raw_pdf import line

TEXT = line("1. Explain the circuit below and name its parts.", 72, 760)
CURVE = b"200 500 m 260 620 340 620 400 500 c S\n"
AXES = b"200 500 m 400 500 l S 200 500 m 200 620 l S\n"


def figures(content: bytes) -> tuple[Area, ...]:
    page: Page
    (page,) = read_pages(one_page(TEXT + content))
    return page.figures


def test_curve_with_axes_and_labels_is_one_figure() -> None:
    (area,) = figures(AXES + CURVE + line("Force", 205, 605, size=8))

    assert (area.x0, area.top) == pytest.approx((200, 222), abs=3)
    assert (area.x1, area.bottom) == pytest.approx((400, 342), abs=3)


def test_boxes_with_a_label_each_are_a_diagram() -> None:
    boxes = b"100 500 90 40 re S 196 500 90 40 re S\n"
    labels = line("Input", 110, 515) + line("Output", 206, 515)

    assert len(figures(boxes + labels)) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"".join(b"72 %d m 520 %d l S\n" % (y, y) for y in range(300, 600, 20)),
        b"20 20 555 802 re S\n",
        b"72 400 400 200 re S\n",
        b"0.9 g 0 0 595 842 re f 0 g\n" + TEXT,
        b"1 g 100 300 200 200 re f 0 g\n",
        b"300 500 m 304 506 308 506 312 500 c S\n",
        b"0.93 G " + CURVE,
    ],
    ids=["answer lines", "page frame", "answer box", "background", "white", "small", "pale"],
)
def test_what_is_no_drawing_is_no_figure(content: bytes) -> None:
    assert figures(content) == ()


def test_shape_strewn_over_the_page_is_a_watermark() -> None:
    places = [(x, y) for x in (80, 240, 400) for y in (100, 300, 500)]
    strewn = b"".join(
        b"%d %d m %d %d %d %d %d %d c S\n" % (x, y, x + 20, y + 80, x + 40, y + 80, x + 60, y)
        for x, y in places
    )

    assert figures(strewn) == ()


def test_figures_far_apart_are_two() -> None:
    other = b"200 100 m 260 220 340 220 400 100 c S\n"

    assert [round(area.top) for area in figures(CURVE + other)] == [222, 622]
