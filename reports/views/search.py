"""Looking for printed questions, and taking what was found away."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from analysis.models import Question
from exams.models import Membership
from reports.exports.files import FORMS, TooManyQuestions, export_questions
from reports.forms.search import QuestionForm
from reports.search.meaning import Found, search_questions
from reports.search.words import readable_questions

PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Search:
    """What an address asks for, and what was found."""

    form: QuestionForm
    found: Found
    asked: str  # the filters as they stand in an address, without what is empty


def search(request: HttpRequest) -> Search:
    """The questions that this reader may see and that match the address."""
    member: Membership | None = getattr(request, "membership", None)
    readable = readable_questions(staff=member is not None and member.is_staff)
    form = QuestionForm(request.GET, readable)
    form.is_valid()
    kept = [(name, str(value)) for name, value in request.GET.items() if value and name != "page"]
    return Search(form, search_questions(form.question_filter(), readable), urlencode(kept))


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """Printed questions by words and filters, all of them in the address."""
    made = search(request)
    page = Paginator(made.found, PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    has_words = max(made.found.printed_count - page.start_index() + 1, 0)
    context = {
        "form": made.form,
        "asked": made.asked,
        "filtered": set(made.form.changed_data) - {"words", "like"},
        "found": page,
        "printed": shown[:has_words],
        "alike": shown[has_words:],
        "counts": (made.found.printed_count, len(made.found.alike)),
        "to": made.found.to,
        "forms": FORMS.values(),
    }
    return render(request, "reports/questions.html", context)


@require_safe
def download_questions(request: HttpRequest, suffix: str) -> HttpResponse:
    """What the search with the same filters finds, as a file; too much of it is said in words."""
    form = FORMS.get(suffix)
    if form is None:
        raise Http404
    made = search(request)
    title = made.form.title()
    try:
        content = export_questions(form, title, made.found, lambda one: _address(request, one))
    except TooManyQuestions as error:
        messages.error(request, str(error))
        return redirect(f"{reverse('questions')}?{made.asked}")
    response = HttpResponse(content, content_type=form.content_type)
    name = f"{slugify(title)}.{form.suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _address(request: HttpRequest, question: Question) -> str:
    return request.build_absolute_uri(reverse("question", args=[question.pk]))
