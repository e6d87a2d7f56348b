import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.topics import choose_topics, rank_topics

MECHANICS = ("Projectile motion", "Friction", "Gravitation", "Simple harmonic motion")
COOKERY = ("Bread and pastry", "Sauces", "Knife work")


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("A stone is thrown at 40 degrees; how far does it fly and how high?", "Projectile motion"),
        ("Find the coefficient of friction between the crate and the floor.", "Friction"),
        ("How fast must a satellite move in its orbit around the planet?", "Gravitation"),
        ("What is the period of a pendulum of length 2 m?", "Simple harmonic motion"),
    ],
)
def test_rank_topics_of_a_physics_question_puts_its_topic_first(question: str, topic: str) -> None:
    assert rank_topics(question, MECHANICS, subject="Physics")[0][0] == topic


def test_rank_topics_outside_the_vocabulary_goes_by_the_names() -> None:
    assert rank_topics("How is a pastry crust baked blind?", COOKERY)[0][0] == "Bread and pastry"


def test_rank_topics_where_nothing_fits_is_unsure() -> None:
    ranked = rank_topics("When was the town hall painted?", MECHANICS, subject="Physics")
    assert ranked[0][1] < 0.25


def test_rank_topics_where_the_name_is_asked_is_sure() -> None:
    ranked = rank_topics("Define friction and give the laws of friction.", MECHANICS)
    assert ranked[0][0] == "Friction"
    assert ranked[0][1] > 0.6


def test_choose_topics_of_a_question_on_two_names_both() -> None:
    text = "A satellite's orbit under gravitation, compared with a pendulum's harmonic motion"
    first, second, sure = choose_topics(text, MECHANICS, subject="Physics")
    assert {first, second} == {"Gravitation", "Simple harmonic motion"}
    assert 0.2 < sure < 0.9


def test_choose_topics_where_nothing_fits_names_none() -> None:
    text = "When was the town hall painted?"
    assert choose_topics(text, COOKERY)[:2] == (None, None)
    assert choose_topics(text, ()) == (None, None, 0.0)


def test_rank_topics_of_no_topics_gives_nothing() -> None:
    assert rank_topics("Anything", ()) == []


def test_rank_topics_of_no_words_is_wholly_unsure() -> None:
    assert rank_topics("", ("Sauces", "Knife work")) == [("Knife work", 0.0), ("Sauces", 0.0)]


@settings(max_examples=12, deadline=None)
@given(st.text(max_size=200), st.permutations(MECHANICS))
def test_rank_topics_of_any_text_sums_below_one_in_any_order(text: str, names: list[str]) -> None:
    ranked = rank_topics(text, names, subject="Physics")
    scores = [score for _, score in ranked]
    assert sorted(name for name, _ in ranked) == sorted(MECHANICS)
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert sum(scores) <= 1
    assert ranked == rank_topics(text, MECHANICS, subject="Physics")
