"""Taking papers in: many PDFs at once, or a ZIP of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from exams.access import staff_required
from exams.errors import DuplicatePaper, PaperRejected
from exams.forms import Upload, UploadForm
from exams.models import Paper, Professor
from exams.services.archives import MOST_BYTES, is_archive, papers_in
from exams.services.catalogue import add_professor
from exams.services.papers import receive_paper


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken, and the paper that it is already."""

    words: str
    same_as: int | None = None


@staff_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take several papers in; what cannot be taken is named, the rest goes on."""
    form = UploadForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "most": settings.DATA_UPLOAD_MAX_NUMBER_FILES}
    if request.method == "POST" and form.is_valid():
        context |= receive_all(form.cleaned_data, request.user)
        if not context["refused"]:
            messages.success(request, taken(len(context["received"])))
            return redirect("filing")
        context["form"] = UploadForm() if context["received"] else form
        context["taken"] = taken(len(context["received"]))
    return render(request, "exams/upload.html", context)


def taken(count: int) -> str:
    """How many papers were taken, in words."""
    words = ngettext(
        "{n} paper taken. The reading has begun.",
        "{n} papers taken. The reading has begun.",
        count,
    )
    return words.format(n=count)


def receive_all(wanted: dict[str, Any], uploaded_by: Any) -> dict[str, Any]:
    """What became of each file: rows of those received, words for those refused."""
    received: list[Paper] = []
    refused: list[Refused] = []
    for file in wanted["papers"]:
        try:
            for name, content in contents(file):
                try:
                    received.append(receive(content, name, wanted, uploaded_by))
                except PaperRejected as error:
                    refused.append(Refused(str(error), same_as(error)))
        except PaperRejected as error:
            refused.append(Refused(str(error), same_as(error)))
    return {"received": received, "refused": refused}


def same_as(error: PaperRejected) -> int | None:
    """The number of the paper that the very same file is here as."""
    return error.paper_id if isinstance(error, DuplicatePaper) else None


def contents(file: Upload) -> Iterator[tuple[str, bytes]]:
    """The papers that an upload is or holds; raises `PaperRejected` for a ZIP of no use."""
    name = file.name or "paper.pdf"
    most = settings.UPLOAD_MAX_BYTES
    start = file.read(8)
    file.seek(0)
    if not is_archive(start):
        yield name, file.read(most + 1)  # one byte more tells that it is too large
    elif (file.size or 0) > MOST_BYTES:
        words = f"{name}: larger than {MOST_BYTES // 1024**2} MB. Send it in parts."
        raise PaperRejected("archive_too_large", words)
    else:
        assert file.file is not None, "an uploaded file is open"  # noqa: S101  # narrows the type
        yield from papers_in(file.file, name, most)


@transaction.atomic
def receive(content: bytes, name: str, wanted: dict[str, Any], uploaded_by: Any) -> Paper:
    """One file taken in, not filed; with a refused one, a professor named for it is not added."""
    paper = receive_paper(
        content,
        name,
        course=wanted["course"],
        year=wanted["year"],
        session=wanted["session"],
        uploaded_by=uploaded_by,
    )
    paper.meant_for = professor_of(wanted)
    paper.save(update_fields=["meant_for"])
    return paper


def professor_of(wanted: dict[str, Any]) -> Professor | None:
    """The professor who was chosen, or added by name."""
    chosen: Professor | None = wanted["professor"]
    named = wanted["new_professor"].strip()
    return add_professor(named) if named and chosen is None else chosen
