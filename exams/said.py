"""Sentences that plain code makes in English, said in the reader's language.

Packages without Django (statistics, reading, outlines) and services write English sentences, and
those stand in rows. The forms of these sentences are registered as messages: "{topic} is in {n} of
{of} papers." On display a sentence is recognised by its form, its values are taken out of it, and
the form's translation is filled with them. What no form fits is shown as it was written.

Placeholders: `n`, `of` and names that begin with `n_` are numbers, `share` and names that begin
with `share_` percentages; the values of those that begin with `said_` are sentences of their own,
`rest_` several of them, `item_` or `clause_` one without commas or semicolons; all others may be
any words.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from string import Formatter

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext, ngettext, override

ENGLISH = "en"
LONGEST = 4000  # letters; longer texts are no sentences of ours
_NUMBER = r"\d+(?:\.\d+)?"
_SHARE = rf"(?:under |less than |more than )?{_NUMBER} %"
_WORDS = r"(?:(?![.!?] ).)+?"
_PERCENT = re.compile(r"(?<=\d) %")
_CUT = re.compile(r"(?<=[.!?;:,]) ")


class Form:
    """One sentence with its places; `many` is its plural, by the number `by`."""

    __slots__ = ("anchor", "by", "fixed", "loose", "many", "one", "strict")

    def __init__(self, one: str, many: str = "", by: str = "n") -> None:
        self.one, self.many, self.by = one, many, by
        texts = [text for text in (one, many) if text]
        self.strict = tuple(re.compile(_pattern(text, _WORDS), re.DOTALL) for text in texts)
        self.loose = tuple(re.compile(_pattern(text, ".+?"), re.DOTALL) for text in texts)
        self.anchor = max(_shared(texts), key=len, default="")
        self.fixed = sum(len(piece) for piece, *_ in Formatter().parse(one))

    def values(self, text: str, *, loose: bool = False) -> Mapping[str, str] | None:
        """What stands in the places of `text`; None if it is another sentence.

        Names may hold the end of a sentence, as "Prof. A. Fenwick" does, only where `loose`.
        """
        if self.anchor not in text:
            return None
        for pattern in self.loose if loose else self.strict:
            if found := pattern.fullmatch(text):
                return found.groupdict()
        return None

    def fill(self, values: Mapping[str, str], missed: list[str]) -> str:
        """The sentence in the active language; what is not known of its parts goes to `missed`."""
        if not self.many:
            words = gettext(self.one)
        else:
            count = float(values.get(self.by) or 1)
            words = ngettext(self.one, self.many, int(count) if count.is_integer() else 2)
        return words.format(**{name: _value(name, value, missed) for name, value in values.items()})


def form(one: str) -> Form:
    """A sentence without a plural."""
    return Form(one)


def forms(one: str, many: str, by: str = "n") -> Form:
    """A sentence with its plural, by the number in the place `by`."""
    return Form(one, many, by)


def fixed(*texts: str) -> tuple[Form, ...]:
    """Sentences without places, each a form of its own."""
    return tuple(Form(text) for text in texts)


_known: dict[str, Form] = {}  # by its English; fixed sentences are found without a search
_open: list[Form] = []  # with places, those with most words of their own first


def register(sentences: Iterable[Form]) -> None:
    """Make sentences known; each app does so with its own when it is loaded."""
    for one in sentences:
        _known[one.one] = one
    _open[:] = sorted(
        (one for one in _known.values() if "{" in one.one), key=lambda one: -one.fixed
    )
    _translated.cache_clear()


def said(text: str) -> str:
    """A text of code in the active language, line by line and sentence by sentence.

    No line ends between a number and its percent sign.
    """
    language = get_language() or ENGLISH
    if not text or language.startswith(ENGLISH) or len(text) > LONGEST:
        return keep_percent(str(text))
    return keep_percent(_translated(language, str(text)))


def keep_percent(text: str) -> str:
    r"""`text` with spaces before percent signs at which no line ends.

    >>> keep_percent("74 % of 8")
    '74\xa0% of 8'
    """
    return _PERCENT.sub("\u00a0%", text)


def unknown_in(text: str) -> list[str]:
    """The pieces of an English text that no form fits; names and numbers in places are none."""
    missed: list[str] = []
    for line in text.split("\n"):
        _line(line, missed)
    return missed


@lru_cache(maxsize=4096)
def _translated(language: str, text: str) -> str:
    with override(language):
        return "\n".join(_line(line, []) for line in text.split("\n"))


def _line(text: str, missed: list[str]) -> str:
    """A line as one sentence, else as several; what is unknown up to the first stop is kept."""
    if not text:
        return text
    if (whole := _filled(text, missed)) is not None:
        return whole
    cuts = [found.start() for found in _CUT.finditer(text)]
    for cut in reversed(cuts):
        for end in (cut, cut - 1):  # with the stop, and without
            head = _filled(text[:end], missed)
            if head is not None:
                return f"{head}{text[end:cut]} {_line(text[cut + 1 :], missed)}"
    if (whole := _filled(text, missed, loose=True)) is not None:
        return whole
    missed.append(text[: cuts[0]] if cuts else text)
    return f"{text[: cuts[0]]} {_line(text[cuts[0] + 1 :], missed)}" if cuts else text


def _filled(text: str, missed: list[str], *, loose: bool = False) -> str | None:
    if text in _known:
        return _known[text].fill({}, missed)
    for one in _open:
        values = one.values(text, loose=loose)
        if values is not None:
            return one.fill(values, missed)
    return None


def _pattern(text: str, words: str) -> str:
    """The form as a pattern; `words` is what places of names may hold."""
    parts = []
    for piece, name, _, _ in Formatter().parse(text):
        parts.append(re.escape(piece))
        if name is not None:
            parts.append(f"(?P<{name}>{_kind(name) or words})")
    return "".join(parts)


def _kind(name: str) -> str:
    """What may stand in a place of this name; empty for names and other words."""
    kinds = {
        "n": _NUMBER,
        "of": _NUMBER,
        "share": _SHARE,
        "said": _WORDS,
        "rest": ".+",
        "item": "[^;,]+?",
        "clause": "[^;]+?",
    }
    return kinds.get(name.partition("_")[0], "")


def _shared(texts: list[str]) -> list[str]:
    """Pieces of words that stand in singular and plural alike."""
    pieces = [words for words, *_ in Formatter().parse(texts[0]) if words]
    return [piece for piece in pieces if all(piece in text for text in texts)]


def _value(name: str, value: str, missed: list[str]) -> str:
    kind = name.partition("_")[0]
    if kind in {"said", "rest"}:
        return _line(value, missed)
    if kind in {"item", "clause"}:  # mostly names and numbers
        return _line(value, [])
    if kind in {"n", "of"}:
        return number_format(value) if "." in value else value
    if kind == "share":
        return number_format(value[:-2]) + " %" if value[0].isdigit() else _line(value, missed)
    return value
