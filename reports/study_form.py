"""What a student says to get a plan. Every field is in the address; nothing is kept."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from analysis.statistics.plan import BLOCK, MOST_DAYS, MOST_HOURS_A_DAY, USUAL_HALF

FIRST = {"days": "7", "hours": "3", "half": f"{USUAL_HALF:g}"}


class PlanForm(forms.Form):
    """Days, hours and known topics; what the address does not say is filled in."""

    days = forms.IntegerField(min_value=1, max_value=MOST_DAYS, label="Days left")
    hours = forms.FloatField(min_value=BLOCK, max_value=MOST_HOURS_A_DAY, label="Hours a day")
    half = forms.FloatField(
        min_value=0.25,
        max_value=40,
        label="Hours until you know half of a topic",
        help_text="A guess of yours; the papers cannot say it.",
    )
    known = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label="Topics you know already"
    )

    def __init__(self, query: QueryDict, topics: Sequence[str]) -> None:
        given: Any = query.copy()
        for name, value in FIRST.items():
            given.setdefault(name, value)
        super().__init__(given, label_suffix="")
        known = self.fields["known"]
        if isinstance(known, forms.MultipleChoiceField):
            known.choices = [(topic, topic) for topic in topics]
