"""Tune the search's weights on all institutions but one, and score the outlines of that one.

    python -m tests.benchmarks.leave_one_out CORPUS [--pages DIR]

The amounts that a step of the search earns or costs (`exams.outline.scores`) and the evidence of a
label (`exams.outline.evidence`) were set by hand, by people who had seen papers of these
institutions. Here each of the terms of TERMS has a factor. Coordinate ascent doubles and halves
one factor after the other, then moves them by less, and keeps what raises the score on the
labelled papers of the other institutions: the mean of recall, precision, number and right (see
`label_scores`). It starts from two places:

* as shipped: all factors 1, so that what it leaves alone was still set by hand
* even: each term counts up to 1, so that how they stand against each other has to be learnt

How far the same papers do better when they were tuned on than when they were left out is the
overfit. What a term says of its cases among themselves stays as it was set by hand.
"""

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any
from unittest.mock import patch

from exams.outline import evidence, read_outline, scores
from exams.reading.page import Page
from tests.benchmarks.corpus_pages import labelled_pages
from tests.benchmarks.label_scores import COLUMNS, Tally, tally_of
from tests.benchmarks.labelled_papers import LabelledPaper, gold_labels, own_labels

type Weights = tuple[float, ...]

_STEPS = ((0.5, 2.0), (0.7, 1.4))
_OBJECTIVE = ("recall", "precision", "number", "right")
_SHOWN = ("recall", "precision", "number", "marks", "right")
_LEAST_GAIN = 1e-9


@dataclass(frozen=True)
class Term:
    """Names in a module, functions that give amounts or amounts, and the largest that they say."""

    name: str
    module: Any
    members: tuple[str, ...]
    largest: float


TERMS = (
    Term("counting on", scores, ("_step",), 4.5),
    Term("style", scores, ("_style",), 3.4),
    Term("alignment", scores, ("_alignment", "_ALIGNED"), 2.0),
    Term("first label", scores, ("_first", "_LOST_FIRST"), 5.0),
    Term("second list", scores, ("_replacing",), 2.2),
    Term("nesting", scores, ("_nesting",), 3.0),
    Term("single label", scores, ("closing",), 1.0),
    Term("leaving out", scores, ("skipping",), 1.6),
    Term("guess", scores, ("_GUESS",), 0.3),
    Term("style of an ancestor", scores, ("_SAME", "_SAME_INSIDE"), 3.0),
    Term("stem without marks", scores, ("_STEM",), 1.5),
    Term("misread", scores, ("_MISREAD",), 0.8),
    Term("shape of a label", evidence, ("_evidence_of_shape",), 2.0),
    Term("what follows it", evidence, ("_evidence_of_rest",), 2.0),
    Term("where it stands", evidence, ("_evidence_of_place",), 1.3),
)
SHIPPED: Weights = (1.0,) * len(TERMS)
EVEN: Weights = tuple(1 / term.largest for term in TERMS)


class Judge:
    """Outlines of labelled papers under weights; what was counted once is kept."""

    def __init__(self, papers: Iterable[tuple[LabelledPaper, list[Page]]]) -> None:
        self._papers = list(papers)
        self._known: dict[tuple[Weights, str], Tally] = {}

    @property
    def institutions(self) -> list[str]:
        """Those that have labelled papers, by name."""
        return sorted({paper.institution for paper, _ in self._papers})

    def tally(self, weights: Weights, institutions: Iterable[str]) -> Tally:
        """The counts over the papers of `institutions`."""
        wanted = set(institutions)
        own = [(paper, pages) for paper, pages in self._papers if paper.institution in wanted]
        missing = [(p, pages) for p, pages in own if (weights, p.name) not in self._known]
        with weighted(weights):
            for paper, pages in missing:
                self._known[weights, paper.name] = tally_of(read_outline(pages), paper)
        return reduce(Tally.plus, (self._known[weights, paper.name] for paper, _ in own), Tally())

    def score(self, weights: Weights, institutions: Iterable[str]) -> float:
        """What is to be raised: the mean of the shares of _OBJECTIVE."""
        shares = shares_of(self.tally(weights, institutions), _OBJECTIVE)
        return sum(share or 0.0 for share in shares) / len(shares)


def weighted(weights: Weights) -> ExitStack:
    """While it is open, the search counts each term so many times as it is written."""
    stack = ExitStack()
    for term, factor in zip(TERMS, weights, strict=True):
        for member in term.members:
            written = getattr(term.module, member)
            stack.enter_context(patch.object(term.module, member, _times(written, factor)))
    return stack


def _times(written: Any, factor: float) -> Any:
    if not callable(written):
        return written * factor

    def scaled(*given: Any, **named: Any) -> float | None:
        amount: float | None = written(*given, **named)
        return None if amount is None else amount * factor

    return scaled


def tuned(score: Callable[[Weights], float], start: Weights) -> Weights:
    """The weights to which coordinate ascent comes from `start`."""
    weights, best = start, score(start)
    for steps in _STEPS:
        for place in range(len(weights)):
            moved = [
                (*weights[:place], round(weights[place] * step, 4), *weights[place + 1 :])
                for step in steps
            ]
            reached, candidate = max((score(other), other) for other in moved)
            if reached > best + _LEAST_GAIN:
                weights, best = candidate, reached
    return weights


def shares_of(tally: Tally, names: Sequence[str]) -> list[float | None]:
    """The shares of COLUMNS that are asked for."""
    shares = dict(zip(COLUMNS, tally.shares(), strict=True))
    return [shares[name] for name in names]


def report(judge: Judge, start: Weights) -> Iterator[str]:
    """The table of one start: each institution under weights that never saw it."""
    every = judge.institutions
    on_all = tuned(lambda weights: judge.score(weights, every), start)
    left_out = {name: _without(judge, name, start) for name in every}
    yield "  left out".ljust(26) + "leaves " + " ".join(f"{name:>9s}" for name in _SHOWN)
    for name in every:
        yield _row(name, judge.tally(left_out[name], [name]))
    yield "  all of them"
    tallies = (judge.tally(left_out[name], [name]) for name in every)
    yield _row("each left out", reduce(Tally.plus, tallies, Tally()))
    yield _row("tuned on all", judge.tally(on_all, every))
    yield _row("shipped", judge.tally(SHIPPED, every))
    yield _row("not tuned", judge.tally(start, every))
    yield "  factors: tuned on all (least to most with one left out), against shipped"
    for place, term in enumerate(TERMS):
        ones = [weights[place] for weights in left_out.values()]
        yield f"    {term.name:24s} {on_all[place]:5.2f} ({min(ones):.2f} to {max(ones):.2f})"


def _without(judge: Judge, institution: str, start: Weights) -> Weights:
    others = [name for name in judge.institutions if name != institution]
    return tuned(lambda weights: judge.score(weights, others), start)


def _row(name: str, tally: Tally) -> str:
    shares = shares_of(tally, _SHOWN)
    figures = (f"{share:9.3f}" if share is not None else f"{'-':>9s}" for share in shares)
    return f"    {name:22s}{tally.leaves:6d} " + " ".join(figures)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--pages", type=Path, help="folder where pages are kept between runs")
    options = parser.parse_args()
    papers = [*own_labels(), *gold_labels(options.corpus)]
    judge = Judge((p, labelled_pages(options.corpus, p, options.pages)) for p in papers)
    for name, start in (("as shipped", SHIPPED), ("even", EVEN)):
        print(f"start: {name}", flush=True)
        for row in report(judge, start):
            print(row, flush=True)


if __name__ == "__main__":
    main()
