"""Questions as a table: CSV for programs, XLSX for people.

A cell that a spreadsheet would take for a formula is text all the same: papers are written by
strangers, and `=HYPERLINK(...)` in one must not run on a lecturer's machine.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from reports.exports.rows import ExportRow

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")  # OWASP, "CSV Injection"
LONGEST_CELL = 32_767  # characters that a spreadsheet keeps
WIDTHS = {"text": 80, "topic": 32, "course": 28, "professor": 22}

type Value = str | int | float | None

TITLES = {
    "professor": _("Professor"),
    "course": _("Course"),
    "paper": _("Paper"),
    "year": _("Year"),
    "session": _("Session"),
    "section": _("Section"),
    "number": _("Number"),
    "page": _("Page"),
    "text": _("Text"),
    "marks": _("Marks"),
    "topic": _("Topic"),
    "second_topic": _("Second topic"),
    "difficulty": _("Difficulty"),
    "bloom": _("Bloom"),
    "derivation": _("Derivation"),
    "address": _("Address"),
    "key": _("Key"),
}
COLUMNS = tuple(TITLES)


def write_csv(rows: Iterable[ExportRow]) -> bytes:
    """UTF-8 with a byte order mark, without which spreadsheets break every umlaut."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(_titles())
    writer.writerows([harmless(value) for value in _values(row)] for row in rows)
    return target.getvalue().encode("utf-8-sig")


def write_xlsx(rows: Sequence[ExportRow]) -> bytes:
    """One sheet with a fixed first row and filters; cells that are text are marked as text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(gettext("Questions"))
    sheet.freeze_panes = "A2"
    for place, name in enumerate(COLUMNS):
        sheet.column_dimensions[_letter(place)].width = WIDTHS.get(name, 12)
    heads = [WriteOnlyCell(sheet, title) for title in _titles()]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    for row in rows:
        sheet.append([cell_of(sheet, value) for value in _values(row)])
    sheet.auto_filter.ref = f"A1:{_letter(len(COLUMNS) - 1)}{len(rows) + 1}"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _titles() -> list[str]:
    return [str(TITLES[name]) for name in COLUMNS]


def _values(row: ExportRow) -> Sequence[Value]:
    text = f"{row.stem}\n{row.text}" if row.stem else row.text
    values = {"text": text, "derivation": gettext("yes") if row.derivation else gettext("no")}
    return [values.get(name, getattr(row, name)) for name in COLUMNS]


def harmless(value: Value) -> Value:
    """Text that no spreadsheet takes for a formula."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def cell_of(sheet: WriteOnlyWorksheet, value: Value) -> object:
    """A cell for a value; text stays text, whatever it starts with."""
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_CELL])
    cell.data_type = "s"  # and no formula, whatever it starts with
    return cell


def _letter(place: int) -> str:
    return chr(ord("A") + place)
