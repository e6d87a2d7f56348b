"""What a student hands in: a ticked answer, a number, a proof, a program, a drawing, or prose."""

import re

from analysis.labels.commands import Command
from analysis.schemas import QuestionType

ESSAY_MARKS = 8.0  # from which an explanation is no short answer
ESSAY_SHARE = 0.12  # of the paper's marks, where those are few

_OPTIONS = re.compile(
    r"(?:\(a\)|\ba[.)]).{1,200}?(?:\(b\)|\bb[.)]).{1,200}?(?:\(c\)|\bc[.)])",
    re.IGNORECASE | re.DOTALL,
)
_CHOOSING = re.compile(
    r"\b(?:choose|select|tick|mark|circle) (?:the |one |all )?(?:\w+ )?"
    r"(?:correct|right|best|true)\b"
    r"|\bmultiple.choice\b|\bwhich (?:one )?of the following\b|\btrue or false\b"
    r"|\bkreuzen sie\b|\bzutreffende\b|\bwelche der folgenden\b|\bcochez\b|\bmarque la\b",
    re.IGNORECASE,
)
_PROGRAM = re.compile(
    r"\b(?:write|give|develop|design|complete|implement|create|devise)\b[^.?!]{0,60}\b(?:programs?"
    r"|code|functions? (?:that|which|to|in|called)|methods?|class|algorithm|pseudo.?code|query"
    r"|queries|sql|script|procedure|subroutine|predicate)\b|\bin sql\b|\bprogrammieren\b"
    r"|\bimplementieren\b",
    re.IGNORECASE,
)
_QUANTITY = re.compile(
    r"\bhow (?:many|much|far|long|fast|often)\b|\bwie (?:viele?|groß|hoch|lange?)\b",
    re.IGNORECASE,
)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_DRAWING = _set("draw sketch plot zeichnen zeichne skizzieren skizziere tracer dibuje")
_CALCULATING = _set(
    "calculate compute find solve determine evaluate integrate differentiate convert estimate"
    " simplify factorize factorise obtain expand reduce minimize minimise maximize diagonalize"
    " diagonalise express verify berechnen berechne bestimmen bestimme lösen löse ermitteln"
    " schätzen calculer résoudre déterminer calcule calcular resolver hallar determine"
)
_ESSAY = _set(
    "discuss explain describe compare evaluate assess critique analyse analyze examine elaborate"
    " diskutieren erläutern erklären vergleichen expliquer describa explique"
)


def kind_of(
    text: str,
    stem: str,
    commands: tuple[Command, ...],
    *,
    derivation: bool,
    marks: float | None,
    total_marks: float | None,
) -> QuestionType:
    """The kind of answer the words ask for; a short answer where nothing says otherwise."""
    if _OPTIONS.search(text) or _CHOOSING.search(text) or _CHOOSING.search(stem):
        return QuestionType.MULTIPLE_CHOICE
    if _PROGRAM.search(text):
        return QuestionType.PROGRAM
    if derivation:
        return QuestionType.DERIVATION
    return _by_commands(text, commands, long=_is_long(marks, total_marks))


def _by_commands(text: str, commands: tuple[Command, ...], *, long: bool) -> QuestionType:
    verbs = [command.verb for command in commands]
    if verbs and verbs[0] in _DRAWING:
        return QuestionType.DRAWING
    if _CALCULATING & set(verbs) or _QUANTITY.search(text):
        return QuestionType.CALCULATION
    if "essay" in text.lower() or (_ESSAY & set(verbs) and long):
        return QuestionType.ESSAY
    return QuestionType.SHORT_ANSWER


def _is_long(marks: float | None, total_marks: float | None) -> bool:
    if marks is None:
        return False
    return marks >= ESSAY_MARKS or bool(total_marks and marks >= ESSAY_SHARE * total_marks)
