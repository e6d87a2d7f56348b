"""Random papers: a tree of questions, a layout to print it in, and what reading must give back.

Choices are left to a `Pick`, so that hypothesis can shrink them and a benchmark can draw them from
a seeded generator.

Not drawn: two levels with one style of labels; three levels of which two are numbers without
indentation; lines of code in a table or in two columns; labels alone in a line that are bare or
have marks in the line below.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from exams.reading.page import Page
from tests.exams.outline.languages import LANGUAGES, Language
from tests.exams.outline.printer import Item, Layout, bare, print_paper

_PLAIN = ("{1}.", "{1}", "{1})", "{I}.", "({1})")
_PARTS = ("({a})", "{a})", "{a}.", "{A})", "({A})", "({i})", "{i})")
_NUMBERED = ("({1})", "{1})")
_SUBPARTS = ("({i})", "{i})", "{i}.", "({1})", "{1})")
_INDENTS = ((0.0, 20.0, 40.0), (0.0, 30.0, 60.0), (0.0, 0.0, 24.0))
_OPTIONS = ("a tree", "a graph", "a list", "a heap")
_GIVEN = ("mass of the body: 4 kg", "length of the rod: 2 m")
Sections = tuple[tuple[str | None, tuple[Item, ...]], ...]


class Pick(Protocol):
    """Takes one of the options."""

    def __call__[T](self, options: Sequence[T], /) -> T: ...


@dataclass(frozen=True)
class Leaf:
    """What has to come back of a leaf; `group` tells which leaves are alternatives."""

    number: str
    marks: int | None
    text: str  # its first 20 letters
    options: tuple[str, ...]
    group: str | None


@dataclass(frozen=True)
class Paper:
    """A printed paper."""

    language: str
    layout: Layout
    sections: Sections

    def pages(self) -> list[Page]:
        return print_paper(self.layout, self.sections)

    def leaves(self) -> list[Leaf]:
        """The questions to answer, in reading order."""
        found: list[Leaf] = []
        for section, (_, items) in enumerate(self.sections):
            self._visit(items, "", 0, f"{section}:", None, found)
        return found

    def _visit(
        self,
        items: Sequence[Item],
        path: str,
        level: int,
        name: str,
        group: str | None,
        found: list[Leaf],
    ) -> None:
        for index, item in enumerate(items):
            label = bare(self.layout.labels[level], index + 1)
            number = f"{path}({label})" if level else label
            own = group
            if item.either:
                own = f"{name}{index - 1}"
            elif index + 1 < len(items) and items[index + 1].either:
                own = f"{name}{index}"
            if not item.parts:
                found.append(Leaf(number, item.marks, item.text[:20], item.options, own))
            below = f"{name}{index}."
            inner = f"{below}any" if item.needed else own
            self._visit(item.parts, number, level + 1, below, inner, found)


def random_paper(pick: Pick) -> Paper:
    """Any paper of the generator."""
    language = pick(LANGUAGES)
    shape = pick(("plain", "plain", "plain", "columns", "table"))
    layout = _layout(pick, language, shape)
    marked = pick((True, True, False)) or shape == "table"
    headings = pick(((None,), (None,), language.sections)) if shape != "table" else (None,)
    sections = tuple(
        (heading, _questions(pick, language, layout, marked=marked)) for heading in headings
    )
    return Paper(language.name, layout, sections)


def _layout(pick: Pick, language: Language, shape: str) -> Layout:
    marks = pick((*language.units, "[{}]"))
    places = ("end", "right", "label")
    labels = _labels(pick, language, shape)
    place = pick(places) if shape == "plain" else "end"
    alone = shape == "plain" and place != "label" and labels[0] != "{1}"
    return Layout(
        labels=labels,
        indents=pick(_INDENTS) if shape == "plain" else _INDENTS[0],
        marks=marks,
        marks_place=place,
        gap=pick((0.0, 6.0, 20.0)),
        header=pick((None, "University of Somewhere MA101")),
        footer=pick((True, False)),
        instructions=language.instructions[: pick((4, 0, 1))],
        instructions_head=language.instructions_head,
        time=language.time,
        either=language.either,
        bold_labels=pick((True, False)),
        code_number=pick(("{}", "{}.")),
        running=pick((False, True)),
        apart=alone and pick((False, False, True)),
        columns=2 if shape == "columns" else 1,
        table=language.column if shape == "table" else None,
        options=pick(("{a})", "({a})", "{A}.", "({A})")),
        options_in_row=pick((True, False)) and shape == "plain",
    )


def _labels(pick: Pick, language: Language, shape: str) -> tuple[str, str, str]:
    plain = _PLAIN[:4] if shape == "table" else _PLAIN
    first = pick(plain) if pick((True, False)) else pick(language.labels)
    parts = (*_PARTS, *_NUMBERED) if shape == "table" else _PARTS
    second = pick([style for style in parts if style != first])
    thirds = [style for style in _SUBPARTS if style != first and ("i" in style) != ("i" in second)]
    return first, second, pick(thirds)


def _questions(pick: Pick, language: Language, layout: Layout, *, marked: bool) -> tuple[Item, ...]:
    count = pick((2, 3, 4, 5, 8))
    items = [_item(pick, language, layout, 0, marked=marked) for _ in range(count)]
    if pick((True, False, False)):
        second = pick(range(1, count))
        items[second] = replace(items[second], either=True)
    return tuple(items)


def _item(pick: Pick, language: Language, layout: Layout, level: int, *, marked: bool) -> Item:
    nested = pick((False, True, True)) if level == 0 else pick((False, False, True))
    deepest = 1 if layout.table and layout.labels[1] in _NUMBERED else 2
    if nested and level < deepest:
        return _stem(pick, language, layout, level, marked=marked)
    plain = layout.columns == 1 and not layout.table
    extra = pick(("", "", "", "code", "given", "options")) if plain and level == 0 else ""
    return Item(
        pick(language.tasks),
        pick(range(1, 21)) if marked else None,
        code=extra == "code",
        given=_GIVEN if extra == "given" else (),
    )


def _stem(pick: Pick, language: Language, layout: Layout, level: int, *, marked: bool) -> Item:
    count = pick((2, 3, 4))
    parts = tuple(_item(pick, language, layout, level + 1, marked=marked) for _ in range(count))
    if level == 0 and count > 2 and pick((True, False, False)):
        return Item(language.some.format(2), None, parts, needed=2)
    return Item(language.stem, None, parts)


def quiz(pick: Pick) -> Paper:
    """A paper of multiple-choice questions with one style of options under each."""
    language = pick(LANGUAGES)
    layout = replace(_layout(pick, language, "plain"), marks_place="end")
    marked = pick((True, False))
    items = tuple(
        Item(f"Which of these is {name}?", 1 if marked else None, options=_OPTIONS)
        for name in pick((("balanced", "sorted", "complete"), ("a", "b", "c", "d", "e")))
    )
    return Paper(language.name, layout, ((None, items),))
