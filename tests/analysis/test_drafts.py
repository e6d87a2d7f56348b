"""Drafts: who reaches them, what is checked, and that nothing else ever knows of them."""

import re
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from analysis.models import Draft, DraftState
from analysis.services.drafts import check_draft, read_draft, receive_draft, remove_draft
from exams.enums import Role
from exams.models import Paper, Professor
from exams.outline.model import CoverFacts, Outline, OutlineQuestion
from exams.services import papers
from exams.tenancy import institution_scope
from tests.people import People, member
from tests.reports.rows import publish

AT = "/at/norvale"
SECRET = "gyroscope on a turntable"
PDF = b"%PDF-1.7 a draft"


@pytest.fixture
def fenwick(people: People) -> Professor:
    with institution_scope(people.norvale.pk):
        return publish()


def outline_of(*texts: str) -> Outline:
    return Outline(
        facts=CoverFacts(subject="Classical Mechanics", year=2024, total_marks=20),
        questions=tuple(
            OutlineQuestion(number=str(place), path=(str(place),), text=text, page=1, marks=10)
            for place, text in enumerate(texts, start=1)
        ),
    )


def upload(people: People, fenwick: Professor, *, read: bool = True) -> Draft:
    """A draft of Bob's."""
    with institution_scope(people.norvale.pk):
        draft = receive_draft(PDF, "final.pdf", professor=fenwick, uploaded_by=people.bob)
        if read:
            outline = outline_of(f"Describe the {SECRET}.", "Prove Kepler's second law.")
            draft.state, draft.outline_json = DraftState.READ, outline.model_dump(mode="json")
            draft.save()
    return draft


def shown(client: Client, page: str) -> str:
    """A page without the tokens of its forms, which differ each time."""
    return re.sub(r'csrfmiddlewaretoken" value="\w+', "", client.get(page).content.decode())


def test_draft_is_reached_by_who_uploaded_it_and_by_owners_alone(
    people: People, fenwick: Professor, browser: Any
) -> None:
    draft = upload(people, fenwick)
    colleague = member(people.norvale, "dave", Role.STAFF)
    status = {
        person.name: browser(person).get(f"{AT}/staff/drafts/{draft.pk}/").status_code
        for person in (people.bob, people.alice, colleague, people.carol, people.mallory)
    }
    assert status == {"Bob": 200, "Alice": 200, "Dave": 404, "Carol": 404, "Mallory": 404}
    listed = [
        b"final.pdf" in browser(person).get(f"{AT}/staff/drafts/").content
        for person in (people.bob, people.alice, colleague)
    ]
    assert listed == [True, True, False]


@pytest.mark.parametrize("who", ["dave", "carol", "mallory", "guest"])
@pytest.mark.parametrize("what", ["remove", "read"])
def test_change_by_others_is_refused(
    who: str, what: str, people: People, fenwick: Professor, browser: Any
) -> None:
    draft = upload(people, fenwick)
    dave = member(people.norvale, "dave", Role.STAFF)
    others = {"dave": dave, "carol": people.carol, "mallory": people.mallory, "guest": None}
    answer = browser(others[who]).post(f"{AT}/staff/drafts/{draft.pk}/{what}/")
    assert answer.status_code == (302 if who == "guest" else 404)
    with institution_scope(people.norvale.pk):
        assert Draft.objects.get(pk=draft.pk).state == DraftState.READ


def test_draft_is_on_no_other_page_and_in_no_count(
    people: People, fenwick: Professor, browser: Any
) -> None:
    pages = [
        f"{AT}/",
        f"{AT}/professors/",
        f"{AT}/professors/{fenwick.pk}/",
        f"{AT}/professors/{fenwick.pk}/plan/",
        f"{AT}/compare/",
        f"{AT}/questions/?words=gyroscope",
        f"{AT}/api/v1/papers",
        f"{AT}/api/v1/profiles/{fenwick.pk}",
    ]
    before = [shown(browser(people.carol), page) for page in pages]
    upload(people, fenwick)
    after = [shown(browser(people.carol), page) for page in pages]
    assert after == before
    assert not any(SECRET in page for page in after)
    with institution_scope(people.norvale.pk):
        assert Paper.objects.count() == 12
        assert fenwick.papers.count() == 12


def test_page_shows_the_checks(people: People, fenwick: Professor, browser: Any) -> None:
    draft = upload(people, fenwick)
    page = browser(people.bob).get(f"{AT}/staff/drafts/{draft.pk}/").content.decode()
    assert "The questions to be answered carry 20 of 20 marks." in page
    assert SECRET in page


def test_upload_takes_the_file_and_rings_for_it(
    people: People, fenwick: Professor, browser: Any
) -> None:
    client: Client = browser(people.bob)
    form = {"draft": SimpleUploadedFile("final.pdf", PDF), "professor": fenwick.pk}
    answer = client.post(f"{AT}/staff/drafts/", form)
    with institution_scope(people.norvale.pk):
        draft = Draft.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"{AT}/staff/drafts/{draft.pk}/")
    assert (draft.uploaded_by_id, draft.state) == (people.bob.pk, DraftState.WAITING)


def test_upload_of_no_pdf_says_what_to_do(people: People, fenwick: Professor, browser: Any) -> None:
    form = {"draft": SimpleUploadedFile("notes.txt", b"hello"), "professor": fenwick.pk}
    page = browser(people.bob).post(f"{AT}/staff/drafts/", form).content.decode()
    assert "notes.txt: not a PDF. Print or scan it to a PDF first." in page


def test_read_of_a_broken_file_says_so(people: People, fenwick: Professor) -> None:
    draft = upload(people, fenwick, read=False)
    read_draft(people.norvale.pk, draft.pk)
    with institution_scope(people.norvale.pk):
        draft.refresh_from_db()
        assert draft.state == DraftState.UNREADABLE
        assert draft.detail
        assert check_draft(draft) is None


def test_removed_draft_leaves_no_file(
    people: People, fenwick: Professor, django_capture_on_commit_callbacks: Any
) -> None:
    draft = upload(people, fenwick)
    assert default_storage.exists(draft.file)
    with django_capture_on_commit_callbacks(execute=True), institution_scope(people.norvale.pk):
        remove_draft(draft)
    assert not default_storage.exists(draft.file)


def test_removed_draft_leaves_the_file_of_a_paper(
    people: People, fenwick: Professor, django_capture_on_commit_callbacks: Any
) -> None:
    draft = upload(people, fenwick)
    with django_capture_on_commit_callbacks(execute=True), institution_scope(people.norvale.pk):
        papers.receive_paper(PDF, "final.pdf", professor=fenwick)
        remove_draft(draft)
    assert default_storage.exists(draft.file)
