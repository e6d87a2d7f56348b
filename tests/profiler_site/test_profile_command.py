"""The one command that needs no server."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from exams.models import Institution, Professor
from exams.tenancy import institution_scope
from tests.corpus.hostile import encrypted_pdf
from tests.profiler_site.folders import printed


@pytest.fixture
def folder(home: Path, real_db: None) -> Path:
    place = home / "papers"
    place.mkdir()
    for name, content in printed(2):
        (place / name).write_bytes(content)
    return place


def profile(*arguments: object) -> int:
    with pytest.raises(SystemExit) as end:
        call_command("profile", *map(str, arguments), "--professor", "Ilse Thornquist")
    assert isinstance(end.value.code, int)
    return end.value.code


def test_profile_of_a_folder_writes_report_and_json(
    folder: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    syllabus = home / "syllabus.txt"
    syllabus.write_text("Eigenvalues and eigenvectors\nOrthogonality\nDeterminants\n")
    out, as_json = home / "report.pdf", home / "profile.json"
    assert profile(folder, "--syllabus", syllabus, "--out", out, "--json", as_json) == 0
    assert out.read_bytes().startswith(b"%PDF-")
    content = json.loads(as_json.read_text())
    assert content["professor"] == "Ilse Thornquist"
    assert len(content["papers"]) == 2
    topics = {topic["topic"] for topic in content["analysis"]["topics"]}
    assert topics <= {"Eigenvalues and eigenvectors", "Orthogonality", "Determinants"}
    assert "2 of 2 papers analysed." in capsys.readouterr().out


@pytest.mark.usefixtures("unprinted")
def test_profile_with_files_of_no_use_names_them_and_goes_on(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "locked.pdf").write_bytes(encrypted_pdf())
    (folder / "notes.pdf").write_bytes(b"no paper at all")
    (folder / "empty.pdf").write_bytes(b"")
    assert profile(folder) == 3
    printed_words = " ".join(capsys.readouterr().out.split())
    assert "notes.pdf: not a PDF" in printed_words
    assert "empty.pdf: the file is empty" in printed_words
    assert "Left out locked.pdf: The file is protected by a password" in printed_words
    assert "2 of 3 papers analysed." in printed_words


def test_profile_without_a_readable_paper_fails_with_the_reason(
    home: Path, real_db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    locked = home / "locked.pdf"
    locked.write_bytes(encrypted_pdf())
    assert profile(locked) == 1
    assert "password" in capsys.readouterr().out


def test_profile_of_a_missing_file_says_so(home: Path, real_db: None) -> None:
    with pytest.raises(CommandError, match="no such file or folder"):
        call_command("profile", str(home / "nowhere"), "--professor", "Ada")


@pytest.mark.usefixtures("unprinted")
def test_second_profile_uses_what_is_known(folder: Path) -> None:
    assert profile(folder) == 0
    assert profile(folder) == 0
    with institution_scope(Institution.objects.get(slug="local").pk):
        jobs = list(Professor.objects.get().jobs.order_by("pk"))
        assert [job.steps.filter(kind="model").count() for job in jobs] == [2, 0]
