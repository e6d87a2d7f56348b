"""What the statistics conclude: each number beside the ids of the questions that prove it."""

from enum import StrEnum

from pydantic import Field

from analysis.schemas import AnalysisReport, Frozen, Trend

Evidence = tuple[int, ...]  # ids of questions


class Cell(Frozen):
    """One topic in one sitting."""

    paper_id: int
    label: str
    questions: int  # a question with parts counts once
    marks: float | None  # expected marks; None where no marks are printed
    evidence: Evidence
    expected: float = 0.0  # questions, each by the share of it that a student answers


class TopicStanding(Frozen):
    """One topic over all sittings."""

    topic: str
    questions: int
    papers: int
    percentage: float = Field(ge=0, le=100)  # of the papers
    marks: float | None  # expected marks over all papers
    marks_share: float | None  # of all expected marks, 0 to 1
    trend: Trend
    trend_p: float | None  # two-sided p-value of the test behind the trend
    cells: tuple[Cell, ...]  # one per sitting, in their order
    evidence: Evidence
    of_papers: int = 0  # papers that have labelled questions: what `percentage` is a share of
    expected: float = 0.0  # questions, each by the share of it that a student answers


class Zone(Frozen):
    """A topic that is safe to expect, or dangerous to leave out."""

    topic: str
    papers: int
    percentage: float
    average_marks: float | None  # where it is asked, per paper
    evidence: Evidence
    of_papers: int = 0


class Share(Frozen):
    """One level of a mix."""

    level: str
    count: int
    share: float = Field(ge=0, le=1)
    evidence: Evidence


class Prediction(Frozen):
    """How likely a topic is in the next paper; the interval is 90 %."""

    topic: str
    probability: float = Field(ge=0, le=1)
    low: float = Field(ge=0, le=1)
    high: float = Field(ge=0, le=1)
    papers_behind: int
    of_papers: int
    expected_marks: float | None
    evidence: Evidence
    borrowed_papers: int = 0  # other papers that the chance leans on: earlier eras, colleagues


class RuleScore(Frozen):
    """How one rule did when it had to predict papers that it had not seen."""

    rule: str  # "forecast", "random", "last year", "plain count"
    precision: float
    coverage: float  # share of the questions whose topic was among the k
    brier: float | None  # None for rules that give no probabilities
    brier_skill: float | None = None  # 1 - brier / brier of the base rate; None: base rate 0 or 1
    calibration_error: float | None = None  # expected calibration error over ten bins


class Backtest(Frozen):
    """Walk-forward test of the forecast on this professor's own papers.

    The base rate is what a random choice of topics reaches: the share of the topics known
    beforehand that the tested paper asks. `Analysis.backtest` is None with fewer than 4 sittings of
    a known year.
    """

    papers_tested: int
    k: int
    base_rate: float  # share of the topics that appear in a paper
    unseen_share: float  # share of questions on topics never seen before
    scores: tuple[RuleScore, ...]
    beats_count: bool
    verdict: str  # one sentence for students
    evidence: Evidence = ()  # the labelled questions of the papers tested


class SectionPlan(Frozen):
    """One section of the usual paper."""

    label: str
    questions: float
    marks: float | None
    papers: int
    evidence: Evidence = ()


class FixedPlace(Frozen):
    """A top-level question that is on the same topic in most papers."""

    number: str
    topic: str
    papers: int
    of_papers: int
    marks: float | None  # expected, median over these papers
    evidence: Evidence


class Span(Frozen):
    """The middle nine tenths of what the papers had, and so of what the next one should have."""

    low: float
    middle: float
    high: float


class Blueprint(Frozen):
    """The shape of the usual paper."""

    total_marks: float | None
    duration_minutes: int | None
    minutes_per_mark: float | None
    questions: float  # leaves per paper, median
    top_level: float  # top-level questions per paper, median
    with_choice: int  # papers with a choice rule
    sections: tuple[SectionPlan, ...]
    commands: tuple[Share, ...]  # what the questions tell the student to do
    stability: float | None = Field(ge=0, le=1)  # 1: the same shape every year
    fixed_places: tuple[FixedPlace, ...] = ()
    questions_span: Span | None = None  # leaves of the next paper
    marks_span: Span | None = None  # total marks of the next paper
    evidence: Evidence = ()  # all questions
    choice_evidence: Evidence = ()  # the questions under a choice rule


class Wording(Frozen):
    """One question of a family, as it was asked in one sitting."""

    label: str  # of the sitting
    number: str
    text: str
    question: int  # its id


class RepeatFamily(Frozen):
    """Questions of different sittings that are nearly the same."""

    text: str
    similarity: float = Field(ge=0, le=1)  # the lowest that binds the family
    labels: tuple[str, ...]  # sittings
    evidence: Evidence
    variants: tuple[str, ...] = ()  # the different wordings, first asked first
    wordings: tuple[Wording, ...] = ()  # of every question, first asked first


