"""The printed questions of a report, by topic and sitting: what its links point at."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from analysis.statistics.results import (
    Analysis,
    Cell,
    CoverageItem,
    Prediction,
    TopicStanding,
    Zone,
)
from reports.charts.scale import Link, in_percent
from reports.charts.scale import marks as in_marks
from reports.crops.excerpts import Excerpt, Excerpts
from reports.document import DocumentQuestion, ProfileDocument

LONGEST_TEXT = 320  # letters of a question that is printed in words
LONGEST_ALT = 1200  # letters read aloud for a picture
LIKELIEST = 6  # topics whose questions are shown, before those that are rare but heavy
SHOWN_TOPICS = 10
SHOWN_EACH = 6  # questions of a topic, the latest
ANSWER_LINE = re.compile(r"(?:[._…] ?){4,}")


@dataclass(frozen=True, slots=True)
class SourceQuestion:
    """One question; `href` opens it on the site, if there is one.

    It is shown by its pictures, or by its words where it has none; one that was not chosen to be
    shown has neither.
    """

    number: str
    text: str
    marks: str
    page: int
    href: str
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class SourceSitting:
    """The questions of one topic in one sitting."""

    anchor: str
    label: str
    questions: tuple[SourceQuestion, ...]

    @property
    def shown(self) -> tuple[SourceQuestion, ...]:
        """The questions that are shown, by picture or words."""
        return tuple(one for one in self.questions if one.excerpts or one.text)

    @property
    def named(self) -> tuple[SourceQuestion, ...]:
        """Those of which only the place is said."""
        return tuple(one for one in self.questions if not (one.excerpts or one.text))


@dataclass(frozen=True, slots=True)
class SourceTopic:
    """One topic with its sittings, latest first; `facts` say how it stands, `href` opens it."""

    anchor: str
    topic: str
    facts: tuple[str, ...]
    href: str
    sittings: tuple[SourceSitting, ...]

    @property
    def count(self) -> int:
        """All its questions."""
        return sum(len(sitting.questions) for sitting in self.sittings)

    @property
    def left(self) -> int:
        """How many of them are not shown."""
        return sum(len(sitting.named) for sitting in self.sittings)

    @property
    def shown(self) -> tuple[SourceSitting, ...]:
        """The sittings of which questions are shown."""
        return tuple(sitting for sitting in self.sittings if sitting.shown)


def choose_shown(document: ProfileDocument) -> tuple[tuple[int, ...], ...]:
    """The questions to show: the latest of each topic that matters, in printed order.

    The likeliest topics come first, then those that are rare but heavy.
    """
    analysis = document.analysis
    standings = {topic.topic: topic for topic in analysis.topics}
    likely = sorted(analysis.predictions, key=lambda guess: -guess.probability)[:LIKELIEST]
    named = dict.fromkeys(
        [
            *(guess.topic for guess in likely),
            *(zone.topic for zone in analysis.danger_zones),
            *standings,
        ]
    )
    known = _by_id(document)
    chosen = []
    for name in [name for name in named if name in standings][:SHOWN_TOPICS]:
        cells = reversed(standings[name].cells)
        latest = [one.id for cell in cells for one in _asked(cell, known)]
        chosen.append(tuple(latest[:SHOWN_EACH]))
    return tuple(chosen)


def list_sources(
    document: ProfileDocument, site: str, excerpts: Excerpts
) -> tuple[SourceTopic, ...]:
    """Every topic with the questions that prove it; `site` ends in a slash or is empty."""
    chosen = {id_ for group in choose_shown(document) for id_ in group}
    printed = _Printed(_by_id(document), chosen, excerpts, site)
    chances = {guess.topic: guess for guess in document.analysis.predictions}
    return tuple(
        SourceTopic(
            anchor=f"topic-{place}",
            topic=topic.topic,
            facts=tuple(_facts(topic, len(document.analysis.papers), chances.get(topic.topic))),
            href=evidence_address(document, site, f"topic-{place}"),
            sittings=sittings,
        )
        for place, topic in enumerate(document.analysis.topics)
        if (sittings := tuple(printed.sittings(topic, place)))
    )


def _facts(topic: TopicStanding, papers: int, guess: Prediction | None) -> Iterator[str]:
    yield _("asked in {n} of {of} papers").format(n=topic.papers, of=topic.of_papers or papers)
    if topic.marks:
        yield _("{marks} in all").format(marks=in_marks(topic.marks))
    if guess is not None:
        yield _("{chance} likely next time").format(chance=in_percent(guess.probability))


def _by_id(document: ProfileDocument) -> dict[int, tuple[int, DocumentQuestion]]:
    """The questions with their place in the order of print."""
    return {one.id: (place, one) for place, one in enumerate(document.questions)}


def _asked(cell: Cell, known: Mapping[int, tuple[int, DocumentQuestion]]) -> list[DocumentQuestion]:
    found = sorted(known[id_] for id_ in cell.evidence if id_ in known)
    return [question for _place, question in found]


@dataclass(frozen=True, slots=True)
class _Printed:
    """What is known of the questions of a document."""

    known: Mapping[int, tuple[int, DocumentQuestion]]
    chosen: set[int]
    excerpts: Excerpts
    site: str

    def sittings(self, topic: TopicStanding, place: int) -> Iterator[SourceSitting]:
        """The sittings of a topic that have questions, latest first."""
        for sitting, cell in reversed(list(enumerate(topic.cells))):
            asked = tuple(map(self.question, _asked(cell, self.known)))
            if asked:
                yield SourceSitting(f"cell-{place}-{sitting}", cell.label, asked)

    def question(self, one: DocumentQuestion) -> SourceQuestion:
        """One question as it is printed."""
        shown = one.id in self.chosen
        excerpts = self.excerpts.get(one.id, ()) if shown else ()
        return SourceQuestion(
            number=one.number,
            text=shorten(one.text, LONGEST_TEXT) if shown and not excerpts else "",
            marks="" if one.marks is None else in_marks(one.marks),
            page=one.page,
            href=f"{self.site}questions/{one.id}/" if self.site else "",
            excerpts=tuple(replace(it, words=shorten(it.words, LONGEST_ALT)) for it in excerpts),
        )


def shorten(text: str, longest: int) -> str:
    """`text` on one line, cut at a word with an ellipsis where it is longer than `longest`.

    Dotted lines for answers become an ellipsis, too.
    """
    line = " ".join(ANSWER_LINE.sub("… ", " ".join(text.split())).split())
    if len(line) <= longest:
        return line
    head, _, tail = line[: longest - 1].rpartition(" ")
    return f"{head or tail}…"


def evidence_address(document: ProfileDocument, site: str, key: str) -> str:
    """Where the questions of a key stand on the site; empty where there is none."""
    if not site or not document.professor_id:
        return ""
    return f"{site}professors/{document.professor_id}/evidence/{key}/"


def link_within(document: ProfileDocument, sources: tuple[SourceTopic, ...], site: str) -> Link:
    """Links for print: to the questions inside the report, else to the site, else nowhere."""
    inside = {topic.anchor for topic in sources}
    inside |= {sitting.anchor for topic in sources for sitting in topic.sittings}
    aliases = alias_topics(document.analysis)

    def link(key: str) -> str:
        anchor = aliases.get(key, key)
        return f"#{anchor}" if anchor in inside else evidence_address(document, site, key)

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
