"""How far an outline can be trusted, in facts: sums of marks, gaps and repeats in the numbering."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from exams.outline.allotment import Allotment
from exams.outline.bonus import sum_as_printed
from exams.outline.choices import path_of
from exams.outline.model import Choice, Scorecard
from exams.outline.parts import Part
from exams.outline.tree import LabelList, Node, Role
from exams.reading.page import Page, TextSource

_FEW_WORDS = 3


def scorecard_of(
    parts: Sequence[Part],
    allotment: Allotment,
    choices: Mapping[Node, Choice],
    printed: float | None,
    pages: Sequence[Page],
    bonus: float = 0.0,
) -> Scorecard:
    """The facts of one paper; `printed` is the total on the cover, if it is one.

    `bonus` are marks that this total may leave out.
    """
    return Scorecard(
        marks_sum=sum_as_printed(marks_to_answer(parts, allotment, choices), printed, bonus),
        marks_printed=printed,
        gaps=tuple(gap for group in question_lists(parts) for gap in _gaps(group)),
        repeats=_repeats(parts, choices),
        illegible=_illegible(parts),
        unreadable_pages=tuple(
            p.number for p in pages if p.source is TextSource.NOTHING and p.image
        ),
        ocr_pages=tuple(p.number for p in pages if p.source is TextSource.OCR),
        hidden_words=sum(page.hidden_words for page in pages),
    )


def question_lists(parts: Sequence[Part]) -> list[LabelList]:
    """The lists that number questions: those of the sections, then those below each question."""
    lists = [group for part in parts for group in part.groups]
    below = (group for part in parts for node in part.walk() for group in node.lists)
    return lists + [group for group in below if group.role is Role.QUESTIONS]


def marks_to_answer(
    parts: Sequence[Part], allotment: Allotment, choices: Mapping[Node, Choice]
) -> float | None:
    """Marks of what has to be answered: of alternatives only as many as are needed."""
    values = [best_sum(part.nodes, allotment, choices) for part in parts]
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def best_sum(
    nodes: Sequence[Node], allotment: Allotment, choices: Mapping[Node, Choice]
) -> float | None:
    """What these questions carry together, of alternatives as many as are needed; None unknown."""
    grouped: defaultdict[str, list[float]] = defaultdict(list)
    total, any_known = 0.0, False
    for node in nodes:
        own = allotment.of(node)
        value = own if own is not None else best_sum(node.parts, allotment, choices)
        if value is None:
            continue
        any_known = True
        choice = choices.get(node)
        if choice:
            grouped[choice.group].append(value)
        else:
            total += value
    needed = {choice.group: choice.needed for choice in choices.values()}
    for group, group_values in grouped.items():
        total += sum(sorted(group_values, reverse=True)[: needed[group]])
    return total if any_known else None


def _gaps(group: LabelList) -> list[str]:
    """Numbers that a list leaves out, each said by what stands before it."""
    found = []
    if group.nodes[0].reading.value > 1 and group.parent is not None:
        found.append(f"before {path_of(group.nodes[0])}")
    for one, other in zip(group.nodes, group.nodes[1:], strict=False):
        missing = other.reading.value - one.reading.value - 1
        if missing > 0 and one.label.prefix == other.label.prefix:
            found.append(f"after {path_of(one)}")
    return found


def _repeats(parts: Sequence[Part], choices: Mapping[Node, Choice]) -> tuple[str, ...]:
    """Numbers printed twice; "2 … OR 2 …" is meant so."""
    found: list[str] = []
    for part in parts:
        counts = Counter(path_of(node) for node in part.walk() if not _is_twin(node, choices))
        found.extend(path for path, count in counts.items() if count > 1)
    return tuple(found)


def _illegible(parts: Sequence[Part]) -> tuple[str, ...]:
    """Questions whose label is lost or garbled in print; the sequence says what it was."""
    labels = [(node, node.label) for part in parts for node in part.walk()]
    return tuple(
        path_of(node)
        for node, label in labels
        if node.reading not in label.readings or label.start == label.end
    )


def _is_twin(node: Node, choices: Mapping[Node, Choice]) -> bool:
    """Whether the question, or one above it, is an alternative with the same number."""
    own = choices.get(node)
    if own is not None and f"{path_of(node)}-or-{path_of(node)}" in own.group:
        return True
    return node.parent is not None and _is_twin(node.parent, choices)
