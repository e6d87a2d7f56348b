import numpy as np
import pytest

from analysis.statistics import analyse
from analysis.statistics.counting import arrange
from analysis.statistics.eras import change_points, enough_for_changes, eras
from analysis.statistics.findings import findings
from tests.analysis.statistics.drawn import drawn
from tests.analysis.statistics.papers import ask, sit


@pytest.mark.parametrize("papers", [8, 14, 20])
def test_unchanged_process_raises_false_alarm_in_at_most_one_of_twenty(papers: int) -> None:
    random = np.random.default_rng(papers)
    alarms = [bool(change_points(drawn(random, papers))) for _ in range(150)]

    assert np.mean(alarms) <= 0.05


def test_change_of_format_is_found_where_it_happened() -> None:
    random = np.random.default_rng(5)
    found = [change_points(drawn(random, 14, change=8)) for _ in range(20)]

    assert sum(any(change.year == 2009 for change in changes) for changes in found) >= 17


def test_change_is_told_in_words() -> None:
    (change,) = change_points(drawn(np.random.default_rng(1), 14, change=8))

    assert change.since == "2009"
    assert change.title == (
        "The papers have another format since 2009: 6 questions instead of 4; more T10, T7, less "
        "T2, T5."
    )
    assert [(one.name, one.family, one.before, one.after) for one in change.changes] == [
        ("questions", "format", "4", "6 questions"),
        ("topics", "topics", "", "more T10, T7, less T2, T5"),
    ]
    assert change.p_value <= 0.04


@pytest.mark.parametrize("papers", range(8))
def test_few_papers_are_too_few_to_tell(papers: int) -> None:
    sittings = drawn(np.random.default_rng(1), papers, change=papers // 2)

    assert not enough_for_changes(sittings)
    assert change_points(sittings) == ()


def test_papers_of_one_moment_stand_on_one_side() -> None:
    papers = [
        sit(place, *(ask(100 * place + n, "Sets") for n in range(4 if place < 7 else 6)), year=year)
        for place, year in enumerate([2001, 2002, 2003, 2004, 2005, 2006, 2006, 2007, 2008, 2009])
    ]
    assert [change.year for change in change_points(arrange(papers))] == [2007]


def test_eras_hold_every_dated_paper_once() -> None:
    papers = [*drawn(np.random.default_rng(1), 14, change=8), sit(99, ask(9999), year=None)]
    found = eras(arrange(papers), change_points(arrange(papers)))

    assert [era.label for era in found] == ["2001 to 2008", "2009 to 2014"]
    assert [paper for era in found for paper in era.papers] == list(range(1, 15))


def test_current_era_is_analysed_alone_and_leans_on_the_earlier_one() -> None:
    papers = drawn(np.random.default_rng(1), 14, change=8)
    whole = analyse("Ada", papers)
    assert whole.current is not None
    alone = analyse("Ada", papers[8:])

    assert [paper.label for paper in whole.current.papers] == [str(y) for y in range(2009, 2015)]
    assert whole.current.topics == alone.topics
    assert whole.current.blueprint == alone.blueprint
    assert whole.current.changes == ()
    assert len(whole.current.predictions) > len(alone.predictions)  # topics of before are known


def test_change_has_its_finding() -> None:
    papers = drawn(np.random.default_rng(1), 14, change=8)
    found = {one.key: one for one in findings(analyse("Ada", papers))}

    assert found["change:2009"].title == found["headline:change"].title
    assert found["change:2009"].evidence == tuple(
        sorted(question.id for paper in papers for question in paper.questions)
    )
    assert found["era:2009-to-2014"].title == "The 6 papers of 2009 to 2014 are of one kind."
