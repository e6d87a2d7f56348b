"""How far the reading of one file has come, over as many children as it takes."""

from collections import Counter
from dataclasses import dataclass, field

from exams.outline.explain import Explained
from exams.outline.model import Outline
from exams.reading.lines import split_lines
from exams.reading.page import Page, TextSource
from exams.sandbox import wording
from exams.sandbox.limits import Limits
from exams.sandbox.messages import (
    AnyMessage,
    Opened,
    Outlined,
    PageFailed,
    PageRead,
    Refused,
    Task,
    wanted_pages,
)
from exams.sandbox.reading import PageReading, Reading, Verdict
from exams.sandbox.scan_cache import ScanCache


@dataclass
class Progress:
    """What is known of a file, what it costs next, and in the end its reading."""

    limits: Limits
    scans: ScanCache | None = None
    span: tuple[int, int] | None = None
    refused: Verdict | None = None
    page_count: int | None = None
    pages: dict[int, PageRead] = field(default_factory=dict)
    failed: dict[int, Verdict] = field(default_factory=dict)
    outline: Outline | None = None
    reasons: tuple[Explained, ...] = ()
    outlined: bool = False
    failures_in_a_row: int = 0

    def note(self, message: AnyMessage) -> None:
        """Take in what a child said."""
        match message:
            case Opened():
                self.page_count = message.page_count
            case Refused():
                self.refused = message.verdict
            case PageRead() if self._is_awaited(message.number):
                self.pages[message.number] = self._recognised(message)
                self.failures_in_a_row = 0
            case PageFailed() if self._is_awaited(message.number):
                self._fail(message.number, message.verdict)
            case Outlined():
                self.outline, self.outlined = message.outline, True
                self.reasons = message.reasons

    def _recognised(self, message: PageRead) -> PageRead:
        """The page as OCR found it before, where it did; what it has found now is kept."""
        if self.scans is None:
            return message
        if message.needs_ocr:
            return self.scans.fetch(message.scan_key, message.number) or message
        before = self.pages.get(message.number)
        if before and before.needs_ocr:
            self.scans.keep(before.scan_key, message)
        return message

    def blame(self, verdict: Verdict) -> None:
        """Take in that a child ended with `verdict` over the first page it had not answered."""
        self.failures_in_a_row += 1
        awaited = self._awaited()
        if self.page_count is None:
            self.refused = verdict
        elif not awaited:
            self.outlined = True
        elif self.failures_in_a_row >= self.limits.failures_in_a_row:
            self.give_up(verdict)
        else:
            self._fail(awaited[0], verdict)

    def give_up(self, verdict: Verdict) -> None:
        """Let every page that is still awaited have `verdict`."""
        if self.page_count is None:
            self.refused = verdict
        for number in self._awaited():
            self._fail(number, verdict)
        for number in self._awaited():
            self._fail(number, verdict)

    def next_task(self) -> Task | None:
        """What to ask the next child for; None when the file is done with."""
        if self.refused or self.outlined or self._is_too_long():
            return None
        awaited = self._awaited()
        ocr = bool(awaited) and awaited[0] in self.pages
        limits = self.limits
        return Task(
            pages=None if self.page_count is None else tuple(awaited),
            span=self.span,
            ocr=ocr,
            pixels=limits.pixels,
            page_inches=limits.page_inches,
            most_pages=limits.pages,
            memory_mb=limits.ocr_memory_mb if ocr else limits.memory_mb,
            cpu_seconds=limits.page_cpu_seconds,
        )

    def known(self) -> list[PageRead]:
        """The pages that the next child need not read again."""
        awaited = set(self._awaited())
        return [page for number, page in self.pages.items() if number not in awaited]

    def _awaited(self) -> list[int]:
        """Pages to read next: first those nobody has read, then those that need OCR."""
        numbers = wanted_pages(self.page_count or 0, self.span)
        unread = [n for n in numbers if n not in self.pages and n not in self.failed]
        return unread or [n for n in numbers if n in self.pages and self.pages[n].needs_ocr]

    def _is_awaited(self, number: int) -> bool:
        return number in self._awaited()

    def _is_too_long(self) -> bool:
        return (self.page_count or 0) > self.limits.pages

    def _fail(self, number: int, verdict: Verdict) -> None:
        """Leave a page alone; where OCR failed, its picture stays and its poor text goes."""
        self.failed[number] = verdict
        if page := self.pages.get(number):
            empty = {"words": (), "source": TextSource.NOTHING, "needs_ocr": False}
            self.pages[number] = page.model_copy(update=empty)

    def reading(self) -> Reading:
        """The reading of the file, with words for staff."""
        count = self.page_count or 0
        if self.refused:
            return Reading(verdict=self.refused, detail=wording.FILE_WORDS[self.refused])
        if self._is_too_long():
            detail = wording.too_many_pages(count, self.limits.pages)
            return Reading(verdict=Verdict.TOO_LARGE, detail=detail, page_count=count)
        wanted = wanted_pages(count, self.span)
        pages = tuple(self._page_reading(number) for number in wanted)
        count = len(wanted)
        verdict = _verdict_of([page.verdict for page in pages])
        if not verdict.readable:
            detail = wording.FILE_WORDS[verdict]
            return Reading(verdict=verdict, detail=detail, page_count=count, pages=pages)
        said = [wording.failed_pages(self.failed)] + [wording.no_outline()] * (not self.outline)
        return Reading(
            verdict=verdict,
            detail=" ".join(words for words in said if words),
            page_count=count,
            pages=pages,
            outline=self.outline,
        )

    def _page_reading(self, number: int) -> PageReading:
        message = self.pages.get(number)
        page = message.page() if message else Page(number, 0, 0, (), TextSource.NOTHING)
        return PageReading(
            number=number,
            width=page.width,
            height=page.height,
            verdict=self.failed.get(number) or _VERDICTS[page.source],
            text=text_of(page),
            hidden_words=page.hidden_words,
            image=page.image,
            reasons=tuple(one for one in self.reasons if one.box.page == number),
        )


_VERDICTS = {
    TextSource.LAYER: Verdict.OK,
    TextSource.OCR: Verdict.SCANNED,
    TextSource.NOTHING: Verdict.EMPTY,
}


def text_of(page: Page) -> str:
    """The words of `page` in reading order, a line of the page a line of the text."""
    return "\n".join(" ".join(word.text for word in line) for line in split_lines(page.words))


def _verdict_of(pages: list[Verdict]) -> Verdict:
    """The verdict of a file: the best of its readable pages, else what befell most pages."""
    if Verdict.OK in pages:
        return Verdict.OK
    if Verdict.SCANNED in pages:
        return Verdict.SCANNED
    bad = Counter(verdict for verdict in pages if verdict is not Verdict.EMPTY)
    return bad.most_common(1)[0][0] if bad else Verdict.EMPTY
