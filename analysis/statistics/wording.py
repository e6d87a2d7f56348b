"""What a question says of its own, without the words that any exam has."""

import re
import unicodedata

# What questions tell students to do, and the frame around it: alike in all exams, own to none.
_FRAME = """
a an and any are as at be been both briefly by calculate can carefully clearly compare complete
compute consider construct define demonstrate derive describe design detail detailed details
determine diagram differentiate discuss distinguish draw each elaborate enumerate evaluate
example examples explain expression figure find following for from full give given gives has
have help hence how identify if illustrate in into is it its justify let list long mark marks
mention method neat note of on one or outline part point points problem prove question
questions reason reasons show short sketch solution solve some state steps suitable suppose
term terms that the their then these they this to two use using various was were what when
where which why will with write your you answer answers
"""
FRAME_WORDS = frozenset(_FRAME.split())
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")


def own_words(text: str) -> tuple[str, ...]:
    """The words, numbers and symbols' names of a question in order, frame words cut.

    Case, accents of typography (ligatures, wide letters) and punctuation make no difference.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    return tuple(word for word in _WORD.findall(plain) if word not in FRAME_WORDS)
