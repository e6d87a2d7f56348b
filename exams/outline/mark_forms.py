"""What is printed inside a mark: "10", "5 marks", "4+4", "15 x 2 = 30", "16 - 2/2/2/10"."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Print(StrEnum):
    """How a mark is printed, from the plainest to the most doubtful."""

    UNIT = "5 marks"
    SCHEME = "5 x 2 = 10"
    SQUARE = "[5]"
    ROUND = "(5)"
    COLUMN = "5"


@dataclass(frozen=True, slots=True)
class Mark:
    """A printed mark. `parts` is a printed split, `count` and `each` a printed product."""

    line: int
    start: int
    end: int
    total: float | None
    printed: Print
    parts: tuple[float, ...] = ()
    count: float | None = None
    each: float | None = None
    is_sum: bool = False  # says "total"
    tail: int = 0  # characters at the head of the next line that belong to it
    announces: bool = False  # a scheme in an instruction: "Attempt all questions (5 x 2 = 10)"


UNIT = (
    r"(?:marks?|mark\(s\)|mks?|mar|rnarks?|points?|point\(s\)|pts?|punkte?n?|pkte?|pkt|poäng|puntos?|punten|puan|"
    r"punti|punto|pontos?|ponto|credits?|poeng|pistettä|body|bodů|баллов|балла?)\b\.?"
)
_SHORT_UNIT = r"(?:p|m|pt|P|M)\b\.?"
NUMBER = r"\d{1,3}(?:[.,]\d{1,2})?(?:\s?[½¼¾])?|[½]"
MARK_BEFORE = re.compile(  # in the margin, left of a label: "[0.75p] 1. …", "(5 marks) b) …"
    rf"^(?:\[\s*(?:{NUMBER})\s*(?:{UNIT}|{_SHORT_UNIT})?\s*\]|\(\s*(?:{NUMBER})\s*(?:{UNIT}|{_SHORT_UNIT})\s*\))"
    r"\s+(?=\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.):])"
)
_TOTAL_WORD = re.compile(r"\b(?:total|gesamt|summe|totalt)\b", re.IGNORECASE)
_PRODUCT = re.compile(
    rf"^(?P<count>{NUMBER})\s*[xX×*]\s*(?P<each>{NUMBER})(?:\s*[=:\-–]\s*(?P<total>{NUMBER}))?$"
)
_SUM = re.compile(
    rf"^(?P<parts>(?:{NUMBER})(?:\s*[+]\s*(?:{NUMBER}))+)(?:\s*=\s*(?P<total>{NUMBER}))?$"
)
_SPLIT = re.compile(
    rf"^(?P<total>{NUMBER})\s*[-–—:=,;]\s*(?P<parts>(?:{NUMBER})(?:\s*[/,+]\s*(?:{NUMBER}))+)$"
)
_EACH = re.compile(r"\b(?:each|every|je|jeweils|per (?:question|part)|apiece)\b", re.IGNORECASE)
_PLAIN = re.compile(rf"^(?P<total>{NUMBER})$")
_ASIDE = re.compile(
    r"[;,:]\s*(?:guideline|ca|approx|about|max|co|clo|plo|k\d|l\d|bt).*$", re.IGNORECASE
)
_HALVES = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_OCR_DIGITS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1", "S": "5"})
_LARGEST, _CLOSE = 100.0, 0.01
_STARS = " *⋆★☆†"  # beside marks: a hard question, a bonus


def parse(inner: str) -> Mark | None:
    """The mark that the inside of a pair of brackets says, or None.

    >>> parse("16 points - 2/2/2/10").parts
    (2.0, 2.0, 2.0, 10.0)
    """
    text = _ASIDE.sub("", inner.strip().rstrip(_STARS))
    text = _mended(text)
    is_sum = bool(_TOTAL_WORD.search(text))
    each = bool(_EACH.search(text))
    bare = _EACH.sub(" ", _TOTAL_WORD.sub(" ", text))
    bare, units = re.subn(rf"(?<![A-Za-z])(?:{UNIT})", " ", bare, flags=re.IGNORECASE)
    if not units:
        bare, units = re.subn(rf"(?<=\d)\s?(?:{_SHORT_UNIT})", " ", bare)
    bare = re.sub(r"\s+", " ", bare).strip(" :=.-–")
    return _formula(bare, with_unit=bool(units), each=each, is_sum=is_sum)


def _formula(bare: str, *, with_unit: bool, each: bool, is_sum: bool) -> Mark | None:
    if match := _PRODUCT.match(bare):
        return _product(match, is_sum=is_sum)
    if match := _SUM.match(bare):
        parts = _numbers(match["parts"])
        total = number(match["total"]) if match["total"] else sum(parts)
        mark = _mark(total, Print.SCHEME, parts=parts, is_sum=is_sum)
        return mark if 0 < total <= _LARGEST else None
    if with_unit and (match := _SPLIT.match(bare)):
        parts = _numbers(match["parts"])
        return _mark(number(match["total"]), Print.SCHEME, parts=parts, is_sum=is_sum)
    match = _PLAIN.match(bare)
    value = number(match["total"]) if match else 0.0
    if not 0 < value <= _LARGEST:
        return None
    if each:
        return _mark(None, Print.UNIT, each=value, is_sum=is_sum)
    return _mark(value, Print.UNIT if with_unit or is_sum else Print.ROUND, is_sum=is_sum)


def _product(match: re.Match[str], *, is_sum: bool) -> Mark | None:
    """Count, marks each and their product; None where it is wrong and so means something else."""
    count, one = number(match["count"]), number(match["each"])
    total = number(match["total"]) if match["total"] else count * one
    if abs(count * one - total) > _CLOSE:
        return None
    return _mark(total, Print.SCHEME, count=count, each=one, is_sum=is_sum)


def _mark(
    total: float | None,
    printed: Print,
    *,
    parts: tuple[float, ...] = (),
    count: float | None = None,
    each: float | None = None,
    is_sum: bool,
) -> Mark:
    """A mark that has no place yet."""
    return Mark(0, 0, 0, total, printed, parts, count, each, is_sum)


def _mended(text: str) -> str:
    """Letters that OCR reads for digits, in words that hold nothing else."""
    return re.sub(
        r"(?<![A-Za-z])(?:[0-9OolI|]{1,3}|S)(?![A-Za-z0-9])",
        lambda m: m[0].translate(_OCR_DIGITS),
        text,
    )


def _numbers(text: str) -> tuple[float, ...]:
    return tuple(number(part) for part in re.split(r"\s*[/,+]\s*", text))


def number(text: str) -> float:
    """Printed numbers such as "2,5" and "2½"."""
    text = text.strip().replace(",", ".")
    extra = sum(_HALVES.get(c, 0.0) for c in text)
    digits = "".join(c for c in text if c not in _HALVES).strip()
    return float(digits or 0) + extra
