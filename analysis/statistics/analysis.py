"""All statistics of one professor's papers, composed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.schemas import AnalysisReport, DifficultyLevel, TopicFrequency
from analysis.statistics.backtest import backtest
from analysis.statistics.blueprint import blueprint, paper_marks
from analysis.statistics.confidence import confidence
from analysis.statistics.counting import Tally, arrange, tally
from analysis.statistics.coverage import outside_syllabus, syllabus_coverage
from analysis.statistics.eras import change_points, enough_for_changes, eras
from analysis.statistics.forecast import (
    list_length,
    predicted_topics,
    predictions,
    unseen_share,
)
from analysis.statistics.meanings import Meanings, WordVectors, meanings_of
from analysis.statistics.mixes import (
    bloom_mix,
    derivation_share,
    difficulty_mix,
    unclassified_share,
)
from analysis.statistics.next_paper import next_paper
from analysis.statistics.repeats import repeat_families
from analysis.statistics.results import (
    Analysis,
    Era,
    PaperSummary,
    Prediction,
    Share,
    TopicStanding,
    Zone,
)
from analysis.statistics.rows import Sitting
from analysis.statistics.similar import similar_families
from analysis.statistics.study import study_sets
from analysis.statistics.style import style_marks
from analysis.statistics.topics import standings
from analysis.statistics.zones import danger_zones, safe_zones


def analyse(
    professor: str,
    sittings: Sequence[Sitting],
    *,
    syllabus_topics: Sequence[str] = (),
    colleagues: Sequence[Sitting] = (),
    elsewhere: Sequence[Sequence[Sitting]] = (),
    word_vectors: WordVectors | None = None,
) -> Analysis:
    """Everything that can be concluded from `sittings`, in any order, from none upwards.

    `syllabus_topics` are the topics that could be asked, in the order of the syllabus; questions
    belong to them by name. `colleagues` are other professors' papers of the same courses and
    `elsewhere` the papers of each other course of the institution: they lend to the forecast what
    these papers are too few to show, and style is compared with them. Where the papers changed,
    `Analysis.current` is the analysis of those since the last change, the earlier ones lending to
    its forecast like a colleague's. `word_vectors` turns words to vectors; without it no similar
    questions are looked for. Raises ValueError for papers or questions given twice and for marks or
    weights that are none, saying which.
    """
    papers = arrange(sittings)
    others = _others(arrange(colleagues), [arrange(group) for group in elsewhere])
    meanings = meanings_of(papers, word_vectors) if word_vectors else None
    whole = _analyse(professor, papers, syllabus_topics, others, meanings)
    if not whole.eras:
        return whole
    now, before = _split(papers, whole.eras[-1])
    earlier = (tally(before), *others.related)
    current = _analyse(professor, now, syllabus_topics, replace(others, related=earlier), meanings)
    # A change is told once, and not looked for again among fewer papers.
    current = current.model_copy(update={"changes": (), "eras": ()})
    return whole.model_copy(update={"current": current})


@dataclass(frozen=True, slots=True)
class _Others:
    """What other papers lend."""

    related: tuple[Tally, ...]
    elsewhere: tuple[Tally, ...]
    papers: tuple[Sitting, ...]


def _others(colleagues: Sequence[Sitting], elsewhere: Sequence[Sequence[Sitting]]) -> _Others:
    return _Others(
        related=(tally(colleagues),) if colleagues else (),
        elsewhere=tuple(map(tally, elsewhere)),
        papers=(*colleagues, *(one for group in elsewhere for one in group)),
    )


def _split(papers: Sequence[Sitting], era: Era) -> tuple[list[Sitting], list[Sitting]]:
    """The papers of an era, and those of known years before it."""
    inside = [one for one in papers if one.paper_id in era.papers]
    before = [one for one in papers if one.year is not None and one.paper_id not in era.papers]
    return inside, before


def _analyse(
    professor: str,
    papers: Sequence[Sitting],
    syllabus_topics: Sequence[str],
    others: _Others,
    meanings: Meanings | None,
) -> Analysis:
    counted = tally(papers)
    questions = [question for sitting in papers for question in sitting.questions]
    topics = standings(counted)
    lent = others.related, others.elsewhere
    forecast = predictions(counted, syllabus_topics, *lent)
    tested = backtest(counted, syllabus_topics)
    sure = confidence(papers, forecast, tested)
    difficulty, safe = difficulty_mix(questions), safe_zones(topics)
    danger = danger_zones(topics, counted)
    changes = change_points(papers)
    repeats = repeat_families(papers)
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
        unclassified=unclassified_share(questions),
        predictions=forecast,
        backtest=tested,
        blueprint=blueprint(papers),
        repeats=repeats,
        similar=similar_families(papers, meanings, repeats) if meanings else (),
        coverage=syllabus_coverage(topics, syllabus_topics),
        confidence_reasons=sure.reasons,
        outside_syllabus=outside_syllabus(topics, syllabus_topics),
        study_sets=study_sets(counted),
        next_paper=next_paper(papers),
        unseen_share=unseen_share(counted),
        style=style_marks(papers, others.papers),
        changes=changes,
        changes_tested=enough_for_changes(papers),
        eras=eras(papers, changes),
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
