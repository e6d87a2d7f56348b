"""Which topics account for a course's questions: chosen one after the other by what each adds."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.topics.lexicon import Term, TermIndex
from analysis.topics.words import content_stems

SPREAD = 0.2  # share of the questions from which a term begins to tell less
RIVAL = 0.5  # a topic counts for a question if it has half the evidence of the best topic
ENOUGH = 0.5  # weight of terms below which a question says nothing about a topic
FULL = 1.5  # weight of terms that counts a question as wholly the topic's
SETTLED = 0.5  # what a question with a topic already counts for a guest

Found = list[dict[Term, float]]  # per question, its terms with their force
Gains = list[dict[int, float]]  # per candidate, the questions it accounts for, each with 0 to 1


@dataclass(frozen=True, slots=True)
class Candidate:
    """A topic that may be chosen; `factor` is what its evidence counts, `least` the gain it needs.

    A guest's subject is not the course's.
    """

    name: str
    terms: dict[Term, float]
    factor: float = 1.0
    subject: str = ""
    least: float = 0.0
    guest: bool = False


def _find(questions: Sequence[Term], index: TermIndex) -> Found:
    """The terms of each question; a term in every fifth question or more tells less."""
    counts = [index.find(stems) for stems in questions]
    spread = Counter(term for terms in counts for term in terms)
    usual = max(2.0, SPREAD * len(questions))
    return [
        {term: float(count**0.5) * min(1.0, usual / spread[term]) for term, count in terms.items()}
        for terms in counts
    ]


def _gains(found: Found, index: TermIndex, candidates: Sequence[Candidate]) -> Gains:
    gains: Gains = [{} for _ in candidates]
    for position, terms in enumerate(found):
        evidence: dict[int, float] = {}
        for term, force in terms.items():
            for number, weight in index.owners(term):
                value = weight * force * candidates[number].factor
                evidence[number] = evidence.get(number, 0.0) + value
        best = max(evidence.values(), default=0.0)
        for number, value in evidence.items():
            if value >= max(ENOUGH, RIVAL * best):
                gains[number][position] = min(1.0, value / FULL) * value / best
    return gains


def _claim(found: Found, topic: Candidate, gained: dict[int, float]) -> None:
    for position in gained:
        for term in topic.terms:
            found[position].pop(term, None)


def _says_again(topic: Candidate, chosen: Sequence[Candidate]) -> bool:
    """Whether a topic of another subject has much the same name already."""
    words = set(content_stems(topic.name))
    return any(
        2 * len(words & other) > min(len(words), len(other))
        for other in (
            set(content_stems(one.name)) for one in chosen if one.subject != topic.subject
        )
    )


class Choice:
    """Topics being chosen for the questions, given as stems.

    A term found belongs to the first topic taken that knows it, so that two names for one thing
    never both stand. `settled` are the positions of questions that have a topic. `groups` number
    the stems the questions belong to: guests count once a stem, whose words all its parts repeat.
    """

    def __init__(
        self,
        questions: Sequence[Term],
        kept: Sequence[Candidate],
        offered: Sequence[Candidate],
        groups: Sequence[object] = (),
    ) -> None:
        self._groups = groups or range(len(questions))
        self._everyone = [*kept, *offered]
        self._index = TermIndex(
            (candidate.terms for candidate in self._everyone),
            frozenset(n for n, one in enumerate(self._everyone) if one.guest),
        )
        self._found = _find(questions, self._index)
        self.chosen = list(kept)
        self.settled: set[int] = set()
        gains = _gains(self._found, self._index, self._everyone)
        for candidate, gained in zip(kept, gains, strict=False):
            self.settled |= gained.keys()
            _claim(self._found, candidate, gained)
        self._open = set(range(len(kept), len(self._everyone)))

    def fill(self, most: int, *, guests: bool) -> None:
        """Take the best candidates until there are `most` topics, or none is worth a name.

        Questions that have a topic already count half for guests.
        """
        while len(self.chosen) < most:
            gains = _gains(self._found, self._index, self._everyone)
            number = self._best(gains, guests=guests)
            if number is None:
                return
            self._open.discard(number)
            topic = self._everyone[number]
            if not _says_again(topic, self.chosen):
                self.chosen.append(topic)
                self.settled |= gains[number].keys()
            _claim(self._found, topic, gains[number])

    def _certain(self, topic: Candidate) -> bool:
        """Whether a phrase of it occurs, or several words: one word may mean something else."""
        seen = {term for terms in self._found for term in terms if term in topic.terms}
        return len(seen) > 1 or any(len(term) > 1 for term in seen)

    def _guest_gain(self, gained: dict[int, float]) -> float:
        """What a guest adds: half where a question has a topic, and once for each stem."""
        by_stem: dict[object, float] = {}
        for place, value in gained.items():
            worth = value * (SETTLED if place in self.settled else 1)
            stem = self._groups[place]
            by_stem[stem] = max(by_stem.get(stem, 0.0), worth)
        return sum(by_stem.values())

    def _best(self, gains: Gains, *, guests: bool) -> int | None:
        ranked = []
        for number in self._open:
            topic = self._everyone[number]
            gain = self._guest_gain(gains[number]) if guests else sum(gains[number].values())
            if topic.guest is not guests or (guests and not self._certain(topic)):
                continue
            if gain >= topic.least:
                # Of two names that explain the same, the shorter one promises less.
                ranked.append((-round(gain, 6), len(topic.name), topic.name, number))
        return min(ranked)[-1] if ranked else None
