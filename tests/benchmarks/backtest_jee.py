"""How good is the forecast? Papers of a real entrance examination, window by window.

    python -m tests.benchmarks.backtest_jee .../topics/jee-main.jsonl [--one-a-year]

One paper is one shift in one subject. For each of 1, 3, 5 and 8 papers in a row, all rules name 10
topics for the paper that follows; means over all papers and subjects, at two levels of topics, with
the list of all topics known (a syllabus) and without. Ends with status 1 if a goal is missed:
the forecast at most 0.005 below plain count, Brier skill above 0 from 3 papers on, calibration
error at most 0.06 with 3 papers and 0.04 with 8.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from analysis.statistics.backtest import rule_scores
from analysis.statistics.results import RuleScore
from analysis.statistics.trials import RULES, Matrix, Trial, try_rules

LEVELS = ("topic", "micro_topic")
WINDOWS = (1, 3, 5, 8)
K = 10
MOST_BELOW_COUNT = 0.005
FEWEST_FOR_SKILL = 3
CALIBRATION_GOALS = {3: 0.06, 8: 0.04}
HEADER = (
    f"{'level':12}{'list':10}{'papers':>6} | "
    + "".join(f"{rule:>14}" for rule in RULES)
    + " | base rate  Brier  skill    ECE  unseen"
)


class Cell(NamedTuple):
    """All trials of one level, kind of topic list and window."""

    level: str
    complete: bool
    window: int
    trials: list[Trial]


def read_papers(path: Path, level: str, *, one_a_year: bool) -> list[Matrix]:
    """For each subject the questions per paper (rows, in order of time) and topic."""
    counts: dict[str, dict[tuple[int, str], Counter[str]]] = defaultdict(dict)
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            papers = counts[row["subject"]]
            papers.setdefault((row["year"], row["shift"]), Counter())[row[level]] += 1
    return [_matrix(papers, one_a_year=one_a_year) for _, papers in sorted(counts.items())]


def _matrix(papers: dict[tuple[int, str], Counter[str]], *, one_a_year: bool) -> Matrix:
    shifts = sorted(papers)
    if one_a_year:
        shifts = list({year: (year, shift) for year, shift in reversed(shifts)}.values())[::-1]
    topics = sorted({topic for shift in papers for topic in papers[shift]})
    return np.array([[papers[shift][topic] for topic in topics] for shift in shifts], dtype=float)


def cells(path: Path, *, one_a_year: bool) -> Iterator[Cell]:
    """Every cell of the table."""
    for level in LEVELS:
        subjects = read_papers(path, level, one_a_year=one_a_year)
        for complete in (True, False):
            for window in WINDOWS:
                trials = [
                    try_rules(asked[end - window : end], asked[end], K, complete=complete)
                    for asked in subjects
                    for end in range(window, len(asked))
                ]
                yield Cell(level, complete, window, trials)


def line(cell: Cell, scores: dict[str, RuleScore]) -> str:
    """One line of the table: precision/coverage of each rule, then the chances."""
    forecast = scores["forecast"]
    reached = "".join(f"{scores[r].precision:>8.3f}/{scores[r].coverage:.3f}" for r in RULES)
    unseen = np.mean([trial.unseen for trial in cell.trials])
    kind = "syllabus" if cell.complete else "asked"
    return (
        f"{cell.level:12}{kind:10}{cell.window:>6} | {reached} | "
        f"{np.concatenate([trial.asked for trial in cell.trials]).mean():9.3f} "
        f"{forecast.brier:6.4f} {forecast.brier_skill:6.3f} {forecast.calibration_error:6.3f} "
        f"{unseen:7.3f}"
    )


def missed(cell: Cell, scores: dict[str, RuleScore]) -> list[str]:
    """The goals that a cell misses, in words."""
    forecast, count = scores["forecast"], scores["plain count"]
    where = f"{cell.level}, {'syllabus' if cell.complete else 'asked'}, {cell.window} papers"
    found = [
        f"{where}: {name} {ours - theirs:+.4f} against plain count"
        for name, ours, theirs in (
            ("precision", forecast.precision, count.precision),
            ("coverage", forecast.coverage, count.coverage),
        )
        if ours < theirs - MOST_BELOW_COUNT
    ]
    if cell.window >= FEWEST_FOR_SKILL and (forecast.brier_skill or 0) <= 0:
        found.append(f"{where}: Brier skill {forecast.brier_skill}")
    error, goal = forecast.calibration_error or 0, CALIBRATION_GOALS.get(cell.window, 1)
    if error > goal:
        found.append(f"{where}: calibration error {error:.3f} above {goal}")
    return found


def main() -> None:
    """Print the table and the goals missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path, help="jee-main.jsonl")
    parser.add_argument("--one-a-year", action="store_true", help="only the first shift of a year")
    arguments = parser.parse_args()
    lines, goals = [], []
    for cell in cells(arguments.path, one_a_year=arguments.one_a_year):
        scores = rule_scores(cell.trials)
        lines.append(line(cell, scores))
        goals += missed(cell, scores)
    verdict = "\n".join(["Goals missed:", *goals]) if goals else "All goals reached."
    sys.stdout.write("\n".join([HEADER, *lines, verdict, ""]))
    sys.exit(bool(goals))


if __name__ == "__main__":
    main()
