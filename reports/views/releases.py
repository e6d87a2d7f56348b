"""The staff's pages about who sees what: papers, profiles, years, objections."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exams.access import access_professor, find, staff_required
from exams.models import Course
from reports.forms import releases as forms
from reports.models import Objection, Profile, ProfileState
from reports.release_list import paper_row, papers_by_release, profile_rows
from reports.services import release as service
from reports.services import release_objections as objecting

PER_PAGE = 100
ANSWERED = 50  # shown below those that wait


@staff_required
@require_safe
def releases(request: Any) -> HttpResponse:
    """What students see: every profile and every paper, with buttons to change it."""
    words = request.GET.get("q", "").strip()[:100]
    page = Paginator(papers_by_release(words=words), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "words": words,
        "page": page,
        "papers": [paper_row(one) for one in page.object_list],
        "profiles": profile_rows(),
        "form": forms.ReleaseForm(),
        "years_form": forms.YearsForm(initial={"years": request.institution.keep_years}),
        "kept": Course.objects.filter(keep_years__isnull=False).defer("syllabus"),
        "waiting": Objection.objects.filter(verdict=Objection.Verdict.OPEN).count(),
    }
    return render(request, "reports/releases.html", context)


def say_errors(request: HttpRequest, form: Form) -> None:
    """The errors of a form as messages, for forms that stand on a page of many."""
    for errors in form.errors.values():
        for error in errors:
            messages.error(request, str(error))


@staff_required
@require_POST
def release_papers(request: Any) -> HttpResponse:
    """Change what students see of the papers that were ticked."""
    form = forms.ReleaseForm(request.POST)
    if not form.is_valid():
        say_errors(request, form)
        return redirect("releases")
    try:
        papers = list(form.cleaned_data["papers"])
        changed = service.release_papers(papers, form.wish(), request.user)
        words = ngettext("Changed for {n} paper.", "Changed for {n} papers.", changed)
        messages.success(request, words.format(n=changed))
    except service.ReleaseRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("releases")


@staff_required
@require_POST
def profile_state(request: Any, professor_id: int) -> HttpResponse:
    """Publish a profile, take it back, or withdraw it with a reason."""
    profile = find(Profile, professor_id=professor_id)
    form = forms.StateForm(request.POST)
    if not form.is_valid():
        say_errors(request, form)
        return redirect("releases")
    said = form.cleaned_data
    try:
        state = ProfileState(said["state"])
        service.set_profile_state(profile, state, said["reason"], request.user)
        told = f"{profile.professor.name}: {state.label}."
        messages.success(request, told)
    except service.ReleaseRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("releases")


@staff_required
@require_POST
def release_years(request: Any) -> HttpResponse:
    """For how many years papers are shown, in a course or everywhere."""
    form = forms.YearsForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        service.keep_years(said["years"], said["course"], request.user)
        messages.success(request, _("Saved. It holds from now on."))
    else:
        say_errors(request, form)
    return redirect("releases")


@staff_required
@require_POST
def new_profiles(request: Any) -> HttpResponse:
    """Whether new profiles wait for staff to publish them."""
    form = forms.NewProfilesForm(request.POST)
    form.is_valid()
    service.set_draft_first(draft_first=form.cleaned_data["draft_first"], by=request.user)
    messages.success(request, _("Saved."))
    return redirect("releases")


@staff_required
@require_http_methods(["GET", "POST"])
def professor_notice(request: Any, professor_id: int) -> HttpResponse:
    """The link to send to a professor; a POST makes a new one and ends the old."""
    professor = access_professor(professor_id)
    if request.method == "POST":
        objecting.renew_notice(professor, request.user)
        messages.success(request, _("This is a new link. Those sent before have ended."))
        return redirect("professor_notice", professor_id)
    token = objecting.notice_token(professor)
    context = {
        "professor": professor,
        "address": request.build_absolute_uri(reverse("notice", args=[token])),
        "objections": professor.objections.all()[:ANSWERED],
    }
    return render(request, "reports/release_link.html", context)


@staff_required
@require_safe
def objections(request: HttpRequest) -> HttpResponse:
    """What professors said: those that wait for an answer first, then the latest answers."""
    every = Objection.objects.select_related("professor", "answered_by")
    waiting = every.filter(verdict=Objection.Verdict.OPEN).order_by("created_at", "pk")
    answered = every.exclude(verdict=Objection.Verdict.OPEN).order_by("-answered_at", "-pk")
    context = {"waiting": waiting, "answered": answered[:ANSWERED]}
    return render(request, "reports/release_objections.html", context)


@staff_required
@require_POST
def answer_objection(request: Any, objection_id: int) -> HttpResponse:
    """Uphold or reject it, with a reason."""
    objection = find(Objection, pk=objection_id)
    form = forms.AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why it is upheld or rejected."))
        return redirect("objections")
    said = form.cleaned_data
    try:
        verdict = Objection.Verdict(said["verdict"])
        objecting.answer_objection(objection, verdict, said["answer"], request.user)
        messages.success(request, _("Answered. The professor reads it under the same link."))
    except service.ReleaseRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("objections")
