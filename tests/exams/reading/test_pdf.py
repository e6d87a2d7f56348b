import io

import pytest
from PIL import Image

from exams.reading.lines import split_lines
from exams.reading.page import Page, TextSource
from exams.reading.pdf import read_pages
from tests.corpus.hostile import QUESTIONS, clean_pdf, one_page, rotated_pdf
from tests.corpus.raw_pdf import line


def lines_of(page: Page) -> list[str]:
    return [" ".join(word.text for word in words) for words in split_lines(page.words)]


def only_page(pdf: bytes) -> Page:
    (page,) = read_pages(pdf)
    return page


def test_read_page_gives_its_lines_in_order() -> None:
    page = only_page(clean_pdf())

    assert lines_of(page) == list(QUESTIONS)
    assert (page.number, page.width, page.height) == (1, 595.0, 842.0)
    assert (page.source, page.hidden_words, page.tables) == (TextSource.LAYER, 0, ())


def test_read_word_gives_its_place_from_the_top_left() -> None:
    word = only_page(one_page(line("Define", 72, 700, size=20))).words[0]

    assert (word.text, word.size, word.font, word.bold) == ("Define", 20.0, "Helvetica", False)
    assert word.x0 == pytest.approx(73.5, abs=0.5)
    assert [word.top, word.bottom] == pytest.approx([126, 146])


def test_read_word_gives_its_colour() -> None:
    red = line("Define", 72, 700, before="0.8 0.2 0 rg") + line("it", 72, 660, before="0 g")

    assert [hex(word.colour) for word in only_page(one_page(red)).words] == ["0xcc3300", "0x0"]


def test_read_large_pale_words_leaves_them_out_as_a_watermark() -> None:
    pale = line("SAMPLE", 72, 500, size=60, before="0.8 g")
    heading = b"0 0.2 0.6 rg 60 600 400 60 re f\n" + line("Heat", 72, 615, 36, before="1 g")
    page = only_page(one_page(pale + heading + line("1. Define", 72, 700, before="0.8 g")))

    assert [word.text for word in page.words] == ["1.", "Define", "Heat"]


def test_read_page_draws_a_picture_of_110_dots_per_inch() -> None:
    image = Image.open(io.BytesIO(only_page(clean_pdf()).image))

    assert (image.format, image.size) == ("PNG", (910, 1287))


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_read_sideways_page_turns_it_upright(degrees: int) -> None:
    page = only_page(rotated_pdf(degrees))

    assert lines_of(page) == list(QUESTIONS)
    assert (page.width, page.height) == (595.0, 842.0)


def test_read_cropped_page_counts_from_the_crop_box() -> None:
    pdf = one_page(line("Define", 172, 700), CropBox=b"[100 50 500 800]")
    page = only_page(pdf)

    assert (page.width, page.height) == (400.0, 750.0)
    assert page.words[0].x0 == pytest.approx(73, abs=1)


def test_read_two_columns_gives_the_left_one_first() -> None:
    left = [f"This is sentence {n} of the text on the left." for n in range(20)]
    right = [f"That is sentence {n} of the text on the right." for n in range(20)]
    content = b"".join(
        line(a, 60, 780 - 30 * n) + line(b, 310, 773 - 30 * n)
        for n, (a, b) in enumerate(zip(left, right, strict=True))
    )

    assert lines_of(only_page(one_page(content))) == left + right


def test_read_three_columns_below_a_heading_gives_one_after_the_other() -> None:
    heading = line("A heading that runs over the full width of all three columns of it", 40, 800)
    columns = [[f"Line {n} of column {letter} runs on" for n in range(15)] for letter in "ABC"]
    content = heading + b"".join(
        line(text, 40 + 180 * place, 770 - 30 * n - 5 * place)
        for place, texts in enumerate(columns)
        for n, text in enumerate(texts)
    )

    found = lines_of(only_page(one_page(content)))
    assert found[1:] == [text for texts in columns for text in texts]


def test_read_ragged_columns_on_the_same_baselines_gives_the_left_one_first() -> None:
    left = [f"{n}. Name {'two kinds of friction' if n % 3 else 'a force'}." for n in range(1, 17)]
    right = [f"{n}. Say what {'a lever does' if n % 2 else 'heat is'}." for n in range(17, 30)]
    content = b"".join(line(text, 60, 780 - 20 * n) for n, text in enumerate(left)) + b"".join(
        line(text, 310, 780 - 20 * n) for n, text in enumerate(right)
    )

    assert lines_of(only_page(one_page(content))) == left + right


def test_read_list_of_names_and_values_gives_one_row_after_the_other() -> None:
    rows = [(f"constant of nature number {n} is", f"{n}.0 times a power of ten") for n in range(16)]
    content = b"".join(
        line(name, 60, 780 - 20 * n) + line(value, 310, 780 - 20 * n)
        for n, (name, value) in enumerate(rows)
    )

    assert lines_of(only_page(one_page(content))) == [" ".join(row) for row in rows]


def test_read_marks_at_the_right_margin_stay_on_their_line() -> None:
    content = b"".join(
        line(f"{n}. Explain the {n}th algorithm of the lecture in words", 60, 800 - 30 * n)
        + line(f"[{n}]", 500, 800 - 30 * n)
        for n in range(1, 21)
    )

    assert lines_of(only_page(one_page(content))) == [
        f"{n}. Explain the {n}th algorithm of the lecture in words [{n}]" for n in range(1, 21)
    ]


def test_read_exponent_stays_on_its_line() -> None:
    content = line("Solve x", 72, 700) + line("2", 113, 705, size=8) + line("= 4", 125, 700)

    assert lines_of(only_page(one_page(content))) == ["Solve x 2 = 4"]


def test_read_slanted_watermark_leaves_it_out() -> None:
    slanted = b"BT /F1 60 Tf 0.7 0.7 -0.7 0.7 150 200 Tm (COPY) Tj ET\n"
    page = only_page(one_page(slanted + line("1. Define a set.", 72, 700)))

    assert lines_of(page) == ["1. Define a set."]


def test_read_margin_note_comes_after_the_page() -> None:
    note = b"BT /F1 8 Tf 0 1 -1 0 20 300 Tm (Margin) Tj ET\n"
    page = only_page(one_page(note + line("1. Define a set of two elements.", 72, 700)))

    assert [word.text for word in page.words][-1] == "Margin"


def test_read_ruled_table_gives_its_cells() -> None:
    rules = b"".join(b"60 %d m 360 %d l S\n" % (y, y) for y in (600, 630, 660))
    rules += b"".join(b"%d 600 m %d 660 l S\n" % (x, x) for x in (60, 300, 360))
    words = line("Question", 70, 640) + line("Marks", 310, 640) + line("Define", 70, 610)
    (table,) = only_page(one_page(rules + words)).tables

    assert [(cell.row, cell.column) for cell in table.cells] == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert (table.cells[0].x0, table.cells[0].x1, table.cells[1].x1) == (60, 300, 360)
    assert (table.cells[0].top, table.cells[3].bottom) == (182, 242)


def test_read_page_frame_is_no_table() -> None:
    frame = b"20 20 m 575 20 l 575 822 l 20 822 l h S\n"

    assert only_page(one_page(frame + line("1. Define a set.", 72, 700))).tables == ()
