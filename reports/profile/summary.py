"""What a reader wants first: what to study, why, and how sure that is."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analysis.statistics.backtest import CLEAR_DIFFERENCE, FEWEST_FOR_VERDICT
from analysis.statistics.results import Analysis, Backtest, Blueprint, Prediction
from reports.charts.scale import Link, amount, in_percent, marks, papers

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
    """One thing worth knowing: a name and a sentence, and the part of the page that shows it."""

    name: str
    text: str
    part: str = ""


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
    words = _("In {n} of {papers}; {chance} likely next time ({low} to {high}).").format(
        n=guess.papers_behind,
        papers=papers(guess.of_papers),
        chance=in_percent(guess.probability),
        low=in_percent(guess.low),
        high=in_percent(guess.high),
    )
    if guess.expected_marks is not None:
        worth = _("Worth about {marks}.")
        words += f" {worth.format(marks=marks(guess.expected_marks))}"
    if guess.borrowed_papers:
        others = ngettext(
            "{n} other paper had it too.", "{n} other papers had it too.", guess.borrowed_papers
        )
        words += f" {others.format(n=guess.borrowed_papers)}"
    return words


def judge_trust(confidence: float) -> Trust:
    """Words for a confidence from 0 to 1."""
    percent = in_percent(confidence)
    if confidence >= SURE:
        return Trust("good", _("Quite sure"), percent)
    if confidence >= FAIRLY_SURE:
        return Trust("warn", _("Fairly sure"), percent)
    return Trust("bad", _("Not very sure"), percent)


def say_tested(backtest: Backtest | None) -> str:
    """What the test on past papers means for a reader, in one sentence."""
    if backtest is None:
        return _("Too few papers to test the forecast.")
    n = backtest.papers_tested
    found = {score.rule: score.precision for score in backtest.scores}
    if found["forecast"] <= found["random"] + CLEAR_DIFFERENCE:
        words = _("In {n} past papers it did no better than chance: do not rely on this list.")
    elif n < FEWEST_FOR_VERDICT:
        words = _("{n} past papers are too few to tell whether it beats counting.")
    elif backtest.beats_count:
        words = _("In {n} past papers it did better than counting.")
    else:
        words = _("In {n} past papers it did no better than counting: read this list as a count.")
    return words.format(n=n)


def glance(analysis: Analysis) -> tuple[Remark, ...]:
    """What else stands out, one sentence each; changes over the years are the statements' part."""
    shape = analysis.blueprint
    remarks = [Remark(_("The usual paper"), _usual(shape), "shape")] if shape.questions else []
    if analysis.danger_zones:
        heavy = [zone.topic for zone in analysis.danger_zones]
        remarks.append(Remark(_("Rare, but heavy"), f"{name_some(heavy)}.", "topics"))
    if analysis.repeats:
        words = ngettext(
            "{n} question came back in other papers, nearly unchanged.",
            "{n} questions came back in other papers, nearly unchanged.",
            len(analysis.repeats),
        )
        remarks.append(Remark(_("Asked again"), words.format(n=len(analysis.repeats)), "again"))
    if analysis.similar:
        words = ngettext(
            "{n} idea came in several papers in other words or numbers.",
            "{n} ideas came in several papers in other words or numbers.",
            len(analysis.similar),
        )
        remarks.append(Remark(_("Asked alike"), words.format(n=len(analysis.similar)), "alike"))
    never = [item.topic for item in analysis.coverage if not item.papers]
    if never:
        remarks.append(Remark(_("Never asked"), f"{name_some(never)}.", "covered"))
    return tuple(remarks)


def _usual(shape: Blueprint) -> str:
    words = _("{questions} questions with {parts} parts").format(
        questions=amount(shape.top_level), parts=amount(shape.questions)
    )
    if shape.total_marks is not None:
        words = _("{said}, {marks} in all").format(said=words, marks=marks(shape.total_marks))
    words += "."
    if shape.with_choice:
        choice = ngettext(
            "{n} paper left a choice.", "{n} papers left a choice.", shape.with_choice
        )
        words += f" {choice.format(n=shape.with_choice)}"
    return words


def name_some(names: list[str]) -> str:
    """The first names of a list, and how many more there are."""
    left = len(names) - NAMED
    words = ", ".join(names[:NAMED])
    return _("{names} and {n} more").format(names=words, n=left) if left > 0 else words
