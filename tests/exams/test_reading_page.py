"""The staff's page on which a printed page stands beside what was read of it."""

from typing import Any

from exams.models import Page, Paper
from exams.outline.explain import Explained, Kind
from exams.outline.model import (
    Box,
    CoverFacts,
    FactPlace,
    Outline,
    OutlineQuestion,
    OutlineStem,
    Scorecard,
)
from exams.tenancy import institution_scope
from tests.api_client import add_paper
from tests.people import People

TITLE = Box(page=1, x0=70, top=40, x1=170, bottom=52)
FIRST, LOST = (Box(page=2, x0=70, top=top, x1=400, bottom=top + 30) for top in (100, 200))
FIGURE = Box(page=2, x0=100, top=240, x1=300, bottom=340)
OUTLINE = Outline(
    facts=CoverFacts(
        subject="Heat", total_marks=20.0, places=(FactPlace(fact="subject", box=TITLE),)
    ),
    questions=(
        OutlineQuestion(
            number="1(a)", path=("1", "a"), text="State it.", marks=5, page=2, boxes=(FIRST,)
        ),
        OutlineQuestion(
            number="2", path=("2",), text="Draw it.", page=2, boxes=(LOST,), figures=(FIGURE,),
            confidence=0.41,
        ),
    ),
    stems=(OutlineStem(number="1", text="A gas expands.", page=1),),
    scorecard=Scorecard(marks_sum=5, marks_printed=20, gaps=("after 2",), illegible=("2",)),
    confidence=0.4,
)  # fmt: skip
REASON = Explained(kind=Kind.REFUSED, box=FIRST, printed="7.", reason="leaps from 1 over 5")


def read_paper(**more: Any) -> Paper:
    values = {"status": "read", "outline_json": OUTLINE.model_dump(mode="json")} | more
    paper = add_paper(None, None, 2021, file_name="heat.pdf", **values)
    reasons = [REASON.model_dump(mode="json")]
    for number, kept in ((1, []), (2, reasons)):
        Page.objects.create(
            paper=paper, number=number, width=595, height=842, verdict="ok", picture="a.png",
            hidden_words=number - 1, reasons_json=kept,
        )  # fmt: skip
    return paper


def test_reading_page_shows_questions_doubts_and_evidence(people: People, browser: Any) -> None:
    with institution_scope(people.norvale.pk):
        paper = read_paper()
    shown = browser(people.bob).get(f"/at/norvale/staff/papers/{paper.pk}/reading/?page=2")
    lines, spots = shown.context["lines"], shown.context["spots"]

    assert [(one.asked.number, one.doubtful, one.illegible) for one in lines] == [
        ("1(a)", False, False),
        ("2", True, True),
    ]
    assert [(one.look, one.anchor, one.y) for one in spots] == [
        ("good", "line-1", 100),
        ("bad", "line-2", 200),
        ("accent", "line-2", 240),
    ]
    assert shown.context["facts"] == [("Course", "Heat", 1), ("Marks", "20", None)]
    assert [window.page.number for window in shown.context["evidence"]] == [1]
    for words in (
        "The number of question 2 cannot be read",
        "Numbers are missing: after 2.",
        "The marks add up to 5, not to 20.",
        "1 question is less than 80&nbsp;% sure.",
        "1 word on page 2 cannot be seen in print and was left out.",
        "41&nbsp;% sure",
    ):
        assert words in shown.text


def test_reading_page_tells_why_labels_were_refused(people: People, browser: Any) -> None:
    with institution_scope(people.norvale.pk):
        paper = read_paper()
    address = f"/at/norvale/staff/papers/{paper.pk}/reading/"
    shown = browser(people.bob).get(f"{address}?page=2&why")

    assert [one.look for one in shown.context["spots"]] == ["bad"]
    assert "leaps from 1 over 5" in shown.text
    assert "No reasons are kept" in browser(people.bob).get(f"{address}?why").text


def test_reading_page_of_an_unread_paper_says_so(people: People, browser: Any) -> None:
    with institution_scope(people.norvale.pk):
        paper = add_paper(None, None, 2021, file_name="new.pdf", status="received")
    shown = browser(people.bob).get(f"/at/norvale/staff/papers/{paper.pk}/reading/")

    assert "Waiting to be read" in shown.text
