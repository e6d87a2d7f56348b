"""The pages that students read. Each takes the address apart, asks, and shows."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from analysis.models import Question
from exams.access import access_professor
from exams.models import Membership, Page, Paper
from exams.services import files
from reports import access, search, selectors
from reports.charts.scale import Link, coordinate
from reports.crops import Box, Crop, Mark, crop_question, mark_question
from reports.figures import Figures, figures_of
from reports.forms import QuestionForm
from reports.models import Profile
from reports.presentation import present

PER_PAGE = 25
PICTURE_TYPES = {"webp": "image/webp", "png": "image/png", "jpg": "image/jpeg"}


def _member(request: HttpRequest) -> Membership | None:
    member: Membership | None = getattr(request, "membership", None)
    return member


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The institution's first page: professors with a published profile."""
    rows = selectors.list_professors(only_published=True)
    return render(request, "reports/home.html", {"rows": rows, "query": ""})


@require_safe
def professors(request: HttpRequest) -> HttpResponse:
    """All professors, or those whose name or course contains `q`."""
    query = request.GET.get("q", "").strip()[:100]
    rows = selectors.list_professors(query)
    return render(request, "reports/professors.html", {"rows": rows, "query": query})


@require_safe
def professor(request: HttpRequest, professor_id: int) -> HttpResponse:
    """A professor's profile; staff see that there is none yet, others nothing."""
    member = _member(request)
    found = Profile.objects.select_related("professor").filter(professor_id=professor_id).first()
    if found is None and member is not None and member.is_staff:
        return _unpublished(request, professor_id)
    profile = found or access.access_profile(professor_id)
    context = {
        "professor": profile.professor,
        "shown": present(selectors.document_of(profile), link_to(professor_id)),
        "report": selectors.report_of(profile),
    }
    return render(request, "reports/profile.html", context)


def _unpublished(request: HttpRequest, professor_id: int) -> HttpResponse:
    someone = access_professor(professor_id)
    context = {"professor": someone, "papers": someone.papers.count()}
    return render(request, "reports/unpublished.html", context)


def link_to(professor_id: int) -> Link:
    """Addresses of a profile's evidence."""

    def link(key: str) -> str:
        return reverse("evidence", args=[professor_id, key])

    return link


@require_safe
def evidence(request: HttpRequest, professor_id: int, key: str) -> HttpResponse:
    """The printed questions behind one number of a profile."""
    profile = access.access_profile(professor_id)
    try:
        found = selectors.evidence_of(profile, key)
    except LookupError as error:
        raise Http404(str(error)) from error
    context = {
        "professor": profile.professor,
        "found": found,
        "questions": selectors.questions_by_id(found.question_ids),
    }
    return render(request, "reports/evidence.html", context)


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """Printed questions by words and filters, all of them in the address."""
    member = _member(request)
    readable = search.readable_questions(staff=member is not None and member.is_staff)
    form = QuestionForm(request.GET, readable)
    form.is_valid()
    found = search.find_questions(form.question_filter(), readable)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "found": page, "questions": page.object_list, **_link_on(request)}
    return render(request, "reports/questions.html", context)


def _link_on(request: HttpRequest) -> dict[str, str]:
    """The filters as they stand in an address: without what is empty, and without the page."""
    kept = [(name, str(value)) for name, value in request.GET.items() if value and name != "page"]
    return {"asked": urlencode(kept)}


@require_safe
def question(request: HttpRequest, question_id: int) -> HttpResponse:
    """One question: its printed place, its words and labels, and where it came back."""
    asked = access.access_question(_member(request), question_id)
    page = selectors.page_of(asked)
    context: dict[str, Any] = {
        "question": asked,
        "professor": asked.paper.professor,
        "family": selectors.family_of(asked),
        "crop": None,
    }
    figures = figures_of(asked)
    if page is not None:
        boxes = [*asked.boxes, *figures.own]
        context["crop"] = _crop(boxes, page)
        context["figures"] = _figures(asked, figures, page.number)
    return render(request, "reports/question.html", context)


def _crop(boxes: Sequence[Box], page: Page) -> Crop | None:
    return crop_question(boxes, page.number, (page.width, page.height), picture_address(page))


def _figures(asked: Question, figures: Figures, shown: int) -> list[tuple[int, Crop]]:
    """Windows, with their pages, into figures that the question's own window does not show."""
    others = [*figures.of_stems, *(box for box in figures.own if box[0] != shown)]
    found = asked.paper.pages.filter(number__in={box[0] for box in others})
    pages = {page.number: page for page in found}
    crops = ((box, _crop([box], pages[int(box[0])])) for box in others if box[0] in pages)
    return [(int(box[0]), crop) for box, crop in crops if crop is not None]


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


def picture_address(page: Page) -> str:
    """Where the picture of a page is served; empty where there is none."""
    return reverse("page_picture", args=[page.paper_id, page.number]) if page.picture else ""


def _marks(found: Paper, number: int) -> list[Mark]:
    marks = (
        mark_question(
            one.boxes, number, reverse("question", args=[one.pk]), f"Question {one.number}"
        )
        for one in selectors.questions_of_paper(found)
    )
    return [mark for mark in marks if mark is not None]


@require_safe
def page_picture(request: HttpRequest, paper_id: int, number: int) -> HttpResponse:
    """The picture of a printed page, made by us when the paper was read."""
    shown = access.access_page(access.access_paper(_member(request), paper_id), number)
    kind = PICTURE_TYPES.get(shown.picture.rpartition(".")[2])
    if kind is None:
        raise Http404
    try:
        content = files.fetch(shown.picture)
    except FileNotFoundError as error:
        raise Http404 from error
    response = HttpResponse(content, content_type=kind)
    response["Cache-Control"] = "private, max-age=86400"
    return response


@require_safe
def report(request: HttpRequest, professor_id: int) -> HttpResponse:
    """The printed profile, to keep."""
    profile = access.access_profile(professor_id)
    found = access.access_report(professor_id)
    try:
        content = files.fetch(found.file)
    except FileNotFoundError as error:
        raise Http404 from error
    name = slugify(profile.professor.name) or "professor"
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}-profile.pdf"'
    return response
