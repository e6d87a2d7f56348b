"""What does not agree in a paper, in sentences: the places tell staff whether the print is wrong.

Each sentence names numbers and pages; it says that something is not printed only where the pages
have a text layer, and otherwise that it was not found.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from exams.outline.allotment import Allotment
from exams.outline.choices import path_of
from exams.outline.labels import Kind, Reading, printed_as
from exams.outline.lines import Line
from exams.outline.model import Choice, Scorecard
from exams.outline.parts import Part
from exams.outline.scorecard import best_sum, question_lists
from exams.outline.tree import LabelList, Node

_MOST = 25  # questions that one sentence lists
_FEW = 5  # numbers that a short one lists


def disagreements(
    parts: Sequence[Part],
    allotment: Allotment,
    choices: Mapping[Node, Choice],
    lines: Sequence[Line],
    card: Scorecard,
) -> tuple[str, ...]:
    """A sentence for each number left out, each number used twice, and a sum that differs."""
    found = [said for group in question_lists(parts) for said in _left_out(group, lines)]
    found += _twice(parts, lines, card.repeats)
    if card.marks_printed is not None and card.marks_sum not in (None, card.marks_printed):
        found.append(_sum(parts, allotment, choices, card))
    return tuple(found)


def _left_out(group: LabelList, lines: Sequence[Line]) -> Iterator[str]:
    """Numbers missing before the first of a list, or between two of it."""
    first = group.nodes[0]
    if first.reading.value > 1 and group.parent is not None:
        names = _names(first, range(1, first.reading.value))
        begins = f"begin with {_where(first, lines)}"
        yield _missing(
            names, f"the parts of {path_of(group.parent)} {begins}", scanned=first.candidate.ocr
        )
    for one, other in zip(group.nodes, group.nodes[1:], strict=False):
        between = range(one.reading.value + 1, other.reading.value)
        if between and one.label.prefix == other.label.prefix:
            follows = f"{_where(other, lines)} follows {_where(one, lines)}"
            scanned = one.candidate.ocr or other.candidate.ocr
            yield _missing(_names(one, between), follows, scanned=scanned)


def _missing(names: str, why: str, *, scanned: bool) -> str:
    return (
        f"{names} {'not found, it may be lost in the scan' if scanned else 'not printed'}: {why}."
    )


def _names(node: Node, values: range) -> str:
    """The paths that are missing beside a node: "4(a) is", "4(a), 4(b) are"."""
    own = path_of(node)
    before = own[: len(own) - len(node.printed) - own.endswith(")")]
    after = ")" if own.endswith(")") else ""
    if node.reading.kind is Kind.DECIMAL:
        before, after = own[: own.rfind(".") + 1], ""
    names = [f"{before}{printed_as(Reading(node.reading.kind, v))}{after}" for v in values]
    return f"{', '.join(names)} {'is' if len(names) == 1 else 'are'}"


def _where(node: Node, lines: Sequence[Line]) -> str:
    return f"{path_of(node)} on page {lines[node.line].page}"


def _twice(parts: Sequence[Part], lines: Sequence[Line], repeats: Sequence[str]) -> list[str]:
    pages: defaultdict[str, list[int]] = defaultdict(list)
    for part in parts:
        for node in part.walk():
            pages[path_of(node)].append(lines[node.line].page)
    return [
        f"{path} is there {len(pages[path])} times: "
        f"on page {' and '.join(map(str, dict.fromkeys(pages[path])))}."
        for path in dict.fromkeys(repeats)
    ]


def _sum(
    parts: Sequence[Part],
    allotment: Allotment,
    choices: Mapping[Node, Choice],
    card: Scorecard,
) -> str:
    """The printed total beside what each question carries, the choice rules applied."""
    nodes = [(part, node) for part in parts for node in part.nodes]
    said = [_carries(part, node, allotment, choices) for part, node in nodes]
    rest = [f"and {len(said) - _MOST} more"] if len(said) > _MOST else []
    listed = ", ".join([*said[:_MOST], *rest])
    return (
        f"The cover says {card.marks_printed:g} marks, what is to be answered carries "
        f"{card.marks_sum:g}: {listed}."
    )


def _carries(part: Part, node: Node, allotment: Allotment, choices: Mapping[Node, Choice]) -> str:
    """One question's share: "3 = 12 (any 2 of 3)", "Part B 1 = no marks"."""
    name = f"{part.label} {node.printed}" if part.label else node.printed
    own = allotment.of(node)
    marks = own if own is not None else best_sum(node.parts, allotment, choices)
    rules = [choices[one] for one in (node, *node.parts) if one in choices]
    rule = f" (any {rules[0].needed} of {rules[0].offered})" if rules else ""
    return f"{name} = {'no marks' if marks is None else f'{marks:g}'}{rule}"


def in_short(card: Scorecard) -> tuple[str, ...]:
    """The same in a few words, for lists and for models; also of outlines without sentences."""
    found = []
    if card.gaps:
        found.append(f"Numbers are missing: {', '.join(card.gaps[:_FEW])}.")
    if card.marks_printed is not None and card.marks_sum not in (None, card.marks_printed):
        found.append(f"The marks add up to {card.marks_sum:g}, not to {card.marks_printed:g}.")
    return tuple(found)
