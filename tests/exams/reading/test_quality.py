import numpy as np
import pytest

from exams.reading.page import Page, Word
from exams.reading.quality import is_legible, is_usable

ENGLISH = "Explain how the page table maps every address of a process to memory"
GERMAN = "Erklären Sie, wie die Größe einer Stichprobe den Fehler beeinflußt und warum"
HINDI = "निम्नलिखित में से किन्हीं पाँच प्रश्नों के उत्तर दीजिए और कारण भी लिखिए"
CONSONANTS = "Xpln hw th pg tbl mps vr ddrss f prcss nd wh ths ws dn lk tht whn"
PRIVATE = "\ue001\ue002\ue003 \ue004\ue005 \ue001 \ue006"

WHITE = np.full((100, 100), 255, dtype=np.uint8)
WRITTEN = WHITE.copy()
WRITTEN[40:60, 10:90] = 0


def words(text: str) -> tuple[Word, ...]:
    return tuple(Word(part, 0, 0, 10, 10) for part in text.split())


@pytest.mark.parametrize("text", [ENGLISH, GERMAN, HINDI, "x = 1", ""])
def test_legible_writing_of_any_language_is_told(text: str) -> None:
    assert is_legible(words(text))


@pytest.mark.parametrize("text", [PRIVATE, CONSONANTS])
def test_legible_nonsense_is_refused(text: str) -> None:
    assert not is_legible(words(text))


def test_usable_page_of_text_needs_no_ocr() -> None:
    assert is_usable(Page(1, 595, 842, words(ENGLISH)), WRITTEN, picture_share=0)


def test_usable_blank_page_needs_no_ocr() -> None:
    assert is_usable(Page(1, 595, 842, ()), WHITE, picture_share=1)


def test_usable_picture_without_words_needs_ocr() -> None:
    assert not is_usable(Page(1, 595, 842, ()), WRITTEN, picture_share=1)


def test_usable_scan_with_a_stamp_needs_ocr() -> None:
    page = Page(1, 595, 842, words("Scanned with Scanner"))

    assert not is_usable(page, WRITTEN, picture_share=0.95)


def test_usable_scan_with_hidden_layer_needs_ocr() -> None:
    page = Page(1, 595, 842, words(ENGLISH), hidden_words=300)

    assert not is_usable(page, WRITTEN, picture_share=0.95)
