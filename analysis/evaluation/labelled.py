"""Labelled papers, read from files in one of three forms (see docs/orchestration.md).

* `*.json` with `pdf`: structure. The paper is read anew, its questions are compared.
* `*.json` with `questions` that have `text`: content, with `topics` to choose from.
* `*.toml` beside a `course.toml`: content, as the sample papers are written.
"""

import hashlib
import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.agents.extraction_text import PaperToLabel, QuestionToLabel
from analysis.labels.printed import printed_level
from exams.syllabus import item_topics, read_tree


class BadLabels(ValueError):
    """A file that is none of the three forms; `str()` says which and why."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What somebody says of one question; None is not judged."""

    topic: str | None = None
    bloom_level: str | None = None
    difficulty: str | None = None
    requires_derivation: bool | None = None
    number: str = ""
    marks: float | None = None
    text_start: str = ""


@dataclass(frozen=True, slots=True)
class LabelledPaper:
    """One paper. Content has its questions in `paper`, structure the file in `pdf`.

    `headings` are the topics to choose from, each with the one that it counts under.
    """

    name: str
    expected: tuple[Expected, ...]
    paper: PaperToLabel | None = None
    pdf: Path | None = None
    headings: dict[str, str] | None = None


def read_labelled(folder: Path) -> tuple[list[LabelledPaper], str]:
    """Return the papers of `folder` and a digest of the labels; raise `BadLabels` for none."""
    files = [path for path in sorted(folder.rglob("*")) if path.suffix in {".json", ".toml"}]
    papers = [paper for path in files if path.name != "course.toml" for paper in _read(path)]
    if not papers:
        raise BadLabels(f"{folder}: no labelled papers (*.json, *.toml) in it.")
    content = b"".join(path.read_bytes() for path in files)
    return papers, hashlib.sha256(content).hexdigest()[:8]


def _read(path: Path) -> Iterator[LabelledPaper]:
    try:
        if path.suffix == ".toml":
            yield _sample_paper(path)
            return
        entry = json.loads(path.read_text(encoding="utf-8"))
        yield _structure(path, entry) if "pdf" in entry else _content(path, entry)
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise BadLabels(f"{path}: {type(error).__name__}: {error}") from error


def _structure(path: Path, entry: dict[str, Any]) -> LabelledPaper:
    places = [above / entry["pdf"] for above in (path.parent, path.parent.parent)]
    pdf = next((place for place in places if place.is_file()), None)
    if pdf is None:
        raise ValueError(f"{entry['pdf']} is neither beside it nor one folder up")
    expected = tuple(
        Expected(number=one["number"], marks=one.get("marks"), text_start=one["text_start"])
        for one in entry["questions"]
    )
    return LabelledPaper(path.stem, expected, pdf=pdf)


def _content(path: Path, entry: dict[str, Any]) -> LabelledPaper:
    questions = entry["questions"]
    asked = [
        QuestionToLabel(
            one["number"], one["text"], one.get("page", 1), one.get("stem", ""), one.get("marks")
        )
        for one in questions
    ]
    expected = [
        Expected(
            one.get("topic"),
            one.get("bloom_level"),
            one.get("difficulty"),
            one.get("requires_derivation"),
        )
        for one in questions
    ]
    headings = {topic: topic for topic in entry.get("topics", ())}
    paper = _paper(path.stem, entry.get("subject", ""), asked, entry.get("total_marks"))
    return LabelledPaper(path.stem, tuple(expected), paper, headings=headings)


def _sample_paper(path: Path) -> LabelledPaper:
    entry = tomllib.loads(path.read_text(encoding="utf-8"))
    course = tomllib.loads((path.parent / "course.toml").read_text(encoding="utf-8"))
    tops = [question for section in entry["sections"] for question in section["questions"]]
    leaves = [leaf for top in tops for leaf in _leaves(top, "", "", "")]
    syllabus = "\n".join(f"{one['title']}: {one['contents']}" for one in course["topics"])
    asked = [question for question, _ in leaves]
    paper = _paper(path.stem, course["title"], asked, entry["total_marks"])
    expected = tuple(label for _, label in leaves)
    name = f"{path.parent.name}/{path.stem}"
    return LabelledPaper(name, expected, paper, headings=item_topics(read_tree(syllabus)))


def _leaves(
    entry: dict[str, Any], above: str, stem: str, topic: str
) -> Iterator[tuple[QuestionToLabel, Expected]]:
    """Return the leaves below a question; parts without a topic have that of their question."""
    number = f"{above}({entry['number']})" if above else str(entry["number"])
    topic, text = entry.get("topic", topic), " ".join((entry.get("text", ""), *_options(entry)))
    for part in entry.get("parts", ()):
        yield from _leaves(part, number, f"{stem} {text}".strip(), topic)
    if not entry.get("parts"):
        level = printed_level(entry.get("bloom"))
        label = Expected(
            topic or None,
            level.value if level else None,
            entry.get("difficulty"),
            entry.get("derivation"),
        )
        yield QuestionToLabel(number, text.strip(), 1, stem, entry.get("marks")), label


def _options(entry: dict[str, Any]) -> list[str]:
    return [f"({place}) {text}" for place, text in enumerate(entry.get("options", ()), 1)]


def _paper(
    name: str, subject: str, asked: list[QuestionToLabel], marks: float | None
) -> PaperToLabel:
    words = "\n".join(f"{one.number} {one.stem} {one.text}" for one in asked)
    return PaperToLabel(name, subject, tuple(asked), {1: words}, marks)
