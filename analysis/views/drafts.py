"""The pages of the staff about drafts. A draft is for who uploaded it and for owners alone."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from analysis.access import access_draft, drafts_for
from analysis.models import Draft, DraftState
from analysis.services import drafts as service
from exams.access import staff_required
from exams.errors import PaperRejected
from exams.forms import FIRST_YEAR, LAST_YEAR
from exams.models import Course, Professor
from exams.said import said


class DraftForm(forms.Form):
    """A draft to check."""

    draft = forms.FileField(
        label=_("PDF file"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
    )
    professor = forms.ModelChoiceField(
        Professor._base_manager.none(),
        help_text=_("Whose papers it is checked against."),
        label=_("Professor"),
    )
    course = forms.ModelChoiceField(
        Course._base_manager.none(),
        required=False,
        help_text=_("Leave empty for all courses."),
        label=_("Course"),
    )
    year = forms.IntegerField(
        min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False, label=_("Year")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
                field.queryset = field.queryset.model._default_manager.all()


@staff_required
@require_http_methods(["GET", "POST"])
def drafts(request: Any) -> HttpResponse:
    """The drafts that the reader may see, and the form to have another one checked."""
    form = DraftForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("draft", receive(request, form).pk)
        except PaperRejected as refusal:
            form.add_error("draft", said(str(refusal)))
    found = drafts_for(request.membership, request.user).select_related("professor", "course")
    return render(request, "analysis/drafts.html", {"form": form, "drafts": found})


def receive(request: Any, form: DraftForm) -> Draft:
    """The draft of a valid form; raises `PaperRejected`."""
    wanted = form.cleaned_data
    return service.receive_draft(
        # One byte beyond the limit is enough to be told that it is too large.
        wanted["draft"].read(settings.UPLOAD_MAX_BYTES + 1),
        wanted["draft"].name or "draft.pdf",
        professor=wanted["professor"],
        course=wanted["course"],
        year=wanted["year"],
        uploaded_by=request.user,
    )


@staff_required
@require_safe
def draft(request: Any, draft_id: int) -> HttpResponse:
    """One draft with its checks."""
    found = access_draft(request.membership, request.user, draft_id)
    checked = service.check_draft(found)
    context = {
        "draft": found,
        "waiting": found.state == DraftState.WAITING,
        "audit": checked.audit if checked else None,
        "rows": checked.rows() if checked else [],
    }
    return render(request, "analysis/draft.html", context)


@staff_required
@require_POST
def read_draft_again(request: Any, draft_id: int) -> HttpResponse:
    """Have a draft read that nobody has read."""
    service.read_draft_again(access_draft(request.membership, request.user, draft_id))
    return redirect("draft", draft_id)


@staff_required
@require_POST
def remove_draft(request: Any, draft_id: int) -> HttpResponse:
    """Remove a draft for good."""
    found = access_draft(request.membership, request.user, draft_id)
    service.remove_draft(found)
    messages.success(request, gettext("{file} was removed.").format(file=found.file_name))
    return redirect("drafts")
