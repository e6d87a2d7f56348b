"""The least writer of PDF: objects in, bytes out, with no care for what they say."""

from collections.abc import Mapping

type Objects = dict[int, bytes]

A4 = (595, 842)
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def page(content: int, **entries: bytes) -> bytes:
    """A page object that shows object `content`; `entries` add to or replace its own."""
    known = {
        "Type": b"/Page",
        "Parent": b"2 0 R",
        "MediaBox": b"[0 0 %d %d]" % A4,
        "Resources": b"<< /Font << /F1 5 0 R >> >>",
        "Contents": b"%d 0 R" % content,
    }
    values = known | entries
    return b"<< " + b" ".join(b"/%s %s" % (k.encode(), v) for k, v in values.items()) + b" >>"


def line(text: str, x: float, y: float, size: float = 12, before: str = "") -> bytes:
    """Operators that print `text` at (x, y) in points from the bottom left, `before` first."""
    escaped = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(")
    escaped = escaped.replace(b")", b"\\)")
    start = f"BT {before} /F1 {size} Tf 1 0 0 1 {x} {y} Tm (".encode()
    return start + escaped + b") Tj ET\n"


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(content), content)


def write(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """A file of `objects` by number; what is no dictionary, array or stream becomes a stream."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places: dict[int, int] = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        whole = body if body.startswith((b"<<", b"[")) else stream(body)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, whole)
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        kind = b"n" if number in places else b"f"
        out += b"%010d 00000 %s \n" % (places.get(number, 0), kind)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        trailer,
        start,
    )
    return bytes(out)
