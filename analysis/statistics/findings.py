"""Every statement of an analysis as a finding: a sentence, its values, the questions that prove it.

Sentences are for students and about the papers; each number in them stands in the finding's value
too. Only a finding about an absence (a topic never asked) has no evidence.
"""

from collections.abc import Iterator

from analysis.schemas import Trend
from analysis.statistics.drafts import FindingDraft
from analysis.statistics.headlines import headlines
from analysis.statistics.outlook import outlook
from analysis.statistics.results import (
    Analysis,
    CoverageItem,
    FixedPlace,
    Prediction,
    RepeatFamily,
    SectionPlan,
    Share,
    SimilarFamily,
    StudySet,
    TopicStanding,
    Zone,
)
from analysis.statistics.sentences import count, marks, percent, slug


def findings(analysis: Analysis) -> tuple[FindingDraft, ...]:
    """All statements of `analysis`, headlines first; none if it has no questions."""
    if not any(paper.questions for paper in analysis.papers):
        return ()
    return tuple(_statements(analysis))


def _statements(analysis: Analysis) -> Iterator[FindingDraft]:
    yield from headlines(analysis)
    yield from map(_topic, analysis.topics)
    yield from (_trend(topic) for topic in analysis.topics if topic.trend is not Trend.UNCLEAR)
    yield from (_zone("safe zone", zone) for zone in analysis.safe_zones)
    yield from (_zone("danger zone", zone) for zone in analysis.danger_zones)
    yield from (_share("difficulty", share) for share in analysis.difficulty if share.count)
    yield from (_share("bloom", share) for share in analysis.bloom if share.count)
    if analysis.derivations.count:
        yield _share("derivation", analysis.derivations)
    yield from map(_prediction, analysis.predictions)
    yield from _backtest(analysis)
    yield from _blueprint(analysis)
    yield from map(_repeat, analysis.repeats)
    yield from map(_similar, analysis.similar)
    yield from _unclassified(analysis)
    yield from map(_study_set, analysis.study_sets)
    yield from map(_coverage, (*analysis.coverage, *analysis.outside_syllabus))
    yield from outlook(analysis)


def _topic(standing: TopicStanding) -> FindingDraft:
    share = standing.marks_share
    carried = "" if share is None else f" and carries {percent(share)} of the marks"
    return FindingDraft(
        kind="topic",
        key=f"topic:{slug(standing.topic)}",
        title=f"{standing.topic} is in {standing.papers} of {count(standing.of_papers, 'paper')}"
        f"{carried}.",
        value=standing.model_dump(mode="json", exclude={"evidence", "cells", "trend", "trend_p"}),
        evidence=standing.evidence,
    )


TREND_WORDS = {
    Trend.INCREASING: "is asked more over the years",
    Trend.DECREASING: "is asked less over the years",
    Trend.STABLE: "shows no change over the years",
}


def _trend(standing: TopicStanding) -> FindingDraft:
    tested = "" if standing.trend_p is None else f" (p = {standing.trend_p:.2g})"
    return FindingDraft(
        kind="trend",
        key=f"trend:{slug(standing.topic)}",
        title=f"{standing.topic} {TREND_WORDS[standing.trend]}{tested}.",
        value={
            "topic": standing.topic,
            "trend": standing.trend.value,
            "p": standing.trend_p,
            "questions": [cell.questions for cell in standing.cells],
            "labels": [cell.label for cell in standing.cells],
        },
        evidence=standing.evidence,
    )


def _zone(kind: str, zone: Zone) -> FindingDraft:
    where = f"{zone.topic} is in {zone.papers} of {count(zone.of_papers, 'paper')}"
    if kind == "safe zone":
        title = f"Expect it: {where}."
    else:
        title = f"Rare but heavy: {where}, with {marks(zone.average_marks)} where it is asked."
    return FindingDraft(
        kind=kind.replace(" ", "_"),
        key=f"{kind.replace(' ', '-')}:{slug(zone.topic)}",
        title=title,
        value=zone.model_dump(mode="json", exclude={"evidence"}),
        evidence=zone.evidence,
    )


SHARE_WORDS = {
    "difficulty": "an estimated effort of",
    "bloom": "the Bloom level",
    "derivation": "an answer that needs a",
    "command": "the instruction",
}


def _share(kind: str, share: Share) -> FindingDraft:
    level = share.level.replace("_", " ")
    return FindingDraft(
        kind=kind,
        key=f"{kind}:{slug(share.level)}",
        title=f"{percent(share.share)} of the questions ({share.count}) have "
        f"{SHARE_WORDS[kind]} {level}.",
        value=share.model_dump(mode="json", exclude={"evidence"}),
        evidence=share.evidence,
    )


def _prediction(prediction: Prediction) -> FindingDraft:
    return FindingDraft(
        kind="prediction",
        key=f"prediction:{slug(prediction.topic)}",
        title=f"{prediction.topic} has a chance of {percent(prediction.probability)} to be in the "
        f"next paper ({percent(prediction.low)} to {percent(prediction.high)}), after "
        f"{prediction.papers_behind} of {count(prediction.of_papers, 'paper')}.",
        value=prediction.model_dump(mode="json", exclude={"evidence"}),
        evidence=prediction.evidence,
    )


