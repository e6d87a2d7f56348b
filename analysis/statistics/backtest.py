"""The forecast held against the past: each paper is predicted from the papers before it."""

from collections.abc import Iterable, Sequence

import numpy as np

from analysis.statistics.counting import Tally
from analysis.statistics.forecast import list_length, missing_topics
from analysis.statistics.results import Backtest, RuleScore
from analysis.statistics.trials import (
    RULES,
    Matrix,
    Trial,
    brier,
    brier_skill,
    calibration_error,
    mean_hits,
    try_rules,
)

FEWEST_SITTINGS = 4
# From one paper on, nobody can tell often from once; the walk starts with two.
FEWEST_BEFORE = 2
# The last papers say most about the next one, and more of them change no shown digit.
MOST_TESTED = 60
# A smaller difference is the luck of single topics.
CLEAR_DIFFERENCE = 0.005
FEWEST_FOR_VERDICT = 3


def backtest(tally: Tally, syllabus_topics: Iterable[str] = ()) -> Backtest | None:
    """Walk forward over the labelled sittings of a known year; None with fewer than 4 of them."""
    dated = [place for place in tally.labelled if tally.sittings[place].year is not None]
    if len(dated) < FEWEST_SITTINGS:
        return None
    never = missing_topics(tally, syllabus_topics)
    asked = _matrix(tally, dated, len(never))
    k = list_length(tally)
    tested = range(max(FEWEST_BEFORE, len(dated) - MOST_TESTED), len(dated))
    trials = [try_rules(asked[:place], asked[place], k, complete=bool(never)) for place in tested]
    return summarise(trials, k, _evidence(tally, [dated[place] for place in tested]))


def _matrix(tally: Tally, places: Sequence[int], never: int) -> Matrix:
    """Expected questions: sittings x topics, then `never` columns of topics never asked."""
    found = np.zeros((len(places), len(tally.asked) + never))
    row_of = {place: row for row, place in enumerate(places)}
    for column, cells in enumerate(tally.asked.values()):
        for place, cell in cells.items():
            if place in row_of:
                # A question nobody answers was still asked.
                found[row_of[place], column] = max(cell.expected, 1e-9)
    return found


def _evidence(tally: Tally, places: Sequence[int]) -> tuple[int, ...]:
    cells = (asked[place] for asked in tally.asked.values() for place in places if place in asked)
    return tuple(sorted(number for cell in cells for number in cell.evidence))


def summarise(trials: Sequence[Trial], k: int, evidence: tuple[int, ...] = ()) -> Backtest:
    """All trials as one backtest; `evidence` are the questions of the papers tested."""
    scores = rule_scores(trials)
    beats = _beats_count(trials)
    return Backtest(
        papers_tested=len(trials),
        k=k,
        base_rate=scores["random"].precision,
        unseen_share=float(np.mean([trial.unseen for trial in trials])),
        scores=tuple(scores.values()),
        beats_count=beats,
        verdict=_verdict(scores, len(trials), k, beats=beats),
        evidence=evidence,
    )


def rule_scores(trials: Sequence[Trial]) -> dict[str, RuleScore]:
    """The score of each rule over the trials, by its name."""
    asked = np.concatenate([trial.asked for trial in trials])
    chance: dict[str, Matrix] = {
        "forecast": np.concatenate([trial.forecast for trial in trials]),
        "plain count": np.concatenate([trial.frequency for trial in trials]),
    }
    return {rule: _score(rule, trials, chance.get(rule), asked) for rule in RULES}


def _score(rule: str, trials: Sequence[Trial], chance: Matrix | None, asked: Matrix) -> RuleScore:
    precision, coverage = mean_hits(trials, rule)
    return RuleScore(
        rule=rule,
        precision=precision,
        coverage=coverage,
        brier=None if chance is None else brier(chance, asked),
        brier_skill=None if chance is None else brier_skill(chance, asked),
        calibration_error=None if chance is None else calibration_error(chance, asked),
    )


def _beats_count(trials: Sequence[Trial]) -> bool:
    """Whether the forecast gains on plain count clearly in one figure and loses in none.

    Clearly is more than half a point and more than twice the standard error over the papers.
    """
    if len(trials) < FEWEST_FOR_VERDICT:
        return False
    gains = np.array(
        [np.subtract(trial.hits["forecast"], trial.hits["plain count"]) for trial in trials]
    )
    doubt = 2 * gains.std(axis=0, ddof=1) / np.sqrt(len(trials))
    means = gains.mean(axis=0)
    clear = means > np.maximum(CLEAR_DIFFERENCE, doubt)
    return bool(clear.any() and (means >= 0).all())


def _verdict(scores: dict[str, RuleScore], papers: int, k: int, *, beats: bool) -> str:
    """One sentence for students: what was tried, what came out, what it means."""
    share = {rule: f"{100 * score.precision:.0f} %" for rule, score in scores.items()}
    tried = (
        f"Tried on {papers} past papers from the papers before each, {share['forecast']} of the "
        f"topics on our list of {k} were asked (any topics at random: {share['random']}, last "
        f"year's topics: {share['last year']}, plain counting: {share['plain count']})"
    )
    if scores["forecast"].precision <= scores["random"].precision + CLEAR_DIFFERENCE:
        return f"{tried}: no better than chance, so do not rely on the list."
    if papers < FEWEST_FOR_VERDICT:
        return f"{tried}: too few papers to tell whether it does better than plain counting."
    if beats:
        return f"{tried}: better than plain counting."
    return f"{tried}: it does not beat plain counting, so read the list as a count."
