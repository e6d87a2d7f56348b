"""An invented profile: twelve sittings of a mechanics course, made by arithmetic."""

from datetime import date

from analysis.schemas import (
    AnalysisReport,
    BloomLevel,
    DifficultyLevel,
    TopicFrequency,
    Trend,
)
from analysis.statistics.results import (
    Analysis,
    Backtest,
    Blueprint,
    Cell,
    CoverageItem,
    CoverageStanding,
    FixedPlace,
    PaperSummary,
    Prediction,
    RepeatFamily,
    RuleScore,
    SectionPlan,
    Share,
    SimilarFamily,
    TopicStanding,
    Wording,
    Zone,
)
from reports.document import (
    DocumentPaper,
    DocumentQuestion,
    LeftOutPaper,
    ProfileDocument,
    Statement,
)

SITTINGS = tuple((year, session) for year in range(2018, 2024) for session in ("May", "August"))

# Topic, marks per part, the sittings in which it is asked, parts per sitting, a typical wording.
TOPICS: tuple[tuple[str, float, str, int, str], ...] = (
    ("Rotating rigid bodies", 8, "111111111111", 2, "Find the angular velocity of the flywheel"),
    ("Conservation of energy", 6, "111111011111", 2, "State the work-energy theorem and apply it"),
    ("Damped oscillations", 7, "101111110111", 1, "Derive the decay of the amplitude in a cycle"),
    ("Central forces and orbits", 10, "110110111010", 1, "Show that the orbit is an ellipse"),
    ("Lagrangian mechanics", 12, "000000111111", 2, "Write the Lagrangian of the double pendulum"),
    (
        "Friction and constraints",
        5,
        "111101000000",
        1,
        "Calculate the least slope at which it slides",
    ),
    ("Special relativity", 9, "010010001000", 1, "Explain why the two clocks disagree"),
    ("Fluid statics", 4, "101000010010", 1, "Calculate the force on the lock gate"),
    ("Coupled oscillators and normal modes", 14, "000100000001", 1, "Find both normal modes"),
    ("Dimensional analysis", 3, "100010000100", 1, "Check the units of the formula for the period"),
)
LEVELS = tuple(DifficultyLevel)
BLOOM = tuple(BloomLevel)


def _questions() -> tuple[DocumentQuestion, ...]:
    found: list[DocumentQuestion] = []
    for place, (topic, marks, asked, parts, wording) in enumerate(TOPICS):
        for sitting, mark in enumerate(asked):
            for part in range(parts if mark == "1" else 0):
                found.append(
                    DocumentQuestion(
                        id=1000 + len(found),
                        paper_id=sitting + 1,
                        number=f"{place % 5 + 1}({'ab'[part]})",
                        text=f"{wording}, using the figure of part {part + 1} and giving your "
                        f"answer to {2 + sitting % 3} significant figures.",
                        marks=marks,
                        page=1 + place % 5,
                        topic=topic,
                        difficulty=LEVELS[(place * 3 + sitting) % 4],
                        bloom=BLOOM[(place + part * 2) % 6],
                        requires_derivation=place in {2, 3},
                    )
                )
    return tuple(found)


QUESTIONS = _questions()
UNCLASSIFIED = (1000, 1001, 1002)


def label_of(sitting: int) -> str:
    """The name of a sitting, counted from 0."""
    return "{} {}".format(*SITTINGS[sitting])


def _cells(topic: str) -> tuple[Cell, ...]:
    cells = []
    for sitting in range(len(SITTINGS)):
        asked = [q for q in QUESTIONS if q.topic == topic and q.paper_id == sitting + 1]
        cells.append(
            Cell(
                paper_id=sitting + 1,
                label=label_of(sitting),
                questions=len(asked),
                marks=sum(q.marks or 0 for q in asked),
                evidence=tuple(q.id for q in asked),
            )
        )
    return tuple(cells)


def _standings() -> tuple[TopicStanding, ...]:
    every_mark = sum(q.marks or 0 for q in QUESTIONS)
    trends = {
        "Lagrangian mechanics": Trend.INCREASING,
        "Friction and constraints": Trend.DECREASING,
    }
    found = []
    for topic, *_ in TOPICS:
        cells = _cells(topic)
        papers = sum(bool(cell.questions) for cell in cells)
        marks = sum(cell.marks or 0 for cell in cells)
        found.append(
            TopicStanding(
                topic=topic,
                questions=sum(cell.questions for cell in cells),
                papers=papers,
                percentage=100 * papers / len(SITTINGS),
                marks=marks,
                marks_share=marks / every_mark,
                trend=trends.get(topic, Trend.STABLE if papers > 3 else Trend.UNCLEAR),
                trend_p=0.004 if topic in trends else 0.6,
                cells=cells,
                evidence=tuple(id_ for cell in cells for id_ in cell.evidence),
            )
        )
    return tuple(sorted(found, key=lambda standing: -standing.papers))


