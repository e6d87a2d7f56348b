"""Outlines and their confidence against our own labels and the gold papers, by place."""

from collections.abc import Iterator
from pathlib import Path

from exams.outline import read_outline
from exams.outline.model import Outline
from tests.benchmarks import label_scores
from tests.benchmarks.corpus_pages import labelled_pages
from tests.benchmarks.fit_confidence import RIGHT_SHARE
from tests.benchmarks.label_scores import Tally, right_questions, tally_of
from tests.benchmarks.labelled_papers import LabelledPaper
from tests.benchmarks.reliability import table_of as diagram_of


def label_report(
    corpus: Path, own: list[LabelledPaper], gold: list[LabelledPaper], kept: Path | None
) -> Iterator[str]:
    """Scores of our labels by paper, of all by institution, cover facts, and reliability."""
    read = {
        paper.name: read_outline(labelled_pages(corpus, paper, kept)) for paper in [*own, *gold]
    }
    tallies = {paper.name: tally_of(read[paper.name], paper) for paper in [*own, *gold]}
    yield "our labels, by paper"
    yield from label_scores.table_of((paper.name, tallies[paper.name]) for paper in own)
    yield "\nour labels and gold, by institution"
    by_institution: dict[str, Tally] = {}
    for paper in [*own, *gold]:
        so_far = by_institution.get(paper.institution, Tally())
        by_institution[paper.institution] = so_far.plus(tallies[paper.name])
    yield from label_scores.table_of(sorted(by_institution.items()))
    yield ""
    for fact, said in (("total", "total_marks"), ("year", "year")):
        sure = [paper for paper in own if fact not in paper.unsure]
        right = sum(getattr(read[paper.name].facts, said) == getattr(paper, fact) for paper in sure)
        yield f"{fact} right: {right} of {len(sure)}"
    yield from _reliability(read, [*own, *gold], tallies)


def _reliability(
    read: dict[str, Outline], papers: list[LabelledPaper], tallies: dict[str, Tally]
) -> Iterator[str]:
    """The diagram of the weights as they stand in the product."""
    chances, outcomes, shares = [], [], []
    for paper in papers:
        outline, tally = read[paper.name], tallies[paper.name]
        chances += [question.confidence for question in outline.questions]
        outcomes += right_questions(outline, paper)
        shares.append(2 * tally.right / max(tally.leaves + tally.questions, 1))
    yield ""
    yield from diagram_of("questions: number and marks right", chances, outcomes)
    yield from diagram_of(
        f"papers: at least {RIGHT_SHARE:.0%} right",
        [read[paper.name].confidence for paper in papers],
        [share >= RIGHT_SHARE for share in shares],
    )
