"""Labels of questions: what `1.`, `Q.3`, `(iv)`, `Aufgabe 2` or a bare `a` may mean.

A label is read only here; whether it is one is decided by the search over the whole paper.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Kind(StrEnum):
    """How a label counts."""

    DIGIT = "1"
    LOWER = "a"
    UPPER = "A"
    ROMAN_LOWER = "i"
    ROMAN_UPPER = "I"
    DECIMAL = "1.1"


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of a label: how it counts and where it stands in that count (from 1)."""

    kind: Kind
    value: int


@dataclass(frozen=True, slots=True)
class Label:
    """A label in a line: `start` and `end` are offsets into the text.

    `printed` is the path element without outer punctuation; `wrapper` its punctuation, such as
    "(x)" or "x." or "word x"; `mended` says that a letter was read as a digit or the reverse.
    """

    start: int
    end: int
    printed: str
    wrapper: str
    readings: tuple[Reading, ...]
    prefix: tuple[int, ...] = ()  # of a decimal label: what stands before its last number
    mended: bool = False
    garbled: bool = False  # stands like a label but says nothing that counts

    @property
    def worded(self) -> bool:
        """Whether the label says that it is a question: "Question 3", "Q.3", "Aufgabe 3"."""
        return self.wrapper.startswith("word")

    @property
    def lettered(self) -> bool:
        """Whether a letter belongs to its number: "P1", "Question B2"."""
        return bool(letter_of(self.wrapper))

    @property
    def outermost(self) -> bool:
        """Whether it numbers questions only, and none of their parts: "P1", "0 4"."""
        return self.lettered or self.wrapper == _SHAPES["boxed"]

    @property
    def bare(self) -> bool:
        """Whether there is no punctuation at all."""
        return self.wrapper == "x"


