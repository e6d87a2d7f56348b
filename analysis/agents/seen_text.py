"""What a model reads in the picture of a page, as far as the OCR bears it out.

A model that sees writes fluent sentences where it cannot read, so that it may correct letters of
words that the OCR saw too, and neither add a word nor take one away. Numbers are the OCR's.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz

ALIKE = 60  # of 100: two readings of one word
SHORTEST = 4  # letters: "not" and "now" are alike and mean something else
MAX_WORDS = 1_000
SKIPPED = 0.5  # a reading that leaves out more of the OCR's words is of another question


@dataclass(frozen=True, slots=True)
class SeenText:
    """The text with its letters corrected, and how many words of the picture were not believed."""

    text: str
    corrected: int
    dropped: int


def borne_out(ocr: str, seen: str) -> SeenText:
    """Return `ocr` with the words that `seen` spells better."""
    known, offered = ocr.split(), seen.split()[:MAX_WORDS]
    if len(known) > MAX_WORDS:
        return SeenText(ocr, 0, len(offered))
    blocks = SequenceMatcher(None, [*map(_bare, known)], [*map(_bare, offered)], autojunk=False)
    words: list[str] = []
    corrected = kept = 0
    for kind, a0, a1, b0, b1 in blocks.get_opcodes():
        one, other = known[a0:a1], offered[b0:b1]
        better = one if kind == "equal" else _readings(one, other)
        kept += len(other) if kind == "equal" else sum(word in better for word in other)
        corrected += better != one
        words += better
    if kept < SKIPPED * len(known):
        return SeenText(ocr, 0, len(offered))
    text = " ".join(words) if corrected else ocr
    return SeenText(text, corrected, len(offered) - kept)


def _readings(ocr: list[str], seen: list[str]) -> list[str]:
    """Return the better reading of a place: word by word, or as a whole where words were glued."""
    if len(ocr) == len(seen):
        return [new if _same(old, new) else old for old, new in zip(ocr, seen, strict=True)]
    return seen if _same("".join(ocr), "".join(seen)) else ocr


def _same(old: str, new: str) -> bool:
    """Whether two readings are of the same print: alike in letters, equal in digits."""
    one, other = _bare(old), _bare(new)
    if min(len(one), len(other)) < SHORTEST or re.findall(r"\d", one) != re.findall(r"\d", other):
        return False
    return fuzz.ratio(one, other) >= ALIKE


def _bare(word: str) -> str:
    return word.casefold().strip(".,;:!?()[]\"'")
