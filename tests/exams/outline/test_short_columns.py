"""A right column that holds only the end of the last question."""

from exams.outline import read_outline
from exams.outline.short_columns import column_edge, split_of
from exams.reading.page import Page, Word

_LEFT = (
    "1. Explain how a queue differs from a",
    "   stack, and name one use of each. [4]",
    "2. Prove that the sum of two numbers",
    "   that are even is even as well. [5]",
    "3. Describe the life cycle of processes",
    "   with a diagram of all the states. [6]",
    "4. Compare two ways to walk through a",
    "   tree of five nodes, step by step. [3]",
    "5. Consider a network with four nodes",
    "   and answer the questions below it.",
    "   (a) Compute the shortest way between",
    "       the first node and the last. [2]",
)
_RIGHT = (
    "    (b) Draw the tree that spans the",
    "        network at the least cost. [7]",
)


def _words(rows: tuple[str, ...], left: float) -> list[Word]:
    found = []
    for index, row in enumerate(rows):
        x, y = left + 5.0 * (len(row) - len(row.lstrip())), 100.0 + 14.0 * index
        for text in row.split():
            found.append(Word(text, x, y, x + 5.0 * len(text), y + 11.0, 10.0, "Serif"))
            x += 5.0 * (len(text) + 1)
    return found


def _by_rows(words: list[Word]) -> tuple[Word, ...]:
    """The words as a reader leaves them that takes the page for one column."""
    return tuple(sorted(words, key=lambda word: (word.top, word.x0)))


def test_read_outline_of_a_short_last_column_reads_it_after_the_first() -> None:
    page = Page(1, 595.0, 842.0, _by_rows(_words(_LEFT, 70.0) + _words(_RIGHT, 310.0)))
    assert [(q.number, q.marks) for q in read_outline([page]).questions] == [
        ("1", 4.0),
        ("2", 5.0),
        ("3", 6.0),
        ("4", 3.0),
        ("5(a)", 2.0),
        ("5(b)", 7.0),
    ]


def test_split_of_marks_at_the_right_margin_finds_no_column() -> None:
    marks = tuple("[5 marks]" for _ in _LEFT)
    assert split_of(_by_rows(_words(_LEFT, 70.0) + _words(marks, 480.0))) is None


def test_column_edge_of_indented_lines_is_where_the_column_begins() -> None:
    left, right = _words(_LEFT, 70.0), _words(_RIGHT, 310.0)
    assert column_edge(left, right, 595.0) == 595.0 - 70.0 - 40 * 5.0
    assert column_edge(left, _words(("(b) Draw",), 300.0), 595.0) == 300.0
