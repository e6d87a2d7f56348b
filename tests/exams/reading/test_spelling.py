import pytest
from hypothesis import given
from hypothesis import strategies as st

from exams.reading.spelling import drop_unseen, set_accent, spell


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (0xFB01, "fi"),
        (0xFB04, "ffl"),
        (0x0B, "ff"),
        (0x1C, "fi"),
        (0xAD, "-"),
        (0x02, "-"),
        (0xA0, " "),
        (0x41, "A"),
        (0xB2, "²"),
    ],
)
def test_spell_code_gives_what_is_seen(code: int, text: str) -> None:
    assert spell(code) == text


@pytest.mark.parametrize(
    ("accent", "letter", "made"),
    [("¨", "o", "ö"), ("´", "e", "é"), ("`", "ı", "ì"), ("¸", "c", "ç"), ("¨", "=", None)],
)
def test_set_accent_on_a_letter_makes_one_character(
    accent: str, letter: str, made: str | None
) -> None:
    assert set_accent(accent, letter) == made


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("de\u200bfine", "define"),
        ("\u202eenifed", "enifed"),
        ("set\U000e0041\U000e0042", "set"),
        ("e\u0301tude", "étude"),
        ("\U000e0041", ""),
        ("\ud835\udc65", "𝑥"),
    ],
)
def test_drop_unseen_leaves_what_takes_place(text: str, seen: str) -> None:
    assert drop_unseen(text) == seen


@given(st.text())
def test_drop_unseen_twice_is_the_same_as_once(text: str) -> None:
    assert drop_unseen(drop_unseen(text)) == drop_unseen(text)
