"""The table in which papers are filed: what covers propose, what is confirmed, and by whom."""

from typing import Any

import pytest

from exams.models import Course, Page, Paper, Professor
from exams.outline.model import Box, CoverFacts, FactPlace, Outline
from exams.services import files
from exams.services.catalogue import add_professor, course_titled
from exams.services.filing import Doubt, catalogue, propose, unfiled, year_named
from exams.services.likeness import sketch
from exams.tenancy import institution_scope
from tests.api_client import add_paper
from tests.people import People

AT = "/at/norvale/staff/papers/filing/"
FACTS = CoverFacts(subject="Heat", course_code="PH7", professor="Prof. Ada Lovelace", year=2021)
TEXT = " ".join(f"word{chr(97 + i)}{chr(97 + j)}" for i in range(9) for j in range(9))


def waiting(name: str, facts: CoverFacts = FACTS, text: str = "", **more: Any) -> Paper:
    """A paper that was read and is nobody's."""
    outline = Outline(facts=facts, confidence=0.9)
    return add_paper(
        None,
        None,
        facts.year or 0,
        **{
            "file_name": name,
            "sha256": name,
            "session": "May",
            "status": "read",
            "outline_json": outline.model_dump(mode="json"),
            "sketch": sketch([text]),
        }
        | more,
    )


def row(paper: Paper, **values: Any) -> dict[str, Any]:
    """A row as it is sent from a group of its own, of which all is said."""
    start = {"take": "on", "group": str(paper.pk), "year": "2021"}
    said = {"course": "Heat", "professor": "Ada Lovelace"}
    group = {f"g{paper.pk}-{name}": value for name, value in said.items()}
    return group | {f"p{paper.pk}-{name}": value for name, value in (start | values).items()}


def rows_of(response: Any) -> list[Any]:
    return [one for group in response.context["groups"] for one in group.rows]


def test_proposal_matches_professor_and_course_and_names_doubts(people: People) -> None:
    with institution_scope(people.norvale.pk):
        add_professor("Ada Lovelace")
        course_titled("Theory of Heat", "PH7")
        known = waiting("a.pdf")
        bare = waiting("b.pdf", CoverFacts(), meant_for=add_professor("Ben"))
        found = {one.paper: one for one in propose(list(unfiled()), catalogue())}
    assert found[known].values == {
        "professor": "Ada Lovelace",
        "course": "PH7 Theory of Heat",
        "year": 2021,
        "session": "May",
    }
    assert found[known].doubts == ()
    assert found[bare].values["professor"] == "Ben"
    assert found[bare].doubts == (
        Doubt("year", "No year was found."),
        Doubt("course", "No course was found."),
    )


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("2022-08-18_exam.pdf", 2022),
        ("midterm2016.pdf", 2016),
        ("20230517-final.pdf", 2023),
        ("2019_2020.pdf", None),
        ("120225.pdf", None),
        ("EE502.pdf", None),
    ],
)
def test_year_is_found_in_a_file_name(name: str, year: int | None) -> None:
    assert year_named(name) == year


def test_year_of_the_file_name_fills_in_and_contradicts(people: People) -> None:
    with institution_scope(people.norvale.pk):
        waiting("exam-2019.pdf", CoverFacts(subject="Heat"))
        waiting("exam-2020.pdf", FACTS)
        found = propose(list(unfiled()), catalogue())
    assert [(one.values["year"], one.doubts) for one in found] == [
        (2019, (Doubt("year", "The year is that of the file’s name."),)),
        (2021, (Doubt("year", "The file’s name says 2020."),)),
    ]


def test_same_paper_scanned_again_is_named_and_not_ticked(people: People, browser: Any) -> None:
    with institution_scope(people.norvale.pk):
        first = waiting("first.pdf", text=TEXT, professor_id=add_professor("Ada Lovelace").pk)
        again = waiting("again.pdf", text=TEXT.replace("wordaa", "wrd"))
        other = waiting("other.pdf", text=" ".join(reversed(TEXT.split())))
    rows = rows_of(browser(people.bob).get(AT))
    assert {one.proposal.paper: one.proposal.alike for one in rows} == {again: (first,), other: ()}
    assert [bool(one.form["take"].value()) for one in rows] == [False, True]


