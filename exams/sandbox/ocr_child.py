"""The process that reads scans: apart from the other, since the recogniser takes long to load."""

from typing import Any

from exams.reading.page import Page
from exams.reading.pdf import read_layer
from exams.reading.scan import read_scan
from exams.sandbox.child import answer


def main() -> None:
    """Read pictures of pages, see `exams.sandbox.child.answer`."""
    answer(_read_scan)


def _read_scan(document: Any, number: int, pixels: int) -> tuple[Page, str]:
    layer = read_layer(document, number, pixels)
    return read_scan(document, layer.page, pixels), ""
