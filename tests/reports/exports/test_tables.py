"""Tables of questions: read back whole, and no formula in them."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from reports.exports.rows import ExportRow
from reports.exports.tables import COLUMNS, write_csv, write_xlsx

ROW = ExportRow(
    key="0123456789abcdef-2-3(b)",
    professor="Dr. Ada Fenwick",
    course="PH201 Classical Mechanics",
    paper="2023 May",
    year=2023,
    session="May",
    number="3(b)",
    section="A",
    page=2,
    stem="A flywheel turns.",
    text="Find its “angular velocity”, in s⁻¹;\nshow all steps.",
    marks=2.5,
    topic="Rotating rigid bodies",
    second_topic="",
    difficulty="very hard",
    bloom="apply",
    derivation=True,
    address="https://example.org/questions/7/",
)
NOTHING = replace(ROW, year=None, marks=None, stem="", text="Why?", derivation=False)


def test_csv_reads_back_whole() -> None:
    content = write_csv([ROW, NOTHING])
    assert content.startswith(b"\xef\xbb\xbf")
    first, second = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert first == {
        "Professor": "Dr. Ada Fenwick",
        "Course": "PH201 Classical Mechanics",
        "Paper": "2023 May",
        "Year": "2023",
        "Session": "May",
        "Section": "A",
        "Number": "3(b)",
        "Page": "2",
        "Text": "A flywheel turns.\nFind its “angular velocity”, in s⁻¹;\nshow all steps.",
        "Marks": "2.5",
        "Topic": "Rotating rigid bodies",
        "Second topic": "",
        "Difficulty": "very hard",
        "Bloom": "apply",
        "Derivation": "yes",
        "Address": "https://example.org/questions/7/",
        "Key": "0123456789abcdef-2-3(b)",
    }
    assert (second["Year"], second["Marks"], second["Text"]) == ("", "", "Why?")


def test_xlsx_reads_back_whole_with_numbers_as_numbers() -> None:
    sheet = load_workbook(io.BytesIO(write_xlsx([ROW, NOTHING]))).active
    assert sheet is not None
    heads, first, second = sheet.iter_rows(values_only=True)
    assert len(heads) == len(COLUMNS)
    found = dict(zip(heads, first, strict=True))
    assert (found["Year"], found["Marks"], found["Page"]) == (2023, 2.5, 2)
    assert found["Text"] == f"{ROW.stem}\n{ROW.text}"
    assert dict(zip(heads, second, strict=True))["Marks"] is None
    assert sheet.auto_filter.ref == "A1:Q3"
    assert sheet.freeze_panes == "A2"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_formulas_stay_text(start: str) -> None:
    evil = replace(ROW, stem="", text=f'{start}HYPERLINK("http://example.org","x")')
    row = next(csv.DictReader(io.StringIO(write_csv([evil]).decode("utf-8-sig"), newline="")))
    assert row["Text"] == f"'{evil.text}"
    sheet = load_workbook(io.BytesIO(write_xlsx([evil]))).active
    assert sheet is not None
    cell = sheet.cell(2, COLUMNS.index("text") + 1)
    assert cell.data_type == "s"
    assert str(cell.value).replace("_x000D_", "\r").strip() == evil.text.strip()


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_any_text_can_be_written(text: str) -> None:
    row = replace(ROW, stem="", text=text)
    assert len(list(csv.reader(io.StringIO(write_csv([row]).decode("utf-8-sig"), newline="")))) == 2
    assert load_workbook(io.BytesIO(write_xlsx([row]))).active is not None
