"""Messages in Python: calls of Django's gettext functions, and the forms of `exams.said`."""

import ast
from collections.abc import Iterator
from pathlib import Path

from profiler_site.translations.messages import Message

DJANGO = "django.utils.translation"
FORMS = "exams.said"
WORTH_READING = (DJANGO, FORMS)


def messages_of(path: Path) -> Iterator[Message]:
    """Every message of a module."""
    source = path.read_text(encoding="utf-8")
    if not any(name in source for name in WORTH_READING):
        return
    tree = ast.parse(source)
    names = dict(imported(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield from _of_call(names.get(node.func.id, ""), _texts(node))


def imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Names in the module and what they are called where they come from."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in WORTH_READING:
            for one in node.names:
                yield one.asname or one.name, one.name


def _of_call(function: str, texts: list[str]) -> Iterator[Message]:
    if not texts:
        return
    match function.removesuffix("_lazy"), texts:
        case "fixed", _:
            yield from map(Message, texts)
        case "gettext" | "gettext_noop" | "form", [text, *_]:
            yield Message(text)
        case "ngettext" | "forms", [text, plural, *_]:
            yield Message(text, plural)
        case "pgettext", [context, text, *_]:
            yield Message(text, context=context)


def _texts(call: ast.Call) -> list[str]:
    found = (argument.value for argument in call.args if isinstance(argument, ast.Constant))
    return [text for text in found if isinstance(text, str)]
