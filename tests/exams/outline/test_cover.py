import pytest

from exams.outline import read_outline
from exams.outline.course_code import without_code
from exams.outline.cover import cover_facts
from exams.outline.cover_amounts import minutes_of
from exams.outline.lines import lines_of
from exams.outline.model import Box, CoverFacts, FactPlace
from tests.exams.outline.sheets import page_of


def facts_of(*rows: str) -> CoverFacts:
    lines = lines_of([page_of(*rows)])
    return cover_facts(lines, len(lines))


def bare(facts: CoverFacts) -> CoverFacts:
    """The facts without their places."""
    return facts.model_copy(update={"places": ()})


def test_cover_facts_reads_labelled_fields() -> None:
    facts = facts_of(
        "North Valley Institute of Technology",
        "Subject: Control Systems      Subject Code: EE502",
        "Course Instructor: Dr. Ada Example",
        "Max. Marks: 100      Duration: 3 Hrs",
        "End Semester Examination, January 2016",
    )
    assert bare(facts) == CoverFacts(
        institution="North Valley Institute of Technology",
        course_code="EE502",
        subject="Control Systems",
        professor="Dr. Ada Example",
        year=2016,
        session="January 2016",
        duration_minutes=180,
        total_marks=100.0,
    )
    assert [(place.fact, place.box.page) for place in facts.places] == [
        ("institution", 1),
        ("course_code", 1),
        ("subject", 1),
        ("professor", 1),
        ("year", 1),
        ("session", 1),
        ("duration_minutes", 1),
        ("total_marks", 1),
    ]


def test_cover_facts_reads_a_title_with_its_code() -> None:
    facts = facts_of("CS2203 Computer Algorithms", "Time: 90 minutes", "Maximum Marks: 50")
    assert facts.subject == "Computer Algorithms"
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


def test_cover_facts_says_where_each_was_read() -> None:
    facts = facts_of("CS2203 Computer Algorithms", "Maximum Marks: 50")
    assert facts.places == (
        FactPlace(fact="course_code", box=Box(page=1, x0=70.0, top=80.0, x1=100.0, bottom=91.0)),
        FactPlace(fact="subject", box=Box(page=1, x0=105.0, top=80.0, x1=200.0, bottom=91.0)),
        FactPlace(fact="total_marks", box=Box(page=1, x0=145.0, top=96.0, x1=155.0, bottom=107.0)),
    )


def test_cover_facts_reads_a_line_of_facts_between_dots() -> None:
    facts = facts_of(
        "MA310: Graph Theory",
        "Final Examination, Winter 2021",
        "Westfold University, School of Mathematical Sciences",
        "Prof. Lena Sommer · 20 January 2021 · 3 hours · 100 points",
    )
    assert bare(facts) == CoverFacts(
        institution="Westfold University",
        course_code="MA310",
        subject="Graph Theory",
        professor="Prof. Lena Sommer",
        year=2021,
        session="Winter 2021",
        duration_minutes=180,
        total_marks=100.0,
    )


@pytest.mark.parametrize(
    ("line", "professor"),
    [
        ("Set by Dr. Anna Maria Berg. Figures in brackets are full marks.", "Dr. Anna Maria Berg"),
        ("Examiner: Prof. J. van den Berg", "Prof. J. van den Berg"),
        ("Prüfer: Prof. Dr. Erika Muster-Klein", "Prof. Dr. Erika Muster-Klein"),
        ("Instructors: Ada North, Ben South & Cleo West", "Ada North, Ben South & Cleo West"),
        ("Course Instructor: Dr. Omar Haddad Programme Name: BCS", "Dr. Omar Haddad"),
        ("Faculty: Engineering", None),
        ("Prof. Ada North University", None),
    ],
)
def test_cover_facts_reads_who_set_the_paper(line: str, professor: str | None) -> None:
    assert facts_of("CS2203 Computer Algorithms", line).professor == professor


@pytest.mark.parametrize(
    ("line", "institution"),
    [
        ("Westfold University, School of Computing", "Westfold University"),
        (
            "Technische Hochschule Musterstadt - Fakultät Informatik",
            "Technische Hochschule Musterstadt",
        ),
        ("Logic Monsoon 2024, Institute of Science, Pune", "Institute of Science, Pune"),
        ("© 2015 University of Westfold", "University of Westfold"),
        ("School of Computing", None),
        ("(Autonomous Institute, affiliated to a university)", None),
    ],
)
def test_cover_facts_reads_the_institution_alone(line: str, institution: str | None) -> None:
    assert facts_of(line, "Time: 3 hours").institution == institution


