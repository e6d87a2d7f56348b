"""Any series of labelled questions walked forward, and the result as a table."""

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from analysis.statistics.backtest import FEWEST_BEFORE, FEWEST_SITTINGS, summarise
from analysis.statistics.forecast import LONGEST_LIST
from analysis.statistics.results import Backtest, RuleScore
from analysis.statistics.trials import Matrix, try_rules


class Series(NamedTuple):
    """Papers of one subject in the order of time: topic and number of questions each."""

    name: str
    papers: tuple[Counter[str], ...]


def read_series(path: Path, field: str, subject: str | None = None) -> list[Series]:
    """One series per subject of a file of JSON lines.

    Each line has a `year`, the topic under `field`, and may have a `subject`, and a `paper` or
    `shift` that tells papers of one year apart. Raises ValueError naming the line that has not, and
    OSError where the file cannot be read.
    """
    papers: dict[str, dict[tuple[int, str], Counter[str]]] = defaultdict(dict)
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(filter(str.strip, lines), start=1):
            try:
                row = json.loads(line)
                year, topic = int(row["year"]), str(row[field])
            except (ValueError, KeyError, TypeError) as error:
                words = f"Line {number} of {path.name} has no {error}; each needs year and {field}."
                raise ValueError(words) from error
            name = str(row.get("subject", path.stem))
            if subject is None or subject.casefold() == name.casefold():
                paper = (year, str(row.get("paper", row.get("shift", ""))))
                papers[name].setdefault(paper, Counter())[topic] += 1
    if not papers:
        raise ValueError(f"No question of {subject or 'any subject'} is in {path.name}.")
    return [
        Series(name, tuple(found[paper] for paper in sorted(found)))
        for name, found in sorted(papers.items())
    ]


def walk(series: Series, *, k: int | None = None, window: int | None = None) -> Backtest | None:
    """Each paper predicted from the `window` papers before it, or from all; None with too few.

    Only topics asked before are known, so a list is never longer than these. `k` topics are named,
    by default those of a usual paper and at most 10.
    """
    asked = _matrix(series.papers)
    first = window or FEWEST_BEFORE
    if len(asked) < max(FEWEST_SITTINGS, first + 1):
        return None
    length = k or min(LONGEST_LIST, max(1, int(np.median((asked > 0).sum(axis=1)))))
    trials = [
        try_rules(
            asked[place - first if window else 0 : place], asked[place], length, complete=False
        )
        for place in range(first, len(asked))
    ]
    return summarise(trials, length)


def _matrix(papers: Sequence[Counter[str]]) -> Matrix:
    topics = sorted({topic for paper in papers for topic in paper})
    return np.array([[paper[topic] for topic in topics] for paper in papers], dtype=float)


def scoreboard(name: str, tested: Backtest) -> str:
    """The figures of a backtest as a table for a terminal, its verdict last."""
    head = (
        f"{name}: {tested.papers_tested} papers tested, k = {tested.k}, "
        f"base rate {tested.base_rate:.3f}, never seen before {tested.unseen_share:.3f}"
    )
    columns = f"{'rule':14}{'precision':>11}{'coverage':>10}{'Brier':>8}{'skill':>8}{'ECE':>8}"
    rows = [_row(score) for score in tested.scores]
    return "\n".join([head, columns, *rows, tested.verdict, "", ""])


def _row(score: RuleScore) -> str:
    chances = (score.brier, score.brier_skill, score.calibration_error)
    shown = "".join(f"{'–' if one is None else f'{one:.3f}':>8}" for one in chances)
    return f"{score.rule:14}{score.precision:>11.3f}{score.coverage:>10.3f}{shown}"
