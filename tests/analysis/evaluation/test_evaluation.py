"""Labelled papers in their three forms, how labels are scored, and what the command prints."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from analysis.agents.extraction_labels import Label, PaperLabels, Repair
from analysis.agents.extraction_text import PaperToLabel, QuestionToLabel
from analysis.evaluation.labelled import BadLabels, Expected, LabelledPaper, read_labelled
from analysis.evaluation.scoring import Tally, matched, score_labels, score_structure
from analysis.schemas import BloomLevel, DifficultyLevel
from tests.doubles.answers import Answer, Body, fails, label, labels, says
from tests.doubles.server import scripted_server

CONTENT = {
    "subject": "Physics",
    "topics": ["Optics", "Waves"],
    "total_marks": 10,
    "questions": [
        {
            "number": "1(a)",
            "text": "Derive Snell's law.",
            "marks": 5,
            "topic": "Optics",
            "bloom_level": "analyse",
            "difficulty": "medium",
            "requires_derivation": True,
        },
        {"number": "1(b)", "text": "Define a wave.", "topic": "Waves", "bloom_level": "remember"},
    ],
}
COURSE = """
title = "Physics"
[[topics]]
title = "Optics"
contents = "Snell's law, lenses"
[[topics]]
title = "Waves"
contents = "phase, group velocity"
"""
SAMPLE = """
total_marks = 20
[[sections]]
[[sections.questions]]
number = "2"
text = "A ray meets glass."
topic = "Optics"
parts = [
  { number = "a", marks = 8, bloom = "L4", difficulty = "hard", text = "Derive the law." },
  { number = "b", marks = 2, topic = "Waves", text = "The phase is", options = ["0", "1"] },
]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    labelled = tmp_path / "labelled"
    labelled.mkdir()
    (labelled / "physics.json").write_text(json.dumps(CONTENT))
    return labelled


def given(position: int, topic: str, **fields: Any) -> Label:
    usual: dict[str, Any] = {
        "position": position,
        "number": "",
        "topic": topic,
        "is_new_topic": False,
        "topic_confidence": 1,
        "difficulty": DifficultyLevel.MEDIUM,
        "bloom_level": BloomLevel.APPLY,
        "requires_derivation": False,
    }
    return Label(**usual | fields)


def found(*given_labels: Label, repairs: tuple[Repair, ...] = ()) -> PaperLabels:
    return PaperLabels(
        labels=given_labels, repairs=repairs, missing=(), unknown_numbers=0, unverified_repairs=0
    )


def test_content_as_json_is_read_with_what_is_expected(folder: Path) -> None:
    (paper,), digest = read_labelled(folder)
    assert len(digest) == 8
    assert paper.headings == {"Optics": "Optics", "Waves": "Waves"}
    assert paper.paper is not None
    assert paper.paper.questions == (
        QuestionToLabel("1(a)", "Derive Snell's law.", 1, "", 5),
        QuestionToLabel("1(b)", "Define a wave.", 1),
    )
    assert paper.expected == (
        Expected("Optics", "analyse", "medium", requires_derivation=True),
        Expected("Waves", "remember"),
    )


def test_content_as_sample_paper_is_read_with_its_syllabus(tmp_path: Path) -> None:
    (tmp_path / "course.toml").write_text(COURSE)
    (tmp_path / "2024.toml").write_text(SAMPLE)
    (paper,), _ = read_labelled(tmp_path)
    assert paper.paper is not None
    assert [(one.number, one.text, one.stem) for one in paper.paper.questions] == [
        ("2(a)", "Derive the law.", "A ray meets glass."),
        ("2(b)", "The phase is (1) 0 (2) 1", "A ray meets glass."),
    ]
    assert paper.expected == (Expected("Optics", "analyse", "hard"), Expected("Waves"))
    assert paper.headings is not None
    assert set(paper.headings.values()) == {"Optics", "Waves"}


def test_structure_is_found_by_its_file(tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-")
    labelled = {"pdf": "paper.pdf", "questions": [{"number": "1", "text_start": "Derive"}]}
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "paper.json").write_text(json.dumps(labelled))
    (paper,), _ = read_labelled(tmp_path / "gold")
    assert (paper.name, paper.pdf) == ("paper", tmp_path / "paper.pdf")
    assert paper.expected == (Expected(number="1", text_start="Derive"),)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.json", "{", "a.json: JSONDecodeError"),
        ("a.json", "{}", "a.json: KeyError: 'questions'"),
        ("a.json", '{"pdf": "no.pdf", "questions": []}', "no.pdf is neither beside it"),
        ("a.toml", "x = 1", "a.toml: FileNotFoundError"),
        ("a.txt", "", "no labelled papers"),
    ],
)
def test_file_that_is_no_label_is_refused_by_name(
    tmp_path: Path, name: str, content: str, words: str
) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(BadLabels, match=words):
        read_labelled(tmp_path)


