"""Where readers say that something is wrong with a question, and see what became of it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from analysis.models import Complaint, Question
from analysis.models.complaint import LONGEST
from analysis.services import complaints
from exams.models import User
from reports.access import access_question

SHOWN = 100  # the latest


class ComplaintForm(forms.Form):
    """What is wrong, and in which way."""

    kind = forms.ChoiceField(
        choices=Complaint.Kind.choices,
        widget=forms.RadioSelect,
        label=gettext_lazy("What is wrong?"),
    )
    words = forms.CharField(
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST}),
        label=gettext_lazy("In your words"),
        help_text=gettext_lazy("Not needed, but it helps. The reviewers read it, nobody else."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", "auto_id": "wrong-%s", **kwargs})


@require_POST
def complain(request: Any, question_id: int) -> HttpResponse:
    """Say that something is wrong with a question."""
    asked = access_question(request.membership, question_id)
    form = ComplaintForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose what is wrong; your words may have 500 letters."))
        return redirect("question", question_id)
    said = form.cleaned_data
    try:
        complaints.complain(asked, request.user, Complaint.Kind(said["kind"]), said["words"])
        messages.success(request, _("Thank you. Somebody will look at it."))
    except complaints.ComplaintRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("question", question_id)


@require_safe
def reported(request: Any) -> HttpResponse:
    """What this reader has said, and what became of it."""
    rows = complaints.complaints_of(request.user)[:SHOWN]
    context = {"rows": [(one, complaints.answer_words(answer_to(one))) for one in rows]}
    return render(request, "reports/reported.html", context)


def said_about(asked: Question, user: User) -> tuple[Complaint, str] | None:
    """What somebody said about a question last, and what became of it."""
    found = complaints.latest_about(asked, user)
    return (found, complaints.answer_words(answer_to(found))) if found else None


def answer_to(complaint: Complaint) -> str | None:
    """The action that `analysis.services.complaints.answered` found for it."""
    answer: str | None = getattr(complaint, "answer", None)
    return answer
