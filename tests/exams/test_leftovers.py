"""Files go with the last row that names them, and not before."""

from typing import Any

from django.core.files.storage import default_storage

from exams.models import Institution, Page, Paper
from exams.services import files
from exams.tenancy import institution_scope
from tests.api_client import add_paper
from tests.people import People


def stored(*contents: bytes) -> list[str]:
    return [files.store(content, "pdf") for content in contents]


def there(*names: str) -> list[bool]:
    return [default_storage.exists(name) for name in names]


def test_deleted_paper_leaves_no_file_and_takes_none_of_another(
    people: People, browser: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with institution_scope(people.norvale.pk):
        own, shared, page, both = names = stored(b"own", b"shared", b"page", b"both")
        paper = add_paper(None, None, 2020, file=own)
        other = add_paper(None, None, 2021, file=shared)
        part = add_paper(None, None, 2022, file=shared, sha256=other.sha256, first_page=1)
        for one, number, picture in ((paper, 1, page), (paper, 2, both), (other, 1, both)):
            Page.objects.create(
                paper=one, number=number, width=1, height=1, verdict="ok", picture=picture
            )
    with institution_scope(people.elsewhere.pk):
        (foreign,) = stored(b"own")
    client = browser(people.bob)

    def remove(one: Paper) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            client.post(f"/at/norvale/admin/exams/paper/{one.pk}/delete/", {"post": "yes"})

    remove(paper)
    assert there(*names, foreign) == [False, True, False, True, True]
    remove(other)
    assert there(*names, foreign) == [False, True, False, False, True]
    remove(part)
    assert there(*names, foreign) == [False, False, False, False, True]


def test_file_that_is_stored_again_in_the_same_breath_stays(
    people: People, django_capture_on_commit_callbacks: Any
) -> None:
    with institution_scope(people.norvale.pk):
        (name,) = stored(b"paper")
        with django_capture_on_commit_callbacks(execute=True):
            add_paper(None, None, 2020, file=name).delete()
            again = add_paper(None, None, 2021, file=stored(b"paper")[0])
        assert there(again.file) == [True]
        Institution.objects.filter(pk=people.norvale.pk).update(logo=name)
        with django_capture_on_commit_callbacks(execute=True):
            again.delete()
        assert there(name) == [True]
