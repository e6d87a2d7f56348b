import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from exams.management.commands import outline as command
from exams.outline import read_outline
from exams.reading.page import Page
from exams.sandbox.reading import Reading, Verdict
from tests.exams.outline.sheets import page_of


def reading_of(paper: Path, **_: object) -> tuple[Reading, list[Page]]:
    if paper.stem == "broken":
        return Reading(verdict=Verdict.CORRUPT, detail="The file is damaged."), []
    pages = [page_of("1. Define a stack. [2]", "2. Define a queue. [3]")]
    return Reading(verdict=Verdict.OK, page_count=1, outline=read_outline(pages)), pages


def test_outline_writes_json_and_fails_for_unread_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "read_pages", reading_of)
    out, err = io.StringIO(), io.StringIO()
    papers = ["a/exam.pdf", "b/exam.pdf", "broken.pdf"]
    with pytest.raises(CommandError, match=r"1 of 3 files could not be read\."):
        call_command("outline", *papers, json_dir=str(tmp_path), stdout=out, stderr=err)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["exam-2.json", "exam.json"]
    written = json.loads((tmp_path / "exam.json").read_text())
    assert [(q["number"], q["marks"], q["text"]) for q in written["questions"]] == [
        ("1", 2, "Define a stack."),
        ("2", 3, "Define a queue."),
    ]
    assert "exam.pdf: ok, 2 questions; 5 marks; confidence" in out.getvalue()
    assert err.getvalue() == "broken.pdf: corrupt. The file is damaged.\n"


def test_outline_explains_each_paper_in_pictures_and_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "read_pages", reading_of)
    folder = tmp_path / "why"
    call_command(
        "outline", "exam.pdf", json_dir=str(tmp_path), explain=str(folder), stdout=io.StringIO()
    )
    assert sorted(file.name for file in folder.iterdir()) == [
        "exam-1.png",
        "exam.json",
        "exam.txt",
    ]
    assert (folder / "exam.txt").read_text().splitlines() == [
        'page 1, 80 pt: question "1" (1): begins a list of 2',
        'page 1, 96 pt: question "2" (2): counts on from 1',
        'page 1, 80 pt: mark "[2]" (1): given to 1',
        'page 1, 96 pt: mark "[3]" (2): given to 2',
    ]
    written = json.loads((folder / "exam.json").read_text())
    assert [(one["kind"], one["path"], one["marks"]) for one in written] == [
        ("question", "1", 2.0),
        ("question", "2", 3.0),
        ("mark", "1", 2.0),
        ("mark", "2", 3.0),
    ]
