"""Bars: how often each topic was asked, and the mix of Bloom levels and command words."""

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from analysis.enums import level_name
from analysis.schemas import Trend
from analysis.statistics.results import Analysis, Share, TopicStanding
from reports.charts.scale import BAR, MUTED, Link, in_percent, marks, percent_of, questions

FEWEST = 12  # topics drawn in any case
COMMANDS = 8  # words shown; a word that leads one question is no habit
TREND_WORDS = {
    Trend.INCREASING: _("asked more often lately"),
    Trend.DECREASING: _("asked less often lately"),
    Trend.STABLE: _("steady"),
    Trend.UNCLEAR: _("too few papers to see a trend"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: a label, a bar of `width` (an SVG percentage), a value and a note in words."""

    label: str
    width: str
    value: str
    note: str
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars from the largest to the smallest, or in the order of their scale."""

    name: str
    caption: str
    bars: tuple[Bar, ...]
    rest: str = ""  # what is not drawn, in words
    fill: str = BAR
    track: str = MUTED


def topic_frequency_bar(analysis: Analysis, link: Link) -> BarChart:
    """One bar per topic: the papers that asked it, of all papers.

    Of many topics those asked once are counted, not drawn: their bars would all be the same.
    """
    papers = len(analysis.papers)
    again = [topic for topic in analysis.topics if topic.papers > 1]
    shown = analysis.topics[: max(len(again), FEWEST)]
    left = len(analysis.topics) - len(shown)
    return BarChart(
        name="topic_frequency_bar",
        caption=ngettext(
            "How many of the {n} paper ask each topic",
            "How many of the {n} papers ask each topic",
            papers,
        ).format(n=papers),
        bars=tuple(
            _topic_bar(topic, papers, link(f"topic-{place}")) for place, topic in enumerate(shown)
        ),
        rest=ngettext(
            "{n} more topic in one paper; the table by sitting has it.",
            "{n} more topics in one paper; the table by sitting has them.",
            left,
        ).format(n=left)
        if left
        else "",
    )


def _topic_bar(topic: TopicStanding, papers: int, href: str) -> Bar:
    papers = topic.of_papers or papers
    value = gettext("{n} of {of}").format(n=topic.papers, of=papers)
    title = gettext("{topic}: asked in {n} of {of} papers").format(
        topic=topic.topic, n=topic.papers, of=papers
    )
    if topic.marks is not None:
        title = gettext("{said}, {marks} in all").format(said=title, marks=marks(topic.marks))
    return Bar(
        label=topic.topic,
        width=percent_of(topic.papers, papers),
        value=value,
        note=str(TREND_WORDS[topic.trend]),
        href=href,
        title=title,
    )


def bloom_mix_bar(analysis: Analysis, link: Link) -> BarChart:
    """One bar per Bloom level, lowest first: its share of the questions."""
    return share_bars(
        "bloom_mix_bar", gettext("What the questions demand"), analysis.bloom, link, "bloom"
    )


def command_bar(analysis: Analysis, link: Link) -> BarChart:
    """One bar per command word that leads: what the questions tell the student to do."""
    commands = sorted(analysis.blueprint.commands, key=lambda share: -share.count)
    common = tuple(share for share in commands if share.count > 1)[:COMMANDS]
    return share_bars(
        "command_bar", gettext("What the questions say to do"), common, link, "command"
    )


def share_bars(
    name: str, caption: str, shares: tuple[Share, ...], link: Link, prefix: str
) -> BarChart:
    """A bar per share, drawn against the largest so that small mixes stay readable."""
    largest = max((share.share for share in shares), default=0.0)
    bars = []
    for share in shares:
        # Command words are the papers' own, even where a level has the same name.
        label = share.level if prefix == "command" else level_name(share.level)
        value = in_percent(share.share)
        bars.append(
            Bar(
                label=label,
                width=percent_of(share.share, largest),
                value=value,
                note=questions(share.count),
                href=link(f"{prefix}-{share.level.replace(' ', '_')}") if share.count else "",
                title=f"{label}: {questions(share.count)}, {value}",
            )
        )
    return BarChart(name=name, caption=caption, bars=tuple(bars))
