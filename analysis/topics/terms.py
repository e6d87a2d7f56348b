"""Terms of the papers themselves: recurring phrases that no vocabulary needs to know.

Without a tagger for parts of speech, a term is a run of words between grammar words, commands and
words of every exam paper; runs are weighed by C-value (Frantzi, Ananiadou and Mima, 2000): how
often a phrase occurs on its own rather than inside a longer one.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import log2

from analysis.topics.words import common_words, stem

LONGEST = 3  # words of a term
SHORTEST_WORD = 3
LONE_WORD = 6  # letters of a word that is a term by itself
SPREAD = 0.4  # share of the questions above which a term tells nothing

_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|[.,;:!?()\[\]{}=<>|/\\+*&%$#@\"“”]|\S")
_LINKS = {"fr": {"de", "du", "des", "d"}, "es": {"de", "del"}, "en": set(), "de": set()}
# What stands before a noun. Verbs and adverbs, which have no capital to tell them, have it seldom.
_BEFORE_NOUNS = {
    "fr": {"le", "la", "les", "l", "un", "une", "des", "du", "de", "au", "aux", "cette", "'", "’"},
    "es": {"el", "la", "los", "las", "un", "una", "unos", "unas", "del", "de", "al"},
}
_NOT_LAST = ("ly", "ed", "ing", "able", "ible", "ive", "ous", "ful", "less", "ary")


@dataclass(slots=True)
class PaperTerm:
    """A phrase with where it was seen; `forms` counts its spellings as printed."""

    stems: tuple[str, ...]
    language: str
    forms: Counter[str] = field(default_factory=Counter)
    questions: set[int] = field(default_factory=set)
    papers: set[int] = field(default_factory=set)
    contexts: set[tuple[str, str]] = field(default_factory=set)
    nouns: int = 0  # times that it stood where a noun does
    weight: float = 0.0

    @property
    def name(self) -> str:
        """The most frequent spelling with a capital first letter; acronyms stay as printed."""
        form = min(self.forms, key=lambda form: (-self.forms[form], form))
        words = form.split()
        # A capital inside a phrase that begins without one is a person's: "série de Fourier".
        if self.language != "de" and words[0][:1].isupper():
            words = [word if word.isupper() else word.lower() for word in words]
        return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])


def _is_word(token: str, language: str) -> bool:
    lower = token.lower()
    return (
        len(token) >= SHORTEST_WORD
        and token[0].isalpha()
        and lower not in common_words(language)
        and lower not in common_words("en")
        and "-t-" not in lower  # "utilise-t-on"
        and (token.islower() or token.isupper() or token.istitle())
    )


def _runs(text: str, language: str) -> Iterable[tuple[list[str], tuple[str, str]]]:
    """Runs of words that may be terms, each with the token before it and the token after."""
    run: list[str] = []
    before = ""
    links = _LINKS.get(language, set())
    for token in (*_TOKEN.findall(text), ""):
        if token and (_is_word(token, language) or (run and token.lower() in links)):
            run.append(token)
            continue
        if run:
            yield run, (before, token)
        run, before = [], token


def _phrases(run: Sequence[str], language: str, *, lone: bool) -> Iterable[tuple[str, ...]]:
    links = _LINKS.get(language, set())
    for length in range(1, LONGEST + 1):
        for start in range(len(run) - length + 1):
            phrase = tuple(run[start : start + length])
            edges = {phrase[0].lower(), phrase[-1].lower()}
            if edges & links or (length == 1 and not (lone and _stands_alone(phrase[0], language))):
                continue
            if _ends_well(phrase[-1], language):
                yield phrase


def _ends_well(word: str, language: str) -> bool:
    if language == "de":
        return word[0].isupper()
    return language != "en" or not word.lower().endswith(_NOT_LAST)


def _stands_alone(word: str, language: str) -> bool:
    # German nouns are printed with a capital; elsewhere only length tells a term from a filler.
    return len(word) >= LONE_WORD and (language != "de" or word[0].isupper())


def _collect(
    questions: Sequence[tuple[int, str]], language: str, *, lone: bool
) -> dict[tuple[str, ...], PaperTerm]:
    found: dict[tuple[str, ...], PaperTerm] = {}
    before = _BEFORE_NOUNS.get(language, set())
    for position, (paper, text) in enumerate(questions):
        for run, context in _runs(text, language):
            for phrase in _phrases(run, language, lone=lone):
                stems = tuple(stem(word.lower()) for word in phrase)
                term = found.setdefault(stems, PaperTerm(stems, language))
                term.forms[" ".join(phrase)] += 1
                term.questions.add(position)
                term.papers.add(paper)
                term.contexts.add(context)
                term.nouns += phrase[0] == run[0] and context[0].lower() in before
    return found


def _weigh(found: dict[tuple[str, ...], PaperTerm]) -> None:
    """Set each term's C-value, counted in questions."""
    around: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for stems, term in found.items():
        for length in range(1, len(stems)):
            for start in range(len(stems) - length + 1):
                around[stems[start : start + length]].append(len(term.questions))
    for stems, term in found.items():
        longer = around.get(stems, [])
        alone = len(term.questions) - (sum(longer) / len(longer) if longer else 0)
        term.weight = log2(len(stems) + 0.5) * alone


def paper_terms(
    questions: Sequence[tuple[int, str]], language: str, *, lone: bool
) -> list[PaperTerm]:
    """Recurring terms of the questions (paper, text), heaviest first; ties by name.

    A term recurs in three questions and every third paper (two at least), and not always between
    the same words: what does is the wording of a form. `lone` admits terms of one word.
    """
    papers = {paper for paper, _ in questions}
    found = _collect(questions, language, lone=lone)
    _weigh(found)
    needed_papers = max(2, len(papers) // 3) if len(papers) > 1 else 1
    needed_questions = max(3, len(questions) // 50)
    recurring = [
        term
        for term in found.values()
        if len(term.papers) >= needed_papers
        and needed_questions <= len(term.questions) <= max(3, SPREAD * len(questions))
        and 2 * len(term.contexts) > len(term.questions)
        and len(term.contexts) > 1
        and term.weight > 0
        and (language not in _BEFORE_NOUNS or 2 * term.nouns > term.forms.total())
    ]
    return sorted(recurring, key=lambda term: (-term.weight, term.name))
