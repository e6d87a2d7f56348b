"""Figures and tables of a question, as boxes on their pages."""

from dataclasses import dataclass

from analysis.models import Question
from reports.crops.crop import Box


@dataclass(frozen=True, slots=True)
class Figures:
    """Boxes as [page, x0, top, x1, bottom] in points: of a question, and of the stems above it."""

    own: tuple[Box, ...] = ()
    of_stems: tuple[Box, ...] = ()


def figures_of(question: Question) -> Figures:
    """What belongs to `question`."""
    return Figures(tuple(question.figures), tuple(question.stem_figures))
