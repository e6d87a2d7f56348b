"""What tells one scan from another: by it, what OCR found once need not be looked for again."""

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from exams.reading.page import Page
from exams.reading.picture import Grey

_ENGINES = ("rapidocr", "onnxruntime", "opencv-python", "opencv-python-headless")


def scan_key(picture: bytes, shown: Grey, page: Page) -> str:
    """64 hexadecimal digits for a page that is to be recognised.

    They change with its `picture` (RGB, row by row, of the shape of `shown`), with the words of
    its text layer, and with the engine and this package, whose every line may be a setting.
    """
    digest = hashlib.sha256(reader_version().encode())
    digest.update(repr((shown.shape, page.width, page.height, page.words)).encode())
    digest.update(picture)
    return digest.hexdigest()


@cache
def reader_version() -> str:
    """A digest of what recognises: the engine's versions and the source of this package."""
    digest = hashlib.sha256()
    for name in _ENGINES:
        digest.update(f"{name} {_version(name)}\n".encode())
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
