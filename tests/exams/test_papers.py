"""What a reading leaves behind, and what a cover fills in of what staff left empty."""

import pytest

from exams.models import Institution, Page, Paper
from exams.outline.model import CoverFacts
from exams.sandbox.reading import PageReading, Reading, Verdict
from exams.services import papers
from exams.services.catalogue import add_professor, course_titled
from exams.services.papers import read_paper, receive_paper
from tests.api_client import make_outline
from tests.corpus.hostile import clean_pdf

PAGE = PageReading(number=1, width=595, height=842, verdict=Verdict.OK, text="1. Why?\x00")
FACTS = CoverFacts(
    subject="Mechanics", course_code="PH1", professor="Prof. Ada Lovelace", year=2023, session="May"
)


def reading(facts: CoverFacts = FACTS) -> Reading:
    outline = make_outline("Ada").model_copy(update={"facts": facts})
    return Reading(verdict=Verdict.OK, page_count=1, pages=(PAGE,), outline=outline)


@pytest.fixture
def paper(norvale: Institution) -> Paper:
    return receive_paper(clean_pdf(), "a.pdf")


def test_reading_is_kept_with_its_pages_and_the_facts_of_the_cover(paper: Paper) -> None:
    paper.professor = add_professor("Ada Lovelace")
    papers.keep(paper, reading())
    paper.refresh_from_db()
    assert (paper.status, paper.verdict, paper.page_count) == ("read", "ok", 1)
    assert (paper.label, str(paper.course)) == ("2023 May", "PH1 Mechanics")
    assert [(page.number, page.text) for page in paper.pages.all()] == [(1, "1. Why?")]


def test_cover_alone_files_nothing(paper: Paper) -> None:
    add_professor("Ada Lovelace")
    papers.keep(paper, reading())
    assert paper.professor is None


def test_what_staff_said_stands_against_the_cover(norvale: Institution) -> None:
    ben, course = add_professor("Ben"), course_titled("Optics")
    add_professor("Ada Lovelace")
    paper = receive_paper(
        clean_pdf(), "a.pdf", professor=ben, course=course, year=2020, session="resit"
    )
    papers.keep(paper, reading())
    assert (paper.professor, paper.course, paper.label) == (ben, course, "2020 resit")


def test_reading_a_second_time_leaves_the_same_rows(paper: Paper) -> None:
    for _ in range(2):
        papers.keep(paper, reading())
    assert Page.objects.count() == 1


def test_failed_reading_keeps_its_words_for_staff(paper: Paper) -> None:
    papers.keep(paper, Reading(verdict=Verdict.ENCRYPTED, detail="It has a password."))
    paper.refresh_from_db()
    assert (paper.status, paper.verdict, paper.detail) == (
        *("unreadable", "encrypted"),
        "It has a password.",
    )
    assert not paper.readable


def test_paper_that_was_removed_meanwhile_is_nothing_to_read(paper: Paper) -> None:
    place = (paper.institution_id, paper.pk)
    paper.delete()
    assert place[0]
    assert read_paper(place[0], place[1])


@pytest.mark.parametrize(
    ("session", "named"),
    [
        ("Winter 2018", "Winter"),
        ("May/June 2018", "May/June"),
        ("2018", ""),
        ("Resit, 2018", "Resit"),
        ("Winter", "Winter"),
        (None, ""),
    ],
)
def test_session_of_a_cover_leaves_out_the_year(session: str | None, named: str) -> None:
    assert papers.session_of(CoverFacts(session=session, year=2018)) == named
