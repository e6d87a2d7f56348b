"""Topics of a course out of its papers: the vocabulary's where it fits, else the papers' terms."""

import re
from collections import Counter
from collections.abc import Sequence

from analysis.topics.claiming import Candidate, Choice
from analysis.topics.fitting import fitting_subjects
from analysis.topics.lexicon import Term, subjects, telling_terms, word_spread
from analysis.topics.profiles import own_terms, profiles_of
from analysis.topics.ranking import rank_topics
from analysis.topics.terms import SHORTEST_WORD, PaperTerm, paper_terms
from analysis.topics.texts import PaperTexts
from analysis.topics.words import common_stems, content_stems, language_of, stems_of

FEWEST, MOST = 8, 24
PER_ROOT = 3.0  # topics for each unit of the square root of the number of questions
UNNAMED = 0.8  # what a topic of a subject counts that the course does not name
HEADING = 1.5  # what a heading of the papers counts
GUEST = 0.5  # what a topic counts whose subject is not the course's
ONCE = 0.6  # gain that a topic of the named course needs: one question that is clearly about it
POOR = 0.35  # share of questions with a topic below which the papers' single words are admitted
MOST_OWN = 12  # terms of the papers where the vocabulary does not fit
OWN_SHARE = 5  # one in so many topics may be a term of the papers where the vocabulary fits
WORTH = 0.05  # share of the questions that such a term has to be in
GENERIC = 3  # topics of the vocabulary in whose terms a word stands that names nothing alone
LONGEST_HEADING = 60  # characters
LISTED = 0.15  # confidence from which a question asks about a topic

_LABEL = re.compile(
    r"^\s*(?:section|part|group|unit|module|question|teil|abschnitt)?\s*"
    r"(?:[\divx]+|[a-h](?=\W|$))?\s*[:.\-–)]*\s*",
    re.IGNORECASE,
)


def _course_name(papers: Sequence[PaperTexts], subject: str) -> str:
    titles = Counter(paper.title for paper in papers if paper.title)
    usual = min(titles, key=lambda title: (-titles[title], title)) if titles else ""
    return subject or usual


def _is_course(name: str, courses: Sequence[str]) -> bool:
    """Whether the topic only says the name of the course again."""
    words = set(content_stems(name))
    return any(words <= set(content_stems(course)) for course in courses if course)


def _limit(questions: int) -> int:
    """How many topics so many questions bear: 8 to 24, fewer where there are hardly any."""
    return max(min(FEWEST, questions), min(MOST, round(PER_ROOT * float(questions**0.5))))


def _least(questions: int) -> float:
    """The gain from which a topic is worth a name that the course does not promise."""
    return max(0.7, min(1.4, questions / 40), 0.01 * questions)


def _guest_least(questions: int, *, near: bool) -> float:
    """The same for a guest: more than chance; of a wholly different field, a part of the papers."""
    return max(2.0, 0.02 * questions) if near else max(3.0, 0.05 * questions)


def _vocabulary(
    questions: Sequence[Term], course: str, language: str, courses: Sequence[str]
) -> list[Candidate]:
    """Topics of the course's subjects, and by their telling terms alone those of the others."""
    telling = telling_terms(language)
    fitted = fitting_subjects(questions, course, language)
    fitting = {one.name: match for one, match in fitted}
    fields = {one.field for one, _ in fitted}
    candidates = []
    for one in subjects():
        if one.language != language or (one.named_only and one.name not in fitting):
            continue
        for topic in one.topics:
            if _is_course(topic.name, courses):
                continue
            if fitting.get(one.name):
                candidates.append(Candidate(topic.name, topic.terms, 1.0, one.name, ONCE))
                continue
            terms = {term: weight for term, weight in topic.terms.items() if term in telling}
            guest = one.name not in fitting
            least = _least(len(questions))
            if guest:
                least = _guest_least(len(questions), near=one.field in fields)
            factor = GUEST if guest else UNNAMED
            candidates.append(Candidate(topic.name, terms, factor, one.name, least, guest))
    return candidates


