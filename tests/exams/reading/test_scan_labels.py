"""Labels and marks that stand apart from their line on a scan."""

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from exams.reading.page import Word
from exams.reading.picture import Grey
from exams.reading.scan_drawings import signs_of
from exams.reading.scan_labels import lost_signs

SCALE = 1.6  # pixels a point
FONT = ImageFont.truetype("DejaVuSans.ttf", round(12 * SCALE))
ROWS = (100.0, 130.0, 160.0, 190.0)


def sheet(signs: dict[tuple[float, float], str], shade: int = 0) -> Grey:
    """A page of four lines, with signs at (x, top) in points."""
    image = Image.new("L", (round(500 * SCALE), round(300 * SCALE)), 255)
    pen = ImageDraw.Draw(image)
    for top in ROWS:
        pen.text((80 * SCALE, top * SCALE), "Outline a binary tree", font=FONT, fill=0)
    for (x, top), text in signs.items():
        pen.text((x * SCALE, top * SCALE), text, font=FONT, fill=shade)
    return np.asarray(image)


def found(shown: Grey) -> list[tuple[str, int, int]]:
    """What is found beside the words of the four lines: text and place in points."""
    words = [Word("Outline", 80, top, 220, top + 13, size=12) for top in ROWS]
    words.append(Word("Page", 380, 20, 420, 33, size=12))  # as wide as the page is printed
    words.append(Word("Exam", 50, 20, 90, 33, size=12))
    signs = lost_signs(shown, signs_of(shown, SCALE), SCALE, words)
    return [(sign.text, round(sign.x0 / 10), round(sign.top / 10)) for sign in signs]


def test_lost_signs_gives_labels_left_and_marks_right_of_their_lines() -> None:
    shown = sheet({(52, 100): "1.", (50, 130): "(b)", (380, 160): "[10]", (52, 190): "7."})
    assert sorted(found(shown)) == [("(b)", 5, 13), ("1.", 5, 10), ("7.", 5, 19), ("[10]", 38, 16)]


def test_lost_signs_leaves_out_strokes_and_what_shines_through_and_what_no_line_has() -> None:
    assert found(sheet({(52, 100): "|", (52, 130): "~", (52, 240): "5."})) == []
    assert found(sheet({(52, 100): "1.", (52, 190): "7."}, shade=190)) == []


def test_lost_signs_of_a_page_without_words_are_none() -> None:
    shown = sheet({(52, 100): "1."})
    assert lost_signs(shown, signs_of(shown, SCALE), SCALE, []) == []
