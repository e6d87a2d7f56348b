"""The sheet of course outcomes: its numbers, its files, and who sees it."""

import csv
import io
from typing import Any

import pytest
from openpyxl import load_workbook

from analysis.models import Question
from exams.models import Course, Paper
from exams.outline.model import Outline, OutlineQuestion
from exams.tenancy import institution_scope
from tests.people import People
from tests.reports.rows import publish

AT = "/at/norvale/staff/outcomes"
PRINTED = [
    ("CO1", "L3", 10, 0.5),
    ("CO-1, CO 2", None, 6, 1.0),
    (None, None, None, 1.0),
]


@pytest.fixture
def paper(people: People) -> Paper:
    """A paper of three questions; the second asks for what a spreadsheet would take for code."""
    with institution_scope(people.norvale.pk):
        publish(1)
        paper = Paper.objects.get()
        rows = list(Question.objects.order_by("position"))
        Question.objects.filter(pk__in=[one.pk for one in rows[3:]]).delete()
        for place, (row, printed) in enumerate(zip(rows, PRINTED, strict=False)):
            _, _, marks, weight = printed
            text = "=HYPERLINK(0)" if place == 1 else row.text
            Question.objects.filter(pk=row.pk).update(
                position=place, marks=marks, weight=weight, bloom="apply", text=text
            )
        outline = Outline(questions=tuple(_printed(*one[:2]) for one in PRINTED))
        paper.outline_json = outline.model_dump(mode="json")
        paper.save()
    return paper


def _printed(outcome: str | None, level: str | None) -> OutlineQuestion:
    return OutlineQuestion(
        number="1", path=("1",), text="x", page=1, course_outcome=outcome, bloom_printed=level
    )


def test_files_have_marks_with_and_without_choice_and_no_formula(
    paper: Paper, people: People, browser: Any
) -> None:
    client = browser(people.bob)
    text = client.get(f"{AT}/papers/{paper.pk}/sheet.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[:4] == [
        [
            *("Outcome", "Bloom", "Marks printed", "Marks to answer", "Questions"),
            *("Without marks", "Level estimated"),
        ],
        ["CO1", "apply", "13.0", "8.0", "2", "0", "1"],
        ["CO2", "apply", "3.0", "3.0", "1", "0", "0"],
        ["unknown", "apply", "unknown", "unknown", "1", "1", "1"],
    ]
    assert rows[7][4:] == ["'=HYPERLINK(0)", "6.0", "1.0", "CO1, CO2", "", "apply", "no"]
    year = client.get(f"{AT}/courses/{paper.course_id}/{paper.year}/sheet.xlsx").content
    book = load_workbook(io.BytesIO(year))
    assert book.sheetnames == ["Marks printed", "Marks to answer", "Questions"]
    matrix = [[cell.value for cell in row] for row in book["Marks to answer"].rows]
    assert [(row[0], row[3], row[7:]) for row in matrix] == [
        ("Outcome", "apply", ["All", "Questions", "Without marks"]),
        ("CO1", 8, [8, 2, 0]),
        ("CO2", 3, [3, 1, 0]),
        ("unknown", "unknown", ["unknown", 1, 1]),
        ("All", 11, [11, 3, 1]),
    ]
    assert book["Questions"]["E3"].data_type == "s"
    assert client.get(f"{AT}/papers/{paper.pk}/sheet.pdf").status_code == 404


def test_every_number_of_the_page_opens_its_questions(
    paper: Paper, people: People, browser: Any
) -> None:
    client = browser(people.bob)
    address = f"{AT}/papers/{paper.pk}/"
    page = client.get(address).text
    assert f'<a href="{address}?outcome=CO1&amp;level=apply#questions">13</a>' in page
    assert "8 answered" in page
    assert "1 question prints no outcome." in page
    counted = {
        asked: client.get(address + asked).text.count('<p class="where">')
        for asked in ("?outcome=CO1&level=apply", "?outcome=unknown", "?all=1", "?level=create")
    }
    assert counted == {
        "?outcome=CO1&level=apply": 2,
        "?outcome=unknown": 1,
        "?all=1": 3,
        "?level=create": 0,
    }
    listed = client.get(f"{AT}/").text
    assert f"{AT}/courses/{paper.course_id}/{paper.year}/" in listed


def test_a_year_without_papers_is_missing(paper: Paper, people: People, browser: Any) -> None:
    assert browser(people.bob).get(f"{AT}/courses/{paper.course_id}/1950/").status_code == 404
    with institution_scope(people.norvale.pk):
        other = Course.objects.create(title="Optics", slug="optics")
    assert browser(people.bob).get(f"{AT}/courses/{other.pk}/{paper.year}/").status_code == 404