def _from_sections(
    papers: Sequence[PaperTexts], courses: Sequence[str], least: float
) -> list[Candidate]:
    """Headings of two papers or more that name something."""
    heads = Counter(
        head
        for paper in papers
        for head in {_LABEL.sub("", section).strip(" .:") for section in paper.sections}
    )
    return [
        Candidate(head[:1].upper() + head[1:], own_terms(head), HEADING, least=least)
        for head, count in sorted(heads.items())
        if count > 1
        and len(head) <= LONGEST_HEADING
        and _says_something(head)
        and not _is_course(head, courses)
    ]


def _says_something(head: str) -> bool:
    """Whether a heading holds a word of its own: neither "V" nor "Answer briefly" does."""
    words = set(content_stems(head)) - common_stems("en")
    return any(
        len(word) >= SHORTEST_WORD and word.isalpha() and not set(word) <= set("ivx")
        for word in words
    )


def _own(
    terms: Sequence[PaperTerm],
    taken: Sequence[Candidate],
    courses: Sequence[str],
    room: int,
    fewest: int,
) -> list[str]:
    """Names from the papers' terms that say something new, heaviest first.

    Only what `fewest` questions say; and no word alone that many topics of the vocabulary use:
    "matrix", "function" and "interval" name none.
    """
    said = {word for topic in taken for word in stems_of(topic.name)}
    said |= {term[0] for topic in taken for term in topic.terms if len(term) == 1}
    phrases = {term for topic in taken for term in topic.terms}
    names: list[str] = []
    for term in terms:
        if len(names) >= room:
            break
        new = set(term.stems) - said
        if len(term.stems) == 1 and word_spread().get(term.stems[0], 0) >= GENERIC:
            continue
        if (
            len(term.questions) >= fewest
            and new
            and term.stems not in phrases
            and not _is_course(term.name, courses)
        ):
            names.append(term.name)
            said |= set(term.stems)
    return names


def _kept(names: tuple[str, ...], course: str) -> list[Candidate]:
    terms = profiles_of(names, course).terms
    return [Candidate(name, own) for name, own in zip(names, terms, strict=True)]


def _asked(texts: Sequence[str], names: tuple[str, ...], course: str) -> set[str]:
    """The names that are the best one of some question, so that none is listed in vain."""
    best = [rank_topics(text, names, subject=course)[0] for text in texts] if names else []
    return {name for name, confidence in best if confidence >= LISTED}


def induce_topics(
    papers: Sequence[PaperTexts], *, subject: str = "", known: Sequence[str] = ()
) -> tuple[str, ...]:
    """Topic names that read like the course's syllabus; `known` ones first, kept as they are.

    At most 8 to 24 names, by the number of questions; none where there are none. The same names in
    the same order however papers and questions are ordered. Never the course's own name.
    """
    kept_names = tuple(dict.fromkeys(name for name in known if name.strip()))
    texts = [(number, text) for number, paper in enumerate(papers) for text in paper.questions]
    if not any(stems_of(text) for _, text in texts):
        return kept_names
    questions = [stems_of(text) for _, text in texts]
    groups = [(number, one) for number, paper in enumerate(papers) for one in paper.groups()]
    course = _course_name(papers, subject)
    courses = (course, *(paper.title for paper in papers))
    language = language_of([text for _, text in texts])
    offered = _from_sections(papers, courses, _least(len(texts)))
    offered += _vocabulary(questions, course, language, courses)
    choice = Choice(questions, _kept(kept_names, course), offered, groups)
    room = _limit(len(texts))
    choice.fill(room, guests=False)
    choice.fill(room, guests=True)
    poor = len(choice.settled) < POOR * len(texts)
    once = [(number, text) for number, paper in enumerate(papers) for text in paper.said_once()]
    rest = [text for position, text in enumerate(once) if position not in choice.settled]
    terms = paper_terms(rest, language, lone=poor)
    room = min(room - len(choice.chosen), MOST_OWN if poor else room // OWN_SHARE)
    fewest = 1 if poor else max(4, round(WORTH * len(texts)))
    own = _own(terms, choice.chosen, courses, room, fewest)
    names = dict.fromkeys([*kept_names, *(topic.name for topic in choice.chosen), *own])
    asked = _asked([text for _, text in texts], tuple(names), course)
    return tuple(name for name in names if name in asked or name in kept_names)
