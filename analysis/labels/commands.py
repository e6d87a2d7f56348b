"""What a question tells the student to do: its command verbs, found where commands stand."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analysis.schemas import BloomLevel

VERBS = Path(__file__).parent / "commands.toml"
INTRODUCTIONS = 5  # words that may stand before a command: "Using the result above, find …"
LONGEST_PHRASE = 6  # words

_SENTENCE = re.compile(
    r"(?<=[.?!:;])\s+|\n+|\s[-–•]\s|\s*\(?\b(?:i{1,3}|iv|vi?)\)\s+|\s*\(?\b[a-h]\)\s+"
)
_CLAUSE = re.compile(
    r",\s*|\band\b\s+(?:then\s+|also\s+|hence\s+)?|\bhence\b\s+|\bund\b\s+|\bthen\b\s+"
)
_CHOICE = re.compile(
    r"\b(?:solve|answer|attempt|beantworten sie)\s+"
    r"(?:any|all|the following|either|only|each)\b[^.:\n]*",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_WHY = frozenset(("why", "warum", "pourquoi"))
_QUESTION_WORDS = _WHY | {
    *("what", "how", "who", "when", "which", "was", "wie", "welche", "welcher"),
    *("quel", "quelle", "quels", "quelles", "comment", "cuál", "cómo"),
}
# A clause that begins with its subject tells something: "The cells generate a voltage."
_SUBJECTS = frozenset(
    ("the", "these", "this", "those", "a", "an", "they", "it", "each", "der", "die", "das", "diese")
)
_MOMENTS = frozenset(("when", "who"))  # asks only where a question mark follows
_WEAK = _QUESTION_WORDS - _WHY | {
    "give",
    "write",
    "note",
    "show",
    "use",
    "geben",
    "gib",
}


@dataclass(frozen=True, slots=True)
class Command:
    """A thing to do: the verb as printed, its level, and whether its words leave no doubt.

    The verb is empty where a phrase without one asks: "do you agree?".
    """

    verb: str
    level: BloomLevel
    sure: bool


@dataclass(frozen=True, slots=True)
class _Lexicon:
    phrases: dict[tuple[str, ...], BloomLevel]
    verbs: dict[str, BloomLevel]
    derivation: frozenset[tuple[str, ...]]


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    entries = tomllib.loads(VERBS.read_text(encoding="utf-8"))
    phrases: dict[tuple[str, ...], BloomLevel] = {}
    verbs: dict[str, BloomLevel] = {}
    for level in BloomLevel:
        for words in entries["phrases"][level.value].values():
            phrases.update((tuple(phrase.split()), level) for phrase in words)
        for words in entries["verbs"][level.value].values():
            verbs.update((verb, level) for verb in words if verb not in verbs)
    derivation = {
        tuple(phrase.split()) for words in entries["derivation"].values() for phrase in words
    }
    return _Lexicon(phrases, verbs, frozenset(derivation))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _phrase_at(words: list[str], start: int) -> tuple[tuple[str, ...], BloomLevel] | None:
    for length in range(min(LONGEST_PHRASE, len(words) - start), 1, -1):
        phrase = tuple(words[start : start + length])
        level = _lexicon().phrases.get(phrase)
        if level is not None:
            return phrase, level
    return None


def _phrase_command(words: list[str]) -> Command | None:
    verbs = _lexicon().verbs
    for start in range(len(words)):
        found = _phrase_at(words, start)
        if found is not None:
            phrase, level = found
            verb = next((word for word in phrase if word in verbs), "")
            return Command(verb, level, sure=True)
    return None


def _verb_command(words: list[str], *, first: bool, asks: bool) -> Command | None:
    """The verb that opens the clause; later ones only in the first words of a sentence."""
    verbs = _lexicon().verbs
    for position, word in enumerate(words[: INTRODUCTIONS if first else 1]):
        level = verbs.get(word)
        # "The find operation", "a set of state variables": after an article it is a noun.
        noun = position > 0 and words[position - 1] in {"the", "a", "an", "of", "in", "to", "this"}
        if (word in _MOMENTS and not asks) or (position and words[0] in _SUBJECTS):
            continue
        if level is not None and not noun and (position == 0 or word not in _QUESTION_WORDS):
            return Command(word, level, sure=word not in _WEAK)
    return None


def find_commands(text: str) -> tuple[Command, ...]:
    """The commands of a text in their order; "State Ohm's law and derive …" holds two.

    "Answer any three of the following" is no command: it says how many, not what.
    """
    commands: list[Command] = []
    for sentence in _SENTENCE.split(_CHOICE.sub(" ", text)):
        for number, clause in enumerate(_CLAUSE.split(sentence)):
            words = _words(clause)
            found = _phrase_command(words) or _verb_command(
                words, first=number == 0, asks="?" in sentence
            )
            if found is not None:
                commands.append(found)
    return tuple(commands)


def asks_derivation(text: str) -> bool:
    """Whether something has to be derived or proved."""
    words = _words(text)
    phrases = _lexicon().derivation
    return any(
        tuple(words[start : start + length]) in phrases
        for length in range(1, 5)
        for start in range(len(words) - length + 1)
    )
