"""Taking papers in, reading them, filing them. The only writer of `Paper.status`."""

import hashlib
import re
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from exams.enums import PaperStatus
from exams.errors import DuplicatePaper, PaperRejected
from exams.models import Course, Deed, Page, Paper, Professor, User
from exams.outline.model import BundledPaper, CoverFacts
from exams.queue import Bell, ring, waiting
from exams.sandbox import ScanCache, read_pdf
from exams.sandbox.reading import PageReading, Reading
from exams.services import files
from exams.services.catalogue import course_titled
from exams.services.heartbeat import heartbeat
from exams.services.likeness import sketch
from exams.services.trail import note
from exams.tenancy import institution_scope, platform_scope

READING_BEAT = 5.0  # seconds between two signs of life of whoever reads a paper
READING_PATIENCE = timedelta(seconds=4 * READING_BEAT)
SHORT = 2  # letters of a term such as "WS", which stays in capitals
SIGNATURE_WITHIN = 1024  # bytes from the start in which readers look for "%PDF-"


@transaction.atomic
def receive_paper(
    content: bytes,
    file_name: str,
    *,
    professor: Professor | None = None,
    course: Course | None = None,
    year: int | None = None,
    session: str = "",
    uploaded_by: User | None = None,
) -> Paper:
    """Store a file and have it read; raises `PaperRejected` in words where it is not taken.

    With a professor it is filed, and what is left empty is filled in from its cover once it is
    read. Without one it waits for somebody to look at it.
    """
    refuse(content, file_name)
    digest = hashlib.sha256(content).hexdigest()
    # Found or made in one step: the same file may be uploaded twice at the same moment.
    paper, is_new = Paper.objects.get_or_create(
        sha256=digest,
        first_page=None,
        defaults={
            "professor": professor,
            "course": course,
            "year": year,
            "session": session,
            "file_name": file_name[-255:],
            "file": files.store(content, "pdf"),
            "size": len(content),
            "uploaded_by": uploaded_by,
        },
    )
    if not is_new:
        raise DuplicatePaper(paper.pk, f"{file_name}: the same file is here as {paper.file_name}.")
    ring(Bell.READ_PAPER, paper.pk)
    note(Deed.UPLOADED, paper.file_name, uploaded_by)
    return paper


def refuse(content: bytes, file_name: str) -> None:
    """Raise `PaperRejected` for what is certainly no paper; reading finds out the rest."""
    if not content:
        raise PaperRejected("empty", f"{file_name}: the file is empty.")
    if len(content) > settings.UPLOAD_MAX_BYTES:
        limit = settings.UPLOAD_MAX_BYTES // 1024**2
        raise PaperRejected("too_large", f"{file_name}: larger than {limit} MB.")
    if b"%PDF-" not in content[:SIGNATURE_WITHIN]:
        raise PaperRejected("not_pdf", f"{file_name}: not a PDF. Print or scan it to a PDF first.")


def read_paper(institution_id: int, paper_id: int) -> bool:
    """Read a stored paper and keep what it says; False while another worker is reading it.

    No transaction is held while the file is read, which may take a minute of OCR.
    """
    with institution_scope(institution_id):
        if not claim_reading(paper_id):
            return not Paper.objects.filter(pk=paper_id, status=PaperStatus.READING).exists()
        paper = Paper.objects.get(pk=paper_id)
        content, span = files.fetch(paper.file), paper.span
    with heartbeat(lambda: _still_reading(institution_id, paper_id), READING_BEAT):
        reading = read_pdf(content, scans=scans_of(institution_id), span=span)
    with institution_scope(institution_id):
        found = Paper.objects.select_for_update().filter(pk=paper_id).first()
        if found is not None:
            keep(found, reading)
    return True


def scans_of(institution_id: int) -> ScanCache:
    """The scans that were recognised for an institution, shared with no other."""
    return ScanCache(settings.HOME / "scans" / str(institution_id))


def claim_reading(paper_id: int) -> bool:
    """Whether the paper is ours to read: nobody has begun, or who began has died over it."""
    abandoned = Q(status=PaperStatus.READING, reading_since__lt=Now() - READING_PATIENCE)
    free = Paper.objects.filter(Q(status=PaperStatus.RECEIVED) | abandoned, pk=paper_id)
    return bool(free.update(status=PaperStatus.READING, reading_since=Now()))


def _still_reading(institution_id: int, paper_id: int) -> bool:
    with institution_scope(institution_id):
        ours = Paper.objects.filter(pk=paper_id, status=PaperStatus.READING)
        return bool(ours.update(reading_since=Now()))


def sweep_papers() -> int:
    """Ring again for papers that nobody reads; returns how many.

    Only while the queue is empty, since else their bells are in it.
    """
    if waiting():
        return 0
    abandoned = Q(status=PaperStatus.READING, reading_since__lt=Now() - READING_PATIENCE)
    unheard = Q(status=PaperStatus.RECEIVED, created_at__lt=Now() - READING_PATIENCE)
    with platform_scope("find papers that no worker reads"):
        found = list(Paper.across.filter(abandoned | unheard).values_list("institution_id", "pk"))
    for institution_id, paper_id in found:
        with institution_scope(institution_id):
            ring(Bell.READ_PAPER, paper_id)
    return len(found)


