"""Where the form to split a question starts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.services.splitting import proposed_halves


@pytest.mark.parametrize(
    ("number", "text", "halves"),
    [
        ("3(a)", "Define work. (b) Define heat.", ("3(b)", "Define work.", "Define heat.")),
        ("3", "Define work. b) Define heat.", ("3(b)", "Define work.", "Define heat.")),
        ("3", "Define work.\n4. Define heat.", ("4", "Define work.", "Define heat.")),
        ("2(c)(i)", "Name it. (ii) Draw it.", ("2(c)(ii)", "Name it.", "Draw it.")),
        ("3", "Define work. Define heat.", ("3(b)", "Define work.", "Define heat.")),
        ("3(a)", "Define work\nDefine heat", ("3(b)", "Define work", "Define heat")),
        ("", "Define", ("(b)", "Define", "")),
    ],
)
def test_halves_are_cut_at_the_inner_label_else_in_the_middle(
    number: str, text: str, halves: tuple[str, str, str]
) -> None:
    assert proposed_halves(number, text) == halves


@given(st.text(max_size=20), st.text(max_size=80))
def test_no_letter_is_made_up(number: str, text: str) -> None:
    _, first, second = proposed_halves(number, text)
    assert text.startswith(first) or text.strip().startswith(first)
    assert text.strip().endswith(second)
