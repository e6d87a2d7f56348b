"""What students fill in: the search for questions. Every field is in the address, to be shared."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from analysis.enums import LEVEL_NAMES
from analysis.models import Question
from analysis.schemas import BloomLevel, DifficultyLevel
from exams.models import Course, Professor, Topic
from reports.search.words import QuestionFilter

ANY = [("", _("any"))]


class QuestionForm(forms.Form):
    """The filters, offered as far as there is something to choose in `readable`."""

    words = forms.CharField(max_length=200, required=False, label=_("Words in the question"))
    professor = forms.ModelChoiceField(
        Professor._base_manager.none(), required=False, label=_("Professor")
    )
    course = forms.ModelChoiceField(Course._base_manager.none(), required=False, label=_("Course"))
    topic = forms.ModelChoiceField(
        Topic._base_manager.none(),
        required=False,
        help_text=_("Choose a course to see its topics."),
        label=_("Topic"),
    )
    first_year = forms.IntegerField(min_value=1900, max_value=2100, required=False, label=_("From"))
    last_year = forms.IntegerField(min_value=1900, max_value=2100, required=False, label=_("To"))
    session = forms.ChoiceField(required=False, label=_("Session"))
    least_marks = forms.FloatField(min_value=0, required=False, label=_("Marks from"))
    most_marks = forms.FloatField(min_value=0, required=False, label=_("Marks to"))
    difficulty = forms.ChoiceField(
        choices=ANY + [(level.value, LEVEL_NAMES[level.value]) for level in DifficultyLevel],
        required=False,
        label=_("Estimated difficulty"),
    )
    bloom = forms.ChoiceField(
        choices=ANY + [(level.value, LEVEL_NAMES[level.value]) for level in BloomLevel],
        required=False,
        label=_("Bloom level"),
    )
    meaning = forms.ChoiceField(
        choices=[("", _("words, then similar meaning")), ("false", _("words only"))],
        required=False,
        label=_("Look for"),
    )
    like = forms.IntegerField(required=False, widget=forms.HiddenInput)
    derivation = forms.ChoiceField(
        choices=[*ANY, ("true", _("asked for")), ("false", _("not asked for"))],
        required=False,
        label=_("Derivation"),
    )

    def __init__(self, query: QueryDict, readable: QuerySet[Question]) -> None:
        super().__init__(query, label_suffix="", auto_id="%s")
        for name, rows in _choices(readable, query).items():
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows
                field.empty_label = _("any")
        sessions = readable.exclude(paper__session="").values_list("paper__session", flat=True)
        names = sorted({one.casefold(): one for one in sessions.distinct()}.values())
        self.fields["session"] = forms.ChoiceField(
            choices=ANY + [(one, one) for one in names], required=False, label=_("Session")
        )

    def question_filter(self) -> QuestionFilter:
        """What is asked for; fields with errors do not matter."""
        cleaned: dict[str, Any] = getattr(self, "cleaned_data", {})
        chosen = {
            name: getattr(value, "pk", value)
            for name, value in cleaned.items()
            if value not in {None, ""}
        }
        return QuestionFilter.model_validate(chosen)

    def title(self) -> str:
        """What is looked for, as the name of a file or a deck."""
        cleaned: dict[str, Any] = getattr(self, "cleaned_data", {})
        named = [cleaned.get(name) for name in ("professor", "course", "topic", "words")]
        return ", ".join(["Exam questions", *(str(name) for name in named if name)])


def _choices(readable: QuerySet[Question], query: QueryDict) -> dict[str, QuerySet[Any]]:
    """What can be chosen: topics of one course only, since their names repeat over courses."""
    topics = Topic.objects.filter(pk__in=readable.values("topic"))
    course, topic = (query.get(name, "") for name in ("course", "topic"))
    if course.isdecimal():
        topics = topics.filter(course=int(course))
    else:
        topics = topics.filter(pk=int(topic) if topic.isdecimal() else 0)
    return {
        "professor": Professor.objects.filter(pk__in=readable.values("paper__professor")),
        "course": Course.objects.filter(pk__in=readable.values("paper__course")),
        "topic": topics.order_by("name", "pk"),
    }
