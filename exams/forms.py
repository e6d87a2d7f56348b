"""Forms of the staff: uploading papers, filing them, and what the admin keeps by hand."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exams.errors import SyllabusRejected
from exams.models import ApiToken, Course, Paper, Professor, Syllabus
from exams.said import said
from exams.services.catalogue import bare_name, course_slug
from exams.services.syllabus import check_years, read_upload, read_words
from exams.syllabus import MOST_BYTES, SyllabusTopic, write_tree

if TYPE_CHECKING:  # the stubs' classes take the model's type, Django's own do not
    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm

FIRST_YEAR, LAST_YEAR = 1900, 2100
type Upload = UploadedFile[Any]


class SeveralFilesInput(forms.ClearableFileInput):
    """A file input that takes many."""

    allow_multiple_selected = True


class SeveralFiles(forms.FileField):
    """One or more files; cleaned to a list of them."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = data if isinstance(data, list | tuple) else [data]
        return [self.accept(one, initial) for one in given or [None]]

    def accept(self, one: Any, initial: Any) -> Upload | None:
        """One file; an empty one is let through, for its own words are better than the field's."""
        if isinstance(one, UploadedFile) and one.size == 0:
            return one
        cleaned: Upload | None = super().clean(one, initial)
        return cleaned


def offer_own_rows(form: forms.BaseForm) -> None:
    """Give every choice of rows those of the institution; there is none while forms are defined."""
    for field in form.fields.values():
        if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
            field.queryset = field.queryset.model._default_manager.all()


