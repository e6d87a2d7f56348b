"""Fit the weights of `exams.outline.confidence`, and print how far its chances can be believed.

    python -m tests.benchmarks.fit_confidence CORPUS [--pages DIR]

Logistic regressions with a small penalty and signs that are held: doubt never raises a chance.
Questions of real papers weigh 1, those of generated ones together as much as a third of the real
ones. The reliability is that of institutions left out: each is judged by weights that were fitted
on all others. The weights to paste into the module are those of all papers.
"""

import argparse
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from exams.outline.confidence import (
    PAPER_WEIGHTS,
    QUESTION_WEIGHTS,
    Signs,
    chance,
    paper_signs,
)
from tests.benchmarks.reliability import table_of
from tests.benchmarks.samples import GENERATED, Sample, generated_samples, labelled_samples

RIGHT_SHARE = 0.9  # from which a paper counts as right
_PENALTY = 0.5
_GENERATED_SHARE = 1 / 3
_RAISING = {"sum agrees", "chance"}


@dataclass(frozen=True)
class Fit:
    """Weights of questions and of papers."""

    questions: Signs
    papers: Signs

    def question_chances(self, sample: Sample) -> list[float]:
        return [chance(self.questions, signs) for signs in sample.signs]

    def paper_signs(self, sample: Sample) -> Signs:
        questions = [
            question.model_copy(update={"confidence": value})
            for question, value in zip(
                sample.outline.questions, self.question_chances(sample), strict=True
            )
        ]
        return paper_signs(sample.outline.scorecard, questions, sample.pages)


def main() -> None:
    """Print reliability and weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--pages", type=Path, help="folder where pages are kept between runs")
    options = parser.parse_args()
    real = [s for s in labelled_samples(options.corpus, options.pages) if s.signs]
    made = [s for s in generated_samples() if s.signs]
    print("\n".join(reliability(real, left_out(real, made))))
    print(f"\nfitted on {len(real)} labelled and {len(made)} generated papers")
    whole = fitted([*real, *made])
    for name, weights in (("QUESTION_WEIGHTS", whole.questions), ("PAPER_WEIGHTS", whole.papers)):
        print(f"{name}: Signs = {{")
        print("\n".join(f'    "{sign}": {weight:.2f},' for sign, weight in weights.items()))
        print("}")


def left_out(real: Sequence[Sample], made: Sequence[Sample]) -> Callable[[Sample], Fit]:
    """For a sample the weights that were fitted without its institution."""
    fits = {
        institution: fitted([*(s for s in real if s.institution != institution), *made])
        for institution in {sample.institution for sample in real}
    }
    return lambda sample: fits[sample.institution]


def reliability(samples: Sequence[Sample], fit_of: Callable[[Sample], Fit]) -> list[str]:
    """Diagrams of questions and papers."""
    chances, outcomes, papers = [], [], []
    for sample in samples:
        fit = fit_of(sample)
        chances += fit.question_chances(sample)
        outcomes += sample.right
        papers.append(chance(fit.papers, fit.paper_signs(sample)))
    whole = [sample.share >= RIGHT_SHARE for sample in samples]
    return [
        *table_of("questions: number and marks right", chances, outcomes),
        *table_of(f"papers: at least {RIGHT_SHARE:.0%} right", papers, whole),
    ]


def fitted(samples: Sequence[Sample]) -> Fit:
    """Weights that fit the samples best."""
    weights = _sample_weights(samples, [len(sample.signs) for sample in samples])
    signs = [one for sample in samples for one in sample.signs]
    right = [one for sample in samples for one in sample.right]
    per_question = [w for w, s in zip(weights, samples, strict=True) for _ in s.signs]
    questions = _logistic(QUESTION_WEIGHTS, signs, right, per_question)
    fit = Fit(questions, {})
    return Fit(
        questions,
        _logistic(
            PAPER_WEIGHTS,
            [fit.paper_signs(sample) for sample in samples],
            [sample.share >= RIGHT_SHARE for sample in samples],
            _sample_weights(samples, [1] * len(samples)),
        ),
    )


def _sample_weights(samples: Sequence[Sample], sizes: Sequence[int]) -> list[float]:
    """1 for what is real; all that is generated together as much as a third of that."""
    made = sum(n for s, n in zip(samples, sizes, strict=True) if s.institution == GENERATED)
    real = sum(sizes) - made
    share = _GENERATED_SHARE * real / max(made, 1)
    return [share if sample.institution == GENERATED else 1.0 for sample in samples]


def _logistic(
    names: Signs, signs: Sequence[Signs], outcomes: Sequence[bool], weights: Sequence[float]
) -> Signs:
    """Penalised logistic regression within the bounds of the signs."""
    x = np.array([[one[name] for name in names] for one in signs])
    y, w = np.array(outcomes, dtype=float), np.array(weights)
    free = np.array([name != "usual" for name in names])

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ theta
        value = float(w @ (np.logaddexp(0.0, z) - y * z) + _PENALTY * (theta * free) @ theta)
        slope = x.T @ (w * (1 / (1 + np.exp(-z)) - y)) + 2 * _PENALTY * theta * free
        return value, slope

    bounds = [_bounds(name) for name in names]
    found = minimize(loss, np.zeros(len(names)), jac=True, bounds=bounds, method="L-BFGS-B")
    return {name: round(float(value), 2) for name, value in zip(names, found.x, strict=True)}


def _bounds(name: str) -> tuple[float, float]:
    if name == "usual":
        return -math.inf, math.inf
    return (0.0, math.inf) if name in _RAISING else (-math.inf, 0.0)


if __name__ == "__main__":
    main()
