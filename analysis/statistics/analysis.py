"""All statistics of one professor's papers, composed."""

from collections.abc import Sequence

from analysis.schemas import AnalysisReport, DifficultyLevel, TopicFrequency
from analysis.statistics.backtest import backtest
from analysis.statistics.blueprint import blueprint, paper_marks
from analysis.statistics.confidence import confidence
from analysis.statistics.counting import Tally, arrange, tally
from analysis.statistics.coverage import outside_syllabus, syllabus_coverage
from analysis.statistics.forecast import list_length, predicted_topics, predictions
from analysis.statistics.mixes import bloom_mix, derivation_share, difficulty_mix
from analysis.statistics.repeats import repeat_families
from analysis.statistics.results import (
    Analysis,
    PaperSummary,
    Prediction,
    Share,
    TopicStanding,
    Zone,
)
from analysis.statistics.rows import Sitting
from analysis.statistics.study import study_sets
from analysis.statistics.topics import standings
from analysis.statistics.zones import danger_zones, safe_zones


def analyse(
    professor: str, sittings: Sequence[Sitting], *, syllabus_topics: Sequence[str] = ()
) -> Analysis:
    """Everything that can be concluded from `sittings`, in any order, from none upwards.

    `syllabus_topics` are the topics that could be asked, in the order of the syllabus; questions
    belong to them by name. Raises ValueError for papers or questions given twice and for marks or
    weights that are none, saying which.
    """
    papers = arrange(sittings)
    counted = tally(papers)
    questions = [question for sitting in papers for question in sitting.questions]
    topics = standings(counted)
    forecast = predictions(counted, syllabus_topics)
    tested = backtest(counted, syllabus_topics)
    sure = confidence(papers, forecast, tested)
    difficulty, safe = difficulty_mix(questions), safe_zones(topics)
    danger = danger_zones(topics, counted)
    report = _report(professor, counted, topics, (safe, danger), difficulty, forecast, sure.score)
    return Analysis(
        report=report,
        papers=tuple(_summary(sitting) for sitting in papers),
        topics=topics,
        safe_zones=safe,
        danger_zones=danger,
        difficulty=difficulty,
        bloom=bloom_mix(questions),
        derivations=derivation_share(questions),
        predictions=forecast,
        backtest=tested,
        blueprint=blueprint(papers),
        repeats=repeat_families(papers),
        coverage=syllabus_coverage(topics, syllabus_topics),
        confidence_reasons=sure.reasons,
        outside_syllabus=outside_syllabus(topics, syllabus_topics),
        study_sets=study_sets(counted),
    )


def _report(
    professor: str,
    counted: Tally,
    topics: Sequence[TopicStanding],
    zones: tuple[Sequence[Zone], Sequence[Zone]],
    difficulty: Sequence[Share],
    forecast: Sequence[Prediction],
    score: float,
) -> AnalysisReport:
    safe, danger = zones
    return AnalysisReport(
        professor_name=professor,
        total_papers_analyzed=sum(bool(sitting.questions) for sitting in counted.sittings),
        difficulty_distribution={DifficultyLevel(share.level): share.count for share in difficulty},
        topic_frequencies=tuple(
            TopicFrequency(
                topic=standing.topic,
                count=standing.papers,
                percentage=standing.percentage,
                trend=standing.trend,
            )
            for standing in topics
        ),
        safe_zones=tuple(zone.topic for zone in safe),
        danger_zones=tuple(zone.topic for zone in danger),
        predicted_topics_next_exam=predicted_topics(forecast, list_length(counted)),
        confidence_score=score,
    )


def _summary(sitting: Sitting) -> PaperSummary:
    return PaperSummary(
        paper_id=sitting.paper_id,
        label=sitting.label,
        year=sitting.year,
        questions=len(sitting.questions),
        total_marks=paper_marks(sitting) if sitting.questions else sitting.total_marks,
    )
