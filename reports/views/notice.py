"""The page of a professor: what is published about their papers, and how to object.

It is reached by a signed address that staff send, without an account.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from exams.models import Professor
from reports import selectors
from reports.access import access_report
from reports.forms import releases as forms
from reports.release_list import paper_row, papers_by_release, standing_of
from reports.releases import shown_profiles
from reports.services import release_objections as objecting
from reports.services.release import ReleaseRefused
from reports.views.profiles import send_report

TOPICS_NAMED = 5


def _professor(token: str) -> Professor:
    found = objecting.professor_of_notice(token)
    if found is None:
        raise Http404("This link has ended. Ask the office for a new one.")
    return found


def _for_nobody_else(response: HttpResponse) -> HttpResponse:
    """Keep the address, which is a key, out of caches, search engines and referrers."""
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@login_not_required
@require_http_methods(["GET", "POST"])
def notice(request: HttpRequest, token: str) -> HttpResponse:
    """What is published about a professor's papers; by POST an objection, or opting out or in."""
    professor = _professor(token)
    form: Form = forms.ObjectionForm(label_suffix="")
    if request.method == "POST":
        make, act = ACTS.get(request.POST.get("act", ""), (forms.ObjectionForm, None))
        form = make(request.POST, label_suffix="")
        if act is not None and form.is_valid():
            act(request, professor, form.cleaned_data)
            return _for_nobody_else(redirect("notice", token))
    return _for_nobody_else(render(request, "reports/release_notice.html", _shown(professor, form)))


def _shown(professor: Professor, form: Form) -> dict[str, Any]:
    shown = shown_profiles().filter(professor=professor).select_related("professor").first()
    profile = shown or getattr(professor, "profile", None)
    analysis = selectors.document_of(shown).analysis if shown else None
    return {
        "professor": professor,
        "papers": [paper_row(one) for one in papers_by_release(professor.pk)],
        "shown": shown,
        "standing": standing_of(profile) if profile else None,
        "report": selectors.report_of(shown) if shown else None,
        "topics": analysis.predictions[:TOPICS_NAMED] if analysis else (),
        "analysed": len(analysis.papers) if analysis else 0,
        "objections": professor.objections.all(),
        "form": form if isinstance(form, forms.ObjectionForm) else forms.ObjectionForm(),
        "leaving": forms.OptOutForm(label_suffix=""),
    }


def _object(request: HttpRequest, professor: Professor, said: dict[str, Any]) -> None:
    try:
        objecting.object_to(professor, said["text"])
        messages.success(request, _("The office has your objection. The answer will stand here."))
    except ReleaseRefused as refusal:
        messages.error(request, str(refusal))


def _opt_out(request: HttpRequest, professor: Professor, said: dict[str, Any]) -> None:
    objecting.opt_out(professor, said["text"])
    messages.success(request, _("Done: from now on students see nothing of your papers."))


def _opt_in(request: HttpRequest, professor: Professor, said: dict[str, Any]) -> None:
    objecting.opt_in(professor)
    messages.success(request, _("Your papers are shown again."))


type Act = Callable[[HttpRequest, Professor, dict[str, Any]], None]
ACTS: dict[str, tuple[type[Form], Act]] = {
    "object": (forms.ObjectionForm, _object),
    "opt_out": (forms.OptOutForm, _opt_out),
    "opt_in": (forms.OptOutForm, _opt_in),
}


@login_not_required
@require_safe
def notice_report(request: HttpRequest, token: str) -> HttpResponse:
    """The report that students can download, for the professor."""
    professor = _professor(token)
    return _for_nobody_else(send_report(access_report(professor.pk), professor))
