import pytest

from exams.outline.model import Outline
from exams.reading.page import Page, TextSource, Word
from exams.sandbox.limits import Limits
from exams.sandbox.messages import Opened, Outlined, PageFailed, PageRead, Refused
from exams.sandbox.progress import Progress
from exams.sandbox.reading import Verdict


def page(number: int, *, needs_ocr: bool = False) -> PageRead:
    words = (Word(f"word{number}", 10, 10, 50, 20),)
    return PageRead.of(Page(number, 595, 842, words), needs_ocr=needs_ocr)


def opened(count: int) -> Progress:
    progress = Progress(Limits())
    progress.note(Opened(page_count=count))
    return progress


def asked(progress: Progress) -> tuple[tuple[int, ...] | None, bool] | None:
    task = progress.next_task()
    return (task.pages, task.ocr) if task else None


def test_next_task_of_an_unknown_file_is_all_of_it() -> None:
    assert asked(Progress(Limits())) == (None, False)


def test_next_task_after_a_lost_child_goes_on_behind_the_page() -> None:
    progress = opened(4)
    progress.note(page(1))
    progress.blame(Verdict.CRASHED)

    assert asked(progress) == ((3, 4), False)
    assert progress.failed == {2: Verdict.CRASHED}


def test_next_task_for_scans_comes_last_with_more_memory() -> None:
    progress = opened(3)
    for message in (page(1), page(2, needs_ocr=True), page(3)):
        progress.note(message)
    task = progress.next_task()

    assert task is not None
    assert (task.pages, task.ocr, task.memory_mb) == ((2,), True, Limits().ocr_memory_mb)
    assert [known.number for known in progress.known()] == [1, 3]


def test_next_task_with_all_pages_is_the_outline() -> None:
    progress = opened(1)
    progress.note(page(1))

    assert asked(progress) == ((), False)


def test_blame_for_the_outline_keeps_the_text() -> None:
    progress = opened(1)
    progress.note(page(1))
    progress.blame(Verdict.TIMED_OUT)
    reading = progress.reading()

    assert progress.next_task() is None
    assert (reading.verdict, reading.outline) == (Verdict.OK, None)
    assert reading.detail == "The text was read, but its questions could not be told apart."


def test_blame_in_a_row_gives_up_the_rest() -> None:
    progress = opened(9)
    for _ in range(3):
        progress.blame(Verdict.TIMED_OUT)

    assert progress.failed == dict.fromkeys(range(1, 10), Verdict.TIMED_OUT)
    assert progress.reading().verdict is Verdict.TIMED_OUT


def test_blame_before_the_file_opens_is_the_files_verdict() -> None:
    progress = Progress(Limits())
    progress.blame(Verdict.OUT_OF_MEMORY)
    reading = progress.reading()

    assert progress.next_task() is None
    assert (reading.verdict, reading.pages) == (Verdict.OUT_OF_MEMORY, ())


def test_blame_for_ocr_drops_the_poor_text_of_the_page() -> None:
    progress = opened(1)
    progress.note(page(1, needs_ocr=True))
    progress.blame(Verdict.TIMED_OUT)
    (read,) = progress.reading().pages

    assert (read.verdict, read.text, read.width) == (Verdict.TIMED_OUT, "", 595)


def test_note_of_a_page_not_asked_for_is_ignored() -> None:
    progress = opened(1)
    progress.note(page(7))

    assert progress.pages == {}


def test_refused_file_has_words_for_staff() -> None:
    progress = Progress(Limits())
    progress.note(Refused(verdict=Verdict.ENCRYPTED))

    assert progress.reading().detail == (
        "The file is protected by a password. Ask for a copy without it, or print it to a new PDF."
    )


@pytest.mark.parametrize(
    ("failed", "detail"),
    [
        ({2: Verdict.CORRUPT}, "Page 2 is damaged."),
        ({2: Verdict.CORRUPT, 3: Verdict.CORRUPT, 5: Verdict.CORRUPT}, "Pages 2-3, 5 are damaged."),
        (
            {2: Verdict.CRASHED, 3: Verdict.TOO_LARGE},
            "Page 2 is impossible to read. Page 3 is too large.",
        ),
    ],
)
def test_reading_with_failed_pages_names_them(failed: dict[int, Verdict], detail: str) -> None:
    progress = opened(6)
    for number in range(1, 7):
        verdict = failed.get(number)
        progress.note(PageFailed(number=number, verdict=verdict) if verdict else page(number))
    progress.note(Outlined(outline=Outline()))
    reading = progress.reading()

    assert reading.verdict is Verdict.OK
    assert reading.detail == (
        f"{detail} The rest was read. Print those pages to a new PDF if they matter."
    )


def test_message_carries_a_page_there_and_back() -> None:
    word = Word("Define", 10.0, 20.0, 50.5, 30.25, 10.0, "Times", bold=True, italic=False)
    sent = Page(3, 595, 842, (word,), TextSource.OCR, hidden_words=2, image=b"\x00\xff")

    assert PageRead.of(sent, needs_ocr=False).page() == sent
