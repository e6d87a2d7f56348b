from pathlib import Path

import pytest

from exams.sandbox import Limits, read_pdf
from exams.sandbox.reading import Verdict
from tests.corpus import hostile


def test_read_clean_file_gives_text_picture_and_outline() -> None:
    reading = read_pdf(hostile.clean_pdf())
    (page,) = reading.pages

    assert (reading.verdict, reading.detail, reading.page_count) == (Verdict.OK, "", 1)
    assert (page.number, page.width, page.height, page.verdict) == (1, 595, 842, Verdict.OK)
    assert page.text == "\n".join(hostile.QUESTIONS)
    assert page.image.startswith(b"\x89PNG")
    assert reading.outline is not None
    assert [question.number for question in reading.outline.questions] == ["1", "2", "3"]


def test_read_file_from_a_path(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(hostile.password_free_pdf())

    assert read_pdf(path).verdict is Verdict.OK


def test_read_scan_gives_its_text() -> None:
    reading = read_pdf(hostile.image_only_pdf())

    assert (reading.verdict, reading.detail) == (Verdict.SCANNED, "")
    assert [page.verdict for page in reading.pages] == [Verdict.SCANNED]
    assert reading.pages[0].text == "\n".join(hostile.QUESTIONS)


@pytest.mark.parametrize(
    ("pdf", "verdict", "detail"),
    [
        (
            hostile.empty_file(),
            Verdict.EMPTY,
            "The file is empty (0 bytes). Upload the paper again.",
        ),
        (
            hostile.not_a_pdf(),
            Verdict.NOT_PDF,
            "The file is no PDF. Save or print the paper as a PDF and upload that.",
        ),
        (
            hostile.truncated_pdf(),
            Verdict.CORRUPT,
            "The file is damaged. Ask for the original, or print it to a new PDF.",
        ),
        (
            hostile.encrypted_pdf(),
            Verdict.ENCRYPTED,
            (
                "The file is protected by a password. Ask for a copy without it, or print it to a "
                "new PDF."
            ),
        ),
        (
            hostile.many_pages_pdf(3000),
            Verdict.TOO_LARGE,
            "The file has 3000 pages, more than the 300 allowed. Split it into single papers.",
        ),
        (
            hostile.one_page(b""),
            Verdict.EMPTY,
            "There is nothing to read in the file. Upload the paper again.",
        ),
    ],
    ids=["empty", "no PDF", "truncated", "encrypted", "3000 pages", "blank"],
)
def test_read_bad_file_says_what_to_do(pdf: bytes, verdict: Verdict, detail: str) -> None:
    reading = read_pdf(pdf)

    assert (reading.verdict, reading.detail, reading.outline) == (verdict, detail, None)


def test_read_file_over_the_size_limit_is_refused_unparsed() -> None:
    reading = read_pdf(hostile.clean_pdf() + b" " * 2**21, limits=Limits(file_bytes=2**20))

    assert reading.verdict is Verdict.TOO_LARGE
    assert reading.detail == (
        "The file has 2.0 MB, more than the 1 MB allowed. Split it, or scan it in fewer shades."
    )


def test_read_missing_file_is_said_so(tmp_path: Path) -> None:
    reading = read_pdf(tmp_path / "none.pdf")

    assert reading.verdict is Verdict.CORRUPT
    assert reading.detail == (
        "The file could not be opened (No such file or directory). Upload the paper again."
    )


def test_read_bad_page_costs_that_page_only() -> None:
    pdf = hostile.three_pages_pdf(second=hostile.slow_content())
    reading = read_pdf(pdf, limits=Limits(page_cpu_seconds=2))

    assert reading.verdict is Verdict.OK
    assert [page.verdict for page in reading.pages] == [Verdict.OK, Verdict.TIMED_OUT, Verdict.OK]
    assert [page.text for page in reading.pages] == ["1. Define a set.", "", "3. Name a tree."]
    assert reading.detail == (
        "Page 2 is too slow to read. The rest was read. Print those pages to a new PDF if they "
        "matter."
    )
    assert reading.outline is not None
