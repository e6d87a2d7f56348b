"""The sheet of course outcomes as a file: CSV for programs, XLSX for people."""

import csv
import io
from collections.abc import Sequence

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from analysis.statistics.outcomes import LEVELS, OutcomeCell, OutcomeSheet
from reports.exports.tables import Value, cell_of, harmless
from reports.outcomes import SetQuestion


def write_outcomes_csv(sheet: OutcomeSheet, questions: Sequence[SetQuestion]) -> bytes:
    """A row for each outcome and level that is asked, then one for each question."""
    target = io.StringIO()
    writer = csv.writer(target)
    for row in (*_long(sheet), [], *_listed(questions)):
        writer.writerow([harmless(value) for value in row])
    return target.getvalue().encode("utf-8-sig")


def write_outcomes_xlsx(sheet: OutcomeSheet, questions: Sequence[SetQuestion]) -> bytes:
    """Three sheets: marks that are printed, marks that are answered, and the questions."""
    book = Workbook(write_only=True)
    _add(book, _("Marks printed"), _matrix(sheet, answered=False))
    _add(book, _("Marks to answer"), _matrix(sheet, answered=True))
    _add(book, _("Questions"), _listed(questions))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _matrix(sheet: OutcomeSheet, *, answered: bool) -> list[list[Value]]:
    """Outcomes as rows, levels as columns, with sums and what is unknown."""
    head: list[Value] = [_("Outcome"), *LEVELS, _("All"), _("Questions"), _("Without marks")]
    rows = [head]
    for outcome in (*sheet.outcomes, None):
        whole = sheet.total(outcome)
        cells = [sheet.total(outcome, level) for level in LEVELS]
        name = _("All") if outcome is None else outcome_name(outcome)
        marks = [cell_marks(cell, answered=answered) for cell in (*cells, whole)]
        rows.append([name, *marks, len(whole.questions), whole.without_marks])
    return rows


def cell_marks(cell: OutcomeCell, *, answered: bool) -> float | str | None:
    """Marks of a cell: empty without questions, "unknown" where none prints its marks."""
    if not cell.questions:
        return None
    if not cell.offered and cell.without_marks:
        return _("unknown")
    return round(cell.answered if answered else cell.offered, 2)


def outcome_name(outcome: str) -> str:
    """An outcome as people read it."""
    return outcome or _("unknown")


def _long(sheet: OutcomeSheet) -> list[list[Value]]:
    head: list[Value] = [
        *(_("Outcome"), _("Bloom"), _("Marks printed"), _("Marks to answer"), _("Questions")),
        *(_("Without marks"), _("Level estimated")),
    ]
    rows = [head]
    for outcome in sheet.outcomes:
        for level in LEVELS:
            cell = sheet.cell(outcome, level)
            if cell.questions:
                marks = [cell_marks(cell, answered=one) for one in (False, True)]
                counts = [len(cell.questions), cell.without_marks, cell.estimated]
                rows.append([outcome_name(outcome), level, *marks, *counts])
    return rows


def _listed(questions: Sequence[SetQuestion]) -> list[list[Value]]:
    head: list[Value] = [
        *(_("Paper"), _("Section"), _("Number"), _("Page"), _("Text"), _("Marks")),
        *(
            _("Share answered"),
            _("Outcomes"),
            _("Program outcomes"),
            _("Bloom"),
            _("Level printed"),
        ),
    ]
    rows = [head]
    for one in questions:
        row = one.question
        marks: Value = _("unknown") if row.marks is None else float(row.marks)
        outcomes = [", ".join(named) for named in (one.outcomes, one.program_outcomes)]
        printed = _("yes") if one.level_printed else _("no")
        where: list[Value] = [row.paper.label, row.section, row.number, row.page, row.text]
        labels = [outcomes[0] or _("unknown"), outcomes[1], row.bloom, printed]
        rows.append([*where, marks, round(row.weight, 4), *labels])
    return rows


def _add(book: Workbook, title: str, rows: Sequence[Sequence[Value]]) -> None:
    sheet: WriteOnlyWorksheet = book.create_sheet(title)
    sheet.freeze_panes = "B2"
    heads = [WriteOnlyCell(sheet, name) for name in rows[0]]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    for row in rows[1:]:
        sheet.append([cell_of(sheet, value) for value in row])
