"""Course and paper files that are wrong."""

from pathlib import Path

import pytest

from profiler_site.demo import content

COURSE = """
professor = "P"
code = "C1"
title = "T"
department = "D"
topics = [{ title = "One", contents = "x" }]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    course = tmp_path / "course"
    course.mkdir()
    (course / "course.toml").write_text(COURSE)
    monkeypatch.setattr(content, "FOLDER", tmp_path)
    return course


def test_read_courses_without_papers_gives_the_course(folder: Path) -> None:
    course, papers = content.read_courses()["C1"]
    assert (course.title, course.topics, papers) == ("T", (("One", "x"),), ())


def test_read_courses_with_a_file_that_is_not_toml_names_it(folder: Path) -> None:
    (folder / "2020.toml").write_text("year = ")
    with pytest.raises(ValueError, match=r"course/2020\.toml is not valid TOML"):
        content.read_courses()


def test_read_courses_with_a_paper_without_year_names_file_and_entry(folder: Path) -> None:
    (folder / "2020.toml").write_text('session = "Winter"')
    with pytest.raises(ValueError, match=r"course/2020\.toml: wrong or missing 'year'"):
        content.read_courses()
