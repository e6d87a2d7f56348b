"""The built-in vocabulary: what courses teach, and the terms by which a question shows it."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analysis.topics.words import (
    command_stems,
    common_stems,
    content_stems,
    stems_of,
)

VOCABULARY = Path(__file__).parent / "vocabulary"
WEAK = 0.3  # weight of a term that says little alone
PER_WORD = 0.6  # each further word makes a term more certain
LONGEST_TERM = 6  # words
LONG_WORD = 9  # letters of a stem
NAMED = 0.5  # share of the course's name from which it names a subject
CLEAREST = 0.75  # of the best match, below which another subject is not meant
SHARING = 0.8  # power of the number of topics by which a shared term is divided
EXACT = "exact"  # the field of subjects whose file names none
MANY = 4  # topics that share a term, from which it shows none of them

Term = tuple[str, ...]

_FILLERS = frozenset(
    stems_of(
        "introduction introductory principles fundamentals advanced basic elementary foundations"
        " course lab applied modern topics i ii iii iv v vi paper part theory practical laboratory"
        " einführung grundlagen höhere angewandte introducción introduction fundamentos"
    )
)
_CODE = re.compile(r"\d")
_BRACKETED_CODE = re.compile(r"[\[(][^\])]*\d[^\])]*[\])]")


@dataclass(frozen=True, slots=True)
class VocabularyTopic:
    """A topic of a syllabus; `terms` maps stems in order to their weight (1 for one word)."""

    subject: str
    name: str
    terms: dict[Term, float]


@dataclass(frozen=True, slots=True)
class Subject:
    """A course as universities teach it; `aliases` are the stems of names it goes by.

    A school subject is everywhere in later courses and accounts for none of them. One that is
    `named_only` repeats another in more detail, and counts where the course's name names it. The
    `field` is "exact", "natural" or "human".
    """

    name: str
    language: str
    school: bool
    aliases: tuple[Term, ...]
    topics: tuple[VocabularyTopic, ...]
    named_only: bool = False
    field: str = EXACT


def term_weight(term: Term) -> float:
    """What one occurrence of a term is worth: more words, more certain."""
    return 1 + PER_WORD * (len(term) - 1)


def _terms(name: str, line: str) -> dict[Term, float]:
    commands = command_stems("en")
    terms: dict[Term, float] = {}
    for raw in line.split(";"):
        weak = raw.strip().startswith("~")
        stems = stems_of(raw)[:LONGEST_TERM]
        if stems and not (len(stems) == 1 and stems[0] in commands):
            terms[stems] = term_weight(stems) * (WEAK if weak else 1)
    whole = stems_of(name)
    if 1 < len(whole) <= LONGEST_TERM:
        terms.setdefault(whole, term_weight(whole))
    return terms


@lru_cache(maxsize=1)
def subjects() -> tuple[Subject, ...]:
    """All subjects of the vocabulary files, in the order of their names."""
    found = []
    for path in VOCABULARY.glob("*.toml"):
        written = tomllib.loads(path.read_text(encoding="utf-8"))
        for entry in written["subject"]:
            name = entry["name"]
            topics = tuple(
                VocabularyTopic(name, topic, _terms(topic, line))
                for topic, line in entry["topics"].items()
            )
            aliases = tuple(stems_of(alias) for alias in (name, *entry["aliases"]))
            language, school = entry.get("language", "en"), entry.get("school", False)
            only = entry.get("named_only", False)
            field = entry.get("field", written.get("field", EXACT))
            found.append(Subject(name, language, school, aliases, topics, only, field))
    return tuple(sorted(found, key=lambda subject: subject.name))


@lru_cache(maxsize=8)
def telling_terms(language: str) -> frozenset[Term]:
    """Terms that show their topic in any course: of several words, or a long word of one topic."""
    common = common_stems(language)
    owners: dict[Term, int] = {}
    for subject in subjects():
        counts = subject.language == language and not subject.named_only
        for topic in subject.topics if counts else ():
            for term, weight in topic.terms.items():
                owners[term] = owners.get(term, 0) + (1 if weight >= 1 else MANY)
    return frozenset(
        term
        for term, count in owners.items()
        if count < MANY and _tells([word for word in term if word not in common], count)
    )


def _tells(words: Sequence[str], owners: int) -> bool:
    """Whether the words of a term (those of every paper left out) show a topic in any course."""
    return len(words) > 1 or (owners == 1 and len(words) == 1 and len(words[0]) >= LONG_WORD)


@lru_cache(maxsize=1)
def word_spread() -> dict[str, int]:
    """In the terms of how many topics each stem occurs: "reaction" in many, "isotope" in few."""
    spread: Counter[str] = Counter()
    for subject in subjects():
        for topic in () if subject.named_only else subject.topics:
            spread.update({word for term in topic.terms for word in term})
    return dict(spread)


def contains(stems: Sequence[str], term: Term) -> bool:
    """Whether the term stands in the stems, word after word."""
    length = len(term)
    return any(tuple(stems[i : i + length]) == term for i in range(len(stems) - length + 1))


def course_words(course: str) -> str:
    """The course's name without its codes: "CS1.301: Algorithms (4 credits)" is "Algorithms"."""
    return " ".join(
        word for word in _BRACKETED_CODE.sub(" ", course).split() if not _CODE.search(word)
    )


