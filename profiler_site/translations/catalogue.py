"""The files of translations: written for translators, compiled for programs, and asked."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings

from profiler_site.translations import code, pages
from profiler_site.translations.messages import Message, modules, templates

PLACE = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
MARKUP = re.compile(r"</?\w+")
WIDTH = 98


def collected() -> dict[Message, list[str]]:
    """Every message of the project with the files that have it, in their order."""
    found: dict[Message, list[str]] = {}
    for path in modules():
        for message in code.messages_of(path):
            found.setdefault(message, []).append(_named(path))
    for path in templates():
        for message in pages.messages_of(pages.load(path)):
            found.setdefault(message, []).append(_named(path))
    return found


def _named(path: Path) -> str:
    return path.relative_to(settings.BASE_DIR).as_posix()


def po_file(language: str) -> Path:
    """Where the translations of a language stand."""
    folder: Path = settings.BASE_DIR / "locale" / language / "LC_MESSAGES"
    return folder / "django.po"


def read(language: str) -> Catalog:
    """The translations of a language; empty before there are any."""
    path = po_file(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def update(language: str, found: dict[Message, list[str]]) -> Catalog:
    """Bring the files of a language up to date with what was `found`; answers the catalogue."""
    before, after = read(language), Catalog(locale=language, charset="utf-8", fuzzy=False)
    after.header_comment = "# Written by `manage.py messages`; translations are kept."
    for message in merged(found):
        known = before.get(_key(message), message.context or None)
        said = known.string if known is not None else ""
        if message.plural and isinstance(said, str):
            said = ("", "")
        if not message.plural and isinstance(said, tuple | list):
            said = said[0]
        files = sorted(
            {(name, 0) for one, names in found.items() if one == message for name in names}
        )
        after.add(_key(message), said, files, context=message.context or None)
    path = po_file(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(
            file, after, width=WIDTH, sort_output=True, omit_header=False, include_lineno=False
        )
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, after)
    return after


def merged(found: Iterable[Message]) -> list[Message]:
    """The messages, those with a plural going before the same text without one."""
    plural = {(one.text, one.context) for one in found if one.plural}
    return [one for one in found if one.plural or (one.text, one.context) not in plural]


def _key(message: Message) -> str | tuple[str, str]:
    return (message.text, message.plural) if message.plural else message.text


def faults(language: str, found: dict[Message, list[str]]) -> Iterator[str]:
    """What is wrong with a language: a sentence for each message that it does not have right."""
    catalogue = read(language)
    for message, files in found.items():
        known = catalogue.get(message.text, message.context or None)
        where = f"{message.text!r} ({files[0]})"
        if known is None:
            yield f"{where} is not in the catalogue: run `manage.py messages`"
            continue
        said = [known.string] if isinstance(known.string, str) else list(known.string or ("",))
        if not all(said):
            yield f"{where} is not translated"
        elif known.fuzzy:
            yield f"{where} is marked as fuzzy"
        elif any(_places(one) - _places(message.plural or message.text) for one in said) or (
            _places(said[-1]) != _places(message.plural or message.text)
        ):
            yield f"{where} has other places or tags than its translation"


def _places(text: str) -> set[str]:
    return {*PLACE.findall(text), *MARKUP.findall(text)}
