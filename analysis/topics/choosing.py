"""The topics of a paper's questions; a part that says too little has the topic of its question."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from analysis.topics.ranking import LEAST, choose_topics
from analysis.topics.words import common_stems, content_stems

TELLING = 6  # different words of a stem's own, from which its parts are about one thing
AGREED = 0.6  # share of the parts with a topic that have to agree on it


class Chosen(NamedTuple):
    """A question's topic and second topic, None where nothing fits, and how sure the first is."""

    topic: str | None
    second: str | None
    sure: float


def choose_for_paper(
    questions: Sequence[tuple[str, str]], topics: Sequence[str], *, subject: str = ""
) -> list[Chosen]:
    """The topics of each question (stem, text) of a paper, in their order.

    A part without a topic gets that of the other parts of its stem, if they agree and the stem says
    what they are about: "Solve any two:" holds unlike things together, a story does not.
    """
    chosen = [
        Chosen(*choose_topics(f"{stem} {text}".strip(), topics, subject=subject))
        for stem, text in questions
    ]
    shared = _shared([stem for stem, _ in questions], chosen)
    return [
        Chosen(shared[stem], None, LEAST) if one.topic is None and stem in shared else one
        for one, (stem, _) in zip(chosen, questions, strict=True)
    ]


def _shared(stems: Sequence[str], chosen: Sequence[Chosen]) -> dict[str, str]:
    """The topic of each stem whose parts agree on one."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for stem, one in zip(stems, chosen, strict=True):
        if one.topic is not None:
            found[stem][one.topic] += 1
    best = {stem: counts.most_common(1)[0] for stem, counts in found.items()}
    return {
        stem: topic
        for stem, (topic, count) in best.items()
        if count >= AGREED * found[stem].total() and _tells(stem)
    }


def _tells(stem: str) -> bool:
    words = {word for word in content_stems(stem) if word.isalpha() and len(word) > 1}
    return len(words - common_stems("en")) >= TELLING
