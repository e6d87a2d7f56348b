"""What a student says to get a plan."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analysis.statistics.plan import BLOCK, MOST_DAYS, MOST_HOURS_A_DAY


class PlanForm(forms.Form):
    """The day of the exam and the hours that there are for it."""

    exam_on = forms.DateField(
        label=gettext_lazy("Day of the exam"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    hours_a_week = forms.FloatField(
        min_value=BLOCK, max_value=7 * MOST_HOURS_A_DAY, label=gettext_lazy("Hours a week")
    )
    half = forms.FloatField(
        min_value=0.25,
        max_value=40,
        label=gettext_lazy("Hours until you know half of a topic"),
        help_text=gettext_lazy("A guess of yours; the papers cannot say it."),
    )
    starts_at = forms.TimeField(
        required=False,
        label=gettext_lazy("Begin each day at"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=gettext_lazy("For the calendar; empty: any time of the day."),
    )

    def clean_exam_on(self) -> date:
        """The day, if there is time left to study for it."""
        day: date = self.cleaned_data["exam_on"]
        left = day - timezone.localdate()
        if not timedelta(0) < left <= timedelta(days=MOST_DAYS):
            words = _("Give a day from tomorrow on, at most %(days)s days ahead.")
            raise ValidationError(words % {"days": MOST_DAYS})
        return day
