"""Prints outlines as pages of words: the paper's tree and its layout are known, so is the answer.

No text of a real paper is used. Letters are 5 points wide and lines 14 points high. Words come in
the order in which a reader of columns leaves them: column after column, row after row.
"""

import itertools
from dataclasses import dataclass, field, replace

from exams.reading.page import Cell, Page, Table, Word

WIDTH, HEIGHT = 595.0, 842.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 70.0, 525.0, 70.0, 770.0
_GUTTER = 24.0  # between two columns
_RULES = (60.0, 136.0, 425.0, 480.0, 535.0)  # of a table: label | question | marks | outcome
_LETTER, _LINE = 5.0, 14.0


@dataclass(frozen=True)
class Item:
    """A question with its parts; `text` is what is printed behind its label."""

    text: str
    marks: int | None = None
    parts: tuple["Item", ...] = ()
    either: bool = False  # an alternative to the question before it: "OR" stands between them
    needed: int | None = None  # of its parts, where the text says "any two of"
    code: bool = False
    given: tuple[str, ...] = ()  # a list of data with dashes
    options: tuple[str, ...] = ()  # of a multiple-choice question


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
    instructions_head: str = "Instructions:"
    time: str = "Time: 3 hours"
    either: str = "OR"
    bold_labels: bool = False
    columns: int = 1
    table: str | None = None  # ruled: label | question | marks | outcome; the head of the marks
    code_number: str = "{}"  # of a line of code
    running: bool = False  # the title stands at the head of later pages too
    apart: bool = False  # labels of questions stand alone in a line
    options: str = "({a})"
    options_in_row: bool = False


@dataclass
class _Sheet:
    words: list[Word] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    edge: list[Word] = field(default_factory=list)  # header and footer


