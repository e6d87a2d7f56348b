"""What the sample papers say, without printing them."""

from collections import Counter

import pytest

from profiler_site.demo.model import SamplePaper, leaves
from profiler_site.demo.papers import sample_courses, sample_papers, syllabus_text

PAPERS = sample_papers()
each_paper = pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.file_name)


def sittings_of(code: str) -> list[SamplePaper]:
    return [paper for paper in PAPERS if paper.course_code == code]


def papers_with(topic: str, code: str) -> list[str]:
    return [
        f"{paper.year} {paper.session}"
        for paper in sittings_of(code)
        if topic in {leaf.question.topic for leaf in leaves(paper)}
    ]


def test_papers_have_two_professors_with_at_least_seven_sittings() -> None:
    assert Counter(paper.professor for paper in PAPERS) == {
        "Prof. Ilse Thornquist": 8,
        "Dr. Anand Velloor": 7,
    }


def test_papers_cover_years_sessions_and_layouts() -> None:
    assert {paper.year for paper in PAPERS} == {2017, 2018, 2019, 2020, 2021, 2022, 2023, 2025}
    assert {paper.session for paper in PAPERS} == {"Winter", "Summer"}
    assert {paper.layout for paper in PAPERS} == {
        "sections",
        "points",
        "decimal",
        "table",
        "columns",
    }
    assert [paper.file_name for paper in PAPERS if "resit" in paper.file_name] == [
        "MA204-2019-2-summer-resit.pdf",
        "PH110-2020-summer-resit.pdf",
    ]
    assert [paper.file_name for paper in PAPERS if paper.scanned] == ["MA204-2017-winter.pdf"]


def test_file_names_are_all_different() -> None:
    assert len({paper.file_name for paper in PAPERS}) == len(PAPERS)


@each_paper
def test_marks_add_up_to_the_printed_total(paper: SamplePaper) -> None:
    assert sum(section.full_marks for section in paper.sections) == paper.total_marks


@each_paper
def test_every_leaf_has_words_marks_and_a_topic_of_the_syllabus(paper: SamplePaper) -> None:
    topics = {
        title
        for course in sample_courses()
        if course.code == paper.course_code
        for title, _ in course.topics
    }
    found = leaves(paper)
    assert 9 <= len(found) <= 14
    for leaf in found:
        assert leaf.question.text
        assert leaf.question.marks
        assert leaf.question.topic in topics


@each_paper
def test_numbers_of_leaves_are_all_different(paper: SamplePaper) -> None:
    numbers = [leaf.number for leaf in leaves(paper)]
    assert len(set(numbers)) == len(numbers)


@each_paper
def test_alternatives_carry_the_same_marks(paper: SamplePaper) -> None:
    marks: dict[str, set[int]] = {}
    for question in paper.questions:
        if question.choice:
            marks.setdefault(question.choice, set()).add(question.full_marks)
    assert all(len(different) == 1 for different in marks.values())


def test_sections_with_a_rule_offer_more_than_must_be_answered() -> None:
    rules = [
        (section.answer, len(section.questions))
        for paper in PAPERS
        for section in paper.sections
        if section.answer
    ]
    assert Counter(rules) == {(3, 4): 3, (2, 3): 1, (4, 5): 3, (1, 2): 3}


def test_multiple_choice_offers_four_options() -> None:
    offered = [
        len(set(leaf.question.options))
        for paper in sittings_of("PH110")
        for leaf in leaves(paper)
        if leaf.question.options
    ]
    assert offered == [4] * 35


def test_topics_of_linear_algebra_come_fade_and_stay_rare() -> None:
    sittings = [f"{paper.year} {paper.session}" for paper in sittings_of("MA204")]
    assert papers_with("Eigenvalues and diagonalisation", "MA204") == sittings
    assert papers_with("Determinants", "MA204") == sittings[:4]
    assert papers_with("Singular value decomposition", "MA204") == sittings[4:]
    assert papers_with("Jordan normal form", "MA204") == ["2022 Winter"]
    assert papers_with("Complex vector spaces and the Fourier matrix", "MA204") == []


def test_topics_of_physics_come_fade_and_stay_rare() -> None:
    sittings = [f"{paper.year} {paper.session}" for paper in sittings_of("PH110")]
    assert papers_with("Magnetostatics", "PH110") == sittings
    assert papers_with("Polarisation", "PH110") == sittings[:3]
    assert papers_with("Optical fibres", "PH110") == sittings[4:]
    assert papers_with("Special relativity", "PH110") == ["2021 Winter"]
    assert papers_with("Superconductivity", "PH110") == []


@pytest.mark.parametrize(("code", "topics"), [("MA204", 14), ("PH110", 14)])
def test_syllabus_has_a_line_for_each_topic(code: str, topics: int) -> None:
    heading, blank, *lines = syllabus_text(code).splitlines()
    assert heading.startswith(f"Syllabus of {code} ")
    assert blank == ""
    assert [line.split(".")[0] for line in lines] == [str(n) for n in range(1, topics + 1)]
    assert all(": " in line for line in lines)


def test_syllabus_of_an_unknown_course_names_the_known_ones() -> None:
    with pytest.raises(KeyError, match="no sample course XX1; there are MA204, PH110"):
        syllabus_text("XX1")