def test_labels_are_scored_as_shares_of_what_is_judged() -> None:
    labelled = LabelledPaper(
        "p",
        (
            Expected("Optics", "analyse", "easy", requires_derivation=True),
            Expected("Waves", "apply"),
            Expected("Heat"),
        ),
        headings={"Snell's law": "Optics", "Waves": "Waves", "Heat": "Heat"},
    )
    tally = Tally()
    answer = found(
        given(0, "Snell's law"),
        given(1, "Heat", secondary_topic="Waves"),
    )
    score_labels(tally, labelled, answer)
    assert tally.shares() == {
        "labelled": 0.6667,
        "topic": 0.3333,
        "topic, 1st or 2nd": 0.6667,
        "bloom": 0.5,
        "bloom ±1": 1.0,
        "difficulty": 0.0,
        "difficulty ±1": 1.0,
        "derivation": 0.0,
    }


def test_structure_is_scored_before_and_after_repairs() -> None:
    labelled = LabelledPaper(
        "p",
        (
            Expected(number="1(a)", marks=5, text_start="Derive Snell's law"),
            Expected(number="1(b)", marks=2, text_start="Define a wave"),
            Expected(number="2", text_start="Explain why the sky is blue"),
        ),
        pdf=Path("p.pdf"),
    )
    asked = (
        QuestionToLabel("1 (a)", "Derive Snells law for glass", 1, marks=5),
        QuestionToLabel("l(b)", "Define a wave and its phase", 1),
        QuestionToLabel("9", "Turn over", 1),
    )
    tally = Tally()
    repair = Repair(position=1, marks=2, page=1, quote="(2 marks)")
    score_structure(tally, labelled, PaperToLabel("p", "", asked, {}), found(repairs=(repair,)))
    assert tally.shares() == {
        "number, read": 0.5,
        "marks, read": 0.5,
        "number, repaired": 0.5,
        "marks, repaired": 1.0,
        "recall": 0.6667,
        "precision": 0.6667,
    }


def test_each_text_is_matched_once() -> None:
    expected = (Expected(text_start="Define a wave"), Expected(text_start="Define a wave"))
    assert matched(expected, ["Define a wave", "Turn over"]) == {0: 0}


@pytest.fixture
def evaluated(folder: Path, settings: Any, tmp_path: Path) -> Callable[..., str]:
    settings.HOME = tmp_path / "home"

    def run(*options: str) -> str:
        printed = Printed()
        call_command("evaluate", str(folder), *options, stdout=printed)
        return printed.text

    return run


class Printed:
    """What a command writes."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text += text


def answers_two(body: Body) -> Answer:
    return labels(label("1(a)", "Optics", bloom_level="analyse"), label("1(b)", "Optics"))


def test_command_prints_two_engines_side_by_side(
    evaluated: Callable[..., str], settings: Any
) -> None:
    assert "offline-rules" in evaluated("--engine", "offline")
    with scripted_server(answers_two) as server:
        settings.OPENAI_BASE_URL = server.base_url
        printed = evaluated("--model", "small-1")
        assert server.requests[0]["model"] == "small-1"
    head = printed.split("\n")[1]
    assert "offline-rules" in head
    assert "small-1" in head
    cells = [line.split("│") for line in printed.split("\n") if line.count("│") == 4]
    rows = {name.strip(): values for _, name, *values, _ in cells}
    assert [cell.strip() for cell in rows["topic"]][1] == "0.500"
    assert [cell.strip() for cell in rows["calls"]] == ["1", "1"]
    assert rows["US dollars, estimated"][1].strip() == "0.0000 + 1 calls unpriced"


def test_command_names_the_papers_that_could_not_be_labelled(
    evaluated: Callable[..., str], settings: Any
) -> None:
    with scripted_server([says(None, refusal="No.")]) as server:
        settings.OPENAI_BASE_URL = server.base_url
        assert "physics: The model refused to read this paper." in evaluated()


def test_command_ends_in_words_where_the_key_is_wrong(
    evaluated: Callable[..., str], settings: Any
) -> None:
    with scripted_server([fails(401, "invalid_api_key")]) as server:
        settings.OPENAI_BASE_URL = server.base_url
        with pytest.raises(CommandError, match="does not accept the API key"):
            evaluated()


def test_command_refuses_a_folder_without_labels(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no labelled papers"):
        call_command("evaluate", str(tmp_path))
