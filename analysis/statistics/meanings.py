"""What questions are about, as vectors: mean of their words' vectors, each by how rare it is.

Static word vectors know that a "macroprocessor" is a "macro processor"; they do not know what is
asked of it. Numbers, letters of formulas, commands and what every exam says are cut before, since
exams that share their frame would all be alike otherwise.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analysis.statistics.rows import Sitting
from analysis.statistics.wording import own_words
from analysis.topics.words import common_words, language_of, stem

Vectors = npt.NDArray[np.float32]
WordVectors = Callable[[Sequence[str]], Vectors]  # one row of length 1 or 0 per word
Content = tuple[str, ...]  # the different words a question is about, sorted

SHORTEST_WORD = 3  # letters; shorter ones are mostly names in formulas
FEWEST_WORDS = 2  # different ones; a single word is a topic, not a question
TEMPLATE_SHARE = 0.2  # of the questions: a word in more of them is the course's template
FEWEST_TEMPLATE = 10  # questions with a word before it can be template
LANGUAGE_SAMPLE = 100  # questions
_FORMULA = frozenset("dntuvwxyz")  # words of these alone: "dxdy", "xyz"


def contents_of(papers: Sequence[Sitting]) -> dict[int, Content]:
    """The content of each question by its id; none for questions that say too little in words."""
    texts = {question.id: question.text for paper in papers for question in paper.questions}
    common = common_words(language_of([texts[id_] for id_ in sorted(texts)[:LANGUAGE_SAMPLE]]))
    said = {id_: _telling(own_words(text)) - common for id_, text in texts.items()}
    forms = _forms(word for words in said.values() for word in words)
    own = {id_: {forms[stem(word)] for word in words} for id_, words in said.items()}
    spread = Counter(word for words in own.values() for word in words)
    most = max(FEWEST_TEMPLATE, TEMPLATE_SHARE * len(texts))
    kept = {id_: tuple(sorted(w for w in own[id_] if spread[w] <= most)) for id_ in sorted(own)}
    return {id_: words for id_, words in kept.items() if len(words) >= FEWEST_WORDS}


def _forms(words: Iterable[str]) -> dict[str, str]:
    """For each stem the shortest word that has it: "coils" and "coil" are one word here."""
    forms: dict[str, str] = {}
    for word in sorted(set(words), key=lambda word: (len(word), word)):
        forms.setdefault(stem(word), word)
    return forms


def _telling(words: Sequence[str]) -> set[str]:
    return {
        word
        for word in words
        if len(word) >= SHORTEST_WORD and word.isalpha() and not _FORMULA.issuperset(word)
    }


class Meanings(NamedTuple):
    """What questions are about: their content by id, and a vector per content."""

    contents: Mapping[int, Content]
    vectors: Mapping[Content, Vectors]  # of length 1; 0 where no word has a vector


def meanings_of(papers: Sequence[Sitting], word_vectors: WordVectors) -> Meanings:
    """The meanings of all questions that say enough in words; each word is looked up once."""
    contents = contents_of(papers)
    spread = Counter(word for content in contents.values() for word in content)
    words = sorted(spread)
    rarity = np.log((1 + len(contents)) / np.array([spread[word] for word in words]))
    weighted = dict(zip(words, rarity[:, None] * word_vectors(words), strict=True))
    vectors = {
        content: _unit(np.sum([weighted[word] for word in content], axis=0, dtype=np.float32))
        for content in sorted(set(contents.values()))
    }
    return Meanings(contents, vectors)


def _unit(vector: Vectors) -> Vectors:
    length = math.sqrt(float(vector @ vector))
    return vector / np.float32(length) if length else vector
