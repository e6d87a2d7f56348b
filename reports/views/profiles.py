"""The pages that students read. Each takes the address apart, asks, and shows."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from exams.access import access_professor
from exams.models import Membership, Paper, Professor
from exams.services import files
from exams.views.pictures import picture_of
from reports import access, selectors
from reports.charts.scale import coordinate
from reports.crops.crop import Crop, Mark, crop_question, mark_question
from reports.crops.figures import Figures, figures_of
from reports.crops.windows import picture_address, windows_of
from reports.exports.files import FORMS
from reports.models import Profile, Report
from reports.release_list import standing_of
from reports.releases import exempt_papers
from reports.search.links import search_of_evidence
from reports.study.plan import exams_ahead
from reports.views.complaints import ComplaintForm, said_about
from reports.views.profile_page import looks_of


def _member(request: HttpRequest) -> Membership | None:
    member: Membership | None = getattr(request, "membership", None)
    return member


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The institution's first page: professors with a published profile."""
    rows = selectors.list_professors(only_published=True)
    context = {"rows": rows, "query": "", "exams": exams_ahead(_member(request))}
    return render(request, "reports/home.html", context)


@require_safe
def professors(request: HttpRequest) -> HttpResponse:
    """All professors, or those whose name or course contains `q`."""
    query = request.GET.get("q", "").strip()[:100]
    rows = selectors.list_professors(query, staff=access.is_staff(_member(request)))
    return render(request, "reports/professors.html", {"rows": rows, "query": query})


@require_safe
def professor(request: HttpRequest, professor_id: int) -> HttpResponse:
    """A professor's profile; staff see that there is none yet, others nothing."""
    member = _member(request)
    if access.is_staff(member) and not Profile.objects.filter(professor=professor_id).exists():
        return _unpublished(request, professor_id)
    profile = access.access_profile(professor_id, member, whole=False)
    staff, now = access.is_staff(member), request.GET.get("papers") == "now"
    context = {
        "professor": profile.professor,
        "exempt": exempt_papers(professor_id),
        "standing": standing_of(profile) if staff else None,
        "forms": FORMS.values(),
        **looks_of(profile, selectors.report_of(profile), now=now, staff=staff),
    }
    return render(request, "reports/release_profile.html", context)


def _unpublished(request: HttpRequest, professor_id: int) -> HttpResponse:
    someone = access_professor(professor_id)
    context = {"professor": someone, "papers": someone.papers.count()}
    return render(request, "reports/unpublished.html", context)


@require_safe
def evidence(request: HttpRequest, professor_id: int, key: str) -> HttpResponse:
    """The printed questions behind one number of a profile."""
    member = _member(request)
    profile = access.access_profile(professor_id, member)
    analysis = selectors.document_of(profile).analysis
    try:
        found = selectors.evidence_of(profile, analysis, key)
    except LookupError as error:
        raise Http404(str(error)) from error
    rows = selectors.questions_by_id(found.question_ids, staff=access.is_staff(member))
    context = {
        "professor": profile.professor,
        "found": found,
        "questions": rows,
        "gone": len(set(found.question_ids)) - len(rows),
        "windows": windows_of(rows),
        "search": search_of_evidence(key, analysis, professor_id, rows),
    }
    return render(request, "reports/evidence.html", context)


@require_safe
def question(request: Any, question_id: int) -> HttpResponse:
    """One question: its printed place, its words and labels, and where it came back."""
    member = _member(request)
    asked = access.access_question(member, question_id)
    page = selectors.page_of(asked)
    family, similar = selectors.families_of(asked, staff=access.is_staff(member))
    listed = [*family, *similar]
    context: dict[str, Any] = {
        "question": asked,
        "professor": asked.paper.professor,
        "family": family,
        "similar": similar,
        "windows": windows_of(listed),
        "crop": None,
        "figures": [],
        "wrong": ComplaintForm(),
        "said": said_about(asked, request.user),
    }
    drawn = figures_of(asked)
    if page is not None:
        size = (page.width, page.height)
        boxes = [*asked.boxes, *drawn.own]
        context["crop"] = crop_question(boxes, page.number, size, picture_address(page))
        context["figures"] = _figure_crops(asked.paper, drawn, page.number)
    return render(request, "reports/question.html", context)


def _figure_crops(asked: Paper, drawn: Figures, shown: int) -> list[tuple[int, Crop]]:
    """Figures that the window into page `shown` leaves out: of stems, and on other pages."""
    boxes = [*drawn.of_stems, *(box for box in drawn.own if box[0] != shown)]
    numbers = {int(box[0]) for box in boxes}
    pages = {page.number: page for page in asked.pages.filter(number__in=numbers)}
    crops = []
    for box in boxes:
        page = pages.get(int(box[0]))
        crop = page and crop_question(
            [box], page.number, (page.width, page.height), picture_address(page)
        )
        if page and crop:
            crops.append((page.number, crop))
    return crops


@require_safe
def paper(request: HttpRequest, paper_id: int) -> HttpResponse:
    """One paper: its pages and its questions."""
    found = access.access_paper(_member(request), paper_id)
    context = {
        "paper": found,
        "professor": found.professor,
        "pages": list(found.pages.all()),
        "questions": list(selectors.questions_of_paper(found)),
    }
    return render(request, "reports/paper.html", context)


@require_safe
def page(request: HttpRequest, paper_id: int, number: int) -> HttpResponse:
    """One printed page with its questions shaded."""
    found = access.access_paper(_member(request), paper_id)
    shown = access.access_page(found, number)
    context = {
        "paper": found,
        "professor": found.professor,
        "page": shown,
        "marked": _marks(found, number),
        "picture": picture_address(shown),
        "width": coordinate(shown.width),
        "height": coordinate(shown.height),
        "before": number - 1 if number > 1 else None,
        "after": number + 1 if number < found.page_count else None,
    }
    return render(request, "reports/page.html", context)


def _marks(found: Paper, number: int) -> list[Mark]:
    marks = (
        mark_question(
            one.boxes, number, reverse("question", args=[one.pk]), f"Question {one.number}"
        )
        for one in selectors.questions_of_paper(found)
    )
    return [mark for mark in marks if mark is not None]


@require_safe
def page_picture(request: HttpRequest, paper_id: int, number: int) -> HttpResponseBase:
    """The picture of a printed page, made by us when the paper was read.

    Browsers keep it but ask each time, so that a withheld paper is gone at once.
    """
    shown = access.access_page(access.access_paper(_member(request), paper_id), number)
    response = picture_of(shown)
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = etag = quote_etag(shown.picture)
    return get_conditional_response(request, etag=etag, response=response) or response


@require_safe
def report(request: HttpRequest, professor_id: int) -> HttpResponse:
    """The printed profile, to keep."""
    member = _member(request)
    profile = access.access_profile(professor_id, member)
    return send_report(access.access_report(professor_id, member), profile.professor)


def send_report(found: Report, of: Professor) -> HttpResponse:
    """A report as a file to be saved; Http404 where the file is gone."""
    try:
        content = files.fetch(found.file)
    except FileNotFoundError as error:
        raise Http404 from error
    response = HttpResponse(content, content_type="application/pdf")
    name = f"{slugify(of.name) or 'professor'}-profile.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
