from hypothesis import given
from hypothesis import strategies as st

from exams.reading.lines import group_lines, split_lines
from exams.reading.page import Word


def word(text: str, x0: float, bottom: float, height: float = 10) -> Word:
    return Word(text, x0, bottom - height, x0 + 6 * len(text), bottom, size=height)


def texts(lines: list[list[Word]]) -> list[str]:
    return [" ".join(word.text for word in line) for line in lines]


def test_group_words_of_uneven_baselines_makes_one_line() -> None:
    words = [word("1.", 10, 100), word("Define", 30, 101.5), word("[5]", 400, 99)]

    assert texts(group_lines(words)) == ["1. Define [5]"]


def test_group_exponent_joins_the_line_below_it() -> None:
    words = [word("Solve", 10, 100), word("2", 42, 95, 6), word("now", 60, 100)]

    assert texts(group_lines(words)) == ["Solve 2 now"]


def test_group_close_lines_keeps_them_apart() -> None:
    words = [word("below", 10, 110), word("above", 10, 100)]

    assert texts(group_lines(words)) == ["above", "below"]


def test_group_no_words_gives_no_lines() -> None:
    assert group_lines([]) == []


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(1, 8)), min_size=1, max_size=20))
def test_split_lines_gives_back_what_was_grouped(rows: list[tuple[int, int]]) -> None:
    words = [
        word("word", 10 + 40 * place, 20.0 * row)
        for row, count in dict(rows).items()
        for place in range(count)
    ]
    grouped = group_lines(words)
    ordered = [word for line in grouped for word in line]

    assert split_lines(ordered) == [tuple(line) for line in grouped]


def test_group_scanned_lines_askew_keeps_them_apart() -> None:
    words = [word("(a)", 10, 103), word("Show", 40, 100), word("What", 40, 106)]

    assert texts(group_lines(words)) == ["(a) Show", "What"]
