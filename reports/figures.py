"""Figures and tables of a question: kept with the outline of its paper."""

from dataclasses import dataclass

from analysis.models import Question
from reports.crops import Box


@dataclass(frozen=True, slots=True)
class Figures:
    """Boxes as [page, x0, top, x1, bottom] in points: of a question, and of the stems above it."""

    own: tuple[Box, ...] = ()
    of_stems: tuple[Box, ...] = ()


def figures_of(question: Question) -> Figures:
    """What belongs to `question`, whose paper should have been selected with it."""
    read = (question.paper.outline_json or {}).get("questions", [])
    if question.position >= len(read) or read[question.position]["number"] != question.number:
        return Figures()
    one = read[question.position]
    return Figures(_boxes(one.get("figures", [])), _boxes(one.get("stem_figures", [])))


def _boxes(read: list[dict[str, float]]) -> tuple[Box, ...]:
    sides = ("page", "x0", "top", "x1", "bottom")
    return tuple([box[side] for side in sides] for box in read)
