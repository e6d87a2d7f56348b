"""Questions that come again nearly word for word in another sitting.

Exams look alike, so the frame is cut first ("Explain with a neat diagram ..."), what is left must
be enough to be recognised by, and both spelling (character n-grams) and words must agree. The same
idea in other words is not a repeat here.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from analysis.statistics.ngrams import Pair, near_pairs
from analysis.statistics.results import RepeatFamily, Wording
from analysis.statistics.rows import AskedQuestion, Sitting
from analysis.statistics.wording import own_words

NEAR = 0.75  # cosine of character n-grams
SAME_WORDS = 0.60  # words in both over words in either, weighted by how rare they are
# Own words without which two different texts, or two equal ones, may be alike by chance.
FEWEST_WORDS_NEAR = 5
FEWEST_WORDS_EQUAL = 2


class Asking(NamedTuple):
    """A question and the place of its sitting in time."""

    place: int
    question: AskedQuestion


def repeat_families(sittings: Sequence[Sitting]) -> tuple[RepeatFamily, ...]:
    """Families of near-duplicates over at least two of the arranged sittings, longest first."""
    askings = _by_content(sittings)
    contents = sorted(askings)
    near = [place for place, words in enumerate(contents) if len(set(words)) >= FEWEST_WORDS_NEAR]
    pairs = near_pairs([" ".join(contents[place]) for place in near], NEAR)
    weight = _rarity(contents)
    links = [
        Pair(near[pair.first], near[pair.second], pair.similarity)
        for pair in pairs
        if _same_words(contents[near[pair.first]], contents[near[pair.second]], weight)
    ]
    found = [
        _family(
            [asking for place in group for asking in askings[contents[place]]], lowest, sittings
        )
        for group, lowest in _groups(len(contents), links)
    ]
    several = (family for family in found if len(family.labels) > 1)
    return tuple(sorted(several, key=lambda f: (-len(f.labels), -len(f.evidence), f.evidence)))


def _by_content(sittings: Sequence[Sitting]) -> dict[tuple[str, ...], list[Asking]]:
    """The askings of each content that is enough to be recognised by."""
    askings: dict[tuple[str, ...], list[Asking]] = defaultdict(list)
    for place, sitting in enumerate(sittings):
        for question in sitting.questions:
            words = own_words(question.text)
            if len(set(words)) >= FEWEST_WORDS_EQUAL:
                askings[words].append(Asking(place, question))
    return askings


def _rarity(contents: Sequence[Sequence[str]]) -> dict[str, float]:
    """Inverse document frequency of each word over the different contents."""
    spread = Counter(word for words in contents for word in set(words))
    return {word: math.log((1 + len(contents)) / often) for word, often in spread.items()}


def _same_words(first: Iterable[str], second: Iterable[str], weight: Mapping[str, float]) -> bool:
    # Sorted, since the sum of a set may differ in its last digit from run to run.
    both, either = sorted(set(first) & set(second)), sorted(set(first) | set(second))
    shared, total = (math.fsum(weight[word] for word in words) for words in (both, either))
    return shared >= SAME_WORDS * total


def _groups(size: int, links: Sequence[Pair]) -> list[tuple[list[int], float]]:
    """Contents bound by links, each group with its weakest link (1 where it has none)."""
    leader = list(range(size))

    def lead(place: int) -> int:
        while leader[place] != place:
            leader[place] = leader[leader[place]]
            place = leader[place]
        return place

    for link in links:
        leader[lead(link.second)] = lead(link.first)
    groups: dict[int, list[int]] = defaultdict(list)
    for place in range(size):
        groups[lead(place)].append(place)
    lowest = dict.fromkeys(groups, 1.0)
    for link in links:
        top = lead(link.first)
        lowest[top] = min(lowest[top], link.similarity)
    return [(places, lowest[top]) for top, places in groups.items()]


def _family(askings: Sequence[Asking], lowest: float, sittings: Sequence[Sitting]) -> RepeatFamily:
    in_time = sorted(askings, key=lambda asking: (asking.place, asking.question.id))
    texts = [" ".join(asking.question.text.split()) for asking in in_time]
    return RepeatFamily(
        text=texts[-1],
        similarity=lowest,
        labels=tuple(sittings[place].label for place in sorted({a.place for a in askings})),
        evidence=tuple(sorted(asking.question.id for asking in askings)),
        variants=tuple(dict.fromkeys(texts)),
        wordings=wordings(in_time, sittings),
    )


def wordings(askings: Sequence[Asking], sittings: Sequence[Sitting]) -> tuple[Wording, ...]:
    """How each of the askings was worded, in their order."""
    return tuple(
        Wording(
            label=sittings[asking.place].label,
            number=asking.question.number,
            text=" ".join(asking.question.text.split()),
            question=asking.question.id,
        )
        for asking in askings
    )
