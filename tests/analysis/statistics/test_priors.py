import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.statistics.chances import chances, coverage, recurrence_prior
from analysis.statistics.counting import tally
from analysis.statistics.forecast import predictions, unseen_share
from analysis.statistics.priors import Related, borrow, grid_prior
from tests.analysis.statistics.papers import series, thorough


@thorough
@given(st.data())
def test_borrow_nothing_is_the_plain_estimate(data: st.DataObject) -> None:
    papers = data.draw(st.integers(1, 12))
    counts = data.draw(st.lists(st.integers(1, papers), min_size=1, max_size=8))

    found = np.array(borrow(counts, papers, [], complete=False).chances)
    assert found == pytest.approx(np.array(chances(counts, papers, complete=False)))


def test_borrow_from_like_papers_narrows_the_intervals() -> None:
    counts = [1, 2, 3, 1, 1, 2]
    alone = borrow(counts, 3, [], complete=False)
    helped = borrow(counts, 3, [Related((3, 6, 10, 3, 4, 6), 10)], complete=False)

    assert helped.belief[0] > 0.6
    assert all(
        b.high - b.low < a.high - a.low for a, b in zip(alone.chances, helped.chances, strict=True)
    )


def test_borrow_from_unlike_papers_is_not_believed() -> None:
    found = borrow([0, 0, 1, 3, 3, 3], 3, [Related((10, 10, 9, 0, 1, 0), 10)], complete=True)

    assert found.belief[0] < 0.05
    assert found.chances[0].probability < 0.3
    assert found.chances[5].probability > 0.7


def test_borrowed_intervals_of_a_known_process_cover_nine_tenths() -> None:
    random = np.random.default_rng(4)
    inside = []
    for turn in range(80):
        mean, precision = random.uniform(0.2, 0.8), random.choice([1.0, 2.0, 4.0])
        truth, strange = random.beta(mean * precision, (1 - mean) * precision, (2, 20))
        papers = int(random.integers(1, 6))
        own = random.binomial(papers, truth)
        others = random.binomial(8, truth if turn % 2 else strange)  # half of them mislead
        related = [Related(tuple(others.tolist()), 8)]
        found = borrow(own.tolist(), papers, related, complete=True).chances
        inside += [c.low <= p <= c.high for c, p in zip(found, truth, strict=True)]

    assert 0.88 <= np.mean(inside) <= 0.92


def test_prior_of_other_courses_moves_a_single_paper_towards_them() -> None:
    steady = grid_prior([([9, 10, 8, 9], 10), ([5, 6, 6], 6)])
    fickle = grid_prior([([1, 2, 1, 1, 1, 2, 1], 10), ([1, 1, 1, 1], 6)])
    often = borrow([1, 1, 1], 1, [], complete=False, prior=steady).chances[0]
    seldom = borrow([1, 1, 1], 1, [], complete=False, prior=fickle).chances[0]

    assert seldom.probability < 0.4
    assert often.probability > 0.7
    assert often.high - often.low > 0.2  # the diffuse part keeps its doubt


def test_borrow_refuses_lists_of_other_topics() -> None:
    with pytest.raises(ValueError, match="must count the same topics"):
        borrow([1, 1], 1, [Related((1,), 2)], complete=False)


@pytest.mark.parametrize(
    ("questions", "known"), [([], 1 / 2), ([1.0], 1 / 3), ([1.0, 1.0, 3.0, 3.0], 0.7)]
)
def test_coverage_is_that_of_good_and_turing(questions: list[float], known: float) -> None:
    assert coverage(questions) == pytest.approx(known)


def test_one_paper_on_many_topics_expects_fewer_of_them_again() -> None:
    spread = chances([1] * 20, 1, complete=False, recurrence=coverage([1.0] * 20))[0]
    packed = chances([1] * 5, 1, complete=False, recurrence=coverage([4.0] * 5))[0]

    assert spread.probability < 0.5
    assert packed.probability > 0.8


def test_recurrence_prior_is_nothing_below_its_bound() -> None:
    assert np.isinf(recurrence_prior(0.6)).any()


def test_colleagues_bring_topics_that_these_papers_lack() -> None:
    own = tally(series(["Sets", "Maps"], ["Sets"]))
    theirs = tally(series(["Sets", "Rings"], ["Sets", "Rings"], ["Sets", "Rings"]))
    found = {one.topic: one for one in predictions(own, related=[theirs])}

    assert (found["Rings"].papers_behind, found["Rings"].borrowed_papers) == (0, 3)
    assert found["Rings"].evidence == (2, 4, 6)
    assert found["Sets"].probability > found["Rings"].probability


@pytest.mark.parametrize(
    ("papers", "share"),
    [
        ([], None),
        ([["Sets", "Maps"]], 3 / 4),
        ([["Sets"], ["Sets"], ["Sets", "Maps"], ["Rings"]], 3 / 4),
        ([["Sets"], ["Sets"], ["Sets"]], 0.0),
    ],
)
def test_unseen_share_is_what_later_papers_had(
    papers: list[list[str]], share: float | None
) -> None:
    assert unseen_share(tally(series(*papers))) == (share and pytest.approx(share))
