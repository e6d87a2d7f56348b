from datetime import UTC, datetime, timedelta

import pytest

from analysis.models import Attempt, Step
from analysis.views.timeline import Row, Span, in_words, merged, timeline

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def attempt(purpose: str, begin: float, seconds: float, outcome: str = "ok") -> Attempt:
    started = NOON + timedelta(seconds=begin)
    return Attempt(purpose=purpose, number=1, outcome=outcome, started_at=started, seconds=seconds)


def tool(key: str, begin: float, seconds: float, *, succeeded: bool = True) -> Step:
    ended = NOON + timedelta(seconds=begin + seconds)
    name = key.rsplit(":", 1)[1]
    result = {} if succeeded else {"error": "There is no such paper."}
    step = Step(key=key, kind="tool", name=name, arguments={}, result=result, succeeded=succeeded)
    step.created_at, step.seconds = ended, seconds
    return step


def test_timeline_draws_attempts_and_tools_where_they_ran() -> None:
    drawn = timeline(
        [tool("turn:1:call:0:extract_exam_data", 2, 8)],
        [
            attempt("turn:1", 0, 2),
            attempt("extract:paper_1", 2, 3, "rate"),
            attempt("extract:paper_1", 5, 5),
        ],
    )
    assert drawn.rows == (
        Row(
            "Turn 1: the model answers",
            (Span("0.00%", "20.00%", "ok", "Turn 1: the model answers, attempt 1: ok, 2.0 s"),),
            "2.0 s",
        ),
        Row(
            "Labels of paper 1",
            (
                Span("20.00%", "30.00%", "bad", "Labels of paper 1, attempt 1: rate, 3.0 s"),
                Span("50.00%", "50.00%", "ok", "Labels of paper 1, attempt 1: ok, 5.0 s"),
            ),
            "8.0 s",
            "2 attempts. attempt 1: rate",
        ),
        Row(
            "Turn 1: extract exam data · call 1",
            (Span("20.00%", "80.00%", "tool", "Turn 1: extract exam data · call 1, done, 8.0 s"),),
            "8.0 s",
        ),
    )
    assert (drawn.seconds, drawn.pauses, drawn.left_out) == (10.0, (), 0)


def test_long_pause_is_cut_short_and_told() -> None:
    drawn = timeline([], [attempt("turn:1", 0, 10), attempt("turn:2", 610, 10)])
    (first,), (second,) = (row.spans for row in drawn.rows)
    assert (drawn.seconds, drawn.pauses) == (20.0, ("10 min",))
    assert (first.x, first.width) == ("0.00%", "48.08%")
    assert (second.x, second.width) == ("51.92%", "48.08%")


def test_timeline_of_nothing_is_empty() -> None:
    assert timeline([], []).rows == ()


def test_rows_beyond_sixty_are_counted() -> None:
    drawn = timeline([], [attempt(f"extract:paper_{n}", n, 1) for n in range(70)])
    assert (len(drawn.rows), drawn.left_out) == (60, 10)


def test_failed_call_says_why() -> None:
    (row,) = timeline([tool("turn:2:call:1:extract_exam_data", 0, 1, succeeded=False)], []).rows
    assert row.note == "failed: There is no such paper."


def test_intervals_that_touch_are_one() -> None:
    assert merged([(4, 6), (0, 2), (1, 3), (3, 3.5)]) == [(0, 3.5), (4, 6)]


@pytest.mark.parametrize(("seconds", "words"), [(12, "12 s"), (89, "89 s"), (600, "10 min")])
def test_pause_is_told_in_words(seconds: float, words: str) -> None:
    assert in_words(seconds) == words
