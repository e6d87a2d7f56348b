"""Staff pages about papers: uploading files of mixed fate, filing them, reading them again."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_q.models import OrmQ

from exams.models import Institution, Paper, Professor
from exams.services.papers import read_paper
from exams.tenancy import institution_scope
from exams.views import papers as views
from tests.api_client import Rows, add_paper, make_outline, make_rows
from tests.corpus.hostile import clean_pdf, encrypted_pdf, not_a_pdf
from tests.people import People

PAPERS = "/at/norvale/staff/papers/"
UPLOAD = f"{PAPERS}upload/"
ADMIN_UPLOAD = "/at/norvale/admin/exams/paper/add/"


@pytest.fixture
def own(people: People) -> Rows:
    return make_rows(people.norvale, "Newton")


def papers_of(institution: Institution, **filters: Any) -> list[Paper]:
    with institution_scope(institution.pk):
        return list(Paper.objects.select_related("professor").filter(**filters).order_by("pk"))


def names(institution: Institution) -> list[str]:
    with institution_scope(institution.pk):
        return [one.name for one in Professor.objects.all()]


def send(client: Any, *files: tuple[str, bytes], to: str = UPLOAD, **fields: Any) -> Any:
    papers = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(to, {"papers": papers, **fields})


@pytest.mark.parametrize("address", [UPLOAD, ADMIN_UPLOAD])
def test_upload_takes_what_it_can_and_says_of_each_other_file_why_not(
    address: str, people: People, browser: Any, settings: Any
) -> None:
    settings.UPLOAD_MAX_BYTES = 1024**2
    response = send(
        browser(people.bob),
        ("empty.pdf", b""),
        ("one.pdf", clean_pdf()),
        ("again.pdf", clean_pdf()),
        ("letter.txt", not_a_pdf()),
        ("large.pdf", b"%PDF-1.7" + bytes(1024**2)),
        ("locked.pdf", encrypted_pdf()),
        to=address,
    )
    assert response.status_code == 200
    refused = response.context["refused"]
    assert [one.words for one in refused] == [
        "empty.pdf: the file is empty.",
        "again.pdf: the same file is here as one.pdf.",
        "letter.txt: not a PDF. Print or scan it to a PDF first.",
        "large.pdf: larger than 1 MB.",
    ]
    assert all(one.words in response.text for one in refused)
    same = papers_of(people.norvale)[0].pk
    assert [one.same_as for one in refused] == [None, same, None, None]
    assert f'href="/at/norvale/staff/papers/{same}/file/"' in response.text
    assert "2 papers taken." in response.text
    stored = papers_of(people.norvale)
    assert [(one.file_name, one.status) for one in stored] == [
        ("one.pdf", "received"),
        ("locked.pdf", "received"),
    ]
    assert {one.uploaded_by for one in stored} == {people.bob}
    assert OrmQ.objects.count() == 2


def test_upload_keeps_what_it_was_told_and_files_nothing(
    own: Rows, people: People, browser: Any
) -> None:
    fields: dict[str, Any] = {"course": own.course.pk, "year": 2024, "session": "resit"}
    send(browser(people.alice), ("a.pdf", clean_pdf()), professor=own.professor.pk, **fields)
    (paper,) = papers_of(people.norvale, file_name="a.pdf")
    assert paper.professor is None
    assert (paper.meant_for_id, paper.course_id, paper.label) == (
        own.professor.pk,
        own.course.pk,
        "2024 resit",
    )


def test_upload_adds_a_professor_who_is_named(people: People, browser: Any) -> None:
    files = [("a.pdf", clean_pdf()), ("b.pdf", clean_pdf(["1. Why? [5]"]))]
    send(browser(people.alice), *files, new_professor=" Dr. Ada Lovelace ")
    assert names(people.norvale) == ["Dr. Ada Lovelace"]
    with institution_scope(people.norvale.pk):
        meant = [str(one.meant_for) for one in Paper.objects.all()]
    assert meant == ["Dr. Ada Lovelace"] * 2


def test_upload_of_nothing_usable_adds_no_professor(people: People, browser: Any) -> None:
    send(browser(people.alice), ("a.txt", not_a_pdf()), new_professor="Ada")
    assert names(people.norvale) == []


def test_upload_without_files_asks_for_them(people: People, browser: Any) -> None:
    response = browser(people.alice).post(UPLOAD, {"year": "2020"})
    assert response.context["form"].errors == {"papers": ["This field is required."]}


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("year", "1492", "Ensure this value is greater than or equal to 1900."),
        ("year", "last", "Enter a whole number."),
        ("session", "x" * 61, "Ensure this value has at most 60 characters (it has 61)."),
    ],
)
def test_upload_with_impossible_words_takes_nothing(
    field: str, value: str, words: str, people: People, browser: Any
) -> None:
    response = send(browser(people.alice), ("a.pdf", clean_pdf()), **{field: value})
    assert response.context["form"].errors == {field: [words]}
    assert papers_of(people.norvale) == []


def test_foreign_professor_can_neither_be_seen_nor_chosen(people: People, browser: Any) -> None:
    foreign = make_rows(people.elsewhere, "Lagrange")
    client = browser(people.alice)
    assert "Lagrange" not in client.get(UPLOAD).text
    response = send(client, ("a.pdf", clean_pdf()), professor=foreign.professor.pk)
    assert set(response.context["form"].errors) == {"professor"}
    assert papers_of(people.norvale) == []


def test_filing_starts_with_what_the_cover_says(people: People, browser: Any) -> None:
    with institution_scope(people.norvale.pk):
        outline = make_outline("A. Turing").model_dump(mode="json")
        paper = add_paper(None, None, 2023, outline_json=outline, status="read")
    page = browser(people.bob).get(f"{PAPERS}{paper.pk}/file/").text
    assert 'value="A. Turing"' in page
    assert 'value="2023"' in page
    assert 'value="winter"' in page


def test_filing_gives_the_paper_to_a_professor(own: Rows, people: People, browser: Any) -> None:
    with institution_scope(people.norvale.pk):
        paper = add_paper(None, None, 2019)
    client, address = browser(people.bob), f"{PAPERS}{paper.pk}/file/"
    words = {"professor": own.professor.pk, "new_professor": "Somebody", "year": 2018}
    response = client.post(address, words, follow=True)
    assert "2019.pdf is filed." in response.text
    (filed,) = papers_of(people.norvale, pk=paper.pk)
    assert (filed.professor, filed.year, filed.session) == (own.professor, 2018, "")
    assert names(people.norvale) == ["Newton"]  # who was chosen counts
    assert client.post(address, {"year": "never"}).context["form"].errors["year"]


def test_unreadable_paper_is_read_again_once(own: Rows, people: People, browser: Any) -> None:
    with institution_scope(people.norvale.pk):
        paper = add_paper(None, None, 2019, status="unreadable", detail="It has a password.")
    client = browser(people.bob)
    page = client.get(PAPERS).text
    assert "It has a password." in page
    assert page.count("Read again") == 1
    for said in ("2019.pdf is being read again.", ""):
        response = client.post(f"{PAPERS}{paper.pk}/read-again/", follow=True)
        assert said in response.text
    assert [one.status for one in papers_of(people.norvale, pk=paper.pk)] == ["received"]
    assert OrmQ.objects.count() == 1


def test_read_paper_is_not_read_again(own: Rows, people: People, browser: Any) -> None:
    browser(people.bob).post(f"{PAPERS}{own.paper.pk}/read-again/")
    assert [one.status for one in papers_of(people.norvale)] == ["read"]
    assert OrmQ.objects.count() == 0


def test_list_looks_again_until_all_papers_are_read(
    own: Rows, people: People, browser: Any
) -> None:
    client = browser(people.alice)
    assert "hx-get" not in client.get(PAPERS).text
    with institution_scope(people.norvale.pk):
        paper = add_paper(None, None, 2019)
    page = client.get(PAPERS).text
    assert f'hx-get="{PAPERS}rows/?page=1"' in page
    assert "htmx" in page
    rows = client.get(f"{PAPERS}rows/?page=1")
    assert "Waiting to be read" in rows.text
    assert "<html" not in rows.text
    with institution_scope(people.norvale.pk):
        Paper.objects.filter(pk=paper.pk).update(status="read")
    assert client.get(f"{PAPERS}rows/")["HX-Refresh"] == "true"


def test_long_list_is_shown_in_parts(
    people: People, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PER_PAGE", 2)
    with institution_scope(people.norvale.pk):
        for year in range(2019, 2024):
            add_paper(None, None, year)
    client = browser(people.alice)
    parts = [client.get(PAPERS, {"page": number}).text for number in (1, 2, 3, 9)]
    found = [[year for year in range(2019, 2024) if f"{year}.pdf" in part] for part in parts]
    assert found == [[2022, 2023], [2020, 2021], [2019], [2019]]
    assert "3 to 4 of 5" in parts[1]


def test_papers_that_need_somebody_stand_first(own: Rows, people: People, browser: Any) -> None:
    with institution_scope(people.norvale.pk):
        add_paper(own.professor, None, 2025, status="read")
        for year, status in ((2019, "unreadable"), (2018, "received")):
            add_paper(own.professor, None, year, status=status)
        add_paper(None, None, 2017, status="read")
        add_paper(own.professor, None, 2016, status="read")
    shown = browser(people.alice).get(PAPERS).context["papers"]
    assert [paper.year for paper in shown] == [2019, 2018, 2017, 2025, 2023, 2016]


@pytest.mark.slow
def test_locked_paper_ends_with_words_for_staff(people: People, browser: Any) -> None:
    client = browser(people.bob)
    send(client, ("locked.pdf", encrypted_pdf()))
    (paper,) = papers_of(people.norvale)
    read_paper(people.norvale.pk, paper.pk)
    (paper,) = papers_of(people.norvale)
    assert (paper.status, paper.verdict) == ("unreadable", "encrypted")
    assert paper.detail
    assert paper.detail in client.get(PAPERS).text
