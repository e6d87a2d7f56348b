"""Papers to be filed, put together by course, and what is said for all of a group."""

import pytest

from exams.models import Paper
from exams.outline.model import CoverFacts
from exams.services.catalogue import (
    add_professor,
    calm_title,
    course_titled,
    names_in,
    title_words,
)
from exams.services.filing import Doubt, catalogue, propose, unfiled
from exams.services.filing_groups import ProposalGroup, grouped, name_words, own_values
from exams.services.likeness import same_paper
from exams.tenancy import institution_scope
from tests.exams.test_filing import waiting
from tests.people import People


def groups() -> list[ProposalGroup]:
    known = catalogue()
    return grouped(propose(list(unfiled()), known), known, {})


def told(found: list[ProposalGroup]) -> list[tuple[str, str, list[str]]]:
    return [
        (one.course, one.professor, [of.paper.file_name for of in one.proposals]) for one in found
    ]


def test_papers_of_one_course_stand_together_doubtful_ones_first(people: People) -> None:
    with institution_scope(people.norvale.pk):
        course_titled("Theory of Heat", "PH7")
        add_professor("Ada Lovelace")
        for name, facts in (
            ("a.pdf", CoverFacts(subject="DATA STRUCTURES", professor="A. North, B. South")),
            ("b.pdf", CoverFacts(subject="The Data Structure", professor="B. South", year=2020)),
            ("c.pdf", CoverFacts(subject="Heat", course_code="PH-7", professor="Dr. Ada Lovelace")),
            ("d.pdf", CoverFacts(subject="Mathematics I", course_code="MA 1", year=2019)),
            ("e.pdf", CoverFacts(subject="Mathematics II", course_code="MA 2", year=2019)),
            ("f.pdf", CoverFacts(subject="Maths I", course_code="MA1", year=2018)),
            ("g.pdf", CoverFacts(subject="Optics", course_code="PH7", year=2018)),
            ("h.pdf", CoverFacts()),
        ):
            waiting(name, facts)
        found = groups()
    assert told(found) == [
        ("", "", ["h.pdf"]),
        ("Data Structures", "B. South", ["a.pdf", "b.pdf"]),
        ("PH7 Theory of Heat", "Ada Lovelace", ["c.pdf"]),
        ("Mathematics I", "", ["d.pdf", "f.pdf"]),
        ("Mathematics II", "", ["e.pdf"]),
        ("Optics", "", ["g.pdf"]),
    ]
    first, second = found[1].proposals
    assert own_values(first, found[1])["professor"] == ""
    assert own_values(second, found[1]) == {
        "professor": "",
        "course": "",
        "year": 2020,
        "session": "May",
    }


def test_course_of_a_file_without_one_is_that_of_files_named_alike(people: People) -> None:
    with institution_scope(people.norvale.pk):
        course_titled("Theory of Heat", "PH7")
        waiting("DBS_end_2016.pdf", CoverFacts(subject="Databases", year=2016))
        waiting("DBS_mid2_2017.pdf", CoverFacts(year=2017))
        waiting("ph7-2018.pdf", CoverFacts(year=2018))
        waiting("exam_2017.pdf", CoverFacts(year=2017))
        found = groups()
    assert told(found) == [
        ("", "", ["exam_2017.pdf"]),
        ("Databases", "", ["DBS_mid2_2017.pdf", "DBS_end_2016.pdf"]),
        ("PH7 Theory of Heat", "", ["ph7-2018.pdf"]),
    ]
    assert found[1].proposals[0].doubts == (
        Doubt("course", "The course is that of the file’s name."),
    )


def test_professor_of_a_course_is_the_one_of_its_earlier_papers(people: People) -> None:
    with institution_scope(people.norvale.pk):
        heat, ada = course_titled("Heat"), add_professor("Ada Lovelace")
        earlier = waiting("a.pdf", CoverFacts(subject="Heat", year=2019))
        Paper.objects.filter(pk=earlier.pk).update(course=heat, professor=ada)
        waiting("b.pdf", CoverFacts(subject="Heat", year=2020))
        (alone,) = groups()
        other = waiting("c.pdf", CoverFacts(subject="Heat", year=2018))
        Paper.objects.filter(pk=other.pk).update(course=heat, professor=add_professor("Ben"))
        (shared,) = groups()
    assert (alone.professor, alone.earlier) == ("Ada Lovelace", True)
    assert (shared.professor, shared.earlier) == ("", False)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Dr. Ada North, Dr. West & B. South", ("Dr. Ada North", "Dr. West", "B. South")),
        ("North, Ada", ("North, Ada",)),
        ("Newton", ("Newton",)),
        ("", ()),
    ],
)
def test_names_in_finds_each_name(words: str, names: tuple[str, ...]) -> None:
    assert names_in(words) == names


def test_titles_are_told_apart_by_their_words() -> None:
    assert title_words("The Data Structures") == title_words("DATA STRUCTURE")
    assert title_words("Mathematics – I") != title_words("Mathematics II")
    assert calm_title("DATA STRUCTURES USING C IN II PARTS") == (
        "Data Structures Using C in II Parts"
    )
    assert calm_title("DSM") == "DSM"
    assert name_words("DBS_mid2_2017_scan.pdf") == ["dbs"]


@pytest.mark.parametrize(
    ("share", "year", "session", "shown"),
    [
        (0.5, 2020, "may", True),
        (0.5, None, "", True),
        (0.5, 2021, "may", False),
        (0.5, 2020, "june", False),
        (0.8, 2021, "may", True),
        (0.4, 2020, "may", False),
    ],
)
def test_papers_of_other_sittings_have_to_share_more_to_be_the_same(
    share: float, year: int | None, session: str, *, shown: bool
) -> None:
    assert same_paper(share, (2020, "may"), (year, session)) is shown