def keep(paper: Paper, reading: Reading) -> None:
    """Write what was read: status and verdict, pages, outline, and what the cover says."""
    readable = reading.verdict.readable and reading.outline is not None
    paper.status = PaperStatus.READ if readable else PaperStatus.UNREADABLE
    paper.verdict, paper.detail = reading.verdict.value, reading.detail
    paper.page_count = reading.page_count
    paper.sketch = sketch(page.text for page in reading.pages)
    if paper.span is None and reading.outline is not None and reading.outline.papers > 1:
        paper.detail = f"The file holds {reading.outline.papers} papers, counted as one sitting."
    if reading.outline is not None:
        paper.outline_json = reading.outline.model_dump(mode="json")
        file_by_cover(paper, reading.outline.facts)
    paper.save()
    paper.pages.all().delete()
    Page.objects.bulk_create(page_row(paper, page) for page in reading.pages)


def page_row(paper: Paper, page: PageReading) -> Page:
    """A page as a row, its picture stored."""
    return Page(
        paper=paper,
        number=page.number,
        width=page.width,
        height=page.height,
        verdict=page.verdict.value,
        text=page.text.replace("\x00", ""),
        hidden_words=page.hidden_words,
        picture=files.store(page.image, picture_kind(page.image)) if page.image else "",
        reasons_json=[one.model_dump(mode="json") for one in page.reasons],
    )


def picture_kind(image: bytes) -> str:
    """The suffix for a page's picture: reading makes PNG and WebP."""
    return "png" if image.startswith(b"\x89PNG") else "webp"


def file_by_cover(paper: Paper, facts: CoverFacts) -> None:
    """Fill in what staff left empty of when a paper was set, and the course of a filed one.

    A cover alone files nothing: the professor, and with it the course, is said by a person.
    """
    paper.year = paper.year or facts.year
    paper.session = paper.session or session_of(facts)
    if paper.professor_id is not None and paper.course_id is None and facts.subject:
        paper.course = course_titled(facts.subject, facts.course_code or "")


def file_paper(
    paper: Paper,
    *,
    professor: Professor | None,
    course: Course | None,
    year: int | None,
    session: str,
) -> None:
    """Say whose paper it is and when it was set."""
    paper.professor, paper.course, paper.year, paper.session = professor, course, year, session
    paper.save(update_fields=["professor", "course", "year", "session"])


def session_of(facts: CoverFacts) -> str:
    """The session as the cover names it, without the year, which stands apart."""
    session = facts.session or ""
    if facts.year:
        session = re.sub(rf"\b{facts.year}\b(?:\s?[-/–]\s?\d{{2,4}}\b)?", "", session)
    words = " ".join(session.split()).strip(" ,-–/()")[:60]
    return words.title() if words.isupper() and len(words) > SHORT else words


@transaction.atomic
def read_again(paper: Paper) -> bool:
    """Have a paper that could not be read read once more; False for any other paper."""
    unreadable = Paper.objects.filter(pk=paper.pk, status=PaperStatus.UNREADABLE)
    if not unreadable.update(status=PaperStatus.RECEIVED):
        return False
    ring(Bell.READ_PAPER, paper.pk)
    return True


@transaction.atomic
def divide_paper(paper: Paper) -> list[Paper]:
    """File the papers that a file holds as papers of their own, and have each read.

    What a cover does not say about its paper is taken from what was said about the file; years
    and sessions never are. The paper of the whole file stays for what was published from it, and
    counts no longer. Raises `PaperRejected` where there is nothing to divide.
    """
    whole = Paper.objects.select_for_update().get(pk=paper.pk)
    bundle = whole.bundle
    if not bundle:
        raise PaperRejected("not_several", f"{whole.label}: no other paper was found in the file.")
    parts = [_part_of(whole, one) for one in bundle]
    whole.status = PaperStatus.DIVIDED
    whole.detail = f"Filed as {len(parts)} papers."
    whole.save(update_fields=["status", "detail"])
    for part in parts:
        ring(Bell.READ_PAPER, part.pk)
    return parts


def _part_of(whole: Paper, one: BundledPaper) -> Paper:
    """The row of one paper of a file, still to be read."""
    own_course = one.facts.subject or one.facts.course_code
    return Paper.objects.create(
        sha256=whole.sha256,
        file=whole.file,
        file_name=whole.file_name,
        size=whole.size,
        uploaded_by=whole.uploaded_by,
        first_page=one.first_page,
        last_page=one.last_page,
        professor=None if one.facts.professor else whole.professor,
        meant_for=None if one.facts.professor else whole.meant_for,
        course=None if own_course else whole.course,
        release=whole.release,
        embargo_until=whole.embargo_until,
        release_reason=whole.release_reason,
        sample=whole.sample,
    )
