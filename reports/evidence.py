"""Keys of evidence: short names in addresses for the questions behind one number.

A key is derived from the place of the number in the Analysis ("topic-2", "cell-2-5",
"difficulty-hard"), so that page, PDF and addresses agree without a table between them. A key holds
as long as the profile does; a new profile numbers its own.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from analysis.enums import level_name
from analysis.schemas import Frozen
from analysis.statistics.results import Analysis, Evidence, Share
from exams.said import said

NOW = "now-"  # before the keys of the papers since the last change


class EvidenceList(Frozen):
    """The questions behind one number, with a title in words."""

    key: str
    title: str
    question_ids: Evidence


def find_evidence(analysis: Analysis, key: str) -> EvidenceList:
    """The questions behind `key`.

    Raises LookupError for a key that this analysis does not have.
    """
    for found in list_evidence(analysis):
        if found.key == key:
            return found
    raise LookupError(f"This profile has no finding named {key!r}.")


def list_evidence(analysis: Analysis) -> Iterator[EvidenceList]:
    """Every evidence list of an analysis, in the order of the profile page.

    Those of the papers since the last change, where there was one, come last, under "now-".
    """
    yield from _one_analysis(analysis)
    if analysis.current is not None:
        for found in _one_analysis(analysis.current):
            yield found.model_copy(update={"key": f"{NOW}{found.key}"})


def _one_analysis(analysis: Analysis) -> Iterator[EvidenceList]:
    yield from _topics(analysis)
    yield from _shares("difficulty", _("Questions estimated as “{level}”"), analysis.difficulty)
    yield from _shares("bloom", _("Questions at the level “{level}”"), analysis.bloom)
    yield from _shares("command", _("Questions that say “{level}”"), analysis.blueprint.commands)
    yield EvidenceList(
        key="derivations",
        title=_("Questions that ask for a derivation or proof"),
        question_ids=analysis.derivations.evidence,
    )
    if analysis.unclassified is not None:
        yield EvidenceList(
            key="unclassified",
            title=_("Questions that could be given no topic"),
            question_ids=analysis.unclassified.evidence,
        )
    for place, zone in enumerate(analysis.safe_zones):
        yield EvidenceList(
            key=f"safe-{place}",
            title=_("{topic}: often asked").format(topic=zone.topic),
            question_ids=zone.evidence,
        )
    for place, zone in enumerate(analysis.danger_zones):
        yield EvidenceList(
            key=f"danger-{place}",
            title=_("{topic}: rare but heavy").format(topic=zone.topic),
            question_ids=zone.evidence,
        )
    yield from _lists(analysis)
    yield from _shapes(analysis)
    yield from _outlook(analysis)


def _topics(analysis: Analysis) -> Iterator[EvidenceList]:
    for place, topic in enumerate(analysis.topics):
        yield EvidenceList(key=f"topic-{place}", title=topic.topic, question_ids=topic.evidence)
        for sitting, cell in enumerate(topic.cells):
            if cell.evidence:
                yield EvidenceList(
                    key=f"cell-{place}-{sitting}",
                    title=_("{topic} in {paper}").format(topic=topic.topic, paper=cell.label),
                    question_ids=cell.evidence,
                )


def _shares(prefix: str, words: str, shares: tuple[Share, ...]) -> Iterator[EvidenceList]:
    for share in shares:
        yield EvidenceList(
            key=f"{prefix}-{share.level.replace(' ', '_')}",
            title=words.format(
                level=share.level if prefix == "command" else level_name(share.level)
            ),
            question_ids=share.evidence,
        )


def _lists(analysis: Analysis) -> Iterator[EvidenceList]:
    for place, guess in enumerate(analysis.predictions):
        yield EvidenceList(
            key=f"forecast-{place}",
            title=_("{topic}: what the forecast rests on").format(topic=guess.topic),
            question_ids=guess.evidence,
        )
    for place, fixed in enumerate(analysis.blueprint.fixed_places):
        yield EvidenceList(
            key=f"fixed-{place}",
            title=_("Question {number} on {topic}").format(number=fixed.number, topic=fixed.topic),
            question_ids=fixed.evidence,
        )
    for place, family in enumerate(analysis.repeats):
        yield EvidenceList(
            key=f"repeat-{place}",
            title=_("Asked again: {papers}").format(papers=", ".join(family.labels)),
            question_ids=family.evidence,
        )
    for place, alike in enumerate(analysis.similar):
        yield EvidenceList(
            key=f"similar-{place}",
            title=_("Similar questions on {topic}: {papers}").format(
                topic=alike.topic, papers=", ".join(alike.labels)
            ),
            question_ids=alike.evidence,
        )
    for place, item in enumerate(analysis.coverage):
        title = _("Syllabus: {topic}").format(topic=item.topic)
        yield EvidenceList(key=f"coverage-{place}", title=title, question_ids=item.evidence)
    for place, item in enumerate(analysis.outside_syllabus):
        title = _("Outside the syllabus: {topic}").format(topic=item.topic)
        yield EvidenceList(key=f"outside-{place}", title=title, question_ids=item.evidence)


def _shapes(analysis: Analysis) -> Iterator[EvidenceList]:
    """The usual paper and the next one."""
    shape = analysis.blueprint
    yield EvidenceList(key="blueprint", title=_("All questions read"), question_ids=shape.evidence)
    yield EvidenceList(
        key="choice", title=_("Questions with a choice"), question_ids=shape.choice_evidence
    )
    for place, section in enumerate(shape.sections):
        title = _("Section {name}").format(name=section.label)
        yield EvidenceList(key=f"section-{place}", title=title, question_ids=section.evidence)
    for figure in analysis.next_paper:
        title = _("What the forecast of the shape rests on")
        yield EvidenceList(key=f"next-{figure.name}", title=title, question_ids=figure.evidence)
    if analysis.backtest is not None:
        yield EvidenceList(
            key="backtest",
            title=_("The papers that the forecast was tested on"),
            question_ids=analysis.backtest.evidence,
        )


def _outlook(analysis: Analysis) -> Iterator[EvidenceList]:
    """Changes, habits and study sets."""
    for place, change in enumerate(analysis.changes):
        yield EvidenceList(
            key=f"change-{place}",
            title=_("The papers before and since {paper}").format(paper=change.since),
            question_ids=change.evidence,
        )
    for place, mark in enumerate(analysis.style):
        yield EvidenceList(key=f"style-{place}", title=said(mark.name), question_ids=mark.evidence)
    for place, found in enumerate(analysis.study_sets):
        yield EvidenceList(
            key=f"study-{place}",
            title=_("Enough in {n} of {of} papers: {topics}").format(
                n=found.papers, of=found.of_papers, topics=", ".join(found.topics)
            ),
            question_ids=found.evidence,
        )
