import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from analysis.statistics.scoreboard import read_series, scoreboard, walk


def file_of(tmp_path: Path, years: int) -> Path:
    """Each year asks Sets twice and a topic of its own."""
    path = tmp_path / "questions.jsonl"
    rows = [
        {"year": 2000 + year, "topic": topic, "subject": "Algebra"}
        for year in range(years)
        for topic in ("Sets", "Sets", f"Own {year}")
    ]
    path.write_text("\n".join(map(json.dumps, rows)))
    return path


def test_walk_tests_every_paper_from_the_third_on(tmp_path: Path) -> None:
    (series,) = read_series(file_of(tmp_path, 6), "topic")
    tested = walk(series, k=1)

    assert tested is not None
    assert (series.name, tested.papers_tested, tested.k) == ("Algebra", 4, 1)
    rules = {score.rule: (score.precision, round(score.coverage, 3)) for score in tested.scores}
    assert rules["forecast"] == rules["plain count"] == (1.0, 0.667)
    assert tested.unseen_share == pytest.approx(1 / 3)


def test_board_shows_every_rule_and_figure(tmp_path: Path) -> None:
    (series,) = read_series(file_of(tmp_path, 6), "topic")
    tested = walk(series, k=1, window=3)
    assert tested is not None
    lines = scoreboard("Algebra", tested).splitlines()

    assert lines[0] == ("Algebra: 3 papers tested, k = 1, base rate 0.250, never seen before 0.333")
    assert lines[1].split() == ["rule", "precision", "coverage", "Brier", "skill", "ECE"]
    assert [line.split()[0] for line in lines[2:6]] == ["forecast", "random", "last", "plain"]
    assert lines[6] == tested.verdict


def test_walk_of_three_papers_is_none(tmp_path: Path) -> None:
    (series,) = read_series(file_of(tmp_path, 3), "topic")
    assert walk(series) is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "No question of any subject is in bad.jsonl."),
        ('{"topic": "Sets"}', "Line 1 of bad.jsonl has no 'year'; each needs year and topic."),
        ("[1]", "Line 1 of bad.jsonl has no"),
    ],
)
def test_unusable_file_is_refused_in_words(content: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(content)
    with pytest.raises(ValueError, match=words):
        read_series(path, "topic")


def test_command_prints_the_board(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("backtest", str(file_of(tmp_path, 6)), "-k", "1")
    assert "plain count" in capsys.readouterr().out


def test_command_without_anything_says_what_it_needs() -> None:
    with pytest.raises(CommandError, match=r"Name either a file or --professor\."):
        call_command("backtest")
