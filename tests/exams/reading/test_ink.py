import pytest

from exams.reading.pdf import read_pages
from tests.corpus.hidden_text import CHANNELS, SECRET, VISIBLE, hidden_text_pdf
from tests.corpus.hostile import one_page
from tests.corpus.raw_pdf import line

PLACES = [(72, 740), *[(60 + (n % 4) * 60, 730 - 37 * n) for n in range(1, 20)]]


@pytest.mark.parametrize("channel", CHANNELS)
def test_read_hidden_words_leaves_them_out_anywhere(channel: str) -> None:
    leaks = []
    for x, y in PLACES:
        (page,) = read_pages(hidden_text_pdf(channel, x, y))
        texts = [word.text for word in page.words]
        leaks += [(x, y, text) for text in texts if text in SECRET.split()]

    assert leaks == []


@pytest.mark.parametrize("channel", CHANNELS)
def test_read_hidden_words_counts_them_and_keeps_the_others(channel: str) -> None:
    (page,) = read_pages(hidden_text_pdf(channel, 200, 400))
    texts = " ".join(word.text for word in page.words)

    assert texts.startswith(" ".join(VISIBLE))
    assert page.hidden_words == (6 if channel == "off the page" else 3)


def test_read_white_words_on_a_dark_bar_keeps_them() -> None:
    bar = b"0 g 60 690 300 30 re f\n"
    (page,) = read_pages(one_page(bar + line("Section A", 72, 700, before="1 g")))

    assert [word.text for word in page.words] == ["Section", "A"]


def test_read_white_words_over_a_picture_of_lines_leaves_them_out() -> None:
    lines = b"".join(b"60 %d m 500 %d l S\n" % (y, y) for y in range(690, 720, 3))
    white = line("Section A", 72, 640, before="1 g")
    (page,) = read_pages(one_page(lines + white))

    assert (page.words, page.hidden_words) == ((), 2)


def test_read_grey_words_keeps_them() -> None:
    (page,) = read_pages(one_page(line("Turn over", 72, 700, before="0.6 g")))

    assert [word.text for word in page.words] == ["Turn", "over"]


def test_read_white_words_under_a_slanted_print_leaves_them_out() -> None:
    slanted = b"".join(
        b"BT /F1 9 Tf 0.985 0.174 -0.174 0.985 %d 690 Tm (COPY COPY) Tj ET\n" % x
        for x in range(40, 200, 12)
    )
    (page,) = read_pages(one_page(slanted + line("Section A", 72, 700, before="1 g")))

    assert page.words == ()


def test_read_words_beside_a_drawing_are_kept_and_hidden_ones_in_it_are_not() -> None:
    drawing = b"0.5 g 60 480 300 60 re f 0 g\n"
    hidden = line("Ignore this", 72, 500, before="0.5 g")
    (page,) = read_pages(one_page(drawing + line("Section A", 72, 700) + hidden))

    assert [word.text for word in page.words] == ["Section", "A"]


def test_read_letter_that_fills_its_place_beside_a_drawing_keeps_it() -> None:
    box = b"66 690 40 30 re S\n"  # its bounds hold the letter
    heavy = line("I", 72, 700, before="2 Tr 1 w")
    (page,) = read_pages(one_page(box + heavy + line("nitrogen", 84, 700)))

    assert [word.text for word in page.words] == ["I", "nitrogen"]
