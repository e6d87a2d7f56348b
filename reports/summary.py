"""What a reader wants first: what to study, why, and how sure that is."""

from dataclasses import dataclass

from analysis.statistics.results import Analysis, Prediction
from reports.charts.scale import Link, amount, in_percent, plural

FIRST = 3  # topics that come first
NAMED = 5  # topics of a list in a sentence
SURE, FAIRLY_SURE = 0.75, 0.5  # confidence from which the words hold


@dataclass(frozen=True, slots=True)
class FirstTopic:
    """One topic to begin with, and the reason in one sentence."""

    topic: str
    why: str
    href: str


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing worth knowing: a name and a sentence."""

    name: str
    text: str


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
    others = ""
    if guess.borrowed_papers:
        others = f" {plural(guess.borrowed_papers, 'other paper')} had it too."
    return (
        f"Asked in {guess.papers_behind} of {plural(guess.of_papers, 'paper')}; "
        f"{in_percent(guess.probability)} likely next time "
        f"({in_percent(guess.low)} to {in_percent(guess.high)}).{marks}{others}"
    )


def judge_trust(confidence: float) -> Trust:
    """Words for a confidence from 0 to 1."""
    percent = in_percent(confidence)
    if confidence >= SURE:
        return Trust("good", "Quite sure", percent)
    if confidence >= FAIRLY_SURE:
        return Trust("warn", "Fairly sure", percent)
    return Trust("bad", "Not very sure", percent)


def glance(analysis: Analysis) -> tuple[Remark, ...]:
    """What else stands out, one sentence each; changes over the years are the statements' part."""
    shape = analysis.blueprint
    marks = "" if shape.total_marks is None else f", {amount(shape.total_marks)} marks in all"
    parts = f"{amount(shape.questions)} parts"
    words = f"{amount(shape.top_level)} questions with {parts}{marks}."
    if shape.with_choice:
        words += f" {plural(shape.with_choice, 'paper')} left a choice."
    remarks = [Remark("The usual paper", words)] if shape.questions else []
    if analysis.danger_zones:
        heavy = [zone.topic for zone in analysis.danger_zones]
        remarks.append(Remark("Rare, but heavy", f"{name_some(heavy)}."))
    if analysis.repeats:
        came = plural(len(analysis.repeats), "question")
        remarks.append(
            Remark("Asked again", f"{came} came back in other papers, nearly unchanged.")
        )
    if analysis.similar:
        ideas = plural(len(analysis.similar), "idea")
        remarks.append(
            Remark("Asked alike", f"{ideas} came in several papers in other words or numbers.")
        )
    never = [item.topic for item in analysis.coverage if not item.papers]
    if never:
        remarks.append(Remark("Never asked", f"{name_some(never)}."))
    return tuple(remarks)


def name_some(names: list[str]) -> str:
    """The first names of a list, and how many more there are."""
    left = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {left} more" if left > 0 else "")
