"""Names as people and covers write them, in any script; and what becomes of a cover's words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exams.models import Course, Institution, Professor, Topic
from exams.services.catalogue import (
    add_professor,
    add_topics,
    bare_name,
    course_slug,
    course_titled,
)


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Prof. Dr. Zoë Marée", "zoe-maree"),
        ("ADA  LOVELACE, PhD", "ada-lovelace"),
        ("Øystein Ås", "øystein-as"),
        ("王伟", "王伟"),
        ("Prof. Шевченко", "шевченко"),
        ("Dr.", ""),
        ("…!", ""),
        ("x" * 200, "x" * 80),
    ],
)
def test_bare_name_keeps_letters_of_every_script_and_no_titles(name: str, bare: str) -> None:
    assert bare_name(name) == bare


@given(st.text(max_size=200))
def test_bare_name_of_a_bare_name_is_itself_but_for_its_end(name: str) -> None:
    bare = bare_name(name)
    assert bare_name(bare) == bare.strip("-_")
    assert len(bare) <= 80


@given(st.text(max_size=200))
def test_course_slug_fits_its_column(title: str) -> None:
    assert len(course_slug(title)) <= 120


def test_professor_is_found_under_every_way_of_writing_the_name(norvale: Institution) -> None:
    ada = add_professor(" Prof. Ada Lovelace ")
    assert ada.name == "Prof. Ada Lovelace"
    assert add_professor("ada lovelace") == ada
    assert Professor.objects.count() == 1
    assert add_professor("Dr. ADA LOVELACE") == ada


def test_professors_whose_names_have_no_latin_letter_are_kept_apart(norvale: Institution) -> None:
    assert add_professor("王伟") != add_professor("李娜")


def test_course_is_found_by_its_title_and_keeps_its_first_code(norvale: Institution) -> None:
    course = course_titled("Linear Algebra", "MA204")
    assert course_titled("LINEAR  ALGEBRA", "other") == course
    assert [(one.code, one.title) for one in Course.objects.all()] == [("MA204", "Linear Algebra")]


def test_topics_are_added_once_in_the_order_given(norvale: Institution) -> None:
    course = course_titled("Physics")
    add_topics(course, ("Waves", "Heat"), in_syllabus=True)
    add_topics(course, ("Light", "Heat"), in_syllabus=False)
    kept = [(one.name, one.position, one.in_syllabus) for one in Topic.objects.all()]
    assert kept == [("Light", 0, False), ("Waves", 0, True), ("Heat", 1, True)]
