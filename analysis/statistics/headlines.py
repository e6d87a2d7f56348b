"""What a student should read first: at most one sentence of each sort, each with its proof."""

from collections.abc import Iterator

from analysis.schemas import Trend
from analysis.statistics.drafts import FindingDraft
from analysis.statistics.results import Analysis, Evidence
from analysis.statistics.sentences import count, percent

MOST_NAMED = 5


def headlines(analysis: Analysis) -> Iterator[FindingDraft]:
    """The findings of kind "headline", the most useful first."""
    yield from _expected_topics(analysis)
    yield from _change(analysis)
    yield from _fixed_places(analysis)
    yield from _repeats(analysis)
    yield from _trends(analysis)
    yield from _backtest(analysis)


def _headline(name: str, title: str, topics: list[str], evidence: Evidence) -> FindingDraft:
    return FindingDraft(
        kind="headline",
        key=f"headline:{name}",
        title=title,
        value={"topics": topics},
        evidence=tuple(sorted(set(evidence))),
    )


def _expected_topics(analysis: Analysis) -> Iterator[FindingDraft]:
    zones = analysis.safe_zones[:MOST_NAMED]
    if zones:
        names = [zone.topic for zone in zones]
        least = min(zone.papers for zone in zones)
        title = (
            f"Study first: {', '.join(names)}; each is in {least} or more of "
            f"{count(zones[0].of_papers, 'paper')}."
        )
        yield _headline("expected", title, names, _joined(zone.evidence for zone in zones))


def _fixed_places(analysis: Analysis) -> Iterator[FindingDraft]:
    fixed = analysis.blueprint.fixed_places[:MOST_NAMED]
    if fixed:
        places = ", ".join(f"{place.number} is on {place.topic}" for place in fixed)
        yield _headline(
            "places",
            f"Questions that keep their place in most papers: {places}.",
            [place.topic for place in fixed],
            _joined(place.evidence for place in fixed),
        )


def _change(analysis: Analysis) -> Iterator[FindingDraft]:
    if analysis.changes:
        last = analysis.changes[-1]
        yield _headline("change", last.title, [], last.evidence)


def _repeats(analysis: Analysis) -> Iterator[FindingDraft]:
    evidence = _joined(family.evidence for family in analysis.repeats)
    if evidence:
        asked = sum(paper.questions for paper in analysis.papers)
        title = (
            f"{percent(len(evidence) / asked)} of the questions ({len(evidence)} of {asked}) came "
            f"nearly word for word in another paper."
        )
        yield _headline("repeats", title, [], evidence)


def _trends(analysis: Analysis) -> Iterator[FindingDraft]:
    for direction, words in ((Trend.INCREASING, "more"), (Trend.DECREASING, "less")):
        moving = [topic for topic in analysis.topics if topic.trend is direction][:MOST_NAMED]
        if moving:
            names = [topic.topic for topic in moving]
            title = f"Asked {words} over the years: {', '.join(names)}."
            evidence = _joined(topic.evidence for topic in moving)
            yield _headline(f"asked-{words}", title, names, evidence)


def _backtest(analysis: Analysis) -> Iterator[FindingDraft]:
    tested = analysis.backtest
    if tested is not None:
        yield _headline("backtest", tested.verdict, [], tested.evidence)


def _joined(parts: Iterator[Evidence]) -> Evidence:
    return tuple(number for part in parts for number in part)
