"""The text of a syllabus file: PDF, Word document, CSV or plain text, told apart by their bytes."""

import os
import subprocess
import sys
from pathlib import Path

from exams.sandbox import Limits, read_pdf
from exams.syllabus.table import text_of_table

MOST_BYTES = 5 * 1024 * 1024
MOST_LETTERS = 200_000
DOCUMENT_SECONDS = 20.0
PDF_LIMITS = Limits(file_bytes=MOST_BYTES, pages=60, file_seconds=90.0)

_ROOT = Path(__file__).resolve().parents[2]
# -I keeps the child from anything that its surroundings could slip in, so it is told the path.
_START = f"""
import sys
sys.path[:0] = [{str(_ROOT)!r}]
from exams.sandbox.limits import leave_network
leave_network()
from exams.syllabus.document_child import main
main()
"""
_ZIP = b"PK\x03\x04"
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_PDF_WITHIN = 1024
_ENCODINGS = ("utf-8-sig", "cp1252")


class SyllabusUnreadable(Exception):
    """No text could be had of the file; `str()` says why and what to do."""


def read_file(content: bytes, name: str) -> str:
    """The text of the file, at most 200 000 letters.

    Headings of a Word document come as "# Heading", rows of a CSV as "# Topic (hours): details".
    Raises `SyllabusUnreadable`.
    """
    if not content:
        raise SyllabusUnreadable("The file is empty (0 bytes). Choose it again.")
    if len(content) > MOST_BYTES:
        raise SyllabusUnreadable(
            f"The file has more than {MOST_BYTES // 2**20} MB. A syllabus is text: save it without"
            " pictures, or paste its text."
        )
    text = _text_of(content, name)[:MOST_LETTERS]
    if not text.strip():
        raise SyllabusUnreadable(
            "There is no text in the file. If it is a scan, paste its text instead."
        )
    return text


def _text_of(content: bytes, name: str) -> str:
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return _pdf(content)
    if content.startswith(_ZIP):
        return _document(content)
    if content.startswith(_OLD_WORD):
        raise SyllabusUnreadable("This is a document of an old Word. Save it as .docx or as a PDF.")
    text = _plain(content)
    return text_of_table(text) if name.lower().endswith((".csv", ".tsv")) else text


def _pdf(content: bytes) -> str:
    reading = read_pdf(content, limits=PDF_LIMITS)
    if not reading.verdict.readable:
        raise SyllabusUnreadable(reading.detail or "The PDF could not be read.")
    return "\n".join(page.text for page in reading.pages)


def _plain(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\0" in content:
        raise SyllabusUnreadable(
            "This is neither a PDF, a Word document (.docx), a CSV nor plain text."
        )
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _document(content: bytes) -> str:
    """The text of a Word document, read by a child that can do no harm."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", _START, str(MOST_LETTERS)],
            input=content,
            capture_output=True,
            timeout=DOCUMENT_SECONDS,
            env={"LANG": "C.UTF-8"},
            check=False,
            cwd=os.sep,
        )
    except subprocess.TimeoutExpired:
        raise SyllabusUnreadable(
            "Reading the document took too long. Save it as a PDF, or paste its text."
        ) from None
    words = done.stdout.decode("utf-8", errors="replace")
    if done.returncode == 0:
        return words
    raise SyllabusUnreadable(
        words or "The document could not be read. Save it as a PDF, or paste its text."
    )
