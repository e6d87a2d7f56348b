"""What we read, beside what an unrelated reader of PDFs reads in the same pages."""

import io
import re
from collections import Counter

import pdfplumber
import pytest

from exams.reading.pdf import read_pages
from profiler_site.demo.model import Layout, SamplePaper
from profiler_site.demo.papers import print_paper, sample_papers

# One paper of each layout; LaTeX-like gaps need the tolerance in shares of the letters' size.
FIRST_OF_LAYOUT = {paper.layout: paper for paper in reversed(sample_papers())}
GLUE = {"x_tolerance_ratio": 0.15}


def letters(words: list[str]) -> Counter[str]:
    """Words as they count: letters and digits only, for marks and brackets are cut differently."""
    return Counter(word for text in words for word in re.findall(r"[^\W_]{2,}", text))


@pytest.mark.parametrize("layout", Layout)
def test_words_of_a_printed_paper_are_those_of_another_reader(layout: Layout) -> None:
    paper: SamplePaper = FIRST_OF_LAYOUT[layout]
    pdf = print_paper(paper)
    ours = letters([word.text for page in read_pages(pdf) for word in page.words])
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        words = [word["text"] for page in opened.pages for word in page.extract_words(**GLUE)]
    theirs = letters(words)
    assert (ours & theirs).total() >= 0.98 * theirs.total()
    assert (ours & theirs).total() >= 0.98 * ours.total()
