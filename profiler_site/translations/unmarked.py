"""Texts in Python that somebody forgot to mark, found by where they are handed over."""

import ast
from collections.abc import Iterator
from pathlib import Path

# Where Django shows a text to people: by the name of an argument, or of the call it is given to.
SHOWN = {"label", "help_text", "verbose_name", "verbose_name_plural", "empty_label", "description"}
CALLS = {"success", "info", "warning", "error", "ValidationError"}
# Arguments of these are for programmers, for the documentation of the API, or for the command line.
NOT_SHOWN = {"Field", "Query", "Path", "Header", "Schema", "add_argument", "Sitting"}

# Other modules hand nothing over.
WORTH_READING = ("import forms", "import models", "import messages", "import admin", "Form")


def bare_texts(path: Path) -> Iterator[str]:
    """Unmarked texts of a module of pages, forms, models or the admin, each with its line."""
    source = path.read_text(encoding="utf-8")
    if not any(name in source for name in WORTH_READING):
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            yield from (f"{path.name}:{line} {text!r}" for line, text in _of_class(node))
        if isinstance(node, ast.Call) and _name(node.func) not in NOT_SHOWN:
            for given in _handed_over(node):
                if text := _text(given):
                    yield f"{path.name}:{given.lineno} {text!r}"


def _of_class(found: ast.ClassDef) -> Iterator[tuple[int, str]]:
    """Choices whose words are not marked, and form fields that Django would name by themselves."""
    choices = any(_name(base) == "TextChoices" for base in found.bases)
    for line in found.body:
        if not isinstance(line, ast.Assign):
            continue
        value = line.value
        if choices and isinstance(value, ast.Tuple) and (text := _text(value.elts[-1])):
            yield line.lineno, text
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
            of_form = _name(value.func.value) == "forms" and value.func.attr.endswith("Field")
            named = {one.arg: ast.unparse(one.value) for one in value.keywords}
            if of_form and "label" not in named and "Hidden" not in named.get("widget", ""):
                yield line.lineno, "a field without a label"


def _handed_over(call: ast.Call) -> Iterator[ast.expr]:
    named = {one.arg: one.value for one in call.keywords}
    hidden = named.get("editable")
    if not (isinstance(hidden, ast.Constant) and hidden.value is False):
        yield from (value for name, value in named.items() if name in SHOWN)
    if _name(call.func) == "ValidationError" and call.args:
        yield call.args[0]
    is_message = isinstance(call.func, ast.Attribute) and _name(call.func.value) == "messages"
    if is_message and _name(call.func) in CALLS and len(call.args) > 1:
        yield call.args[1]


def _name(expression: ast.expr) -> str:
    return getattr(expression, "id", "") or getattr(expression, "attr", "")


def _text(expression: ast.expr) -> str:
    if isinstance(expression, ast.JoinedStr):
        return ast.unparse(expression)
    if isinstance(expression, ast.Constant) and isinstance(expression.value, str):
        return expression.value
    return ""
