"""Tasks in fixed places: "question 4 is on SQL, in 12 of 14 papers"."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import median

from analysis.statistics.counting import expected_marks, topic_key
from analysis.statistics.results import FixedPlace
from analysis.statistics.rows import AskedQuestion, Sitting

# As for safe topics: more than 70 % of the papers, and 3 of them at least.
FIXED_ABOVE = 0.70
FEWEST_PAPERS = 3

Place = tuple[str, str]  # section ("" for none), number of the top-level question


def fixed_places(sittings: Sequence[Sitting]) -> tuple[FixedPlace, ...]:
    """Top-level questions that ask the same topic in more than 70 % of the labelled papers."""
    labelled = [s for s in sittings if any(topic_key(q.topic) for q in s.questions)]
    if len(labelled) < FEWEST_PAPERS:
        return ()
    papers: dict[tuple[Place, str], list[list[AskedQuestion]]] = defaultdict(list)
    for sitting in labelled:
        for key, leaves in _topics_at_places(sitting).items():
            papers[key].append(leaves)
    found = [
        (place, _fixed(place, leaves, len(labelled)))
        for (place, _), leaves in papers.items()
        if len(leaves) > FIXED_ABOVE * len(labelled)
    ]
    return tuple(fixed for _, fixed in sorted(found, key=lambda item: _reading_order(*item)))


def _topics_at_places(sitting: Sitting) -> dict[tuple[Place, str], list[AskedQuestion]]:
    groups: dict[tuple[Place, str], list[AskedQuestion]] = defaultdict(list)
    for question in sitting.questions:
        if key := topic_key(question.topic):
            groups[(question.section or "", question.stem), key].append(question)
    return groups


def _fixed(place: Place, papers: Sequence[Sequence[AskedQuestion]], of_papers: int) -> FixedPlace:
    section, stem = place
    spelling = Counter(" ".join(leaf.topic.split()) for leaves in papers for leaf in leaves)
    marks = [total for leaves in papers if (total := expected_marks(leaves)) is not None]
    return FixedPlace(
        number=f"{section} {stem}".strip(),
        topic=min(spelling, key=lambda name: (-spelling[name], name)),
        papers=len(papers),
        of_papers=of_papers,
        marks=median(marks) if marks else None,
        evidence=tuple(sorted(leaf.id for leaves in papers for leaf in leaves)),
    )


def _reading_order(place: Place, fixed: FixedPlace) -> tuple[str, int, str, str]:
    section, stem = place
    return (section, int(stem) if stem.isdecimal() else 0, stem, fixed.topic)