@pytest.mark.parametrize(
    ("line", "session", "year"),
    [
        ("Winter Examination 2017", "Winter 2017", 2017),
        ("Supplementary Summer Examination – 2025", "Summer resit 2025", 2025),
        ("Regular and Supplementary Examination, May/June 2014", "May/June 2014", 2014),
        ("Wednesday, 18 January 2017", "January 2017", 2017),
        ("Date: 2020-08-25", None, 2020),
        ("You may assume that it holds.", None, None),
    ],
)
def test_cover_facts_reads_the_session(line: str, session: str | None, year: int | None) -> None:
    facts = facts_of("Linear Algebra", line)
    assert (facts.session, facts.year) == (session, year)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("3 hours", 180),
        ("2½ hours", 150),
        ("2 hours and 30 minutes", 150),
        ("three hours", 180),
        ("01:30 Hours", 90),
        ("3.45 Hr.", 225),
        ("2,5 Stunden", 150),
        ("180Min", 180),
        ("8:30-12.30", 240),
        ("12:30 PM–3:00 PM", 150),
        ("2021-2022", None),
        ("none", None),
    ],
)
def test_minutes_of_reads_times(text: str, minutes: int | None) -> None:
    assert minutes_of(text) == minutes


@pytest.mark.parametrize(
    ("title", "code", "bare_title"),
    [
        ("ICS101:M-17: Computer Programming", "ICS101", "Computer Programming"),
        ("CAS 2203 Computer Algorithms", "CAS 2203", "Computer Algorithms"),
        ("Discrete Mathematics [BTCOC302]", "BTCOC302", "Discrete Mathematics"),
        ("(CS1.301) Algorithms: a first course", "CS1.301", "Algorithms: a first course"),
        ("BTES204 & Programming in C", "BTES204", "Programming in C"),
        ("Engineering Mathematics – I (BTBS 101)", "BTBS 101", "Engineering Mathematics – I"),
        ("18.06", "18.06", ""),
    ],
)
def test_without_code_keeps_the_title(title: str, code: str, bare_title: str) -> None:
    assert without_code(title, code) == bare_title


@pytest.mark.parametrize(
    ("row", "total"),
    [
        ("85–100 points: 5 (Pass with distinction)", None),
        ("0 – 49 pts: U, 50 – 69 pts: 3, 70 – 84 pts: 4, 85+ pts: 5", None),
        ("Points: 5 2 4 11", 11.0),
        ("Points: 5 2 4 12", None),
    ],
)
def test_limits_of_grades_are_no_total_and_a_table_of_marks_ends_in_it(
    row: str, total: float | None
) -> None:
    outline = read_outline([page_of(row, "1. Define a stack.", "2. Define a queue.")])
    assert outline.facts.total_marks == total


def test_marks_of_a_section_are_no_total() -> None:
    rows = ("Section A: Short answers (18 marks)", "1. Define a stack. [9]", "2. Draw a tree. [9]")
    assert read_outline([page_of(*rows)]).facts.total_marks is None


@pytest.mark.parametrize(
    ("rows", "facts"),
    [
        (
            ("ABC301 Declarative Logic Exam - 2", "Time: 1 hour"),
            ("ABC301", "Declarative Logic", None),
        ),
        (("SYSTEMS AND", "SECURITY", "Time: 1 hour"), (None, "SYSTEMS AND SECURITY", None)),
        (
            (
                "Institut für Wasser- und",
                "Bodenkunde",
                "Strömungsmechanik",
                "BPO 2011",
                "WS 2013/14",
            ),
            (None, "Strömungsmechanik", 2013),
        ),
        (("Klausur: Technisches Englisch", "Sommersemester"), (None, "Technisches Englisch", None)),
        (("Compilers 7.5 hp", "Time: 4 hours"), (None, "Compilers", None)),
        (("Graph Theory", "2024/25      Ada Example"), (None, "Graph Theory", 2024)),
        (
            ("433-361 Programming Languages", "Lecturer: Ada North, Tel. 5405"),
            ("433-361", "Programming Languages", None),
        ),
    ],
)
def test_cover_facts_reads_titles_beside_what_is_none(
    rows: tuple[str, ...], facts: tuple[str | None, str | None, int | None]
) -> None:
    found = facts_of(*rows)
    assert (found.course_code, found.subject, found.year) == facts


def test_cover_facts_reads_a_title_that_is_broken_for_lack_of_room() -> None:
    title = "MAT701: Discrete Mathematics and Formal Logic for Computer"
    rows = (title, "Science", "Time: 45 minutes. Total: 30 marks. Write on these sheets alone.")
    subject = "Discrete Mathematics and Formal Logic for Computer Science"
    assert facts_of(*rows).subject == subject
