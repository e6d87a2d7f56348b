"""The printed questions of a report, by topic and sitting: what its links point at."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.statistics.results import Analysis, Cell, CoverageItem, Prediction, Zone
from reports.charts.scale import Link
from reports.charts.scale import marks as in_marks
from reports.document import DocumentQuestion, ProfileDocument

LONGEST_TEXT = 320  # letters of a question that the report prints


@dataclass(frozen=True, slots=True)
class SourceQuestion:
    """One question as printed in the report; `href` opens it on the site, if there is one."""

    number: str
    text: str
    marks: str
    page: int
    href: str


@dataclass(frozen=True, slots=True)
class SourceSitting:
    """The questions of one topic in one sitting."""

    anchor: str
    label: str
    questions: tuple[SourceQuestion, ...]


@dataclass(frozen=True, slots=True)
class SourceTopic:
    """One topic with its sittings, latest first."""

    anchor: str
    topic: str
    sittings: tuple[SourceSitting, ...]


def list_sources(document: ProfileDocument, site: str) -> tuple[SourceTopic, ...]:
    """Every topic with the questions that prove it; `site` ends in a slash or is empty."""
    by_id = {question.id: question for question in document.questions}
    topics = []
    for place, topic in enumerate(document.analysis.topics):
        sittings = tuple(
            _sitting(f"cell-{place}-{sitting}", cell, by_id, site)
            for sitting, cell in reversed(list(enumerate(topic.cells)))
            if any(id_ in by_id for id_ in cell.evidence)
        )
        if sittings:
            topics.append(SourceTopic(f"topic-{place}", topic.topic, sittings))
    return tuple(topics)


def _sitting(
    anchor: str, cell: Cell, by_id: dict[int, DocumentQuestion], site: str
) -> SourceSitting:
    questions = [by_id[id_] for id_ in cell.evidence if id_ in by_id]
    return SourceSitting(anchor, cell.label, tuple(_question(one, site) for one in questions))


def _question(question: DocumentQuestion, site: str) -> SourceQuestion:
    marks = "" if question.marks is None else in_marks(question.marks)
    return SourceQuestion(
        number=question.number,
        text=shorten(question.text, LONGEST_TEXT),
        marks=marks,
        page=question.page,
        href=f"{site}questions/{question.id}/" if site else "",
    )


def shorten(text: str, longest: int) -> str:
    """`text` on one line, cut at a word with an ellipsis where it is longer than `longest`."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    head, _, tail = line[: longest - 1].rpartition(" ")
    return f"{head or tail}…"


def link_within(document: ProfileDocument, sources: tuple[SourceTopic, ...], site: str) -> Link:
    """Links for print: to the questions inside the report, else to the site, else nowhere."""
    inside = {topic.anchor for topic in sources}
    inside |= {sitting.anchor for topic in sources for sitting in topic.sittings}
    aliases = alias_topics(document.analysis)
    profile = f"{site}professors/{document.professor_id}/" if site else ""

    def link(key: str) -> str:
        anchor = aliases.get(key, key)
        if anchor in inside:
            return f"#{anchor}"
        return f"{profile}evidence/{key}/" if profile and document.professor_id else ""

    return link


def alias_topics(analysis: Analysis) -> dict[str, str]:
    """Keys that rest on the questions of one whole topic, with that topic's key."""
    places = {topic.topic: f"topic-{place}" for place, topic in enumerate(analysis.topics)}
    named: dict[str, Sequence[Prediction | Zone | CoverageItem]] = {
        "forecast": analysis.predictions,
        "safe": analysis.safe_zones,
        "danger": analysis.danger_zones,
        "coverage": analysis.coverage,
        "outside": analysis.outside_syllabus,
    }
    return {
        f"{prefix}-{place}": places[item.topic]
        for prefix, items in named.items()
        for place, item in enumerate(items)
        if item.topic in places
    }
