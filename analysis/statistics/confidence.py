"""How sure the analysis is, as one number with its reasons.

The score is how narrowly these papers pin the chances of the topics down, 1 minus the mean width of
their 90 % intervals, times the share of questions whose topic is known with confidence. So 0 means
that nothing is known, and 1 that each chance is known exactly and each question labelled surely.
"""

from collections.abc import Sequence
from statistics import fmean
from typing import NamedTuple

from analysis.statistics.counting import topic_key
from analysis.statistics.results import Backtest, Prediction
from analysis.statistics.rows import AskedQuestion, Sitting

SURE_FROM = 0.5  # confidence of a label


class Confidence(NamedTuple):
    """A score from 0 to 1, and in sentences why it is what it is."""

    score: float
    reasons: tuple[str, ...]


def confidence(
    sittings: Sequence[Sitting], predictions: Sequence[Prediction], tested: Backtest | None
) -> Confidence:
    """The confidence of an analysis; 0 where there is nothing to conclude from."""
    questions = [question for sitting in sittings for question in sitting.questions]
    if not questions:
        return Confidence(0.0, ("No question could be read from these papers.",))
    sure = sum(_is_sure(question) for question in questions) / len(questions)
    # Only topics that were asked: those of a long syllabus that never were would flatter it.
    asked = [prediction for prediction in predictions if prediction.papers_behind]
    width = fmean(p.high - p.low for p in asked) if asked else 1.0
    reasons = [*_spread_reasons(predictions, width), _label_reason(sure, len(questions))]
    reasons += _gap_reasons(sittings)
    if tested is not None:
        reasons.append(tested.verdict)
    return Confidence(min(1.0, max(0.0, (1 - width) * sure)), tuple(reasons))


def _is_sure(question: AskedQuestion) -> bool:
    return bool(topic_key(question.topic)) and question.topic_confidence >= SURE_FROM


def _spread_reasons(predictions: Sequence[Prediction], width: float) -> list[str]:
    if not predictions:
        return ["No question has a topic, so nothing is said about topics."]
    papers = predictions[0].of_papers
    noun = "1 paper shows" if papers == 1 else f"{papers} papers show"
    return [f"{noun} the chance of a topic to within {50 * width:.0f} percentage points."]


def _label_reason(sure: float, questions: int) -> str:
    return (
        f"The topic is known with confidence for {100 * sure:.0f} % of the {questions} questions."
    )


def _gap_reasons(sittings: Sequence[Sitting]) -> list[str]:
    gaps = {
        "without a year, so left out of trends and backtest": sum(
            sitting.year is None for sitting in sittings
        ),
        "without any question that could be read": sum(not s.questions for s in sittings),
        "without printed marks": sum(
            bool(sitting.questions) and all(q.marks is None for q in sitting.questions)
            for sitting in sittings
        ),
    }
    return [
        f"{count} paper{'s' if count > 1 else ''} {gap}." for gap, count in gaps.items() if count
    ]
