"""What the statistics conclude: each number beside the ids of the questions that prove it."""

from pydantic import Field

from analysis.schemas import AnalysisReport, Frozen, Trend

Evidence = tuple[int, ...]  # ids of questions


class Cell(Frozen):
    """One topic in one sitting."""

    paper_id: int
    label: str
    questions: int
    marks: float | None  # expected marks; None where no marks are printed
    evidence: Evidence


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


class Zone(Frozen):
    """A topic that is safe to expect, or dangerous to leave out."""

    topic: str
    papers: int
    percentage: float
    average_marks: float | None  # where it is asked, per paper
    evidence: Evidence


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


class RuleScore(Frozen):
    """How one rule did when it had to predict papers that it had not seen."""

    rule: str  # "forecast", "random", "last year", "plain count"
    precision: float
    coverage: float  # share of the questions whose topic was among the k
    brier: float | None  # None for rules that give no probabilities


class Backtest(Frozen):
    """Walk-forward test of the forecast on this professor's own papers."""

    papers_tested: int
    k: int
    base_rate: float  # share of the topics that appear in a paper
    unseen_share: float  # share of questions on topics never seen before
    scores: tuple[RuleScore, ...]
    beats_count: bool
    verdict: str  # one sentence for students


class SectionPlan(Frozen):
    """One section of the usual paper."""

    label: str
    questions: float
    marks: float | None
    papers: int


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


class RepeatFamily(Frozen):
    """Questions of different sittings that are nearly the same."""

    text: str
    similarity: float = Field(ge=0, le=1)  # the lowest that binds the family
    labels: tuple[str, ...]  # sittings
    evidence: Evidence


class CoverageItem(Frozen):
    """One topic of the syllabus and how the papers treat it."""

    topic: str
    papers: int
    last_asked: str | None
    evidence: Evidence


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
