"""Which courses of a professor are about the same: their topics are one list."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from analysis.topics.lexicon import named_subjects, subjects


def alike_courses(titles: Sequence[str]) -> tuple[int, ...]:
    """For each title the number of its group, from 0 for the largest.

    Titles that name a subject of the vocabulary in common are alike. One that names none says
    nothing ("Core course, 4 credits") and goes with the largest group.
    """
    named = [_subjects(title) for title in titles]
    groups: list[set[str]] = []
    for one, _ in Counter(named).most_common():
        near = next((group for group in groups if group & one), None)
        if near is not None:
            near |= one
        elif one:
            groups.append(set(one))
    sizes = Counter(_group(one, groups) for one in named if one)
    order = [group for group, _ in sizes.most_common()]
    return tuple(order.index(_group(one, groups)) if one else 0 for one in named)


def usual_course(titles: Sequence[str]) -> str:
    """The title that says best what papers with these are about; "" where there is none.

    The most frequent of those that name a subject, else of all; of equals the shorter one.
    """
    telling = [title for title in titles if _subjects(title)] or [one for one in titles if one]
    counts = Counter(telling)
    return min(counts, key=lambda one: (-counts[one], len(one), one), default="")


def _group(named: frozenset[str], groups: Sequence[set[str]]) -> int:
    return next(place for place, group in enumerate(groups) if group & named)


@lru_cache(maxsize=256)
def _subjects(title: str) -> frozenset[str]:
    languages = {one.language for one in subjects()}
    return frozenset(name for language in languages for name in named_subjects(title, language))
