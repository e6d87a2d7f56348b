import pytest
from hypothesis import given
from hypothesis import strategies as st

from exams.outline.labels import (
    Kind,
    Reading,
    label_at,
    printed_as,
    readings_of,
    roman,
    roman_value,
)


@pytest.mark.parametrize(
    ("text", "printed", "wrapper", "reading"),
    [
        ("1. Define", "1", "x.", Reading(Kind.DIGIT, 1)),
        ("12) Define", "12", "x)", Reading(Kind.DIGIT, 12)),
        ("Q3. Define", "3", "word x", Reading(Kind.DIGIT, 3)),
        ("Q.3 Define", "3", "word x", Reading(Kind.DIGIT, 3)),
        ("Q. 3 Define", "3", "word x", Reading(Kind.DIGIT, 3)),
        ("Question # 4: CLO", "4", "word x", Reading(Kind.DIGIT, 4)),
        ("Question No. 5", "5", "word x", Reading(Kind.DIGIT, 5)),
        ("Problem 2 (20 points)", "2", "word x", Reading(Kind.DIGIT, 2)),
        ("Aufgabe 7 (8 Punkte)", "7", "word x", Reading(Kind.DIGIT, 7)),
        ("11 Aufgabe (8 Punkte)", "11", "word x", Reading(Kind.DIGIT, 11)),
        ("Basic question 2: Trees", "2", "word x", Reading(Kind.DIGIT, 2)),
        ("(b) Define", "b", "(x)", Reading(Kind.LOWER, 2)),
        ("B) Define", "B", "x)", Reading(Kind.UPPER, 2)),
        ("a Define", "a", "x", Reading(Kind.LOWER, 1)),
        ("IV. Define", "IV", "x.", Reading(Kind.ROMAN_UPPER, 4)),
        ("(iii) Define", "iii", "(x)", Reading(Kind.ROMAN_LOWER, 3)),
        ("1.4 Define", "1.4", "decimal", Reading(Kind.DECIMAL, 4)),
        ("1- (5) Define", "1", "x-", Reading(Kind.DIGIT, 1)),
        ("b.. Name", "b", "x.", Reading(Kind.LOWER, 2)),
        ("Question 6B [4 Marks]", "6", "word x", Reading(Kind.DIGIT, 6)),
    ],
)
def test_label_at_reads_printed_styles(
    text: str, printed: str, wrapper: str, reading: Reading
) -> None:
    label = label_at(text, 0)
    assert label is not None
    assert (label.printed, label.wrapper) == (printed, wrapper)
    assert reading in label.readings


def test_label_at_keeps_both_meanings_of_i() -> None:
    label = label_at("(i) Define", 0)
    assert label is not None
    assert set(label.readings) == {Reading(Kind.LOWER, 9), Reading(Kind.ROMAN_LOWER, 1)}


def test_label_at_mends_letters_read_for_numerals() -> None:
    label = label_at("Xl. Explain", 0)
    assert label is not None
    assert label.mended
    assert label.readings == (Reading(Kind.ROMAN_UPPER, 11),)


def test_label_at_knows_a_question_word_that_ocr_misspelt() -> None:
    assert label_at("Questiop 3 [6 marks]", 0) is None
    label = label_at("Questiop 3 [6 marks]", 0, ocr=True)
    assert label is not None
    assert (label.printed, label.wrapper) == ("3", "word x")


@pytest.mark.parametrize(
    "text", ["", "a, b and c", "Define the rank", "0.5 is half", "2014 was a year"]
)
def test_label_at_finds_nothing_in_text(text: str) -> None:
    assert label_at(text, 0) is None


@given(st.integers(1, 39))
def test_roman_numerals_come_back(value: int) -> None:
    assert roman_value(roman(value)) == value
    assert roman_value(roman(value).upper()) == value


@given(st.sampled_from(list(Kind)), st.integers(1, 26))
def test_printed_labels_read_back(kind: Kind, value: int) -> None:
    reading = Reading(kind, value)
    if kind is not Kind.DECIMAL:
        assert reading in readings_of(printed_as(reading))
