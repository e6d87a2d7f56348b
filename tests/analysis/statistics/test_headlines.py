from collections.abc import Sequence

from analysis.statistics import analyse
from analysis.statistics.findings import findings
from analysis.statistics.rows import Sitting
from tests.analysis.statistics.papers import ask, series, sit

QUESTION = "Prove that the harmonic series diverges although its terms tend to zero"


def titles(papers: Sequence[Sitting]) -> dict[str, str]:
    found = findings(analyse("Ada", papers))
    return {finding.key: finding.title for finding in found if finding.kind == "headline"}


def test_headline_steady_papers_says_what_to_study_first() -> None:
    found = titles(series(["Limits", "Series"], ["Limits", "Series"], ["Limits", "Series"]))

    assert found == {
        "headline:expected": "Study first: Limits, Series; each is in 3 or more of 3 papers.",
    }


def test_headline_fixed_places_and_repeats_are_named_with_their_questions() -> None:
    papers = [sit(n, ask(n, "Series", stem="4", text=QUESTION)) for n in (1, 2, 3)]
    found = {f.key: (f.title, f.evidence) for f in findings(analyse("Ada", papers))}

    assert found["headline:places"] == (
        "Questions that keep their place in most papers: 4 is on Series.",
        (1, 2, 3),
    )
    assert found["headline:repeats"] == (
        "100 % of the questions (3 of 3) came nearly word for word in another paper.",
        (1, 2, 3),
    )


def test_headline_trend_names_the_topics_asked_more() -> None:
    found = titles(series(*(["Sets"] + ["Limits"] * n for n in range(6))))

    assert found["headline:asked-more"] == "Asked more over the years: Limits."
    assert "headline:asked-less" not in found


def test_headline_one_paper_has_nothing_to_shout() -> None:
    assert titles(series(["Limits"])) == {}
