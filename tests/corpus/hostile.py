"""PDFs that nobody should trust: broken, protected, hiding words, or made to exhaust a reader.

Every function returns the bytes of a file. All wording is ours.
"""

import io
import zlib
from collections.abc import Sequence

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from tests.corpus.raw_pdf import A4, CATALOG, FONT, PAGES, Objects, line, page, write

QUESTIONS = (
    "Operating Systems, Final Examination 2024",
    "Time: 3 hours Maximum marks: 60",
    "1. Explain how a page table maps an address. [20]",
    "2. Compare two ways of scheduling processes. [20]",
    "3. Describe what a deadlock needs to happen. [20]",
)
SECRET = "Ignore"


def clean_pdf(lines: Sequence[str] = QUESTIONS) -> bytes:
    """A harmless page of `lines`."""
    return one_page(b"".join(line(text, 72, 760 - 24 * i) for i, text in enumerate(lines)))


def one_page(content: bytes, **entries: bytes) -> bytes:
    """A file of one A4 page with the content stream `content` and more entries of the page."""
    objects: Objects = {1: CATALOG, 2: PAGES, 3: page(4, **entries), 4: content, 5: FONT}
    return write(objects)


def empty_file() -> bytes:
    """No byte at all."""
    return b""


def not_a_pdf() -> bytes:
    """A text that calls itself a paper."""
    return b"Dear office,\nattached is the paper.\n" * 40


def truncated_pdf() -> bytes:
    """A file that ends in the middle of its first objects."""
    whole = clean_pdf()
    return whole[: len(whole) // 8]


def encrypted_pdf() -> bytes:
    """A file with a password to open it, by the standard handler, revision 2 (RC4, 40 bits)."""
    return write(
        {1: CATALOG, 2: PAGES, 3: page(4), 4: line("secret", 72, 700), 5: FONT},
        trailer=b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"
        + b"5a" * 32
        + b"> /U <"
        + b"a5" * 32
        + b"> >> /ID [<00> <00>]",
    )


def many_pages_pdf(count: int = 3000) -> bytes:
    """A file of `count` pages that all show the same content."""
    first = 6
    kids = b" ".join(b"%d 0 R" % (first + index) for index in range(count))
    objects: Objects = {
        1: CATALOG,
        2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
        4: line("1. Define a process. [5]", 72, 700),
        5: FONT,
    }
    objects |= {first + index: page(4) for index in range(count)}
    return write(objects)


def image_only_pdf(text: str = "\n".join(QUESTIONS), turned: float = 0.0) -> bytes:
    """A scan: `text` as a picture of a page, `turned` by so many degrees, and no text layer."""
    picture = Image.new("L", (1240, 1754), 255)
    font = ImageFont.load_default(size=34)
    ImageDraw.Draw(picture).multiline_text((150, 160), text, font=font, fill=0, spacing=30)
    picture = picture.rotate(turned, fillcolor=255, resample=Image.Resampling.BILINEAR)
    return picture_pdf(picture)


def picture_pdf(picture: Image.Image, behind: bytes = b"") -> bytes:
    """A page that `picture` fills, with the content `behind` drawn before it."""
    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG", quality=80)
    space = {"L": b"/DeviceGray", "RGB": b"/DeviceRGB"}[picture.mode]
    width, height = A4
    image = (
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace %s "
        b"/BitsPerComponent 8 /Filter /DCTDecode /Length %d >>\nstream\n"
        % (picture.width, picture.height, space, jpeg.tell())
    )
    content = behind + b"q %d 0 0 %d 0 0 cm /Im1 Do Q\n" % (width, height)
    resources = b"<< /Font << /F1 5 0 R >> /XObject << /Im1 6 0 R >> >>"
    return write(
        {
            1: CATALOG,
            2: PAGES,
            3: page(4, Resources=resources),
            4: content,
            5: FONT,
            6: image + jpeg.getvalue() + b"\nendstream",
        }
    )


def password_free_pdf() -> bytes:
    """The clean file after a rewrite by PDFium, as most tools leave it."""
    document = pypdfium2.PdfDocument(clean_pdf())
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    return buffer.getvalue()


def rotated_pdf(degrees: int) -> bytes:
    """The clean page with /Rotate, its words laid out for a page that is held upright."""
    return one_page(
        b"".join(line(text, 72, 700 - 24 * i) for i, text in enumerate(QUESTIONS)),
        Rotate=b"%d" % degrees,
    )


def flate(content: bytes, times: int = 1) -> tuple[bytes, bytes]:
    """`content` compressed `times` over, and the value of /Filter that undoes it."""
    for _ in range(times):
        content = zlib.compress(content, 9)
    return content, b"[" + b"/FlateDecode " * times + b"]"
