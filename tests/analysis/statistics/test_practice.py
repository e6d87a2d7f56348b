"""Practice papers: drawn again by their seed, in the usual shape, no repeat beside its twin."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.statistics.analysis import analyse
from analysis.statistics.blueprint import blueprint
from analysis.statistics.counting import arrange
from analysis.statistics.practice import TOLERANCE, PracticePaper, blocks_of, draw_paper
from analysis.statistics.results import Analysis, RepeatFamily
from analysis.statistics.rows import Sitting
from tests.analysis.statistics.papers import ask, sit, sittings, thorough

TOPICS = ("Limits", "Series", "Matrices", "Graphs")
TWINS = RepeatFamily(text="", similarity=1, labels=("2001", "2002"), evidence=(10, 20))


def paper(number: int, *, first: float = 20) -> Sitting:
    """Section A: four questions for all, the first in two parts; B: answer two of four."""
    base = 10 * number
    own = [
        ask(base + at, TOPICS[at], stem=f"A {at}", section="A", marks=first if at == 0 else 10)
        for at in range(4)
    ]
    parts = [ask(base + 4, "Series", stem="A 0", section="A", marks=10)]
    free: dict[str, Any] = {"section": "B", "choice_group": f"b{number}", "weight": 0.5}
    chosen = [ask(base + 5 + at, TOPICS[at], stem=f"B {at}", marks=20, **free) for at in range(4)]
    return sit(number, *own, *parts, *chosen, duration_minutes=180, total_marks=100)


STOCK = tuple(paper(number) for number in (1, 2, 3, 4))
ANALYSIS: Analysis = analyse("Ada", STOCK).model_copy(update={"repeats": (TWINS,)})


def ids(drawn: PracticePaper) -> list[int]:
    return [q.id for one in drawn.sections for block in one.blocks for q in block.questions]


def test_paper_has_the_sections_the_choice_and_the_marks_of_the_usual_one() -> None:
    drawn = draw_paper(STOCK, ANALYSIS, 7)
    shape = [(one.label, one.wanted, one.offered, one.needed) for one in drawn.sections]
    assert shape == [("A", 4, 4, 4), ("B", 4, 4, 2)]
    assert (drawn.usual, drawn.marks, drawn.minutes) == (100, 100, 180)
    assert drawn.suffices


@pytest.mark.parametrize("seed", range(6))
def test_paper_comes_again_by_its_seed_and_has_no_two_of_a_family(seed: int) -> None:
    drawn = ids(draw_paper(STOCK, ANALYSIS, seed))
    assert drawn == ids(draw_paper(STOCK, ANALYSIS, seed))
    assert len(drawn) == len(set(drawn))
    assert not {10, 20} <= set(drawn)


def test_another_seed_is_another_paper() -> None:
    assert len({tuple(ids(draw_paper(STOCK, ANALYSIS, seed))) for seed in range(5)}) > 1


def test_marks_are_mended_by_exchanges() -> None:
    uneven = (*[paper(n, first=4) for n in (1, 2, 3)], paper(4, first=20))
    for seed in range(5):
        drawn = draw_paper(uneven, ANALYSIS, seed)
        assert drawn.off <= TOLERANCE
        assert 40 in ids(drawn)  # the one question that brings the usual marks


def test_stock_that_does_not_suffice_is_said() -> None:
    first, second, third, *_, last = paper(1).questions
    drawn = draw_paper((sit(1, first, second, third, last),), ANALYSIS, 1)
    assert [(one.label, one.short) for one in drawn.sections] == [("A", 1), ("B", 3)]
    assert not drawn.suffices
    without_b = draw_paper((sit(1, first, second, third),), ANALYSIS, 1)
    assert [(one.label, one.short) for one in without_b.sections] == [("", 5)]
    nothing = draw_paper((), ANALYSIS, 1)
    assert (ids(nothing), nothing.usual, nothing.suffices) == ([], None, False)


def test_either_or_is_drawn_as_one_block_with_the_marks_of_one_answer() -> None:
    pair = [
        ask(at, "Limits", stem=str(at), marks=20, choice_group="g", weight=0.5) for at in (1, 2)
    ]
    (block,) = blocks_of(sit(1, *pair))
    assert (block.stems, block.marks, block.share) == (("1", "2"), 20, 1)


@thorough
@given(sittings(most=4), st.integers(0, 50))
def test_any_stock_gives_a_paper_without_a_question_twice(
    papers: tuple[Sitting, ...], seed: int
) -> None:
    shape = ANALYSIS.model_copy(update={"blueprint": blueprint(arrange(papers))})
    drawn = draw_paper(papers, shape, seed)
    assert len(ids(drawn)) == len(set(ids(drawn)))
    assert {q.id for paper in papers for q in paper.questions} >= set(ids(drawn))
