"""Course and paper files (TOML) turned into sample papers."""

import tomllib
from pathlib import Path
from typing import Any

from profiler_site.demo.model import (
    Layout,
    SampleCourse,
    SamplePaper,
    SampleQuestion,
    SampleSection,
)

FOLDER = Path(__file__).parent
UNIVERSITY = "Norvale University"


def read_courses() -> dict[str, tuple[SampleCourse, tuple[SamplePaper, ...]]]:
    """Each course folder with its papers by course code, papers from the oldest on.

    Raises ValueError with the file's name for a file that is not TOML or lacks an entry.
    """
    courses = {}
    for file in sorted(FOLDER.glob("*/course.toml")):
        course = _course(_load(file))
        papers = [_read_paper(path, course) for path in _paper_files(file.parent)]
        courses[course.code] = (course, tuple(papers))
    return courses


def _paper_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.toml") if path.name != "course.toml")


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path.parent.name}/{path.name} is not valid TOML: {error}") from error


def _course(entry: dict[str, Any]) -> SampleCourse:
    topics = tuple((topic["title"], topic["contents"]) for topic in entry["topics"])
    return SampleCourse(
        entry["professor"], entry["code"], entry["title"], entry["department"], topics
    )


def _read_paper(path: Path, course: SampleCourse) -> SamplePaper:
    try:
        return _paper(_load(path), course, f"{course.code}-{path.stem}.pdf")
    except (KeyError, TypeError) as error:
        raise ValueError(f"{path.parent.name}/{path.name}: wrong or missing {error}") from error


def _paper(entry: dict[str, Any], course: SampleCourse, file_name: str) -> SamplePaper:
    return SamplePaper(
        university=UNIVERSITY,
        department=course.department,
        professor=course.professor,
        course_code=course.code,
        course_title=course.title,
        year=entry["year"],
        session=entry["session"],
        kind=entry["kind"],
        date=entry["date"],
        duration_minutes=entry["duration_minutes"],
        total_marks=entry["total_marks"],
        layout=Layout(entry["layout"]),
        file_name=file_name,
        instructions=tuple(entry["instructions"]),
        sections=tuple(_section(section) for section in entry["sections"]),
        scanned=entry.get("scanned", False),
    )


def _section(entry: dict[str, Any]) -> SampleSection:
    answer = entry.get("answer")
    group = f"{entry['label']}-any-{answer}" if answer else None
    return SampleSection(
        label=entry["label"],
        title=entry.get("title", ""),
        instruction=entry.get("instruction", ""),
        questions=tuple(_question(question, "", group) for question in entry["questions"]),
        answer=answer,
    )


def _question(entry: dict[str, Any], topic: str, choice: str | None = None) -> SampleQuestion:
    """One table of the file; parts without a topic of their own have that of their question."""
    topic = entry.get("topic", topic)
    return SampleQuestion(
        number=entry["number"],
        text=entry.get("text", ""),
        marks=entry.get("marks"),
        topic=topic,
        choice=entry.get("choice", choice),
        options=tuple(entry.get("options", ())),
        outcome=entry.get("outcome", ""),
        bloom=entry.get("bloom", ""),
        parts=tuple(_question(part, topic) for part in entry.get("parts", ())),
    )
