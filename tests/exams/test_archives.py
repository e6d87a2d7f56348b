"""ZIPs of papers: what is unpacked, under which names, and what is refused."""

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from exams.errors import PaperRejected
from exams.models import Paper
from exams.services import archives
from exams.services.archives import papers_in
from exams.tenancy import institution_scope
from tests.corpus.hostile import clean_pdf
from tests.people import People


def archive(*entries: tuple[str, bytes]) -> io.BytesIO:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in entries:
            opened.writestr(name, content)
    found.seek(0)
    return found


def code_of(content: io.BytesIO, most: int = 100) -> str:
    with pytest.raises(PaperRejected) as refused:
        list(papers_in(content, "all.zip", most))
    return refused.value.code


def test_names_tell_folders_and_litter_is_left_out() -> None:
    content = archive(
        ("../../etc/a\x07.pdf", b"1"),
        ("2020\\b.pdf", b"2"),
        ("__MACOSX/._b.pdf", b"3"),
        ("folder/", b""),
        ("folder/.DS_Store", b"4"),
    )
    assert list(papers_in(content, "all.zip", 100)) == [
        ("etc a.pdf", b"1"),
        ("2020 b.pdf", b"2"),
    ]
    content = archive(("all/Heat/2019/exam.pdf", b"1"), ("all/Heat/2020/exam.pdf", b"2"))
    names = [name for name, _ in papers_in(content, "all.zip", 100)]
    assert names == ["2019 exam.pdf", "2020 exam.pdf"]


def test_entry_is_unpacked_to_one_byte_beyond_the_limit() -> None:
    ((_, content),) = papers_in(archive(("a.pdf", bytes(10**6))), "all.zip", 100)
    assert len(content) == 101


def test_bomb_of_many_bytes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_BYTES", 150)
    many = [(f"{number}.pdf", bytes(100)) for number in range(3)]
    assert code_of(archive(*many)) == "archive_too_large"


def test_bomb_of_many_entries_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_ENTRIES", 2)
    assert code_of(archive(("a", b""), ("b", b""), ("c", b""))) == "archive_too_many"


def test_empty_damaged_and_locked_archives_are_refused() -> None:
    assert code_of(archive()) == "archive_empty"
    assert code_of(io.BytesIO(b"PK\x03\x04 no more")) == "archive_damaged"
    locked = bytearray(archive(("a.pdf", b"1")).getvalue())
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert code_of(io.BytesIO(bytes(locked))) == "archive_encrypted"
    broken = bytearray(archive(("a.pdf", b"words " * 9)).getvalue())
    broken[40] ^= 0xFF
    assert code_of(io.BytesIO(bytes(broken))) == "archive_damaged"


def test_uploaded_zip_is_taken_paper_by_paper(people: People, browser: Any) -> None:
    inner = archive(("x.pdf", b"1")).getvalue()
    content = archive(("a.pdf", clean_pdf()), ("b.pdf", clean_pdf()), ("more.zip", inner))
    file = SimpleUploadedFile("all.zip", content.getvalue())
    response = browser(people.bob).post("/at/norvale/staff/papers/upload/", {"papers": [file]})
    assert [refused.words for refused in response.context["refused"]] == [
        "b.pdf: the same file is here as a.pdf.",
        "more.zip: not a PDF. Print or scan it to a PDF first.",
    ]
    with institution_scope(people.norvale.pk):
        assert [one.file_name for one in Paper.objects.all()] == ["a.pdf"]