def _backtest(analysis: Analysis) -> Iterator[FindingDraft]:
    tested = analysis.backtest
    if tested is not None:
        yield FindingDraft(
            kind="backtest",
            key="backtest",
            title=tested.verdict,
            value=tested.model_dump(mode="json", exclude={"evidence", "verdict"}),
            evidence=tested.evidence,
        )


def _blueprint(analysis: Analysis) -> Iterator[FindingDraft]:
    shape = analysis.blueprint
    total = "" if shape.total_marks is None else f" and {marks(shape.total_marks)}"
    yield FindingDraft(
        kind="blueprint",
        key="blueprint",
        title=f"A usual paper has {count(shape.top_level, 'question')} with "
        f"{count(shape.questions, 'part')}{total}.",
        value=shape.model_dump(
            mode="json",
            exclude={"evidence", "choice_evidence", "sections", "commands", "fixed_places"},
        ),
        evidence=shape.evidence,
    )
    if shape.with_choice:
        yield FindingDraft(
            kind="choice",
            key="choice",
            title=f"{count(shape.with_choice, 'paper')} let the student choose between questions.",
            value={"papers": shape.with_choice},
            evidence=shape.choice_evidence,
        )
    yield from map(_section, shape.sections)
    yield from map(_fixed_place, shape.fixed_places)
    yield from (_share("command", share) for share in shape.commands)


def _section(plan: SectionPlan) -> FindingDraft:
    total = "" if plan.marks is None else f" for {marks(plan.marks)}"
    return FindingDraft(
        kind="section",
        key=f"section:{slug(plan.label)}",
        title=f"Section {plan.label} is in {count(plan.papers, 'paper')} and usually has "
        f"{count(plan.questions, 'question')}{total}.",
        value=plan.model_dump(mode="json", exclude={"evidence"}),
        evidence=plan.evidence,
    )


def _fixed_place(fixed: FixedPlace) -> FindingDraft:
    return FindingDraft(
        kind="fixed_place",
        key=f"fixed-place:{slug(fixed.number)}:{slug(fixed.topic)}",
        title=f"Question {fixed.number} is on {fixed.topic} in {fixed.papers} of "
        f"{count(fixed.of_papers, 'paper')}.",
        value=fixed.model_dump(mode="json", exclude={"evidence"}),
        evidence=fixed.evidence,
    )


def _repeat(family: RepeatFamily) -> FindingDraft:
    return FindingDraft(
        kind="repeat",
        key=f"repeat:{family.evidence[0]}",
        title=f"Nearly the same question came in {count(len(family.labels), 'paper')}: "
        f"{', '.join(family.labels)}.",
        value=family.model_dump(mode="json", exclude={"evidence"}),
        evidence=family.evidence,
    )


def _similar(family: SimilarFamily) -> FindingDraft:
    return FindingDraft(
        kind="similar",
        key=f"similar:{family.evidence[0]}",
        title=f"Similar questions on {family.topic} came in {count(len(family.labels), 'paper')}: "
        f"{', '.join(family.labels)}.",
        value=family.model_dump(mode="json", exclude={"evidence"}),
        evidence=family.evidence,
    )


def _unclassified(analysis: Analysis) -> Iterator[FindingDraft]:
    unknown = analysis.unclassified
    if unknown is not None and unknown.count:
        yield FindingDraft(
            kind="unclassified",
            key="unclassified",
            title=f"{percent(unknown.share)} of the questions ({unknown.count}) could be given no "
            "topic.",
            value=unknown.model_dump(mode="json", exclude={"evidence"}),
            evidence=unknown.evidence,
        )


def _study_set(found: StudySet) -> FindingDraft:
    failed = f" (not in {', '.join(found.failed)})" if found.failed else ""
    return FindingDraft(
        kind="study_set",
        key=f"study-set:{found.papers}-of-{found.of_papers}",
        title=f"{', '.join(found.topics)} would have been enough in {found.papers} of the last "
        f"{count(found.of_papers, 'paper')}{failed}.",
        value=found.model_dump(mode="json", exclude={"evidence"}),
        evidence=found.evidence,
    )


COVERAGE_WORDS = {
    "often": "is often asked: in {papers}, last in {last}",
    "rarely": "is rarely asked: in {papers}, last in {last}",
    "never": "is in the syllabus and was never asked in these papers",
    "no longer": "seems to be asked no longer: in {papers}, last in {last}",
    "outside": "is not in the syllabus but was asked in {papers}, last in {last}",
}


def _coverage(item: CoverageItem) -> FindingDraft:
    words = COVERAGE_WORDS[item.standing].format(
        papers=count(item.papers, "paper"), last=item.last_asked
    )
    return FindingDraft(
        kind="coverage",
        key=f"coverage:{slug(item.topic)}",
        title=f"{item.topic} {words}.",
        value=item.model_dump(mode="json", exclude={"evidence"}),
        evidence=item.evidence,
    )


__all__ = ["FindingDraft", "findings"]
