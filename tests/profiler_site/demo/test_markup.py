"""The marks in question texts."""

from hypothesis import given
from hypothesis import strategies as st

from profiler_site.demo.layouts.markup import plain, rich


def test_rich_sets_italics_and_escapes_the_rest() -> None:
    assert rich("*x* < 1 & *y* > 2") == "<i>x</i> &lt; 1 &amp; <i>y</i> &gt; 2"


def test_rich_sets_letters_low_and_high() -> None:
    assert rich("x_{n} and x^{2}") == "x<sub>n</sub> and x<sup>2</sup>"


def test_rich_sets_a_matrix_as_rows_within_one_line() -> None:
    assert rich("where *A* = [[1 2; 3 4]].") == (
        'where <span class="equation"><i>A</i> = <span class="bracket"><table class="matrix">'
        "<tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table></span>.</span>"
    )


def test_plain_leaves_words_and_drops_the_matrix() -> None:
    assert plain("Let *x*² be in [[1 0; 0 1]] or x_{n}.") == "Let x² be in or xn."


@given(st.text(alphabet="ab =+<>&", max_size=40))
def test_plain_of_text_without_marks_is_the_text(text: str) -> None:
    assert plain(text) == " ".join(text.split())
