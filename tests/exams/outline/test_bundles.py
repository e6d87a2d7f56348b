import pytest

from exams.outline import read_outline
from exams.outline.bundles import bundled_papers, starting_pages
from exams.outline.lines import lines_of
from exams.outline.model import Outline
from exams.reading.page import Page
from tests.exams.outline.sheets import page_of

COVER = (
    "North Valley Institute of Technology",
    "Subject: {title}      Subject Code: {code}",
    "End Semester Examination, {session}",
    "Time: 3 Hours      Max. Marks: 50",
    "",
)
QUESTIONS = ("1. Define a graph. [5]", "2. Explain a tree. [5]", "3. Prove the theorem. [5]")
LATER = ("4. Derive the bound. [5]", "5. Draw the result. [5]", "6. Compare both. [5]")


def cover(title: str, code: str, session: str) -> tuple[str, ...]:
    return tuple(row.format(title=title, code=code, session=session) for row in COVER)


GRAPHS = cover("Graph Theory", "MA310", "January 2019")
LOGIC = cover("Logic", "MA320", "January 2020")


def file_of(*sheets: tuple[str, ...]) -> list[Page]:
    return [page_of(*rows, number=number) for number, rows in enumerate(sheets, 1)]


def found(*sheets: tuple[str, ...]) -> list[tuple[int, int, str | None, str | None, int | None]]:
    """First page, last page, code, title and year of each paper."""
    lines = lines_of(file_of(*sheets))
    papers = bundled_papers(lines, starting_pages(lines))
    return [
        (one.first_page, one.last_page, one.facts.course_code, one.facts.subject, one.facts.year)
        for one in papers
    ]


def test_bundled_papers_have_their_pages_and_covers() -> None:
    assert found((*GRAPHS, *QUESTIONS), LATER, (*LOGIC, *QUESTIONS), LATER) == [
        (1, 2, "MA310", "Graph Theory", 2019),
        (3, 4, "MA320", "Logic", 2020),
    ]


def test_bundled_papers_are_told_apart_without_time_and_marks() -> None:
    covers = [tuple(row for row in one if "Time" not in row) for one in (GRAPHS, LOGIC)]
    assert found((*covers[0], *QUESTIONS), (*covers[1], *QUESTIONS)) == [
        (1, 1, "MA310", "Graph Theory", 2019),
        (2, 2, "MA320", "Logic", 2020),
    ]


@pytest.mark.parametrize(
    "sheets",
    [
        ((*GRAPHS, *QUESTIONS), LATER),
        (GRAPHS, (*GRAPHS, *QUESTIONS)),  # a title page, and its head again over question one
        ((*GRAPHS, *QUESTIONS), (*GRAPHS, "Page 2 of 2", *LATER)),
        ((*GRAPHS, *QUESTIONS), ("Section B", "Time: 1 hour", *QUESTIONS)),
        (),
    ],
)
def test_bundled_papers_of_one_paper_are_none(sheets: tuple[tuple[str, ...], ...]) -> None:
    assert found(*sheets) == []


def test_read_outline_says_which_papers_a_file_holds() -> None:
    outline = read_outline(file_of((*GRAPHS, *QUESTIONS), (*LOGIC, *QUESTIONS)))
    assert (outline.papers, [one.last_page for one in outline.bundle]) == (2, [1, 2])
    assert [(one.section, one.number) for one in outline.questions] == [
        (None, "1"),
        (None, "2"),
        (None, "3"),
        ("Paper 2", "1"),
        ("Paper 2", "2"),
        ("Paper 2", "3"),
    ]


def test_read_outline_of_the_later_pages_of_a_file_reads_their_cover() -> None:
    pages = file_of((*GRAPHS, *QUESTIONS), (*LOGIC, *QUESTIONS))[1:]
    outline = read_outline(pages)
    assert (outline.facts.subject, outline.facts.year) == ("Logic", 2020)
    assert [(one.number, one.page, one.marks) for one in outline.questions] == [
        ("1", 2, 5.0),
        ("2", 2, 5.0),
        ("3", 2, 5.0),
    ]
    assert Outline.model_validate(outline.model_dump(mode="json")) == outline