class SittingForm(forms.Form):
    """Whose paper it is, and when it was set; what is left empty is read from the cover."""

    professor = forms.ModelChoiceField(
        Professor._base_manager.none(), required=False, label=_("Professor")
    )
    new_professor = forms.CharField(
        max_length=150,
        required=False,
        help_text=_("If the professor is not in the list yet."),
        label=_("New professor"),
    )
    course = forms.ModelChoiceField(Course._base_manager.none(), required=False, label=_("Course"))
    year = forms.IntegerField(
        min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False, label=_("Year")
    )
    session = forms.CharField(
        max_length=60, required=False, help_text=_("Such as winter or resit."), label=_("Session")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        offer_own_rows(self)


class UploadForm(SittingForm):
    """Papers to take in."""

    papers = SeveralFiles(
        label=_("PDF files, or a ZIP of them"),
        widget=SeveralFilesInput(attrs={"accept": "application/pdf,.pdf,application/zip,.zip"}),
        help_text=_("Drop them anywhere on this page, or choose them."),
    )
    field_order = ["papers", "professor", "new_professor", "course", "year", "session"]


class FilingRow(forms.Form):
    """One paper to be filed; course and professor only where its group's are not meant."""

    take = forms.BooleanField(required=False, label=_("File it"))
    year = forms.IntegerField(min_value=FIRST_YEAR, max_value=LAST_YEAR, label=_("Year"))
    session = forms.CharField(max_length=60, required=False, label=_("Session"))
    course = forms.CharField(max_length=200, required=False, label=_("Other course"))
    professor = forms.CharField(max_length=150, required=False, label=_("Other professor"))

    use_required_attribute = False  # a row that is not ticked may stay incomplete

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        offer_known(self)


class FilingGroup(forms.Form):
    """What holds for a group of papers: their course and their professor in words."""

    course = forms.CharField(max_length=200, required=False, label=_("Course"))
    professor = forms.CharField(max_length=150, required=False, label=_("Professor"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        offer_known(self)


class FilingTable(forms.Form):
    """What holds for all papers: who is meant where none is said, and who may be added."""

    professor = forms.CharField(
        max_length=150, required=False, label=_("Professor of all papers without one")
    )
    add_professors = forms.BooleanField(required=False, label=_("Add professors"))
    add_courses = forms.BooleanField(required=False, label=_("Add courses"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", "prefix": "all", **kwargs})
        offer_known(self)


def offer_known(form: forms.BaseForm) -> None:
    """Let browsers complete professors and courses from the page's lists of them."""
    for name in {"professor", "course"} & form.fields.keys():
        form.fields[name].widget.attrs |= {"list": f"known-{name}s", "autocomplete": "off"}


def filing_of(paper: Paper) -> dict[str, Any]:
    """What the form to file a paper starts with: what is known, else what its cover says."""
    facts = paper.outline.facts if paper.outline else None
    professor = paper.professor_id or paper.meant_for_id
    return {
        "professor": professor,
        "new_professor": "" if professor or not facts else facts.professor or "",
        "course": paper.course_id,
        "year": paper.year,
        "session": paper.session,
    }


class ProfessorForm(ModelForm):
    """A professor by name; the name for comparing is ours to make, as for names from covers."""

    class Meta:
        model = Professor
        fields = ("name",)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        self.instance.slug = claim_slug(self.instance, bare_name(name))
        return name


class CourseForm(ModelForm):
    """A course by title."""

    class Meta:
        model = Course
        fields = ("title", "code", "syllabus")

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"]
        self.instance.slug = claim_slug(self.instance, course_slug(title))
        return title


def claim_slug(row: Professor | Course, slug: str) -> str:
    """The slug, if it names nothing else yet; raises `ValidationError` in words."""
    if not slug:
        raise ValidationError(_("There is no letter in it."))
    other = type(row)._default_manager.filter(slug=slug).exclude(pk=row.pk).first()
    if other:
        raise ValidationError(gettext("In the list already: {name}.").format(name=other))
    return slug


class SyllabusForm(ModelForm):
    """A version of a syllabus, by file or by text; `topics` holds what was read once it is valid.

    The text is kept as it was understood, so that what staff saw is what papers are matched with.
    """

    # Its choices are rows of an institution, and there is none while classes are made.
    course = forms.ModelChoiceField(Course._base_manager.none(), label=_("Course"))
    file = forms.FileField(
        required=False,
        help_text=_("PDF, Word (.docx), CSV or plain text; its topics take the place of the text."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.docx,.csv,.tsv,.txt,.md"}),
        label=_("File"),
    )
    topics: tuple[SyllabusTopic, ...] = ()

    class Meta:
        model = Syllabus
        fields = ("course", "name", "valid_from", "valid_until", "file", "text", "file_name")
        widgets = {"file_name": forms.HiddenInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_own_rows(self)
        self.fields["text"].required = False
        for year in ("valid_from", "valid_until"):
            self.fields[year].validators += [
                MinValueValidator(FIRST_YEAR),
                MaxValueValidator(LAST_YEAR),
            ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        try:
            if file:
                file.seek(0)  # the preview has read it before
                self.topics = read_upload(file.read(MOST_BYTES + 1), file.name or "file")
                cleaned["file_name"] = (file.name or "")[:200]
            elif "file" not in self.errors:
                self.topics = read_words(cleaned.get("text") or "")
        except SyllabusRejected as error:
            self.add_error("file" if file else "text", said(str(error)))
        cleaned["text"] = write_tree(self.topics)
        self.check_years_of(cleaned)
        return cleaned

    def check_years_of(self, cleaned: dict[str, Any]) -> None:
        """Say at the year what is wrong with the years."""
        if not {"course", "valid_from", "valid_until"} <= cleaned.keys():
            return
        years = {name: cleaned[name] for name in ("course", "valid_from", "valid_until")}
        try:
            check_years(Syllabus(pk=self.instance.pk, **years))
        except SyllabusRejected as error:
            self.add_error("valid_from", said(str(error)))


class ApiTokenForm(ModelForm):
    """What a new token is for, and until when."""

    class Meta:
        model = ApiToken
        fields = ("name", "expires_at")
        help_texts = {
            "name": _("What it is for, such as the timetable's import."),
            "expires_at": _("Leave empty for a token that works until it is revoked."),
        }

    def clean_expires_at(self) -> Any:
        until = self.cleaned_data["expires_at"]
        if until and until <= timezone.now():
            raise ValidationError(_("This time is over. Choose a later one."))
        return until
