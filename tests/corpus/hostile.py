"""PDFs that nobody should trust: broken, protected, hiding words, or made to exhaust a reader.

Every function returns the bytes of a file. All wording is ours.
"""

import io
import zlib
from collections.abc import Sequence

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from tests.corpus.bombs import BOMBS, bomb
from tests.corpus.hidden_text import CHANNELS, hidden_text_pdf
from tests.corpus.raw_pdf import A4, CATALOG, FONT, PAGES, Objects, line, page, stream, write

__all__ = [
    "BOMBS",
    "CHANNELS",
    "bomb",
    "clean_pdf",
    "empty_file",
    "encrypted_pdf",
    "hidden_text_pdf",
    "image_only_pdf",
    "many_pages_pdf",
    "not_a_pdf",
    "one_page",
    "password_free_pdf",
    "picture_pdf",
    "rotated_pdf",
    "slow_content",
    "three_pages_pdf",
    "truncated_pdf",
]

QUESTIONS = (
    "Operating Systems, Final Examination 2024",
    "Time: 3 hours Maximum marks: 60",
    "1. Explain how a page table maps an address. [20]",
    "2. Compare two ways of scheduling processes. [20]",
    "3. Describe what a deadlock needs to happen. [20]",
)


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


def image_only_pdf(
    text: str = "\n".join(QUESTIONS), turned: float = 0.0, paper: int = 255, noise: float = 0.0
) -> bytes:
    """A scan without a text layer: `text` as a picture of a page.

    It is turned by so many degrees, its paper as light as `paper` (of 255), with grey noise of
    that standard deviation.
    """
    picture = Image.new("L", (1240, 1754), paper)
    font = ImageFont.load_default(size=34)
    ImageDraw.Draw(picture).multiline_text((150, 160), text, font=font, fill=0, spacing=30)
    picture = picture.rotate(turned, fillcolor=paper, resample=Image.Resampling.BILINEAR)
    if noise:
        grain = np.random.default_rng(1).normal(0, noise, (picture.height, picture.width))
        noisy = np.clip(np.asarray(picture) + grain, 0, 255)
        picture = Image.fromarray(noisy.astype(np.uint8))
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


def three_pages_pdf(second: bytes) -> bytes:
    """Two harmless pages and the content stream `second` on the page between them."""
    return write(
        {
            1: CATALOG,
            2: b"<< /Type /Pages /Kids [3 0 R 6 0 R 7 0 R] /Count 3 >>",
            3: page(4),
            4: line("1. Define a set.", 72, 700),
            5: FONT,
            6: page(8),
            7: page(9),
            8: second,
            9: line("3. Name a tree.", 72, 700),
        }
    )


def slow_content() -> bytes:
    """A content stream that takes far longer to draw than any page should."""
    strokes = b"0 0 m 500 700 l S 9 0 m 3 700 l S\n" * 1_000_000
    return stream(zlib.compress(strokes, 9), b"/Filter /FlateDecode")
