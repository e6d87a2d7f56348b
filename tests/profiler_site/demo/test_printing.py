"""Printed papers: what stands on the pages. One paper of each layout is printed."""

from functools import cache

import pypdfium2 as pdfium
import pytest

from profiler_site.demo.layouts import document
from profiler_site.demo.model import Layout, SamplePaper, leaves
from profiler_site.demo.papers import print_paper, print_scan, sample_file, sample_papers


def first_of(layout: Layout) -> SamplePaper:
    return next(paper for paper in sample_papers() if paper.layout is layout)


@cache
def printed(layout: Layout) -> bytes:
    return print_paper(first_of(layout))


def words_of(pdf: bytes) -> list[str]:
    document = pdfium.PdfDocument(pdf)
    pages = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    document.close()
    return " ".join(pages).split()


@pytest.mark.parametrize("layout", Layout)
def test_every_word_of_every_leaf_is_printed(layout: Layout) -> None:
    paper, words = first_of(layout), " ".join(words_of(printed(layout)))
    for leaf in leaves(paper):
        for word in leaf.question.text.split():
            if word.strip(",.").isalpha():
                assert word in words


@pytest.mark.parametrize(
    ("layout", "facts"),
    [
        (Layout.SECTIONS, ["MA204", "Winter Examination 2017", "3 hours", "Total marks: 100"]),
        (Layout.POINTS, ["MA204: Linear Algebra", "Winter 2021", "100 points"]),
        (Layout.DECIMAL, ["MA204 Linear Algebra", "150 minutes", "Maximum marks 80"]),
        (Layout.TABLE, ["Course Code: PH110", "Winter 2018", "Max. Marks: 50", "OR"]),
        (Layout.COLUMNS, ["PH110 Engineering Physics", "Winter 2022", "Maximum marks: 50"]),
    ],
)
def test_cover_facts_are_printed(layout: Layout, facts: list[str]) -> None:
    words = " ".join(words_of(printed(layout)))
    assert first_of(layout).professor in words
    assert [fact for fact in facts if fact not in words] == []


def test_printing_twice_gives_the_same_bytes() -> None:
    assert print_paper(first_of(Layout.POINTS)) == printed(Layout.POINTS)


def test_two_papers_of_one_layout_differ() -> None:
    texts = {document(paper) for paper in sample_papers()}
    assert len(texts) == len(sample_papers())


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        (Layout.SECTIONS, '<span class="marks">[10]</span>'),
        (Layout.POINTS, "<b>Problem 1</b> (15 points)"),
        (Layout.DECIMAL, '<td class="number">1.1</td>'),
        (Layout.TABLE, '<td colspan="6">OR</td>'),
        (Layout.COLUMNS, "(A) the current"),
    ],
)
def test_document_sets_questions_in_the_manner_of_its_layout(layout: Layout, expected: str) -> None:
    assert expected in document(first_of(layout))


def test_scan_has_the_same_pages_and_no_text() -> None:
    paper = first_of(Layout.SECTIONS)
    scan = print_scan(paper)
    assert scan == sample_file(paper)
    assert words_of(scan) == []
    with_text, pictures = pdfium.PdfDocument(printed(Layout.SECTIONS)), pdfium.PdfDocument(scan)
    assert len(pictures) == len(with_text)
    for page in range(len(pictures)):
        assert pictures.get_page_size(page) == pytest.approx(with_text.get_page_size(page), abs=1.0)
