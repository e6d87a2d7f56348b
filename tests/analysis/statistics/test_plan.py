import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.statistics.plan import BLOCK, StudyPlan, learnt, plan_days, share_out, study_plan
from analysis.statistics.results import Prediction
from tests.analysis.statistics.papers import thorough


def guess(topic: str, marks: float | None, probability: float = 0.5) -> Prediction:
    return Prediction(
        topic=topic,
        probability=probability,
        low=0,
        high=1,
        papers_behind=1,
        of_papers=2,
        expected_marks=marks,
        evidence=(1,),
    )


FORECAST = (guess("Sets", 10.0), guess("Maps", 5.0), guess("Rings", 0.1))


def test_plan_gives_the_first_hours_to_what_is_worth_most() -> None:
    plan = study_plan(FORECAST, days=2, hours_a_day=2, half=2)

    assert [(one.topic, one.hours) for one in plan.topics] == [("Sets", 3.0), ("Maps", 1.0)]
    assert plan.left_out == ("Rings",)
    assert [day.topics for day in plan.days] == [
        (("Sets", 2.0),),
        (("Sets", 1.0), ("Maps", 1.0)),
    ]
    assert plan.gain == pytest.approx(10 * (1 - 2**-1.5) + 5 * (1 - 2**-0.5))
    assert plan.unit == "marks"


def test_plan_leaves_out_what_is_known() -> None:
    plan = study_plan(FORECAST, days=1, hours_a_day=2, known=["sets "])

    assert plan.known == ("Sets",)
    assert [one.topic for one in plan.topics] == ["Maps"]
    assert plan.worth == pytest.approx(5.1)


def test_plan_without_marks_weighs_by_chance() -> None:
    plan = study_plan([guess("Sets", None, 0.9), guess("Maps", None, 0.2)], days=1, hours_a_day=1)

    assert plan.unit == "chances"
    assert plan.topics[0].worth == 0.9


def test_plan_of_nothing_is_empty() -> None:
    plan = study_plan([], days=1, hours_a_day=1)
    assert (plan.topics, plan.days, plan.gain) == ((), (), 0)


@thorough
@given(st.integers(0, 60), st.integers(1, 120))
def test_hours_of_a_week_are_shared_out_in_even_blocks(week: int, days: int) -> None:
    hours = share_out(week * BLOCK, days)
    assert len(hours) == days
    assert math.fsum(hours[:7]) == pytest.approx(week * BLOCK if days >= 7 else sum(hours))
    assert max(hours) - min(hours) <= BLOCK


def test_plan_leaves_days_without_hours_free() -> None:
    plan = plan_days(FORECAST, [0, 1, 0, 0.5], half=2)
    assert [(day.day, day.topics) for day in plan.days] == [
        (2, (("Sets", 1.0),)),
        (4, (("Sets", 0.5),)),
    ]


@pytest.mark.parametrize(
    ("days", "hours", "half", "words"),
    [
        (0, 2, 2, "0 days: give a number from 1 to 120."),
        (3, 17, 2, "17 hours a day: give a number from 0.5 to 16."),
        (3, 2, 0, "0 hours for half of a topic: give a number above 0."),
    ],
)
def test_impossible_wish_is_refused(days: int, hours: float, half: float, words: str) -> None:
    with pytest.raises(ValueError, match=words.replace(".", r"\.")):
        study_plan(FORECAST, days=days, hours_a_day=hours, half=half)


def gain_of(hours: tuple[float, ...], marks: tuple[float, ...]) -> float:
    return math.fsum(m * learnt(h, 2) for h, m in zip(hours, marks, strict=True))


@thorough
@given(st.tuples(*[st.floats(0.1, 30)] * 3), st.integers(1, 8))
def test_no_other_division_of_the_hours_gains_more(marks: tuple[float, ...], blocks: int) -> None:
    forecast = [guess(name, worth) for name, worth in zip("abc", marks, strict=True)]
    plan: StudyPlan = study_plan(forecast, days=1, hours_a_day=blocks * BLOCK, half=2)
    best = max(
        gain_of((a * BLOCK, b * BLOCK, (blocks - a - b) * BLOCK), marks)
        for a in range(blocks + 1)
        for b in range(blocks + 1 - a)
    )
    assert plan.gain == pytest.approx(best)
    assert math.fsum(one.hours for one in plan.topics) == pytest.approx(blocks * BLOCK)
    spread = math.fsum(hours for day in plan.days for _, hours in day.topics)
    assert spread == pytest.approx(blocks * BLOCK)