class SimilarFamily(Frozen):
    """Questions of different sittings that ask the same idea in other words or numbers."""

    topic: str
    similarity: float = Field(ge=-1, le=1)  # cosine of the two least alike
    labels: tuple[str, ...]  # sittings
    wordings: tuple[Wording, ...]  # of every question, first asked first
    evidence: Evidence


class CoverageStanding(StrEnum):
    """How the papers treat one topic of the syllabus."""

    OFTEN = "often"  # in half of the papers or more
    RARELY = "rarely"
    NEVER = "never"
    NO_LONGER = "no longer"  # asked before, and missing since too long to be chance
    OUTSIDE = "outside"  # asked, but the syllabus does not have it


class CoverageItem(Frozen):
    """One topic of the syllabus and how the papers treat it."""

    topic: str
    papers: int
    last_asked: str | None
    evidence: Evidence
    standing: CoverageStanding = CoverageStanding.NEVER


class StudySet(Frozen):
    """The fewest topics that would have been enough in some of the last papers."""

    topics: tuple[str, ...]
    papers: int  # in which they were enough
    of_papers: int
    failed: tuple[str, ...]  # labels of the papers in which they were not
    evidence: Evidence  # the questions of these papers on these topics


class ShapeForecast(Frozen):
    """One figure of the next paper's shape, and how often naming it beforehand was right.

    `low` and `high` hold the next paper's figure with a chance of (n - 1) / (n + 1) after n papers.
    """

    name: str  # "questions", "parts", "marks", "minutes"
    expected: float
    low: float
    high: float
    held: int  # papers with exactly the expected figure
    of_papers: int
    right: int = 0  # of the papers tested, those that had what the earlier ones led to expect
    tested: int = 0
    evidence: Evidence = ()


class StyleMark(Frozen):
    """One habit of the papers, beside the institution's other papers where there are any.

    `own` and `others` are means per paper; `p_value` is that of the test between them, None where
    there is nothing to compare with; `stands_out` after correction for all habits tested.
    """

    name: str
    own: float
    others: float | None
    unit: str  # "share", "marks", "parts" or "words"
    p_value: float | None
    stands_out: bool
    other_papers: int
    evidence: Evidence


class Change(Frozen):
    """One figure that is different since a change of the papers."""

    name: str
    family: str  # "format", "topics" or "style"
    before: str  # in words
    after: str
    p_value: float  # after correction for all figures and places tried


class ChangePoint(Frozen):
    """A place in time from which on the papers are others."""

    since: str  # label of the first paper after it
    year: int
    changes: tuple[Change, ...]
    p_value: float
    title: str  # one sentence for students
    evidence: Evidence  # the questions of the papers on both sides


class Era(Frozen):
    """Papers between two changes."""

    label: str  # "2021 to 2024"
    papers: tuple[int, ...]  # their ids


class PaperSummary(Frozen):
    """One analysed paper."""

    paper_id: int
    label: str
    year: int | None
    questions: int
    total_marks: float | None


class Analysis(Frozen):
    """Everything that is concluded about one professor's papers."""

    report: AnalysisReport
    papers: tuple[PaperSummary, ...]
    topics: tuple[TopicStanding, ...]  # most frequent first
    safe_zones: tuple[Zone, ...]
    danger_zones: tuple[Zone, ...]
    difficulty: tuple[Share, ...]
    bloom: tuple[Share, ...]
    derivations: Share
    predictions: tuple[Prediction, ...]
    backtest: Backtest | None  # None: fewer than 4 sittings
    blueprint: Blueprint
    repeats: tuple[RepeatFamily, ...]
    coverage: tuple[CoverageItem, ...]  # empty without a syllabus
    confidence_reasons: tuple[str, ...]  # why confidence_score is what it is
    outside_syllabus: tuple[CoverageItem, ...] = ()  # asked, though the syllabus has it not
    unclassified: Share | None = None  # questions without a topic; None: made before it was counted
    similar: tuple[SimilarFamily, ...] = ()  # empty too where no word vectors were given
    study_sets: tuple[StudySet, ...] = ()  # empty where the papers leave no choice
    next_paper: tuple[ShapeForecast, ...] = ()
    unseen_share: float | None = None  # of the next paper's questions: on topics never asked before
    style: tuple[StyleMark, ...] = ()
    changes: tuple[ChangePoint, ...] = ()  # first change first; empty: none that could be shown
    changes_tested: bool = False  # False: too few papers to tell
    eras: tuple[Era, ...] = ()  # empty without a change
    current: "Analysis | None" = None  # the same of the papers since the last change alone
