"""Pages with given lines, for tests of single rules."""

from exams.reading.page import Page, TextSource, Word

_LETTER, _LINE = 5.0, 16.0


def page_of(
    *rows: str,
    right: tuple[str, ...] = (),
    number: int = 1,
    source: TextSource = TextSource.LAYER,
) -> Page:
    """A page with one line for each row; leading spaces indent, `right` stands at the margin.

    An empty row leaves a gap.
    """
    words: list[Word] = []
    for index, row in enumerate(rows):
        y = 80.0 + index * _LINE
        x = 70.0 + _LETTER * (len(row) - len(row.lstrip()))
        for text in row.split():
            words.append(_word(text, x, y))
            x += _LETTER * (len(text) + 1)
        if index < len(right) and right[index]:
            words.append(_word(right[index], 520.0, y))
    return Page(number, 595.0, 842.0, tuple(words), source)


def _word(text: str, x: float, y: float) -> Word:
    return Word(text, x, y, x + _LETTER * len(text), y + 11.0, 10.0, "Serif")