def name_match(subject: Subject, course: str) -> float:
    """How far the course's name is a name of the subject: 0 to 1, the share of its words.

    Codes, and words such as "introduction" or "advanced", do not count.
    """
    bare = course_words(course)
    stems = stems_of(bare)
    longest = max((len(alias) for alias in subject.aliases if contains(stems, alias)), default=0)
    telling = [word for word in content_stems(bare) if word not in _FILLERS]
    return min(1.0, longest / max(1, min(len(telling), 3)))


def named_subjects(course: str, language: str) -> dict[str, float]:
    """The subjects that the course's name names, with how far; the clearest push out the others."""
    matches = {one.name: name_match(one, course) for one in subjects() if one.language == language}
    needed = max(NAMED, CLEAREST * max(matches.values(), default=0.0))
    school = {one.name for one in subjects() if one.school}
    return {
        name: match
        for name, match in matches.items()
        if match >= (1.0 if name in school else needed)
    }


class TermIndex:
    """Terms of several topics, to be found in texts: the longest term wins its words."""

    def __init__(
        self, topics: Iterable[dict[Term, float]], guests: frozenset[int] = frozenset()
    ) -> None:
        self._guests = guests
        self._owners: dict[Term, list[tuple[int, float]]] = {}
        for number, terms in enumerate(topics):
            for term, weight in terms.items():
                self._owners.setdefault(term, []).append((number, weight))
        self._longest = max(map(len, self._owners), default=0)

    def owners(self, term: Term) -> list[tuple[int, float]]:
        """The topics (by position) that know the term, with its weight there.

        A term that many topics share tells less for each: its weight is divided by their number
        (guests not counted) to the power of 0.8.
        """
        owners = self._owners[term]
        shared = sum(number not in self._guests for number, _ in owners)
        return [(number, weight / max(1, shared) ** SHARING) for number, weight in owners]

    def find(self, stems: Sequence[str]) -> dict[Term, int]:
        """The terms in the text, with how often each occurs; none inside a longer one."""
        covered = [False] * len(stems)
        counts: dict[Term, int] = {}
        for length in range(min(self._longest, len(stems)), 0, -1):
            for start in range(len(stems) - length + 1):
                term = tuple(stems[start : start + length])
                if term in self._owners and not all(covered[start : start + length]):
                    covered[start : start + length] = [True] * length
                    counts[term] = counts.get(term, 0) + 1
        return counts

    def evidence(self, stems: Sequence[str]) -> dict[int, float]:
        """Weight found per topic (by position); repeats of a term count by their square root."""
        weights: dict[int, float] = {}
        for term, count in self.find(stems).items():
            for number, weight in self.owners(term):
                weights[number] = weights.get(number, 0.0) + weight * count**0.5
        return weights
