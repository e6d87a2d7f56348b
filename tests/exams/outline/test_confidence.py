from hypothesis import given
from hypothesis import strategies as st

from exams.outline import read_outline
from exams.outline.confidence import PAPER_WEIGHTS, QUESTION_WEIGHTS, chance
from exams.reading.page import TextSource
from tests.benchmarks.reliability import Bin, bins_of, brier, calibration_error
from tests.exams.outline.sheets import page_of

PAPER = ("Maximum marks: 10", "1. Define a stack. [4]", "2. Draw a tree of five nodes. [6]")


def test_chance_falls_with_doubt_and_stays_within_bounds() -> None:
    plain = dict.fromkeys(QUESTION_WEIGHTS, 0.0) | {"usual": 1.0}
    doubted = dict.fromkeys(QUESTION_WEIGHTS, 1.0) | {"sum agrees": 0.0}
    assert 0.01 <= chance(QUESTION_WEIGHTS, doubted) < chance(QUESTION_WEIGHTS, plain) <= 0.99


def test_weights_of_doubt_never_raise_a_chance() -> None:
    raising = {"usual", "sum agrees", "chance"}
    weights = [*QUESTION_WEIGHTS.items(), *PAPER_WEIGHTS.items()]
    assert [name for name, weight in weights if weight > 0 and name not in raising] == []


def test_read_outline_is_less_sure_of_a_scan_whose_marks_do_not_add_up() -> None:
    print_ = read_outline([page_of(*PAPER)])
    scan = read_outline([page_of(*PAPER[:2], "2. Draw a tree. [5]", source=TextSource.OCR)])
    assert scan.questions[0].confidence < print_.questions[0].confidence
    assert scan.confidence < print_.confidence


def test_read_outline_is_unsure_of_the_one_question_without_marks() -> None:
    rows = [f"{n}. Define the term number {n}. [5]" for n in range(1, 7)]
    outline = read_outline([page_of(*rows, "7. Draw a tree.")])
    assert outline.questions[6].confidence < 0.9 < outline.questions[5].confidence


def test_bins_of_forecasts_compare_what_was_said_with_what_came() -> None:
    chances, outcomes = [0.6, 0.6, 0.96, 1.0], [True, False, True, True]
    bins = bins_of(chances, outcomes)
    assert bins == [Bin(0.5, 0.7, 0.6, 0.5, 2), Bin(0.95, 1.0, 0.98, 1.0, 2)]
    assert round(calibration_error(bins), 6) == 0.06
    assert round(brier(chances, outcomes), 6) == 0.1304


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1))
def test_bins_of_any_forecasts_hold_each_once(pairs: list[tuple[float, bool]]) -> None:
    bins = bins_of([chance for chance, _ in pairs], [outcome for _, outcome in pairs])
    assert sum(one.count for one in bins) == len(pairs)
