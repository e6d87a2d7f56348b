"""The forms in which questions can be taken away, behind one door for pages and API."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext_lazy as _

from analysis.models import Question
from reports.exports.anki import write_anki
from reports.exports.moodle import write_moodle
from reports.exports.questions_file import write_questions
from reports.exports.rows import ExportRow, export_rows
from reports.exports.tables import write_csv, write_xlsx

MOST_ROWS = 5_000
MOST_PICTURES = 500  # each is cut out of its page: about 5 ms


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of file: what it is called, and who writes it from a title and rows."""

    name: Any  # a lazy translation, or the name of a program
    what_for: Any  # a lazy translation
    suffix: str
    content_type: str
    write: Callable[[str, Sequence[ExportRow]], bytes]
    pictures: bool = False

    @property
    def most(self) -> int:
        """How many questions fit."""
        return MOST_PICTURES if self.pictures else MOST_ROWS


SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = {
    form.suffix: form
    for form in (
        Form(
            _("Anki cards"),
            _("The printed questions to learn from on a phone; a second import updates them."),
            "apkg",
            "application/octet-stream",
            write_anki,
            pictures=True,
        ),
        Form(
            "Excel",
            _("A table of the questions to sort and filter."),
            "xlsx",
            SPREADSHEET,
            lambda _title, rows: write_xlsx(rows),
        ),
        Form(
            "CSV",
            _("The same table for any program."),
            "csv",
            "text/csv; charset=utf-8",
            lambda _title, rows: write_csv(rows),
        ),
        Form(
            _("Moodle questions"),
            _("For a question bank in Moodle, with the printed pictures."),
            "xml",
            "application/xml",
            write_moodle,
            pictures=True,
        ),
        Form(
            "JSON", _("The questions, for programs."), "json", "application/json", write_questions
        ),
    )
}


class Sliced(Protocol):
    """Questions of which a part can be had, as of a list or a query."""

    def __getitem__(self, part: slice, /) -> Iterable[Question]: ...


class TooManyQuestions(Exception):
    """More questions than a file should hold; the words say what to do."""


def export_questions(
    form: Form, title: str, questions: Sliced, address: Callable[[Question], str]
) -> bytes:
    """A file of `questions` in their order. Raises `TooManyQuestions` with words for people."""
    chosen = list(questions[: form.most + 1])
    if len(chosen) > form.most:
        raise TooManyQuestions(
            f"More than {form.most} questions do not fit into one .{form.suffix} file. "
            "Choose a course, a topic or some years."
        )
    return form.write(title, export_rows(chosen, address, pictures=form.pictures))
