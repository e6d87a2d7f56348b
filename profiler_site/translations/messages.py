"""One message, and the places of the project that have some."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

APPS = ("exams", "analysis", "reports", "profiler_site")


class Message(NamedTuple):
    """A text as the code has it; `plural` and `context` are empty where there is none."""

    text: str
    plural: str = ""
    context: str = ""


def modules() -> Iterator[Path]:
    """The Python files of the product, without tests and migrations."""
    for app in APPS:
        for path in sorted((settings.BASE_DIR / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def templates() -> Iterator[Path]:
    """The templates of pages and of the report."""
    yield from sorted((settings.BASE_DIR / "templates").rglob("*.html"))
