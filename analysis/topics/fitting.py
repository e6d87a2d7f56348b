"""Which subjects of the vocabulary a course belongs to: by its name, and by its questions."""

from collections import Counter
from collections.abc import Sequence

from analysis.topics.lexicon import Subject, TermIndex, named_subjects, subjects, telling_terms
from analysis.topics.lexicon import Term as Stems

FULL = 1.5  # weight of terms from which a question counts as the subject's
NAMED = 2.0  # how much more a subject counts that the course's name names
SCHOOL = 0.4  # what a school subject counts unless it is named
UNNAMED, BESIDE_NAMED = 0.06, 0.15  # share of the questions that a subject not named has to add
MOST = 4
SHORTEST_ALIAS = 6  # letters of a subject's name that tells it from within a question
CLEAR = 0.3  # share of the questions by telling terms alone from which a subject needs no name


def _coverages(
    questions: Sequence[Stems], known: Sequence[Subject], named: set[int]
) -> list[list[float]]:
    """Per subject and question: 0 to 1, how far its terms account for the question."""
    telling = telling_terms(known[0].language) if known else frozenset()
    aliases = _own_aliases(known)
    owners = [number for number, one in enumerate(known) for _ in (*one.topics, one)]
    index = TermIndex(
        terms
        if number in named
        else {term: weight for term, weight in terms.items() if term in telling or term in aliases}
        for number, one in enumerate(known)
        for terms in (*(topic.terms for topic in one.topics), dict.fromkeys(one.aliases, FULL))
    )
    coverages = [[0.0] * len(questions) for _ in known]
    for position, stems in enumerate(questions):
        for topic, weight in index.evidence(stems).items():
            coverages[owners[topic]][position] += weight
    return [[min(1.0, weight / FULL) for weight in row] for row in coverages]


def _own_aliases(known: Sequence[Subject]) -> frozenset[Stems]:
    """Names of subjects that are terms of no topic: "Haskell" in a question tells the course."""
    taken = {term for one in known for topic in one.topics for term in topic.terms}
    named = Counter(alias for one in known for alias in one.aliases)
    return frozenset(
        alias
        for alias, count in named.items()
        if count == 1 and alias not in taken and len("".join(alias)) >= SHORTEST_ALIAS
    )


def fitting_subjects(
    questions: Sequence[Stems], course: str, language: str
) -> tuple[tuple[Subject, float], ...]:
    """Subjects that account for the questions, best first, with how far the course names them.

    Taken one after the other by what each adds to those before; at most 4. A subject that the
    course's name does not name is judged by telling terms alone, and has to add 6 % of the
    questions (15 % beside a named one), three of them at least. Where no subject is named, one that
    clearly fits counts as if it were: many papers print a code and no title.
    """
    names = named_subjects(course, language)
    known = [
        subject
        for subject in subjects()
        if subject.language == language and (not subject.named_only or subject.name in names)
    ]
    matches = [names.get(subject.name, 0.0) for subject in known]
    named = {number for number, match in enumerate(matches) if match}
    coverages = _coverages(questions, known, named)
    share = BESIDE_NAMED if named else UNNAMED
    covered = [0.0] * len(questions)
    chosen: list[int] = []
    while len(chosen) < min(MOST, len(known)):
        gain, best = max(
            (_gain(coverages[number], covered) * _factor(known[number], matches[number]), -number)
            for number in range(len(known))
            if number not in chosen
        )
        if gain < (1.0 if matches[-best] else max(3.0, share * len(questions))):
            break
        chosen.append(-best)
        covered = [max(pair) for pair in zip(covered, coverages[-best], strict=True)]
    if chosen and not named and sum(coverages[chosen[0]]) >= CLEAR * len(questions):
        matches[chosen[0]] = 1.0
    return tuple((known[number], matches[number]) for number in chosen)


def _factor(subject: Subject, match: float) -> float:
    if match:
        return 1 + NAMED * match
    return SCHOOL if subject.school else 1.0


def _gain(coverage: Sequence[float], covered: Sequence[float]) -> float:
    return sum(max(0.0, new - old) for new, old in zip(coverage, covered, strict=True))
