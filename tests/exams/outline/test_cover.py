from exams.outline.cover import cover_facts
from exams.outline.lines import lines_of
from exams.outline.model import CoverFacts
from tests.exams.outline.sheets import page_of


def facts_of(*rows: str) -> CoverFacts:
    lines = lines_of([page_of(*rows)])
    return cover_facts(lines, len(lines))


def test_cover_facts_reads_labelled_fields() -> None:
    assert facts_of(
        "North Valley Institute of Technology",
        "Subject: Control Systems      Subject Code: EE502",
        "Course Instructor: Dr. Ada Example",
        "Max. Marks: 100      Duration: 3 Hrs",
        "End Semester Examination, January 2016",
    ) == CoverFacts(
        institution="North Valley Institute of Technology",
        course_code="EE502",
        subject="Control Systems (EE502)",
        professor="Dr. Ada Example",
        year=2016,
        session="January 2016",
        duration_minutes=180,
        total_marks=100.0,
    )


def test_cover_facts_reads_a_title_with_its_code() -> None:
    facts = facts_of("CS2203 Computer Algorithms", "Time: 90 minutes", "Maximum Marks: 50")
    assert facts.subject == "CS2203 Computer Algorithms"
    assert facts.course_code == "CS2203"
    assert (facts.duration_minutes, facts.total_marks) == (90, 50.0)


def test_cover_facts_reads_german_covers() -> None:
    facts = facts_of(
        "Hochschule Musterstadt",
        "Klausur Mathematik und Statistik",
        "Prüfer: Prof. Dr. Erika Muster",
        "27. Januar 2023",
        "Bearbeitungszeit: 60 Minuten",
    )
    assert facts.institution == "Hochschule Musterstadt"
    assert facts.subject == "Mathematik und Statistik"
    assert facts.professor == "Prof. Dr. Erika Muster"
    assert (facts.year, facts.session, facts.duration_minutes) == (2023, "Januar 2023", 60)


def test_cover_facts_invents_nothing() -> None:
    assert facts_of("Please write legibly.") == CoverFacts()


def test_cover_facts_takes_short_years_and_spans_last() -> None:
    assert facts_of("Midterm, Monsoon '24").year == 2024
    assert facts_of("Academic Year: 2021-22", "Even Semester 2022").year == 2022