class Printer:
    """Writes lines from top to bottom, column after column, and breaks pages."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.sheets: list[_Sheet] = []
        self.top, self.y, self.column = _TOP, _BOTTOM, layout.columns
        self._turn()

    @property
    def left(self) -> float:
        """Left edge of the column."""
        return _LEFT + self.column * (self._width() + _GUTTER)

    @property
    def right(self) -> float:
        """Right edge of the column."""
        return self.left + self._width()

    def _width(self) -> float:
        return (_RIGHT - _LEFT - _GUTTER * (self.layout.columns - 1)) / self.layout.columns

    def _turn(self) -> None:
        self.column += 1
        if self.column < self.layout.columns:
            self.y = self.top
            return
        self.sheets.append(_Sheet())
        self.column, self.top, self.y = 0, _TOP, _TOP
        sheet = self.sheets[-1]
        if self.layout.running and len(self.sheets) > 1:
            sheet.edge.extend(_words(self.layout.title, _RIGHT - 150.0, 30.0))
        if self.layout.header:
            sheet.edge.extend(_words(self.layout.header, _LEFT, 30.0))
        if self.layout.footer:
            sheet.edge.extend(_words(str(len(self.sheets)), WIDTH / 2, 815.0))

    def put(self, text: str, x: float, *, bold: bool = False, mono: bool = False) -> None:
        """Words at the height of the line, wherever they end."""
        self.sheets[-1].words.extend(_words(text, x, self.y, bold=bold, mono=mono))

    def space(self, height: float) -> None:
        self.y += height

    def need(self, lines: int = 1) -> None:
        if self.y + lines * _LINE > _BOTTOM:
            self._turn()

    def line(
        self, text: str, x: float | None = None, *, bold: bool = False, mono: bool = False
    ) -> None:
        self.need()
        self.put(text, self.left if x is None else x, bold=bold, mono=mono)
        self.y += _LINE

    def centred(self, text: str, *, bold: bool = False) -> None:
        self.need()
        middle = (self.left + self.right) / 2
        self.line(text, max(middle - _LETTER * len(text) / 2, self.left), bold=bold)

    def headed(self) -> None:
        """What stands above ends here: columns begin below it."""
        self.top = self.y

    def labelled(self, label: str, x: float, text: str, marks: str | None, *, bold: bool) -> None:
        """A label, its text with a hanging indent, and marks where the layout wants them."""
        self.need(2)
        place = self.layout.marks_place
        if marks and place == "label":
            text = f"{marks} {text}".strip()
        if marks and place == "end":
            text = f"{text} {marks}".strip()
        hang = x + _LETTER * (len(label) + 2)
        for number, line in enumerate(_wrapped(text, self._limit() - self.left - hang) or [""]):
            self.need()
            if number == 0:
                self.put(label, self.left + x, bold=bold)
            self.put(line, self.left + hang)
            if number == 0 and marks and place == "right":
                self.put(marks, self.right - _LETTER * len(marks))
            self.y += _LINE

    def _limit(self) -> float:
        return self.right - (60.0 if self.layout.marks_place == "right" else 0.0)

    def row(self, label: str, text: str, marks: str | None, outcome: str) -> None:
        """A row of a ruled table."""
        lines = _wrapped(text, _RULES[2] - _RULES[1] - 10) or [""]
        self.need(len(lines) + 1)
        top = self.y
        sheet = self.sheets[-1]
        row = len(sheet.cells) // (len(_RULES) - 1)
        self.y = top + 3
        self.put(label, _RULES[0] + 5)
        for number, line in enumerate(lines):
            self.y = top + 3 + number * _LINE
            self.put(line, _RULES[1] + 5)
        self.y = top + 3
        self.put(marks or "", _RULES[2] + 20)
        self.put(outcome, _RULES[3] + 10)
        self.y = top + len(lines) * _LINE + 6
        sheet.cells.extend(
            Cell(row, column, x0, top, x1, self.y)
            for column, (x0, x1) in enumerate(itertools.pairwise(_RULES))
        )

    def pages(self) -> list[Page]:
        return [
            Page(
                number,
                WIDTH,
                HEIGHT,
                (
                    *(word for word in sheet.edge if word.top < _TOP),
                    *sheet.words,
                    *(word for word in sheet.edge if word.top >= _TOP),
                ),
                tables=(Table(tuple(sheet.cells)),) if sheet.cells else (),
            )
            for number, sheet in enumerate(self.sheets, 1)
        ]


def _words(text: str, x: float, y: float, *, bold: bool = False, mono: bool = False) -> list[Word]:
    font = "CourierMono" if mono else "Serif"
    found = []
    for word in text.split(" "):
        if word:
            end = x + _LETTER * len(word)
            found.append(Word(word, x, y, end, y + 11, 10.0, font, bold=bold))
        x += _LETTER * (len(word) + 1)
    return found


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


def print_items(printer: Printer, items: tuple[Item, ...], level: int = 0) -> None:
    """Print questions and their parts."""
    layout = printer.layout
    for value, item in enumerate(items, 1):
        if level == 0 and not layout.table:
            printer.space(layout.gap)
        if item.either:
            _print_either(printer)
        label = counted(layout.labels[level], value)
        if layout.table:
            bare_marks = str(item.marks) if item.marks is not None else None
            printer.row(label, item.text, bare_marks, f"CO{value}" if item.marks else "")
        else:
            marks = layout.marks.format(item.marks) if item.marks is not None else None
            bold = layout.bold_labels and level == 0
            if layout.apart and level == 0:
                printer.need(3)
                printer.line(label, bold=bold)
                label = ""
            printer.labelled(label, layout.indents[level], item.text, marks, bold=bold)
        _print_below(printer, item, layout.indents[level])
        print_items(printer, item.parts, level + 1)


def _print_either(printer: Printer) -> None:
    if printer.layout.table:
        printer.row("", printer.layout.either, None, "")
    else:
        printer.centred(printer.layout.either)


def _print_below(printer: Printer, item: Item, indent: float) -> None:
    """Code, data and options under a question."""
    layout = printer.layout
    if item.code:
        for number, code in enumerate(("int x = 0;", "while (x < 3) {", "x++;", "}"), 1):
            label = layout.code_number.format(number)
            printer.line(f"{label} {code}", printer.left + indent + 40, mono=True)
    for given in item.given:
        printer.line(f"– {given}", printer.left + indent + 40)
    options = [
        f"{counted(layout.options, value)} {text}" for value, text in enumerate(item.options, 1)
    ]
    if options and layout.options_in_row:
        printer.need()
        for number, option in enumerate(options):
            printer.put(option, printer.left + indent + 30 + 100 * number)
        printer.space(_LINE)
    else:
        for option in options:
            printer.line(option, printer.left + indent + 30)


def print_paper(
    layout: Layout, sections: tuple[tuple[str | None, tuple[Item, ...]], ...]
) -> list[Page]:
    """A whole paper: title, instructions, sections with questions."""
    printer = Printer(replace(layout, columns=1))
    printer.centred(layout.title, bold=True)
    printer.line(layout.time)
    if layout.instructions:
        printer.space(8)
        printer.line(layout.instructions_head, bold=True)
        for value, text in enumerate(layout.instructions, 1):
            printer.labelled(f"{value}.", 0.0, text, None, bold=False)
        printer.space(12)
    printer.layout = layout
    printer.headed()
    if layout.table:
        printer.row("", "", layout.table, "CO")
    for heading, items in sections:
        if heading:
            printer.space(14)
            printer.need(4)
            printer.centred(heading, bold=True)
        print_items(printer, items)
    return printer.pages()