def test_whole_table_is_filed_by_one_post(people: People, browser: Any) -> None:
    with institution_scope(people.norvale.pk):
        papers = [waiting("a.pdf"), waiting("b.pdf", CoverFacts(subject="Heat", year=2022))]
    sent = row(papers[0]) | row(papers[1], year="2022") | {f"g{papers[1].pk}-professor": ""}
    said = {"all-professor": "Ada Lovelace", "all-add_professors": "on", "all-add_courses": "on"}
    response = browser(people.bob).post(AT, sent | said, follow=True)
    assert "2 papers filed." in response.text
    with institution_scope(people.norvale.pk):
        filed = [(str(one.professor), str(one.course), one.year) for one in Paper.objects.all()]
    assert filed == [("Ada Lovelace", "PH7 Heat", 2021), ("Ada Lovelace", "PH7 Heat", 2022)]


def test_nobody_is_added_without_a_tick(people: People, browser: Any) -> None:
    with institution_scope(people.norvale.pk):
        paper = waiting("a.pdf")
    response = browser(people.bob).post(AT, row(paper))
    (shown,) = response.context["groups"]
    assert shown.form.errors == {
        "professor": ["Ada Lovelace is not in the list. Tick below that it is added."],
        "course": ["Heat is not in the list. Tick below that it is added."],
    }
    with institution_scope(people.norvale.pk):
        assert not Professor.objects.exists()
        assert not Course.objects.exists()
        assert Paper.objects.get().professor is None


def test_complete_rows_are_filed_and_others_come_back(people: People, browser: Any) -> None:
    with institution_scope(people.norvale.pk):
        add_professor("Ada Lovelace")
        course_titled("Heat")
        good, bad, left = waiting("a.pdf"), waiting("b.pdf"), waiting("c.pdf")
    sent = row(good) | row(bad, year="21") | row(left, take="")
    response = browser(people.bob).post(AT, sent)
    shown = {one.proposal.paper: one.form for one in rows_of(response)}
    assert set(shown) == {bad, left}
    assert set(shown[bad].errors) == {"year"}
    assert "1 paper filed." in response.text


def test_nothing_ticked_files_nothing(people: People, browser: Any) -> None:
    with institution_scope(people.norvale.pk):
        paper = waiting("a.pdf")
    response = browser(people.bob).post(AT, row(paper, take=""))
    assert "No paper was ticked: nothing is filed." in response.text


def test_evidence_is_a_window_into_the_cover(people: People, browser: Any) -> None:
    box = Box(page=1, x0=10, top=40, x1=90, bottom=52)
    facts = FACTS.model_copy(update={"places": (FactPlace(fact="year", box=box),)})
    with institution_scope(people.norvale.pk):
        paper = waiting("a.pdf", facts)
        picture = files.store(b"\x89PNG", "png")
        Page.objects.create(
            paper=paper, number=1, width=200, height=300, verdict="ok", picture=picture
        )
    page = browser(people.bob).get(AT).text
    assert 'viewBox="0 32.0 200.0 28.0"' in page
    assert '<rect class="mark" x="10.0" y="40.0" width="80.0" height="12.0"' in page
    address = f"/at/norvale/staff/papers/{paper.pk}/pages/1/picture"
    assert f'<image href="{address}"' in page
    assert browser(people.bob).get(address).content == b"\x89PNG"
    assert browser(people.carol).get(address).status_code == 404


@pytest.mark.parametrize("who", ["alice", "bob", "carol", "mallory"])
def test_table_is_for_staff_and_holds_own_papers_only(
    who: str, people: People, browser: Any
) -> None:
    with institution_scope(people.elsewhere.pk):
        foreign = waiting("foreign.pdf")
    client = browser(getattr(people, who))
    response = client.get(AT)
    assert response.status_code == (200 if who in {"alice", "bob"} else 404)
    assert "foreign.pdf" not in response.text
    ticks = {"all-add_professors": "on", "all-add_courses": "on"}
    client.post(AT, row(foreign) | ticks)
    with institution_scope(people.elsewhere.pk):
        assert Paper.objects.get().professor is None
