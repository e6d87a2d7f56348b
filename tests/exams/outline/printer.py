"""Prints outlines as pages of words: the paper's tree and its layout are known, so is the answer.

No text of a real paper is used. Letters are 5 points wide and lines 14 points high.
"""

from dataclasses import dataclass, field

from exams.reading.page import Page, Word

WIDTH, HEIGHT = 595.0, 842.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 70.0, 525.0, 70.0, 770.0
_LETTER, _LINE = 5.0, 14.0


@dataclass(frozen=True)
class Item:
    """A question with its parts; `text` is what is printed behind its label."""

    text: str
    marks: int | None = None
    parts: tuple["Item", ...] = ()
    choice: str | None = None  # "any-2" for its parts
    code: bool = False


@dataclass(frozen=True)
class Layout:
    """How a paper is printed. Labels are formats for a counted value; marks for a number."""

    labels: tuple[str, str, str]
    indents: tuple[float, float, float]
    marks: str
    marks_place: str  # "end", "right", "label"
    gap: float = 10.0
    header: str | None = None
    footer: bool = True
    instructions: tuple[str, ...] = ()
    title: str = "MA101 Linear Systems"
    page_lines: int = 46
    bold_labels: bool = False


@dataclass
class _Sheet:
    words: list[Word] = field(default_factory=list)


class Printer:
    """Writes lines from top to bottom and breaks pages."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.sheets: list[_Sheet] = []
        self.y = _BOTTOM
        self._turn()

    def _turn(self) -> None:
        self.sheets.append(_Sheet())
        self.y = _TOP
        number = len(self.sheets)
        if self.layout.header:
            self._put(f"{self.layout.header}", _LEFT, 30.0)
        if self.layout.footer:
            self._put(str(number), WIDTH / 2, 815.0)

    def _put(
        self, text: str, x: float, y: float, *, bold: bool = False, mono: bool = False
    ) -> float:
        font = "CourierMono" if mono else "Serif"
        for word in text.split(" "):
            if word:
                end = x + _LETTER * len(word)
                self.sheets[-1].words.append(Word(word, x, y, end, y + 11, 10.0, font, bold=bold))
            x += _LETTER * (len(word) + 1)
        return x

    def space(self, height: float) -> None:
        self.y += height

    def need(self, lines: int = 1) -> None:
        if self.y + lines * _LINE > _BOTTOM:
            self._turn()

    def line(self, text: str, x: float = _LEFT, *, bold: bool = False, mono: bool = False) -> None:
        self.need()
        self._put(text, x, self.y, bold=bold, mono=mono)
        self.y += _LINE

    def centred(self, text: str, *, bold: bool = False) -> None:
        self.line(text, (WIDTH - _LETTER * len(text)) / 2, bold=bold)

    def labelled(self, label: str, x: float, text: str, marks: str | None, *, bold: bool) -> None:
        """A label, its text with a hanging indent, and marks where the layout wants them."""
        self.need(2)
        place = self.layout.marks_place
        if marks and place == "label":
            text = f"{marks} {text}".strip()
        if marks and place == "end":
            text = f"{text} {marks}".strip()
        hang = x + _LETTER * (len(label) + 2)
        limit = _RIGHT - (60.0 if place == "right" else 0.0)
        self._put(label, x, self.y, bold=bold)
        if marks and place == "right":
            self._put(marks, _RIGHT - _LETTER * len(marks), self.y)
        for line in _wrapped(text, limit - hang) or [""]:
            self.need()
            self._put(line, hang, self.y)
            self.y += _LINE

    def pages(self) -> list[Page]:
        return [
            Page(number, WIDTH, HEIGHT, tuple(sorted(s.words, key=lambda w: (w.top, w.x0))))
            for number, s in enumerate(self.sheets, 1)
        ]


def _wrapped(text: str, width: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and _LETTER * (len(lines[-1]) + 1 + len(word)) <= width:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines


_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


def counted(style: str, value: int) -> str:
    """The label of a value: "{1}." gives "3.", "({a})" gives "(c)", "{i})" gives "iii)"."""
    return (
        style.replace("{1}", str(value))
        .replace("{a}", chr(ord("a") + value - 1))
        .replace("{A}", chr(ord("A") + value - 1))
        .replace("{i}", _NUMERALS[value - 1])
        .replace("{I}", _NUMERALS[value - 1].upper())
    )


def bare(style: str, value: int) -> str:
    """The label as the outline gives it: without punctuation and the word "Question"."""
    inner = style[style.index("{") : style.index("}") + 1]
    return counted(inner, value)


def print_items(printer: Printer, items: tuple[Item, ...], level: int = 0, first: int = 1) -> None:
    """Print questions and their parts."""
    layout = printer.layout
    for value, item in enumerate(items, first):
        if level == 0:
            printer.space(layout.gap)
        if item.choice == "or":
            printer.centred("OR")
        label = counted(layout.labels[level], value)
        x = _LEFT + layout.indents[level]
        marks = layout.marks.format(item.marks) if item.marks is not None else None
        printer.labelled(label, x, item.text, marks, bold=layout.bold_labels and level == 0)
        if item.code:
            for number, code in enumerate(("int x = 0;", "while (x < 3) {", "x++;", "}"), 1):
                printer.line(f"{number} {code}", _LEFT + 40, mono=True)
        print_items(printer, item.parts, level + 1)


def print_paper(
    layout: Layout, sections: tuple[tuple[str | None, tuple[Item, ...]], ...]
) -> list[Page]:
    """A whole paper: title, instructions, sections with questions."""
    printer = Printer(layout)
    printer.centred(layout.title, bold=True)
    printer.line("Time: 3 hours")
    if layout.instructions:
        printer.space(8)
        printer.line("Instructions:", bold=True)
        for value, text in enumerate(layout.instructions, 1):
            printer.labelled(f"{value}.", _LEFT, text, None, bold=False)
        printer.space(12)
    for heading, items in sections:
        if heading:
            printer.space(14)
            printer.need(4)
            printer.centred(heading, bold=True)
        print_items(printer, items)
    return printer.pages()
