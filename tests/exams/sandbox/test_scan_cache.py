import os
import time
from pathlib import Path
from typing import Any

import pytest

from exams.reading.page import Page, TextSource, Word
from exams.sandbox import ScanCache, read_pdf
from exams.sandbox.conversation import Conversation
from exams.sandbox.limits import Limits
from exams.sandbox.messages import Opened, PageRead, Task
from exams.sandbox.progress import Progress
from exams.sandbox.reading import Verdict
from tests.corpus.hostile import image_only_pdf

KEY, OTHER = "a" * 64, "b" * 64


def recognised(text: str = "Define", source: TextSource = TextSource.OCR) -> PageRead:
    words = (Word(text, 10, 10, 50, 20),)
    return PageRead.of(Page(1, 595, 842, words, source), needs_ocr=False)


def scan(number: int, key: str) -> PageRead:
    return PageRead.of(Page(number, 595, 842, ()), needs_ocr=True, scan_key=key)


def test_fetch_gives_what_was_kept_as_the_page_asked_for(tmp_path: Path) -> None:
    scans = ScanCache(tmp_path / "scans")
    scans.keep(KEY, recognised())

    assert scans.fetch(KEY, 4) == recognised().model_copy(update={"number": 4})
    assert scans.fetch(OTHER, 4) is None


@pytest.mark.parametrize("key", ["", "../../secret_key", KEY + "\n", "A" * 64])
def test_key_that_is_no_digest_is_neither_kept_nor_fetched(tmp_path: Path, key: str) -> None:
    scans = ScanCache(tmp_path)
    scans.keep(key, recognised())

    assert (scans.fetch(key, 1), list(tmp_path.iterdir())) == (None, [])


def test_page_of_another_kind_is_not_kept(tmp_path: Path) -> None:
    scans = ScanCache(tmp_path)
    scans.keep(KEY, scan(1, KEY))
    scans.keep(OTHER, recognised(source=TextSource.NOTHING))

    assert list(tmp_path.iterdir()) == []


def test_fetch_of_a_damaged_page_removes_it(tmp_path: Path) -> None:
    (tmp_path / KEY).write_text('{"kind": "page", "number": "one"}')

    assert ScanCache(tmp_path).fetch(KEY, 1) is None
    assert list(tmp_path.iterdir()) == []


def test_trim_removes_what_was_used_longest_ago_down_to_the_size(tmp_path: Path) -> None:
    size = len(recognised().model_dump_json())
    scans = ScanCache(tmp_path, most_bytes=2 * size)
    for age, digit in enumerate("cdef"):
        scans.keep(digit * 64, recognised())
        os.utime(tmp_path / (digit * 64), (time.time() - age, time.time() - age))
    scans.trim()

    assert sorted(file.name[0] for file in tmp_path.iterdir()) == ["c", "d"]


def test_trim_removes_what_was_not_used_for_long(tmp_path: Path) -> None:
    scans = ScanCache(tmp_path, most_days=1)
    scans.keep(KEY, recognised())
    os.utime(tmp_path / KEY, (time.time() - 90_000, time.time() - 90_000))
    scans.trim()

    assert list(tmp_path.iterdir()) == []


def test_scan_that_is_known_is_not_asked_for(tmp_path: Path) -> None:
    scans = ScanCache(tmp_path)
    scans.keep(KEY, recognised())
    progress = Progress(Limits(), scans)
    progress.note(Opened(page_count=2))
    progress.note(scan(1, OTHER))
    progress.note(scan(2, KEY))
    task = progress.next_task()

    assert task is not None
    assert (task.pages, task.ocr) == ((1,), True)


def test_scan_read_twice_is_recognised_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf = image_only_pdf("1. Define a process. [5]\n2. Name a signal. [3]\n3. Name a tree. [2]")
    first = read_pdf(pdf, scans=ScanCache(tmp_path))
    asked: list[Task] = []
    start = Conversation._start

    def note(self: Conversation, *rest: Any) -> Any:
        asked.append(self.task)
        return start(self, *rest)

    monkeypatch.setattr(Conversation, "_start", note)
    second = read_pdf(pdf, scans=ScanCache(tmp_path))

    assert second == first
    assert first.verdict is Verdict.SCANNED
    assert [task.ocr for task in asked] == [False, False]
