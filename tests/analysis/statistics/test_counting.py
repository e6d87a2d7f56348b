from hypothesis import given

from analysis.statistics.counting import Asked, arrange, tally
from analysis.statistics.rows import Sitting
from analysis.statistics.topics import standings
from tests.analysis.statistics.papers import ask, sit, sittings, thorough


def test_tally_parts_of_one_topic_counts_them_once() -> None:
    parts = [ask(n, "Limits", stem="1", marks=4.0) for n in (1, 2, 3)]

    assert tally(arrange([sit(1, *parts, ask(4, "Limits"))])).asked == {
        "Limits": {0: Asked(questions=2, expected=2.0, marks=12.0, evidence=(1, 2, 3, 4))}
    }


def test_tally_parts_of_two_topics_counts_each_once() -> None:
    parts = [ask(1, "Limits", stem="1"), ask(2, "Series", stem="1"), ask(3, "Series", stem="1")]
    counted = tally(arrange([sit(1, *parts)])).asked

    assert {topic: cells[0].questions for topic, cells in counted.items()} == {
        "Limits": 1,
        "Series": 1,
    }


def test_tally_alternatives_counts_by_expected_choice() -> None:
    either = [ask(1, "Limits", weight=0.5, marks=10.0), ask(2, "Series", weight=0.5, marks=10.0)]
    both_limits = [ask(3, "Limits", stem="3", weight=0.5), ask(4, "Limits", stem="3", weight=0.5)]
    counted = tally(arrange([sit(1, *either, *both_limits)])).asked

    assert counted["Limits"][0] == Asked(questions=2, expected=1.5, marks=5.0, evidence=(1, 3, 4))
    assert counted["Series"][0] == Asked(questions=1, expected=0.5, marks=5.0, evidence=(2,))


def test_tally_numbers_that_begin_again_in_a_section_are_two_questions() -> None:
    counted = tally(
        arrange([sit(1, ask(1, "Limits", section="A"), ask(2, "Limits", stem="1", section="B"))])
    )

    assert counted.asked["Limits"][0].questions == 2


def test_tally_spellings_of_one_topic_are_merged_under_the_usual_one() -> None:
    papers = [sit(1, ask(1, "limits"), ask(2, "Limits")), sit(2, ask(3, " Limits "))]

    assert list(tally(arrange(papers)).asked) == ["Limits"]


def test_arrange_unknown_years_come_first_and_order_holds_within_a_year() -> None:
    papers = [sit(1, year=2020, order=2), sit(2, year=2020, order=1), sit(3, year=None)]

    assert [paper.paper_id for paper in arrange(papers)] == [3, 2, 1]


def test_stand_paper_without_labels_is_no_paper_that_left_the_topic_out() -> None:
    papers = arrange([sit(1, ask(1, "Limits", marks=6.0)), sit(2), sit(3, ask(2, marks=2.0))])
    (limits,) = standings(tally(papers))

    assert (limits.papers, limits.of_papers, limits.percentage) == (1, 1, 100.0)
    assert (limits.marks, limits.marks_share) == (6.0, 0.75)
    assert [cell.marks for cell in limits.cells] == [6.0, None, 0.0]


@thorough
@given(sittings())
def test_stand_any_papers_cells_add_up(papers: tuple[Sitting, ...]) -> None:
    for standing in standings(tally(arrange(papers))):
        assert sum(cell.questions for cell in standing.cells) == standing.questions
        assert sum(bool(cell.questions) for cell in standing.cells) == standing.papers
        assert sorted(n for cell in standing.cells for n in cell.evidence) == list(
            standing.evidence
        )
        assert standing.expected <= standing.questions
