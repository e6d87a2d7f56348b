"""What a student says to get a plan."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analysis.statistics.plan import BLOCK, MOST_DAYS, MOST_HOURS_A_DAY
from reports.models import Plan

WEEK = 7  # days; a plan is kept in hours a week


class PlanForm(forms.Form):
    """The day of the exam and the hours that there are for it."""

    exam_on = forms.DateField(
        label=gettext_lazy("Day of the exam"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    hours_a_day = forms.FloatField(
        min_value=BLOCK,
        max_value=MOST_HOURS_A_DAY,
        label=gettext_lazy("Hours a day"),
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
        help_text=gettext_lazy("On average, until the exam."),
    )
    half = forms.FloatField(
        min_value=0.25,
        max_value=40,
        label=gettext_lazy("Hours to learn half of a topic"),
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
        help_text=gettext_lazy("Your guess; the papers cannot say it."),
    )
    starts_at = forms.TimeField(
        required=False,
        label=gettext_lazy("Begin each day at"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=gettext_lazy("For the calendar; empty: any time of the day."),
    )

    @staticmethod
    def shows(plan: Plan) -> dict[str, Any]:
        """What a plan fills the fields with."""
        return {
            "exam_on": plan.exam_on,
            "hours_a_day": f"{round(plan.hours_a_week / WEEK, 2):g}",
            "half": f"{plan.half:g}",
            "starts_at": plan.starts_at,
        }

    def wish(self) -> dict[str, Any]:
        """What was filled in, as `keep_plan` takes it."""
        wished = dict(self.cleaned_data)
        return {**wished, "hours_a_week": WEEK * wished.pop("hours_a_day")}

    def clean_exam_on(self) -> date:
        """The day, if there is time left to study for it."""
        day: date = self.cleaned_data["exam_on"]
        left = day - timezone.localdate()
        if not timedelta(0) < left <= timedelta(days=MOST_DAYS):
            words = _("Give a day from tomorrow on, at most %(days)s days ahead.")
            raise ValidationError(words % {"days": MOST_DAYS})
        return day
