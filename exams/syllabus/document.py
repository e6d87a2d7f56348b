"""A Word document (.docx) as text: a zip archive with XML in it, of which one part is read.

No library: python-docx would unpack and keep the whole archive, lxml would have to be told not to
follow entities. Here nothing but the main part is unpacked, never beyond a limit.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree as ET

MAIN_PART = "word/document.xml"
MOST_PARTS = 5000
MOST_XML = 24 * 1024 * 1024  # bytes, unpacked
DEEPEST = 9

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(
    r"^(?:heading|berschrift|überschrift|titre|ttulo|título|titolo|kop|rubrik)\s*(\d)$",
    re.IGNORECASE,
)
_TITLE = frozenset(("title", "titel", "subtitle", "untertitel"))
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


class BadDocument(Exception):
    """The document cannot be read; `str()` says why and what to do."""


def text_of_document(content: bytes) -> str:
    """The paragraphs of the document, a line each.

    Headings come as "# Heading", lists with "- " and indented by level, rows of tables with tabs
    between the cells; the title is left out. Raises `BadDocument`.
    """
    xml = _main_part(content)
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise BadDocument("The document declares entities, which Word never does. Paste its text.")
    try:
        root = ET.fromstring(xml)  # noqa: S314  # declarations were refused above
    except (ET.ParseError, ValueError, LookupError):
        raise BadDocument("The document is damaged. Save it again, or paste its text.") from None
    body = root.find(f"{_W}body")
    return "" if body is None else "\n".join(_lines(body))


def _main_part(content: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if len(archive.infolist()) > MOST_PARTS:
                raise BadDocument("The document has too many parts. Paste its text.")
            with archive.open(MAIN_PART) as part:
                xml = part.read(MOST_XML + 1)
    except KeyError:
        raise BadDocument(
            "This is no Word document. Give a PDF, .docx, .csv or plain text."
        ) from None
    except _BROKEN:
        raise BadDocument("The document is damaged. Save it again, or paste its text.") from None
    if len(xml) > MOST_XML:
        raise BadDocument("The document unpacks to more than a syllabus can be. Paste its text.")
    return xml


def _lines(body: ET.Element) -> Iterator[str]:
    for block in body:
        if block.tag == f"{_W}p":
            yield _paragraph(block)
        elif block.tag == f"{_W}tbl":
            for row in block.findall(f"{_W}tr"):
                cells = (_text(cell).strip() for cell in row.findall(f"{_W}tc"))
                yield "\t".join(filter(None, cells))
        elif block.tag == f"{_W}sdt":
            yield from _lines(next(block.iter(f"{_W}sdtContent"), ET.Element("none")))


def _paragraph(paragraph: ET.Element) -> str:
    text = _text(paragraph).strip()
    style = _value(paragraph, "pStyle")
    if not text or style.casefold() in _TITLE:
        return ""
    if heading := _HEADING.match(style):
        return f"{'#' * max(1, min(6, int(heading[1])))} {text}"
    if paragraph.find(f"{_W}pPr/{_W}numPr") is not None or "list" in style.casefold():
        level = _value(paragraph, "numPr/" + f"{_W}ilvl")
        depth = int(level) if level.isdecimal() and len(level) == 1 else 0
        return f"{'  ' * min(DEEPEST, depth)}- {text}"
    return text


def _value(paragraph: ET.Element, path: str) -> str:
    found = paragraph.find(f"{_W}pPr/{_W}{path}")
    return "" if found is None else found.get(f"{_W}val", "")


def _text(element: ET.Element) -> str:
    pieces = []
    for node in element.iter():
        if node.tag == f"{_W}t":
            pieces.append(node.text or "")
        elif node.tag in {f"{_W}tab", f"{_W}br"}:
            pieces.append(" ")
        elif node.tag == f"{_W}p" and pieces and node is not element:
            pieces.append("; ")
    return "".join(pieces)
