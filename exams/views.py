"""The pages of the staff about papers. Students do not find them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exams.access import access_paper, staff_required
from exams.enums import PaperStatus
from exams.errors import PaperRejected
from exams.forms import SittingForm, UploadForm, filing_of
from exams.models import Professor
from exams.selectors.papers import papers_matching, professors_to_analyse
from exams.services import papers as service
from exams.services.catalogue import add_professor

UNREAD = {PaperStatus.RECEIVED, PaperStatus.READING}


@require_safe
@staff_required
def papers(request: HttpRequest) -> HttpResponse:
    """All papers with what was read of them."""
    context = {**_rows(), "professors": professors_to_analyse()}
    return render(request, "exams/papers.html", context)


@require_safe
@staff_required
def paper_rows(request: HttpRequest) -> HttpResponse:
    """The same list alone, for a page that looks again while papers are being read."""
    return render(request, "exams/_papers.html", _rows())


def _rows() -> dict[str, Any]:
    found = list(papers_matching())
    return {"papers": found, "waiting": any(paper.status in UNREAD for paper in found)}


@require_http_methods(["GET", "POST"])
@staff_required
def upload(request: HttpRequest) -> HttpResponse:
    """Take several papers in; what cannot be taken is named, the rest goes on."""
    form = UploadForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        context |= receive_all(request, form.cleaned_data)
        context["form"] = UploadForm() if context["received"] else form
    return render(request, "exams/upload.html", context)


def receive_all(request: Any, wanted: dict[str, Any]) -> dict[str, Any]:
    """What became of each file: rows of those received, words for those refused."""
    received, refused = [], []
    for file in wanted["files"]:
        try:
            paper = service.receive_paper(
                file.read(),
                file.name,
                professor=professor_of(wanted),
                course=wanted["course"],
                year=wanted["year"],
                session=wanted["session"],
                uploaded_by=request.user,
            )
        except PaperRejected as error:
            refused.append({"file_name": file.name, "reason": str(error)})
        else:
            received.append(paper)
    return {"received": received, "refused": refused}


def professor_of(wanted: dict[str, Any]) -> Professor | None:
    """The professor who was chosen, or added by name."""
    if wanted["new_professor"].strip() and wanted["professor"] is None:
        return add_professor(wanted["new_professor"])
    professor: Professor | None = wanted["professor"]
    return professor


@require_http_methods(["GET", "POST"])
@staff_required
def file_paper(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Say whose paper it is; the form starts with what the cover says."""
    paper = access_paper(paper_id)
    form = SittingForm(request.POST or None, initial=filing_of(paper))
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        service.file_paper(
            paper,
            professor=professor_of(wanted),
            course=wanted["course"],
            year=wanted["year"],
            session=wanted["session"],
        )
        messages.success(request, f"{paper.file_name} is filed.")
        return redirect("papers")
    return render(request, "exams/file.html", {"form": form, "paper": paper})


@require_POST
@staff_required
def read_again(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Have an unreadable paper read once more."""
    paper = access_paper(paper_id)
    if paper.status == PaperStatus.UNREADABLE:
        service.read_again(paper)
        messages.success(request, f"{paper.file_name} is being read again.")
    return redirect("papers")