QUESTION_WORDS = (
    "questions?|ques|qn|qs|que|q|problema|problème|problems?|prob|exercises?|ex|tasks?|aufgaben?|"
    "kurzfrage|teilaufgabe|teilfrage|rechenaufgabe|verständnisfrage|zusatzaufgabe|bonusaufgabe|"
    "frage|übung|exercice|esercizio|domanda|pregunta|ejercicio|questão|questao|exercício|"
    "uppgift|fråga|oppgave|opgave|opgaver|vraag|tehtävä|zadanie|úloha|příklad|feladat|soru|вопрос|"
    "задача|задание"
)
_ADJECTIVES = "basic|advanced|bonus|short|long|extra|main|optional|practical|theory"
_NUMBER = r"(?P<number>\d{1,3}(?:\.\d{1,2}){0,3}|[ivxIVX]{1,5}|[lIO|]{1,2}\d?|[A-Z]\d{1,2}|[A-Z])"
_WORDED = re.compile(
    rf"(?:(?:(?:{_ADJECTIVES})\s)?(?:{QUESTION_WORDS}))\s*(?:no|nr|number|num)?\s*[.#:\-–]{{0,2}}\s*"
    rf"[(\[]?{_NUMBER}(?:(?![\w%])\s*(?P<after>[.):\]\-–]{{0,2}})|(?<=\d)(?=[A-Za-z](?!\w)))",
    re.IGNORECASE,
)
_OCR_WORDED = re.compile(
    r"(?P<word>[A-Za-zÄÖÜäöü]{6,10})\s?[.#]?\s?(?P<number>\d{1,2})(?![\w.])\s*(?P<after>[.):]?)"
)
_LONG_WORDS = ("question", "problem", "exercise", "aufgabe")  # recognised with a letter misread
_OCR_Q = re.compile(r"[QO0][.,]?(?P<number>\d|[lI])(?P<after>[.,):]{1,2})(?=\s|$|\()")
_NUMBER_FIRST = re.compile(
    rf"(?P<number>\d{{1,2}})\s*[.:)]?\s*(?:{QUESTION_WORDS})\b\s*(?=[(\[:]|$)", re.IGNORECASE
)
_DECIMAL = re.compile(
    r"[(\[]?(?P<number>\d{1,2}(?:\.\d{1,2}){1,3})(?P<after>[.):\]]?)(?=\s|$|[A-Z][a-z])"
)
_ITEM = r"\d{1,3}|[ivxlIVXL]{1,6}|[a-zA-Z]|[lIi1|]{1,4}"
_WRAPPED = re.compile(
    rf"(?P<open>[(\[{{])\s?(?P<number>{_ITEM})\s?(?P<after>[.,]?[)\]}}])(?P<tail>[.:]?)"
)
_CLOSED = re.compile(
    rf"(?P<number>{_ITEM})(?:\s?(?P<after>\.?\)|\]|\.{{1,2}}(?![\d.,])|:(?![\d.,]))(?P<tail>[):\-–]?)|"
    r"(?P<dash>[-–—])(?=\s|\(|\[))"
)
_BARE = re.compile(r"(?P<number>\d{1,2}|[ivxIVX]{1,5}|[a-zA-Z])(?=\s|$)")
_BOXED = re.compile(  # each digit in a box of its own: "0 4", "0 4 . 1"
    r"(?P<number>0 \d|\d \d(?= ?\. ?\d(?:\s|$)))(?: ?(?P<part>\. ?\d))?(?=\s|$)(?!\s\d(?:\s|$))"
)
_PARTED_NUMBER = re.compile(r"(?P<letter>[A-HJ-KM-NP-Z])(?P<digits>[1-9]\d?)")
_COMPOUND = re.compile(  # "1(a) …", "2b) …": the part stands right behind the question
    r"(?P<number>\d{1,2})(?=\((?:[a-zA-Z]|[ivx]{1,4})\)(?:\s|$|\()|(?:[a-z]|[ivx]{2,4})[.):](?:\s|$))"
)
_LETTERED = re.compile(  # "P1: …", "B2. …"
    r"(?P<letter>[A-Z])[.-]?(?P<number>\d{1,2})\s?(?P<after>[.:)])(?=\s|$)"
)
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_FIRST_WORDS = frozenset(
    form
    for word in f"{QUESTION_WORDS}|{_ADJECTIVES}".split("|")
    for form in (re.sub(r".\?", "", word), word.replace("?", ""))
)
_PLAIN = ((_CLOSED, "closed"), (_BARE, "bare"))
_FROM_LETTER = ((_LETTERED, "lettered"), *_PLAIN)
_FROM_WORD = ((_WORDED, "word"), *_FROM_LETTER)
_FROM_DIGIT = (
    (_BOXED, "boxed"),
    (_NUMBER_FIRST, "word-last"),
    (_DECIMAL, "decimal"),
    (_COMPOUND, "compound"),
    *_PLAIN,
)
_FROM_BRACKET = ((_DECIMAL, "decimal"), (_WRAPPED, "wrapped"))
_SHAPES = {"word": "word x", "word-last": "word x", "compound": "x+", "boxed": "0x", "bare": "x"}
_GARBLED = re.compile(
    r"(?P<number>[^\W_]{1,5}|[^\w\s]?\w{1,3})(?P<after>[.)])\s+(?=\S)|"
    r"(?P<strokes>[IVXLTU1l|]{1,6})\s+(?=\S)"
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_MENDS = str.maketrans({"l": "1", "I": "1", "|": "1", "O": "0", "o": "0", "i": "1", "S": "5"})
_NUMERALS = str.maketrans({"1": "i", "l": "i", "|": "i"})
_LARGEST = 60  # no paper numbers its questions further than that


def _shapes_at(text: str, start: int) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The shapes of labels that can begin with this character, those that say most first."""
    first = text[start]
    if first.isdigit():
        return _FROM_DIGIT
    if first in "([{":
        return _FROM_BRACKET
    word = _FIRST_WORD.match(text, start)
    if word is not None and word[0].lower() in _FIRST_WORDS:
        return _FROM_WORD
    return _FROM_LETTER


def letter_of(wrapper: str) -> str:
    """The letter that belongs to all numbers of this wrapper, "" where none does."""
    letter = wrapper.removeprefix("word ")[:1]
    return letter if letter.isupper() else ""


def label_at(text: str, start: int, *, ocr: bool = False) -> Label | None:
    """The label that begins at offset `start` of the text, or None."""
    if start >= len(text):
        return None
    if ocr and (match := _misread_word(text, start)):
        return _label(match, "word", ocr=True)
    for pattern, wrapper in _shapes_at(text, start):
        match = pattern.match(text, start)
        if match and (label := _label(match, wrapper, ocr=ocr)):
            return label
    if start == 0 and (match := _GARBLED.match(text)):
        if match["strokes"]:
            return Label(0, match.end(), match["strokes"], "x", (), garbled=True)
        shape = "x" + match["after"]
        return Label(0, match.end(), match["number"], shape, (), garbled=True)
    return None


def _misread_word(text: str, start: int) -> re.Match[str] | None:
    """A label as OCR spells it: "Questiop 3", "Q1" with a Q read as O."""
    match = _OCR_WORDED.match(text, start)
    if match:
        word = match["word"].lower()
        known = (known for known in _LONG_WORDS if len(known) == len(word))
        if any(sum(a != b for a, b in zip(word, one, strict=True)) == 1 for one in known):
            return match
    return _OCR_Q.match(text, start)


def _label(match: re.Match[str], wrapper: str, *, ocr: bool) -> Label | None:
    number = match["number"]
    if wrapper == "boxed":
        number = (number + (match["part"] or "")).replace(" ", "")
    if "." in number:
        return _decimal(match, number, wrapper)
    if wrapper == "word" and (parted := _PARTED_NUMBER.fullmatch(number)):
        if parted["letter"] == match[0][0].upper():
            return None  # "Task T1" is the name of a task in a question
        shape = f"word {parted['letter']}x"
        readings = readings_of(parted["digits"])
        return Label(match.start(), match.end(), number, shape, readings)
    readings = readings_of(number)
    mended = False
    if wrapper != "bare" and (not readings or ocr):
        more = tuple(r for r in _mended(number) if r not in readings)
        mended = bool(more) and not readings
        readings += more
    if not readings:
        return None
    shape = _shape(match, wrapper)
    as_mark = wrapper == "word" and "[" in match[0]  # "BONUS QUESTION [10]" has no number
    printed = match["letter"] + number if wrapper == "lettered" else number
    return Label(
        match.start(), match.end(), printed, shape, readings, mended=mended, garbled=as_mark
    )


def _decimal(match: re.Match[str], number: str, wrapper: str) -> Label | None:
    parts = tuple(int(part) for part in number.split("."))
    least = 0 if wrapper == "word" else 1  # "Problem 0.1"
    if not (parts[-1] and all(least <= part <= _LARGEST for part in parts)):
        return None
    shape = "word decimal" if wrapper == "word" else "decimal" + "." * (len(parts) - 2)
    reading = Reading(Kind.DECIMAL, parts[-1])
    return Label(match.start(), match.end(), number, shape, (reading,), parts[:-1])


def _shape(match: re.Match[str], wrapper: str) -> str:
    if wrapper in _SHAPES:
        return _SHAPES[wrapper]
    if wrapper == "lettered":
        return f"{match['letter']}x{match['after']}"
    if wrapper == "wrapped":
        return "(x)" if match["open"] != "[" else "[x]"
    if match["dash"]:
        return "x-"
    after = match["after"].strip()
    return "x" + {".)": ")", "]": ")", "..": "."}.get(after, after)


@lru_cache(maxsize=1024)
def readings_of(number: str) -> tuple[Reading, ...]:
    """All that a printed number, letter or numeral may mean."""
    if number.isdigit():
        value = int(number)
        return (Reading(Kind.DIGIT, value),) if 0 < value <= _LARGEST else ()
    found: list[Reading] = []
    if len(number) == 1 and number.isascii() and number.isalpha():
        kind = Kind.LOWER if number.islower() else Kind.UPPER
        found.append(Reading(kind, ord(number.lower()) - ord("a") + 1))
    value = roman_value(number)
    if value and (number.islower() or number.isupper()):
        found.append(Reading(Kind.ROMAN_LOWER if number.islower() else Kind.ROMAN_UPPER, value))
    return tuple(found)


def _mended(number: str) -> tuple[Reading, ...]:
    """What a badly read label may have been: `l` for 1, `1i` for ii, `0` for O."""
    found: list[Reading] = []
    if (digits := number.translate(_MENDS)).isdigit() and digits != number:
        found.extend(readings_of(digits))
    numeral = number.translate(_NUMERALS)
    if set(numeral) <= set("ivxIVX") and numeral != number:
        upper = number[0] in "IVX"
        numeral = numeral.upper() if upper else numeral.lower()
        wanted = Kind.ROMAN_UPPER if upper else Kind.ROMAN_LOWER
        found.extend(r for r in readings_of(numeral) if r.kind is wanted)
    return tuple(found)


def roman_value(numeral: str) -> int:
    """The value of a Roman numeral up to 39, 0 for anything else."""
    folded = numeral.lower()
    if not folded or set(folded) - set("ivx"):
        return 0
    total = 0
    for here, after in zip(folded, folded[1:] + " ", strict=True):
        value = _ROMAN[here]
        total += -value if _ROMAN.get(after, 0) > value else value
    return total if roman(total) == folded else 0


def printed_as(reading: Reading) -> str:
    """How a label with this meaning is printed."""
    if reading.kind in {Kind.DIGIT, Kind.DECIMAL}:
        return str(reading.value)
    if reading.kind in {Kind.LOWER, Kind.UPPER}:
        letter = chr(ord("a") + (reading.value - 1) % 26)
        return letter if reading.kind is Kind.LOWER else letter.upper()
    numeral = roman(reading.value)
    return numeral if reading.kind is Kind.ROMAN_LOWER else numeral.upper()


def roman(value: int) -> str:
    """The lower-case Roman numeral of a number below 40."""
    tens, ones = divmod(value, 10)
    units = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    return "x" * tens + units[ones]