def _shares(levels: tuple[str, ...], attribute: str) -> tuple[Share, ...]:
    shares = []
    for level in levels:
        asked = tuple(q.id for q in QUESTIONS if getattr(q, attribute) == level)
        shares.append(
            Share(level=level, count=len(asked), share=len(asked) / len(QUESTIONS), evidence=asked)
        )
    return tuple(shares)


def _predictions(standings: tuple[TopicStanding, ...]) -> tuple[Prediction, ...]:
    found = []
    for topic in standings:
        chance = (topic.papers + 1) / (len(SITTINGS) + 2)
        found.append(
            Prediction(
                topic=topic.topic,
                probability=chance,
                low=max(0.0, chance - 0.2),
                high=min(1.0, chance + 0.12),
                papers_behind=topic.papers,
                of_papers=len(SITTINGS),
                expected_marks=(topic.marks or 0) / len(SITTINGS),
                evidence=topic.evidence,
            )
        )
    return tuple(found)


def _zone(topic: TopicStanding) -> Zone:
    return Zone(
        topic=topic.topic,
        papers=topic.papers,
        percentage=topic.percentage,
        average_marks=(topic.marks or 0) / max(topic.papers, 1),
        evidence=topic.evidence,
    )


def _backtest() -> Backtest:
    return Backtest(
        papers_tested=9,
        k=4,
        base_rate=0.47,
        unseen_share=0.06,
        scores=(
            RuleScore(rule="forecast", precision=0.86, coverage=0.71, brier=0.14),
            RuleScore(rule="plain count", precision=0.83, coverage=0.70, brier=None),
            RuleScore(rule="last year", precision=0.75, coverage=0.62, brier=None),
            RuleScore(rule="random", precision=0.47, coverage=0.36, brier=0.25),
        ),
        beats_count=True,
        verdict="Tested on 9 papers it had not seen, 3.4 of its 4 topics were asked; a plain count "
        "got 3.3 and chance 1.9.",
    )


def _blueprint() -> Blueprint:
    commands = ("calculate", "derive", "explain", "find", "show that", "state")
    return Blueprint(
        total_marks=100,
        duration_minutes=180,
        minutes_per_mark=1.8,
        questions=9,
        top_level=5,
        with_choice=10,
        sections=(
            SectionPlan(label="Section A", questions=6, marks=40, papers=12),
            SectionPlan(label="Section B", questions=3, marks=60, papers=10),
        ),
        commands=tuple(
            Share(
                level=word,
                count=20 - 3 * place,
                share=(20 - 3 * place) / 75,
                evidence=tuple(q.id for q in QUESTIONS[place::6]),
            )
            for place, word in enumerate(commands)
        ),
        stability=0.83,
        fixed_places=(
            FixedPlace(
                number="1",
                topic="Rotating rigid bodies",
                papers=11,
                of_papers=12,
                marks=16,
                evidence=tuple(q.id for q in QUESTIONS if q.topic == "Rotating rigid bodies")[:22],
            ),
        ),
    )


def _report(
    standings: tuple[TopicStanding, ...], zones: tuple[tuple[Zone, ...], ...]
) -> AnalysisReport:
    return AnalysisReport(
        professor_name="Dr. Ada Fenwick",
        total_papers_analyzed=len(SITTINGS),
        difficulty_distribution={
            level: sum(1 for q in QUESTIONS if q.difficulty == level) for level in LEVELS
        },
        topic_frequencies=tuple(
            TopicFrequency(
                topic=topic.topic,
                count=topic.papers,
                percentage=topic.percentage,
                trend=topic.trend,
            )
            for topic in standings
        ),
        safe_zones=tuple(zone.topic for zone in zones[0]),
        danger_zones=tuple(zone.topic for zone in zones[1]),
        predicted_topics_next_exam=tuple(topic.topic for topic in standings[:4]),
        confidence_score=0.78,
    )


def _repeats() -> tuple[RepeatFamily, ...]:
    return (
        RepeatFamily(
            text="Write the Lagrangian of the double pendulum and find its motion.",
            similarity=0.88,
            labels=("2021 May", "2022 August", "2023 May"),
            evidence=tuple(q.id for q in QUESTIONS if q.topic == "Lagrangian mechanics")[:3],
        ),
        RepeatFamily(
            text="Calculate the force on the lock gate.",
            similarity=0.93,
            labels=("2018 May", "2019 May"),
            evidence=tuple(q.id for q in QUESTIONS if q.topic == "Fluid statics")[:2],
        ),
    )


