import re
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.schemas import DifficultyLevel, Trend
from analysis.statistics import analyse
from analysis.statistics.findings import findings
from analysis.statistics.results import Analysis
from analysis.statistics.rows import Sitting
from tests.analysis.statistics.papers import ask, series, sit, sittings, thorough

SYLLABI = st.sampled_from([(), ("Limits", "Proofs"), ("Series", "series ", "", "Graphs")])


def evidence_in(value: Any) -> Iterator[int]:
    """Every id under a field of evidence, at any depth."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from part if name.endswith("evidence") else evidence_in(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from evidence_in(part)


def shuffled(papers: tuple[Sitting, ...], random: Random) -> tuple[Sitting, ...]:
    mixed = []
    for paper in random.sample(papers, len(papers)):
        questions = random.sample(paper.questions, len(paper.questions))
        mixed.append(
            sit(
                paper.paper_id,
                *questions,
                label=paper.label,
                year=paper.year,
                order=paper.order,
                total_marks=paper.total_marks,
                duration_minutes=paper.duration_minutes,
            )
        )
    return tuple(mixed)


@thorough
@given(sittings(), SYLLABI)
def test_analyse_any_papers_keeps_shares_in_range(
    papers: tuple[Sitting, ...], syllabus: tuple[str, ...]
) -> None:
    analysis = analyse("Ada", papers, syllabus_topics=syllabus)

    assert all(0 <= topic.percentage <= 100 for topic in analysis.topics)
    assert all(0 <= (topic.marks_share or 0) <= 1 for topic in analysis.topics)
    assert all(0 <= topic.papers <= topic.of_papers <= len(papers) for topic in analysis.topics)
    assert all(p.low <= p.probability <= p.high for p in analysis.predictions)
    assert sum(share.count for share in analysis.difficulty) == sum(
        len(paper.questions) for paper in papers
    )
    assert len({topic.topic for topic in analysis.topics}) == len(analysis.topics)


@thorough
@given(sittings(), SYLLABI)
def test_find_any_papers_proves_each_statement(
    papers: tuple[Sitting, ...], syllabus: tuple[str, ...]
) -> None:
    analysis = analyse("Ada", papers, syllabus_topics=syllabus)
    given_ids = {question.id for paper in papers for question in paper.questions}
    found = findings(analysis)

    assert all(set(finding.evidence) <= given_ids for finding in found)
    assert len({finding.key for finding in found}) == len(found)
    without = {finding.kind for finding in found if not finding.evidence}
    assert without <= {"coverage", "prediction"}  # topics of the syllabus that were never asked


@thorough
@given(sittings(), st.randoms(use_true_random=False))
def test_analyse_permuted_papers_gives_identical_statistics(
    papers: tuple[Sitting, ...], random: Random
) -> None:
    assert analyse("Ada", shuffled(papers, random)) == analyse("Ada", papers)


@thorough
@given(sittings())
def test_analyse_without_a_paper_drops_its_evidence(papers: tuple[Sitting, ...]) -> None:
    kept = papers[1:]
    ids = {question.id for paper in kept for question in paper.questions}

    assert set(evidence_in(analyse("Ada", kept).model_dump())) <= ids


def test_analyse_no_papers_concludes_nothing() -> None:
    analysis = analyse("Ada", ())

    assert analysis.report.model_dump() == {
        "professor_name": "Ada",
        "total_papers_analyzed": 0,
        "difficulty_distribution": dict.fromkeys(DifficultyLevel, 0),
        "topic_frequencies": (),
        "safe_zones": (),
        "danger_zones": (),
        "predicted_topics_next_exam": (),
        "confidence_score": 0.0,
    }
    assert analysis.confidence_reasons == ("No question could be read from these papers.",)
    assert findings(analysis) == ()


def test_analyse_one_paper_says_little() -> None:
    analysis = analyse("Ada", series(["Limits", "Series"]))

    assert analysis.report.safe_zones == ()
    assert {topic.trend for topic in analysis.topics} == {Trend.UNCLEAR}
    assert analysis.backtest is None
    assert analysis.blueprint.stability is None
    assert analysis.report.confidence_score < 0.2


def test_analyse_ten_papers_reports_the_article_fields() -> None:
    rising = [["Limits"]] * 5 + [["Limits", "Series"]] * 5
    rising[0] = ["Limits", "Groups", "Groups"]
    report = analyse("Ada", series(*rising, marks=10.0)).report

    assert [(t.topic, t.count, t.percentage, t.trend) for t in report.topic_frequencies] == [
        ("Limits", 10, 100.0, Trend.STABLE),
        ("Series", 5, 50.0, Trend.INCREASING),
        ("Groups", 1, 10.0, Trend.UNCLEAR),
    ]
    assert report.safe_zones == ("Limits",)
    assert report.danger_zones == ("Groups",)
    assert report.predicted_topics_next_exam == ("Limits", "Series")


def test_analyse_unlabelled_questions_count_in_mixes_and_in_no_topic() -> None:
    analysis = analyse("Ada", (sit(1, ask(1), ask(2, "Limits")), sit(2, ask(3, " "))))

    assert [(t.topic, t.percentage, t.evidence) for t in analysis.topics] == [
        ("Limits", 100.0, (2,))
    ]
    assert next(s.evidence for s in analysis.difficulty if s.level == "medium") == (1, 2, 3)


@pytest.mark.parametrize(
    ("papers", "complaint"),
    [
        ((sit(1), sit(1)), "The paper with id 1 was given twice; give each paper once."),
        (
            (sit(1, ask(7)), sit(2, ask(7))),
            "The question with id 7 was given twice; give each question once.",
        ),
        (
            (sit(1, ask(7, weight=1.5)),),
            "Question 7 (id 7) of 2001 has weight 1.5; a weight is from 0 to 1.",
        ),
        (
            (sit(1, ask(7, marks=float("nan"))),),
            "Question 7 (id 7) of 2001 has nan marks; give a number from 0, or None.",
        ),
    ],
)
def test_analyse_bad_papers_says_which(papers: tuple[Sitting, ...], complaint: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(complaint)}$"):
        analyse("Ada", papers)


def test_find_topics_with_lossy_names_keeps_keys_apart() -> None:
    analysis: Analysis = analyse("Ada", series(["C", "C++", "C#", "Ökonomie"]))

    assert [f.key for f in findings(analysis) if f.kind == "topic"] == [
        "topic:c",
        "topic:c-ad6e5be9",
        "topic:c-6f1ca842",
        "topic:konomie-8b6662a0",
    ]
