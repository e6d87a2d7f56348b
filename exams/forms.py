"""Forms of the staff: uploading papers and filing them."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from exams.models import Course, Paper, Professor

FIRST_YEAR, LAST_YEAR = 1900, 2100


class SeveralFilesInput(forms.ClearableFileInput):
    """A file input that takes many."""

    allow_multiple_selected = True


class SeveralFiles(forms.FileField):
    """One or more files; cleaned to a list of them."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = data if isinstance(data, list | tuple) else [data]
        return [self.accept(one, initial) for one in given]

    def accept(self, one: Any, initial: Any) -> UploadedFile | None:
        """One file; an empty one is let through, for its own words are better than the field's."""
        if isinstance(one, UploadedFile) and one.size == 0:
            return one
        cleaned: UploadedFile | None = super().clean(one, initial)
        return cleaned


class SittingForm(forms.Form):
    """Whose paper it is, and when it was set; what is left empty is read from the cover."""

    professor = forms.ModelChoiceField(Professor._base_manager.none(), required=False)
    new_professor = forms.CharField(
        max_length=150, required=False, help_text="If the professor is not in the list yet."
    )
    course = forms.ModelChoiceField(Course._base_manager.none(), required=False)
    year = forms.IntegerField(min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False)
    session = forms.CharField(max_length=60, required=False, help_text="Such as winter or resit.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, model in (("professor", Professor), ("course", Course)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # narrows the type
            field.queryset = model.objects.all()


class UploadForm(SittingForm):
    """Papers to take in."""

    files = SeveralFiles(
        label="PDF files", widget=SeveralFilesInput(attrs={"accept": "application/pdf,.pdf"})
    )
    field_order = ["files", "professor", "new_professor", "course", "year", "session"]


def filing_of(paper: Paper) -> dict[str, Any]:
    """What the form to file a paper starts with: what is known, else what its cover says."""
    facts = paper.outline.facts if paper.outline else None
    return {
        "professor": paper.professor_id,
        "new_professor": "" if paper.professor_id or not facts else facts.professor or "",
        "course": paper.course_id,
        "year": paper.year,
        "session": paper.session,
    }
