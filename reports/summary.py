"""What a reader wants first: what to study, why, and how sure that is."""

from dataclasses import dataclass

from analysis.statistics.results import Analysis, Prediction
from reports.charts.scale import Link, amount, in_percent, plural

FIRST = 3  # topics that come first
SURE, FAIRLY_SURE = 0.75, 0.5  # confidence from which the words hold


@dataclass(frozen=True, slots=True)
class FirstTopic:
    """One topic to begin with, and the reason in one sentence."""

    topic: str
    why: str
    href: str


@dataclass(frozen=True, slots=True)
class Trust:
    """How sure a profile is: a badge's tone, words, and the confidence in percent."""

    tone: str  # "good", "warn" or "bad": a class of profiler.css
    words: str
    percent: str


def study_first(analysis: Analysis, link: Link) -> tuple[FirstTopic, ...]:
    """The topics to begin with: the likeliest, and among equals those that carry more marks."""
    ranked = sorted(
        enumerate(analysis.predictions),
        key=lambda item: (-item[1].probability, -(item[1].expected_marks or 0.0)),
    )
    return tuple(
        FirstTopic(topic=guess.topic, why=explain(guess), href=link(f"forecast-{place}"))
        for place, guess in ranked[:FIRST]
    )


def explain(guess: Prediction) -> str:
    """Why a topic is expected, in one sentence with its interval."""
    marks = ""
    if guess.expected_marks is not None:
        marks = f" It is worth about {amount(guess.expected_marks)} marks of the next paper."
    return (
        f"Asked in {guess.papers_behind} of {plural(guess.of_papers, 'paper')}; "
        f"{in_percent(guess.probability)} likely next time "
        f"({in_percent(guess.low)} to {in_percent(guess.high)}).{marks}"
    )


def judge_trust(confidence: float) -> Trust:
    """Words for a confidence from 0 to 1."""
    percent = in_percent(confidence)
    if confidence >= SURE:
        return Trust("good", "Quite sure", percent)
    if confidence >= FAIRLY_SURE:
        return Trust("warn", "Fairly sure", percent)
    return Trust("bad", "Not very sure", percent)
