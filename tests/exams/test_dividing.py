"""Files that hold several papers: offered as such, and filed apart by staff alone."""

from typing import Any

import pytest
from django_q.models import OrmQ

from exams.errors import DuplicatePaper, PaperRejected
from exams.models import Institution, Paper
from exams.outline.model import BundledPaper, CoverFacts
from exams.services.catalogue import add_professor, course_titled
from exams.services.papers import divide_paper, read_paper, receive_paper
from exams.tenancy import institution_scope
from tests.api_client import add_paper, make_outline, program
from tests.corpus.hostile import clean_pdf
from tests.people import People

PAPERS = "/at/norvale/staff/papers/"
ALGEBRA = CoverFacts(
    course_code="MA204", subject="Linear Algebra", year=2021, session="Winter 2021"
)
NAMED = CoverFacts(subject="Optics", professor="Dr. Ada North", year=2022)
BUNDLE = (
    BundledPaper(first_page=1, last_page=2, facts=ALGEBRA),
    BundledPaper(first_page=3, last_page=3, facts=NAMED),
    BundledPaper(first_page=4, last_page=6),
)


def bundled(**more: Any) -> Paper:
    """A read paper whose file holds three."""
    outline = make_outline("Ada").model_copy(update={"papers": 3, "bundle": BUNDLE})
    values = {"status": "read", "page_count": 6, "outline_json": outline.model_dump(mode="json")}
    return add_paper(None, None, 2021, **values | more)


def parts() -> list[Paper]:
    return list(Paper.objects.filter(first_page__isnull=False).order_by("first_page"))


def test_divide_paper_makes_one_of_each_and_has_it_read(norvale: Institution) -> None:
    ben, course = add_professor("Ben"), course_titled("Physics")
    whole = bundled()
    Paper.objects.filter(pk=whole.pk).update(professor=ben, course=course)
    made = divide_paper(whole)
    assert made == parts()
    assert [
        (one.span, one.professor, one.course, one.year, one.session, one.status, one.label)
        for one in made
    ] == [
        ((1, 2), ben, None, None, "", "received", "2021.pdf, pages 1 to 2"),
        ((3, 3), None, None, None, "", "received", "2021.pdf, page 3"),
        ((4, 6), ben, course, None, "", "received", "2021.pdf, pages 4 to 6"),
    ]
    assert {(one.file, one.sha256, one.size) for one in made} == {("x", "2021-None", 1200)}
    whole.refresh_from_db()
    assert (whole.status, whole.detail, whole.bundle) == ("divided", "Filed as 3 papers.", ())
    assert OrmQ.objects.count() == 3


def test_divide_paper_a_second_time_is_refused(norvale: Institution) -> None:
    whole = bundled()
    divide_paper(whole)
    with pytest.raises(PaperRejected, match="no other paper was found in the file"):
        divide_paper(whole)
    assert len(parts()) == 3


def test_divide_paper_of_one_paper_is_refused(norvale: Institution) -> None:
    one = add_paper(None, None, 2021, status="read")
    with pytest.raises(PaperRejected) as refused:
        divide_paper(one)
    assert refused.value.code == "not_several"


def test_divided_file_is_still_known(norvale: Institution) -> None:
    whole = receive_paper(clean_pdf(), "a.pdf")
    Paper.objects.filter(pk=whole.pk).update(status="read", outline_json=bundled().outline_json)
    divide_paper(whole)
    with pytest.raises(DuplicatePaper) as known:
        receive_paper(clean_pdf(), "b.pdf")
    assert known.value.paper_id == whole.pk


def test_part_of_a_file_is_read_by_its_own_pages(people: People) -> None:
    with institution_scope(people.norvale.pk):
        whole = receive_paper(clean_pdf(), "a.pdf")
        Paper.objects.filter(pk=whole.pk).update(first_page=1, last_page=1)
    assert read_paper(people.norvale.pk, whole.pk)
    with institution_scope(people.norvale.pk):
        paper = Paper.objects.get(pk=whole.pk)
        assert (paper.status, paper.page_count, paper.pages.get().number) == ("read", 1, 1)


def test_page_offers_the_papers_of_a_file_and_files_them(people: People, browser: Any) -> None:
    with institution_scope(people.norvale.pk):
        whole = bundled()
    client, address = browser(people.bob), f"{PAPERS}{whole.pk}/"
    assert "3 papers in one file" in client.get(PAPERS).text
    page = client.get(f"{address}file/").text
    assert "This file holds 3 papers" in page
    assert "File as 3 papers" in page
    assert "MA204 Linear Algebra" in page
    assert "Winter 2021" in page
    assert "2021.pdf is filed as 3 papers." in client.post(f"{address}divide/", follow=True).text
    assert "no other paper was found" in client.post(f"{address}divide/", follow=True).text
    assert "This file holds" not in client.get(f"{address}file/").text
    with institution_scope(people.norvale.pk):
        assert len(parts()) == 3


@pytest.mark.parametrize("who", ["carol", "mallory"])
def test_page_does_not_exist_for_others(people: People, browser: Any, who: str) -> None:
    with institution_scope(people.norvale.pk):
        whole = bundled()
    response = browser(getattr(people, who)).post(f"{PAPERS}{whole.pk}/divide/")
    assert response.status_code == 404
    with institution_scope(people.norvale.pk):
        assert parts() == []


def test_program_sees_the_papers_of_a_file_and_files_them(people: People) -> None:
    with institution_scope(people.norvale.pk):
        whole = bundled()
    api = program(people.norvale)
    _, found = api.get(f"papers/{whole.pk}")
    assert [
        (one["first_page"], one["last_page"], one["facts"]["subject"], one["facts"]["year"])
        for one in found["bundle"]
    ] == [(1, 2, "Linear Algebra", 2021), (3, 3, "Optics", 2022), (4, 6, None, None)]
    status, made = api.post(f"papers/{whole.pk}/divide")
    assert status == 202
    assert [(one["first_page"], one["last_page"], one["status"]) for one in made] == [
        (1, 2, "received"),
        (3, 3, "received"),
        (4, 6, "received"),
    ]
    assert api.post(f"papers/{whole.pk}/divide") == (
        409,
        {"error": "not_several", "detail": "2021 winter: no other paper was found in the file."},
    )


def test_program_of_another_institution_finds_nothing(people: People) -> None:
    with institution_scope(people.norvale.pk):
        whole = bundled()
    answer = (404, {"error": "not_found", "detail": "No such paper."})
    assert program(people.elsewhere).post(f"papers/{whole.pk}/divide") == answer
