"""Text into comparable words: formulas spelled out, endings cut, common words known."""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

COMMON_WORDS = Path(__file__).parent / "common_words.toml"
SHORTEST_STEM = 3  # letters
LONGEST_TEXT = 8000  # characters; what follows in one question is code or data

_SYMBOL_FONT = {
    0x22: "∀", 0x24: "∃", 0x2B: "+", 0x2D: "-", 0x3C: "<", 0x3D: "=", 0x3E: ">", 0x61: "α",
    0x62: "β", 0x67: "γ", 0x6C: "λ", 0x6D: "μ", 0x70: "π", 0x71: "θ", 0x73: "σ", 0x77: "ω",
    0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xB3: "≥", 0xB6: "∂", 0xC7: "∩", 0xC8: "∪", 0xCD: "⊆",
    0xCE: "∈", 0xD5: "∏", 0xD8: "¬", 0xD9: "∧", 0xDA: "∨", 0xDB: "⇔", 0xDE: "⇒", 0xE5: "∑",
    0xF2: "∫",
}  # fmt: skip
# Formulas hold what words leave out: "∫" says integral on a paper that never writes it.
_SPELLED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), f" {words} ")
    for pattern, words in (
        (r"<[^>]{1,200}>", " "),
        (r"\b(?:clo|co|plo|po|pso|btl|bl|rbt)[\s-]*:?\s*\d(?:\.\d)?\b", " "),
        (r"(?<=[a-z])\s*/\s*co\b", " "),
        (r"[\[(]\s*(?:given|assume|nearest integer|take|use the)\b[^\])]{0,300}[\])]", " "),
        (r"(?:\bg|\bj|\bkj|\bl|k)\s*\}?\s*~?\s*mol\W{0,12}1", " "),
        (r"\.\w+\s*\{[^}]*\}", " "),
        (r"c\+\+", "cplusplus"),
        (r"[∀∃]\s*[a-z]\s*[^a-z]{0,6}[a-z]\s*\(", "quantifier"),
        (r"[a-z)]\s*[∧∨]\s*[¬~∼(]*[a-z]|¬\s*\(?[a-z]", "connective"),
        (r"\bpr\s*\(|\bp\s*\(\s*[a-z]\s*[|∩∪]", "probability"),
        (r"[a-z)′']\s*[∪∩]|[⊆⊂⊄⊇]|∈\s*\{", "setop"),
        (r"\br\s*=\s*\{\s*\(", "relation r"),
        (r"\bt\s*\(\s*n\s*\)\s*=", "recurrence relation"),
        (r"=[^.=]{0,30}\d*[abft][nkr]\s*[-−–]\s*[12]\b", "recurrence relation"),
        (r"\b\d*[abft][nkr]\s*[-+−–]\s*[12]\b[^.]{0,40}=", "recurrence relation"),
        (r"∇\s*[×x]\s", "curl"),
        (r"∇\s*[·.•⋅]\s", "divergence"),
        (r"∇", "gradient"),
        (r"\bo\s*\(\s*(?:n|x|v|e|m|log|1\s*\))|[θω]\s*\(\s*(?:n|log)", "big o"),
        (
            r"\b(?:max|min)(?:imi[sz]e)?\b[^.?!]{0,60}(?:\bs\.\s?t\.|subject to)",
            "linear programming constrained optimization",
        ),
        (r"\b[fgh]\s*['’′″\"”]\s*\(", "derivative"),
        (r"\b[a-z]\w*'?\s*::\s*[(\[a-z]", "type signature"),
        (r"\\iiint|∭|\bd ?[xyz] ?d ?[xyz] ?d ?[xyz]\b|∫\s*∫\s*∫", "triple integral"),
        (r"\\iint|∬|\bd ?x ?d ?y\b|\bd ?y ?d ?x\b|∫\s*∫", "double integral"),
        (r"(?:\\partial|∂)\s*\(", "jacobian"),
        (r"\\int\s*(?:\\limits)?\s*_|∫\s*[-−–]?\d+\s", "definite integral"),
        (r"(?:\d*\s*[xyzw]\s*[-+−–]\s*)+\d*\s*[xyzw]\s*=\s*[-−–]?\s*\d+\s*[;,]", "linear system"),
        (r"\\int|∫", "integral"),
        (r"\\lim(?![a-z])|\blim(?![a-z])", "limit"),
        (r"\\partial|∂", "partialderiv"),
        (r"\\sum\b|∑", "summation"),
        (r"\\(?:vec|overrightarrow|overline\{[ijk]\})|\\hat\s*\{?\s*\\?[ijkn]", "unitvec"),
        (r"(?:sin|cos|tan|cot|sec|cosec)\s*\}?\s*\^?\s*\{?\s*[-−–]\s*1\b", "arcfunction"),
        (r"(?:\{?\s*d\s*y\s*\}?\s*(?:\\over|/)|\\frac\s*\{\s*d\s*y\s*\})", "dybydx"),
        (r"\\left\s*\|\s*\{?\s*\\(?:matrix|begin\{array)|vmatrix", "determinant"),
        (r"\\begin\{[pb]matrix\}|\\left\s*[\[(]\s*\{?\s*\\(?:matrix|begin\{array)", "matrix"),
        (r"x[^=]{0,12}\}?\s*(?:\\over|\}\{|/)[^=]{0,8}=[^=]{0,12}y[^=]{0,20}=[^=]{0,12}z", "xline"),
        (r"\\[a-z]+", " "),
        (r"(?<=\w)['’]s\b", ""),
    )
)
# The signs of the Symbol font, which word processors leave in the private area of Unicode.
_SYMBOLS = {0xF000 + code: sign for code, sign in _SYMBOL_FONT.items()}
_WORD = re.compile(r"[^\W_]+")
# Most names and terms hold nothing that could be spelled out.
_NAME = re.compile(r"[a-zA-Z ;,~-]*")
_NO_NAME = re.compile(r"\blim(?![a-z])|\bd ?[xyz] ?d ?[xyz]", re.IGNORECASE)
_IRREGULAR = {
    "matrices": "matrix", "vertices": "vertex", "indices": "index", "axes": "axis",
    "analyses": "analysis", "hypotheses": "hypothesis", "tries": "trie", "leaves": "leaf",
    "bases": "basis", "radii": "radius", "foci": "focus", "loci": "locus", "nuclei": "nucleus",
    "spectra": "spectrum", "automata": "automaton", "criteria": "criterion", "maxima": "maximum",
    "minima": "minimum", "extrema": "extremum", "series": "series", "formulae": "formula",
    "colour": "color", "colouring": "color", "centre": "center", "modelling": "model",
    "coloring": "color", "halves": "half", "lenses": "lens", "lens": "lens", "gas": "gas",
    "gases": "gas", "bus": "bus", "does": "do", "class": "class", "notation": "notation",
}  # fmt: skip
_ENDINGS = (
    "izations", "isations", "ization", "isation", "izing", "ising", "ized", "ised", "izes", "ises",
    "ize", "ise", "ations", "ation", "ating", "ated", "ates", "ate", "ings", "ing", "ies", "ied",
    "ed", "es", "s", "e", "y",
)  # fmt: skip
_VOWELS = frozenset("aeiouyäöü")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The word without its grammatical ending; not always a word itself, the same for a family."""
    word = _IRREGULAR.get(word, word)
    if len(word) <= SHORTEST_STEM or word.endswith(("ss", "us", "is")) or not word.isalpha():
        return word
    for ending in _ENDINGS:
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) >= SHORTEST_STEM and not _VOWELS.isdisjoint(rest):
            return rest
    return word


def plain(text: str) -> str:
    """The text in lower case, formulas spelled out, accents of fonts (ligatures) resolved."""
    if _NAME.fullmatch(text) and not _NO_NAME.search(text):
        return text[:LONGEST_TEXT].lower()
    text = unicodedata.normalize("NFKC", text[:LONGEST_TEXT].translate(_SYMBOLS)).lower()
    for pattern, words in _SPELLED:
        text = pattern.sub(words, text)
    return text


def words_of(text: str) -> tuple[str, ...]:
    """The words of the text as printed, in lower case."""
    return tuple(_WORD.findall(plain(text)))


def stems_of(text: str) -> tuple[str, ...]:
    """The stems of the text, in order; without "the", so that terms are found with and without."""
    return tuple(stem(word) for word in words_of(text) if word != "the")


@lru_cache(maxsize=1)
def _common() -> dict[str, dict[str, frozenset[str]]]:
    lists = tomllib.loads(COMMON_WORDS.read_text(encoding="utf-8"))
    return {
        language: {kind: frozenset(words.split()) for kind, words in kinds.items()}
        for language, kinds in lists.items()
    }


@lru_cache(maxsize=8)
def grammar_words(language: str) -> frozenset[str]:
    """Words that hold sentences together."""
    return _common()[language]["grammar"]


@lru_cache(maxsize=8)
def command_words(language: str) -> frozenset[str]:
    """Words by which a paper says what to do, and their like."""
    return _common()[language]["commands"]


@lru_cache(maxsize=8)
def common_words(language: str) -> frozenset[str]:
    """Grammar, commands and words of every exam paper."""
    return frozenset().union(*_common()[language].values())


@lru_cache(maxsize=8)
def common_stems(language: str) -> frozenset[str]:
    """The stems of `common_words`."""
    return frozenset(map(stem, common_words(language)))


@lru_cache(maxsize=8)
def command_stems(language: str) -> frozenset[str]:
    """The stems of `command_words`."""
    return frozenset(map(stem, command_words(language)))


def content_stems(text: str, language: str = "en") -> tuple[str, ...]:
    """The stems that carry meaning, without grammar words, in order."""
    grammar = grammar_words(language)
    return tuple(stem(word) for word in words_of(text) if word not in grammar)


def language_of(texts: Sequence[str]) -> str:
    """The language whose grammar words are most frequent ("en" where nothing tells)."""
    counts = Counter(word for text in texts for word in words_of(text))
    shares = {
        language: sum(counts[word] for word in kinds["grammar"] if len(word) > 1)
        for language, kinds in _common().items()
    }
    return max(shares, key=lambda language: (shares[language], language == "en"))
