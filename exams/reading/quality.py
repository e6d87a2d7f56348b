"""Whether a text layer can be trusted: readable letters, and enough of them for what is shown."""

import unicodedata
from collections.abc import Iterable

from exams.reading.page import Page, Word
from exams.reading.picture import Grey

# Signs of no known meaning: control, private use, not assigned, and the replacement character.
_MEANINGLESS = {"Cc", "Co", "Cn", "Cs"}
_MOST_MEANINGLESS = 0.4  # of the words: brackets of matrices are such signs on good pages
# A word of Latin letters has a vowel, and not a capital after a small letter, in every language.
_VOWELS = frozenset("aeiouyæœø")
_WORD_LETTERS, _FEWEST_WORDS, _LEAST_WORDLIKE = 3, 8, 0.6
# A page has something on it when this share of its picture is dark.
_DARK, _LEAST_DARK = 128, 0.0003
# A picture over so much of the page with so few words on it is a scan with a stamp.
_PICTURE, _FEW_WORDS = 0.4, 40


def is_usable(page: Page, shown: Grey, picture_share: float) -> bool:
    """Whether the words of `page` can stand for it: nothing is left that OCR could find.

    `shown` is its picture in grey values, `picture_share` the part of it that images cover.
    """
    if not page.words or page.hidden_words > len(page.words):
        return float((shown < _DARK).mean()) < _LEAST_DARK
    if picture_share > _PICTURE and len(page.words) < _FEW_WORDS:
        return False
    return is_legible(page.words)


def is_legible(words: Iterable[Word]) -> bool:
    """Whether `words` read like writing and not like a wrong encoding, in any language."""
    texts = [word.text for word in words]
    meaningless = sum(all(_is_meaningless(c) for c in text) for text in texts)
    if meaningless > _MOST_MEANINGLESS * len(texts):
        return False
    return wordlike_share(texts) >= _LEAST_WORDLIKE


def _is_meaningless(character: str) -> bool:
    return character == "\ufffd" or unicodedata.category(character) in _MEANINGLESS


def wordlike_share(texts: Iterable[str]) -> float:
    """The share of longer words that look like words; 1 where there are too few to tell."""
    letters = ("".join(c for c in text if c.isalpha()) for text in texts)
    long = [word for word in letters if len(word) >= _WORD_LETTERS]
    latin = [word for word in long if _base(word[0]).isascii()]
    if len(latin) < _FEWEST_WORDS:
        return 1.0
    return sum(_is_wordlike(word) for word in latin) / len(latin)


def _is_wordlike(word: str) -> bool:
    bases = {_base(c) for c in word.lower()}
    return word.isupper() or bool(bases & _VOWELS)


def _base(letter: str) -> str:
    """A letter without its accents."""
    return unicodedata.normalize("NFD", letter)[0]
