"""Sentences that plain code makes in English, said in the reader's language.

Packages without Django (statistics, reading, outlines) and services write English sentences, and
those stand in rows. The forms of these sentences are registered as messages: "{topic} is in {n} of
{of} papers." On display a sentence is recognised by its form, its values are taken out of it, and
the form's translation is filled with them. What no form fits is shown as it was written.

Placeholders: `n`, `of` and names that begin with `n_` are numbers, `share` and names that begin
with `share_` percentages; the values of those that begin with `said_` are sentences of their own;
all others may be any words.
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
_END = re.compile(r"(?<=[.!?;:,]) ")


class Form:
    """One sentence with its places; `many` is its plural, by the number `by`."""

    __slots__ = ("anchor", "by", "many", "one", "patterns")

    def __init__(self, one: str, many: str = "", by: str = "n") -> None:
        self.one, self.many, self.by = one, many, by
        texts = [text for text in (one, many) if text]
        self.patterns = tuple(re.compile(_pattern(text), re.DOTALL) for text in texts)
        self.anchor = max(_shared(texts), key=len, default="")

    def values(self, text: str) -> Mapping[str, str] | None:
        """What stands in the places of `text`; None if it is another sentence."""
        if self.anchor not in text:
            return None
        for pattern in self.patterns:
            if found := pattern.fullmatch(text):
                return found.groupdict()
        return None

    def fill(self, values: Mapping[str, str]) -> str:
        """The sentence in the active language."""
        if not self.many:
            words = gettext(self.one)
        else:
            count = float(values.get(self.by) or 1)
            words = ngettext(self.one, self.many, int(count) if count.is_integer() else 2)
        return words.format(**{name: _value(name, value) for name, value in values.items()})


def form(one: str) -> Form:
    """A sentence without a plural."""
    return Form(one)


def forms(one: str, many: str, by: str = "n") -> Form:
    """A sentence with its plural, by the number in the place `by`."""
    return Form(one, many, by)


_known: dict[str, Form] = {}  # by its English; fixed sentences are found without a search
_open: list[Form] = []  # with places, the longest first


def register(sentences: Iterable[Form]) -> None:
    """Make sentences known; each app does so with its own when it is loaded."""
    for one in sentences:
        _known[one.one] = one
    _open[:] = sorted(
        (one for one in _known.values() if "{" in one.one), key=lambda one: -len(one.anchor)
    )
    _translated.cache_clear()


def registered() -> tuple[Form, ...]:
    """Every form that is known."""
    return tuple(_known.values())


def said(text: str) -> str:
    """A text of code in the active language, line by line and sentence by sentence."""
    language = get_language() or ENGLISH
    if not text or language.startswith(ENGLISH) or len(text) > LONGEST:
        return text
    return _translated(language, str(text))


def recognised(text: str) -> bool:
    """Whether every sentence of `text` has a form."""
    return all(_parts(line) is not None for line in text.splitlines())


@lru_cache(maxsize=4096)
def _translated(language: str, text: str) -> str:
    with override(language):
        return "\n".join(_line(line) for line in text.split("\n"))


def _line(text: str) -> str:
    if (whole := _filled(text)) is not None:
        return whole
    cuts = [found.start() for found in _END.finditer(text)]
    for cut in reversed(cuts):
        if (head := _filled(text[:cut])) is not None:
            return f"{head} {_line(text[cut + 1 :])}"
    if not cuts:
        return text
    return f"{text[: cuts[0]]} {_line(text[cuts[0] + 1 :])}"


def _parts(text: str) -> tuple[Form, ...] | None:
    if not text or (found := _find(text)) is not None:
        return () if not text else (found[0],) if found else None
    for cut in [found.start() for found in _END.finditer(text)][::-1]:
        head, rest = _find(text[:cut]), _parts(text[cut + 1 :])
        if head is not None and rest is not None:
            return (head[0], *rest)
    return None


def _filled(text: str) -> str | None:
    found = _find(text)
    return None if found is None else found[0].fill(found[1])


def _find(text: str) -> tuple[Form, Mapping[str, str]] | None:
    known = _known.get(text)
    if known is not None:
        return known, {}
    for one in _open:
        values = one.values(text)
        if values is not None:
            return one, values
    return None


def _pattern(text: str) -> str:
    """The form as a pattern; a place that comes twice must hold the same."""
    parts, seen = [], set()
    for words, name, _, _ in Formatter().parse(text):
        parts.append(re.escape(words))
        if name is not None:
            parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>{_kind(name)})")
            seen.add(name)
    return "".join(parts)


def _kind(name: str) -> str:
    if name in {"n", "of"} or name.startswith("n_"):
        return _NUMBER
    if name == "share" or name.startswith("share_"):
        return _SHARE
    return ".+?"


def _shared(texts: list[str]) -> list[str]:
    """Pieces of words that stand in singular and plural alike."""
    pieces = [words for words, *_ in Formatter().parse(texts[0]) if words]
    return [piece for piece in pieces if all(piece in text for text in texts)]


def _value(name: str, value: str) -> str:
    if name.startswith("said_"):
        return _line(value)
    if name in {"n", "of"} or name.startswith("n_"):
        return number_format(value) if "." in value else value
    if name == "share" or name.startswith("share_"):
        return _filled(value) or value
    return value
