"""What staff and professors fill in about who sees what."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.widgets import DateInput
from django.utils.translation import gettext_lazy as _

from exams.enums import ReleaseState
from exams.forms import offer_own_rows
from exams.models import Course, Paper
from reports.models import Objection, ProfileState
from reports.services.release import LONGEST_REASON, MOST_YEARS, Release

LONGEST_TEXT = 5_000
SHORT = forms.Textarea(attrs={"rows": 3})


def reason_field(words: Any, *, required: bool = False) -> forms.CharField:
    """A line for a reason."""
    return forms.CharField(max_length=LONGEST_REASON, required=required, label=words)


class ReleaseForm(forms.Form):
    """Papers that were ticked, and what is to become of them."""

    papers = forms.ModelMultipleChoiceField(
        Paper._base_manager.none(),
        error_messages={"required": _("Tick the papers first.")},
        label=_("Papers"),
    )
    release = forms.ChoiceField(choices=ReleaseState.choices, label=_("Students see it"))
    until = forms.DateField(
        required=False,
        widget=DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        label=_("Not before"),
    )
    reason = reason_field(_("Reason"))
    sample = forms.ModelChoiceField(
        Paper._base_manager.none(), required=False, empty_label=_("no sample"), label=_("Sample")
    )

    def __init__(self, said: Mapping[str, Any] | None = None) -> None:
        super().__init__(said, label_suffix="")
        offer_own_rows(self)
        filed = Paper.objects.filter(professor__isnull=False).defer("outline_json")
        for field in (self.fields["papers"], self.fields["sample"]):
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = filed

    def wish(self) -> Release:
        """What a valid form asks for."""
        said = self.cleaned_data
        state = ReleaseState(said["release"])
        return Release(state, said["until"], said["reason"].strip(), said["sample"])


class StateForm(forms.Form):
    """What is to become of a profile."""

    state = forms.ChoiceField(choices=ProfileState.choices, label=_("State"))
    reason = reason_field(_("Why it is withdrawn"))


class YearsForm(forms.Form):
    """For how long papers are shown, and whether new profiles wait."""

    course = forms.ModelChoiceField(
        Course._base_manager.none(), required=False, empty_label=_("all courses"), label=_("Course")
    )
    years = forms.IntegerField(
        min_value=0,
        max_value=MOST_YEARS,
        required=False,
        label=_("Years after the sitting"),
        help_text=_("Empty: always."),
    )

    def __init__(
        self, said: Mapping[str, Any] | None = None, *, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(said, initial=initial, label_suffix="")
        offer_own_rows(self)


class NewProfilesForm(forms.Form):
    """Whether new profiles wait for staff."""

    draft_first = forms.BooleanField(required=False, label=_("Drafts first"))


class ObjectionForm(forms.Form):
    """What a professor says."""

    text = forms.CharField(
        max_length=LONGEST_TEXT, widget=SHORT, label=_("What is wrong, and where?")
    )


class OptOutForm(forms.Form):
    """A professor's wish to be left out; nobody has to say why."""

    text = forms.CharField(
        max_length=LONGEST_TEXT, required=False, widget=SHORT, label=_("A word to the office")
    )


class AnswerForm(forms.Form):
    """What staff say to it."""

    verdict = forms.ChoiceField(choices=Objection.Verdict.choices[1:], label=_("Verdict"))
    answer = forms.CharField(
        max_length=LONGEST_TEXT, widget=SHORT, label=_("Answer, with the reason")
    )