def _similar() -> SimilarFamily:
    wordings = tuple(
        Wording(label=label_of(q.paper_id - 1), number=q.number, text=q.text, question=q.id)
        for q in [q for q in QUESTIONS if q.topic == "Central forces and orbits"][:2]
    )
    return SimilarFamily(
        topic="Central forces and orbits",
        similarity=0.91,
        labels=tuple(one.label for one in wordings),
        wordings=wordings,
        evidence=tuple(one.question for one in wordings),
    )


def _coverage(standings: tuple[TopicStanding, ...]) -> tuple[CoverageItem, ...]:
    return (
        CoverageItem(
            topic="Rotating rigid bodies",
            papers=12,
            last_asked="2023 August",
            evidence=standings[0].evidence,
            standing=CoverageStanding.OFTEN,
        ),
        CoverageItem(
            topic="Special relativity",
            papers=3,
            last_asked="2022 May",
            evidence=tuple(q.id for q in QUESTIONS if q.topic == "Special relativity"),
            standing=CoverageStanding.RARELY,
        ),
        CoverageItem(topic="Non-inertial frames", papers=0, last_asked=None, evidence=()),
    )


def make_analysis() -> Analysis:
    """Twelve sittings with ten topics: rising, falling, steady and rare ones."""
    standings = _standings()
    safe = tuple(_zone(topic) for topic in standings if topic.percentage > 70)
    danger = (_zone(next(t for t in standings if t.topic.startswith("Coupled"))),)
    derived = tuple(q.id for q in QUESTIONS if q.requires_derivation)
    return Analysis(
        report=_report(standings, (safe, danger)),
        papers=tuple(
            PaperSummary(
                paper_id=place + 1,
                label=label_of(place),
                year=SITTINGS[place][0],
                questions=sum(1 for q in QUESTIONS if q.paper_id == place + 1),
                total_marks=100,
            )
            for place in range(len(SITTINGS))
        ),
        topics=standings,
        safe_zones=safe,
        danger_zones=danger,
        difficulty=_shares(LEVELS, "difficulty"),
        bloom=_shares(BLOOM, "bloom"),
        derivations=Share(
            level="derivation",
            count=len(derived),
            share=len(derived) / len(QUESTIONS),
            evidence=derived,
        ),
        predictions=_predictions(standings),
        backtest=_backtest(),
        blueprint=_blueprint(),
        repeats=_repeats(),
        similar=(_similar(),),
        unclassified=Share(level="unclassified", count=3, share=0.02, evidence=UNCLASSIFIED),
        coverage=_coverage(standings),
        confidence_reasons=(
            "12 papers of 6 years were read, all with a text layer.",
            "In 10 of 12 papers the marks of the questions add up to the printed total.",
        ),
    )


def make_document() -> ProfileDocument:
    """The whole invented profile, with two papers left out."""
    return ProfileDocument(
        institution="Northgate University",
        professor="Dr. Ada Fenwick",
        professor_id=7,
        courses=("PH201 Classical Mechanics",),
        engine="rules and statistics",
        offline=True,
        made_on=date(2026, 11, 22),
        papers=tuple(
            DocumentPaper(
                id=place + 1,
                label=label_of(place),
                file_name=f"ph201-{year}-{session.lower()}.pdf",
                pages=6,
                questions=sum(1 for q in QUESTIONS if q.paper_id == place + 1),
                confidence=0.72 if place == 3 else 0.94,
                illegible=("4(b)", "5") if place == 3 else (),
                note="The marks add up to 92, the cover says 100." if place == 3 else "",
            )
            for place, (year, session) in enumerate(SITTINGS)
        ),
        left_out=(
            LeftOutPaper(file_name="ph201-2017-may.pdf", reason="The file is encrypted."),
            LeftOutPaper(file_name="scan-004.pdf", reason="No words could be read on any page."),
        ),
        statements=(
            Statement(
                title="The core has not changed",
                text="Rotating rigid bodies were asked in 12 of 12 papers.",
                key="topic-0",
            ),
            Statement(
                title="A new emphasis since 2021",
                text="Lagrangian mechanics was asked in all 6 papers since 2021, and never before.",
                key=f"topic-{_place('Lagrangian mechanics')}",
            ),
        ),
        analysis=make_analysis(),
        questions=QUESTIONS,
    )


def _place(topic: str) -> int:
    return next(place for place, found in enumerate(_standings()) if found.topic == topic)
