"""The forecast: for each topic a point, and the interval that few papers leave open."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from analysis.statistics.results import Analysis, Prediction
from exams.said import keep_percent
from reports.charts.scale import BAR, MUTED, SOFT, Link, in_percent, marks, percent_of

SHOWN = 12  # topics; the rest are less likely than all of these


@dataclass(frozen=True, slots=True)
class Interval:
    """One topic: `point` between `start` and `start + width`, all as SVG percentages."""

    label: str
    start: str
    width: str
    point: str
    value: str
    note: str
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class ForecastChart:
    """Topics from the most to the least likely."""

    name: str
    caption: str
    intervals: tuple[Interval, ...]
    left_over: int
    fill: str = SOFT
    stroke: str = BAR
    track: str = MUTED


def forecast_interval(analysis: Analysis, link: Link) -> ForecastChart:
    """Chance of each topic in the next paper, with its 90 % interval."""
    ranked = sorted(enumerate(analysis.predictions), key=lambda item: -item[1].probability)
    shown = ranked[:SHOWN]
    return ForecastChart(
        name="forecast_interval",
        caption=keep_percent(_("Chance of being asked in the next paper, with the 90 % interval")),
        intervals=tuple(_interval(guess, link(f"forecast-{place}")) for place, guess in shown),
        left_over=len(analysis.predictions) - len(shown),
    )


def _interval(guess: Prediction, href: str) -> Interval:
    value = in_percent(guess.probability)
    behind = _("{n} of {of} papers").format(n=guess.papers_behind, of=guess.of_papers)
    worth = ""
    if guess.expected_marks is not None:
        worth = ", " + _("about {marks}").format(marks=marks(guess.expected_marks))
    title = _("{topic}: {chance}, between {low} and {high}; asked in {papers}")
    return Interval(
        label=guess.topic,
        start=percent_of(guess.low, 1),
        width=percent_of(guess.high - guess.low, 1),
        point=percent_of(guess.probability, 1),
        value=value,
        note=f"{behind}{worth}",
        href=href,
        title=title.format(
            topic=guess.topic,
            chance=value,
            low=in_percent(guess.low),
            high=in_percent(guess.high),
            papers=behind,
        ),
    )
