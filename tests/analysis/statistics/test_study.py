from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from analysis.statistics import analyse
from analysis.statistics.findings import findings
from analysis.statistics.results import StudySet
from analysis.statistics.rows import Sitting
from analysis.statistics.study import Task, smallest_set, suffices, tasks_of
from tests.analysis.statistics.papers import ask, series, sit, thorough

TOPICS = "abcd"
NEEDED = st.frozensets(st.sampled_from(TOPICS), min_size=1, max_size=2)


@st.composite
def tasks(draw: st.DrawFn) -> Task:
    questions = draw(st.lists(NEEDED, min_size=1, max_size=3))
    return Task(draw(st.integers(0, len(questions))), tuple(questions))


@thorough
@given(st.lists(st.lists(tasks(), min_size=1, max_size=2), min_size=1, max_size=4), st.data())
def test_solve_any_papers_finds_a_set_as_small_as_trying_all(
    papers: list[list[Task]], data: st.DataObject
) -> None:
    enough = data.draw(st.integers(1, len(papers)))
    sizes = [
        size
        for size in range(len(TOPICS) + 1)
        for chosen in combinations(TOPICS, size)
        if sum(suffices(frozenset(chosen), paper) for paper in papers) >= enough
    ]
    found = smallest_set(papers, enough, dict.fromkeys(TOPICS, 1))

    assert found is not None
    assert len(found) == sizes[0]
    assert sum(suffices(found, paper) for paper in papers) >= enough


def one_of(paper: int, *topics: str) -> Sitting:
    """A compulsory question on Sets, and one of the others to be answered."""
    first = 10 * paper
    return sit(
        paper,
        ask(first, "Sets"),
        *(
            ask(first + n, topic, choice_group="g", weight=1 / len(topics))
            for n, topic in enumerate(topics, start=1)
        ),
    )


def test_split_paper_gives_the_number_to_answer() -> None:
    assert tasks_of(one_of(1, "Limits", "Series", "Rings")) == (
        Task(1, (frozenset({"sets"}),)),
        Task(1, (frozenset({"limits"}), frozenset({"series"}), frozenset({"rings"}))),
    )


def test_study_choice_names_the_smallest_sets_and_where_they_fail() -> None:
    papers = [
        one_of(1, "Limits", "Series"),
        one_of(2, "Limits", "Rings"),
        one_of(3, "Limits", "Series"),
        one_of(4, "Rings", "Groups"),
    ]
    analysis = analyse("Ada", papers)

    assert [(s.topics, s.papers, s.failed) for s in analysis.study_sets] == [
        (("Limits", "Rings", "Sets"), 4, ()),
        (("Limits", "Sets"), 3, ("2004",)),
    ]
    assert analysis.study_sets[1] == StudySet(
        topics=("Limits", "Sets"),
        papers=3,
        of_papers=4,
        failed=("2004",),
        evidence=(10, 11, 20, 21, 30, 31, 40),
    )
    assert [f.title for f in findings(analysis) if f.kind == "study_set"] == [
        "Limits, Rings, Sets would have been enough in 4 of the last 4 papers.",
        "Limits, Sets would have been enough in 3 of the last 4 papers (not in 2004).",
    ]


def test_study_papers_without_choice_gives_no_sets() -> None:
    assert analyse("Ada", series(["Limits"], ["Limits"], ["Sets"])).study_sets == ()


@thorough
@given(st.lists(st.sets(st.sampled_from(TOPICS), min_size=2), min_size=3, max_size=6))
def test_offer_sets_for_fewer_papers_only_where_they_are_smaller(topics: list[set[str]]) -> None:
    papers = [one_of(at, *sorted(some)) for at, some in enumerate(topics, start=1)]
    sizes = [len(one.topics) for one in analyse("Ada", papers).study_sets]

    assert sizes == sorted(set(sizes), reverse=True)
