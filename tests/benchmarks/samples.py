"""Outlines with the truth about them: which question is right, and how much of the paper is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from exams.outline import read_outline
from exams.outline.confidence import Signs, question_signs
from exams.outline.model import Outline
from exams.outline.parsing import parse
from exams.reading.page import Page
from tests.benchmarks.corpus_pages import labelled_pages
from tests.benchmarks.label_scores import right_questions
from tests.benchmarks.labelled_papers import gold_labels, own_labels
from tests.benchmarks.noise import spoiled
from tests.exams.outline.papers import Paper, random_paper

GENERATED = "generated"
_GENERATED_PAPERS = 60


class _Drawn:
    """A pick from a seeded generator."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng

    def __call__[T](self, options: Sequence[T], /) -> T:
        return options[int(self.rng.integers(len(options)))]


@dataclass(frozen=True)
class Sample:
    """One outline: signs and truth of its questions, and the share of the paper that is right."""

    name: str
    institution: str
    outline: Outline
    pages: int
    signs: tuple[Signs, ...]
    right: tuple[bool, ...]
    share: float  # twice the right ones over printed and found


def labelled_samples(corpus: Path, kept: Path | None) -> list[Sample]:
    """The gold papers of the corpus and those of our own labels."""
    found = []
    for paper in [*gold_labels(corpus), *own_labels()]:
        pages = labelled_pages(corpus, paper, kept)
        outline = read_outline(pages)
        right = right_questions(outline, paper)
        found.append(
            _sample(paper.name, paper.institution, pages, outline, right, len(paper.leaves))
        )
    return found


def generated_samples(count: int = _GENERATED_PAPERS) -> list[Sample]:
    """Random papers, most of them spoiled."""
    found = []
    for seed in range(count):
        rng = np.random.default_rng(seed)
        paper = random_paper(_Drawn(rng))
        pages = spoiled(paper.pages(), rng)
        outline = read_outline(pages)
        right = _right(outline, paper)
        printed = len(paper.leaves())
        found.append(_sample(f"{GENERATED} {seed}", GENERATED, pages, outline, right, printed))
    return found


def _right(outline: Outline, paper: Paper) -> list[bool]:
    """Whether number and marks are among the printed ones, each of them used once."""
    free = Counter((leaf.number, leaf.marks) for leaf in paper.leaves())
    right = []
    for question in outline.questions:
        marks = int(question.marks) if question.marks is not None else None
        right.append(free[question.number, marks] > 0)
        free[question.number, marks] -= 1
    return right


def _sample(
    name: str,
    institution: str,
    pages: Sequence[Page],
    outline: Outline,
    right: Sequence[bool],
    printed: int,
) -> Sample:
    signs = tuple(question_signs(parse(pages), outline.questions))
    share = 2 * sum(right) / max(printed + len(right), 1)
    return Sample(name, institution, outline, len(pages), signs, tuple(right), share)
