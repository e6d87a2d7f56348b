import pytest

from analysis.statistics import analyse
from analysis.statistics.results import CoverageStanding
from tests.analysis.statistics.papers import ask, series, sit


def test_zone_just_above_seventy_percent_is_safe() -> None:
    papers = series(*(["Limits", "Series"] if n < 7 else ["Limits"] for n in range(10)))
    (limits,) = analyse("Ada", papers).safe_zones  # Series: exactly 70 %

    assert (limits.topic, limits.papers, limits.percentage) == ("Limits", 10, 100.0)


def test_zone_two_papers_are_too_few_to_call_safe() -> None:
    assert analyse("Ada", series(["Limits"], ["Limits"])).safe_zones == ()


@pytest.mark.parametrize(("marks", "dangerous"), [(10.0, True), (9.0, False), (None, False)])
def test_zone_rare_topic_is_dangerous_from_an_even_split_on(
    marks: float | None, *, dangerous: bool
) -> None:
    usual = [sit(n, ask(n, "Limits", marks=10.0)) for n in range(1, 6)]
    rare = sit(6, ask(6, "Limits", marks=20 - (marks or 0)), ask(7, "Groups", marks=marks))
    zones = analyse("Ada", [*usual, rare]).danger_zones

    assert [(z.topic, z.average_marks, z.evidence) for z in zones] == (
        [("Groups", 10.0, (7,))] if dangerous else []
    )


def test_zone_one_of_five_papers_is_not_below_twenty_percent() -> None:
    papers = series(["Groups"], *[["Limits"]] * 4, marks=10.0)

    assert analyse("Ada", papers).danger_zones == ()


def test_cover_syllabus_says_how_each_topic_is_treated() -> None:
    papers = series(
        *[["Limits", "Series", "Sets"]] * 4, *[["Limits", "Rings"]] * 3, ["limits"], ["Limits"]
    )
    syllabus = ("Limits", "SERIES", "Rings", "Proofs", "proofs ")
    analysis = analyse("Ada", papers, syllabus_topics=syllabus)

    assert [
        (item.topic, item.papers, item.last_asked, item.standing) for item in analysis.coverage
    ] == [
        ("Limits", 9, "2009", CoverageStanding.OFTEN),
        ("SERIES", 4, "2004", CoverageStanding.NO_LONGER),
        ("Rings", 3, "2007", CoverageStanding.RARELY),
        ("Proofs", 0, None, CoverageStanding.NEVER),
    ]
    assert [(i.topic, i.standing) for i in analysis.outside_syllabus] == [
        ("Sets", CoverageStanding.OUTSIDE)
    ]


def test_cover_no_syllabus_says_nothing() -> None:
    analysis = analyse("Ada", series(["Limits"]))

    assert (analysis.coverage, analysis.outside_syllabus) == ((), ())


def test_trust_grows_with_papers_and_shrinks_with_doubtful_labels() -> None:
    topics = [["Limits", "Series"], ["Limits"]]
    few = analyse("Ada", series(*topics)).report.confidence_score
    many = analyse("Ada", series(*topics * 10)).report.confidence_score
    doubtful = analyse("Ada", series(*topics * 10, topic_confidence=0.3)).report.confidence_score

    assert 0 < few < many < 1
    assert doubtful == 0.0


def test_trust_gaps_are_named() -> None:
    papers = (sit(1, ask(1, "Limits", marks=3.0), year=None), sit(2), sit(3, ask(2)))
    reasons = analyse("Ada", papers).confidence_reasons

    assert reasons[1:] == (
        "The topic is known with confidence for 50 % of the 2 questions.",
        "1 paper without a year, so left out of trends and backtest.",
        "1 paper without any question that could be read.",
        "1 paper without printed marks.",
    )
    assert reasons[0].startswith("1 paper shows the chance of a topic to within ")
