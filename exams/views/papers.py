"""The pages of the staff about papers. Students do not find them."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh as RefreshPage

from exams.access import access_paper, staff_required
from exams.enums import PaperStatus
from exams.errors import PaperRejected
from exams.forms import SittingForm, filing_of
from exams.models import Deed, Paper
from exams.selectors.papers import papers_shown, professors_to_analyse
from exams.services import papers as service
from exams.services.filing import unfiled
from exams.services.trail import note
from exams.views.upload import professor_of

PER_PAGE = 100
UNREAD = {PaperStatus.RECEIVED, PaperStatus.READING}


@staff_required
@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """All papers with what was read of them."""
    context = {**_rows(request), "professors": professors_to_analyse()}
    return render(request, "exams/papers.html", context)


@staff_required
@require_safe
def paper_rows(request: HttpRequest) -> HttpResponse:
    """The same list alone, for a page that looks again while papers are being read.

    Once all are read the whole page is asked for anew: there may be professors to analyse now.
    """
    rows = _rows(request)
    return render(request, "exams/_papers.html", rows) if rows["waiting"] else RefreshPage()


def _rows(request: HttpRequest) -> dict[str, Any]:
    show = request.GET.get("show", "")
    shown = Paginator(papers_shown(show), PER_PAGE).get_page(request.GET.get("page"))
    waiting = Paper.objects.filter(status__in=UNREAD).exists()
    return {"papers": shown, "waiting": waiting, "unfiled": unfiled().count(), "show": show}


@staff_required
@require_http_methods(["GET", "POST"])
def file_paper(request: Any, paper_id: int) -> HttpResponse:
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
        about = f"{paper.label}, {paper.file_name}"
        note(Deed.FILED, about, request.user, "filed", professor=str(paper.professor))
        messages.success(request, _("{file} is filed.").format(file=paper.file_name))
        return redirect("papers")
    return render(request, "exams/file.html", {"form": form, "paper": paper})


@staff_required
@require_POST
def read_again(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Have an unreadable paper read once more."""
    paper = access_paper(paper_id)
    if service.read_again(paper):
        messages.success(request, _("{file} is being read again.").format(file=paper.file_name))
    return redirect("papers")


@staff_required
@require_POST
def divide(request: HttpRequest, paper_id: int) -> HttpResponse:
    """File the papers that one file holds as papers of their own."""
    paper = access_paper(paper_id)
    try:
        parts = service.divide_paper(paper)
        words = _("{file} is filed as {n} papers.")
        messages.success(request, words.format(file=paper.file_name, n=len(parts)))
    except PaperRejected as error:
        messages.error(request, str(error))
    return redirect("papers")
